import type { Paper } from '../papers/paper.js';
import type { SignatureState, SignedPaper, Signer } from '../rules/signatures.js';

/** A request that this worker has taken, until its lease runs out: nobody else settles it while `attempts` is the latest. */
export interface ClaimedRequest {
  readonly id: string;
  readonly consultation_id: string;
  readonly paper: SignedPaper;
  readonly state: SignatureState;
  readonly signers: readonly Signer[];
  readonly in_order: boolean;
  readonly last_day: string;
  readonly asked_by: string;
  readonly written: Paper | null;
  readonly sha256: string | null;
  readonly file_name: string | null;
  readonly attempts: number;
  /** Why it ends by itself: what it is about is not so any more. */
  readonly overtaken: 'text-corrected' | 'case-closed' | 'body-wound-up' | null;
}

/**
 * The oldest that is due. Of one that is open it is asked whether what it is about has changed: nothing has to remember a
 * request when it corrects a text, closes a case or winds a body up.
 *
 * @param lease `$1`, in seconds.
 */
export const CLAIM = `UPDATE signature_requests request SET attempts = attempts + 1, due_at = now() + make_interval(secs => $1)
  WHERE id = (SELECT id FROM signature_requests WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, consultation_id, paper, state, signers, in_order, last_day, asked_by, written, sha256, file_name, attempts,
    (SELECT CASE
        WHEN request.ended_at IS NOT NULL THEN NULL
        WHEN request.text_hash IS DISTINCT FROM text_to_sign(request.consultation_id, request.paper) THEN 'text-corrected'
        WHEN cases.state = 'closed' THEN 'case-closed'
        WHEN bodies.exists_to < $2 THEN 'body-wound-up' END
      FROM consultations JOIN cases ON cases.id = consultations.case_id LEFT JOIN bodies ON bodies.code = consultee_code
      WHERE consultations.id = request.consultation_id) AS overtaken`;
