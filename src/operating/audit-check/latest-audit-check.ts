/** Checks that have gone through all of the trail; one that was interrupted says nothing of it. */
const THROUGH = "audit_checks WHERE outcome IN ('whole', 'broken')";

/** In seconds; where there is none yet, since one was promised first, and 0 where no worker has run yet. */
export const SINCE_AUDIT_CHECK = `greatest(extract(epoch FROM now() - coalesce(
  (SELECT max(ended_at) FROM ${THROUGH}), (SELECT min(asked_at) FROM audit_checks), now())), 0)::float`;

export const LATEST_AUDIT_CHECK = `(SELECT outcome, broken_kind, broken_event, ended_at, events FROM ${THROUGH} ORDER BY asked_at DESC LIMIT 1)`;

/** Two nights: then one has been missed, and nobody has asked for one either. */
export const OLDEST_AUDIT_CHECK_SECONDS = 2 * 86_400;
