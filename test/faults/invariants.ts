import { setTimeout as pause } from 'node:timers/promises';

/** Anything that runs SQL as someone who may read every table. */
export interface Readable {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** Each finds the rows that break a promise; there must be none. */
// prettier-ignore
const PROMISES: Readonly<Record<string, string>> = {
  'I1: what was forwarded lies once in the inbox of each recipient with staff': `
    SELECT dispatch.id AS dispatch, entitled.body FROM dispatches dispatch
    JOIN consultations consultation ON consultation.id = dispatch.consultation_id
    CROSS JOIN LATERAL (
      SELECT consultation.issuer_code AS body WHERE consultation.issuer_code IS NOT NULL
      UNION SELECT named->>'body' FROM jsonb_array_elements(dispatch.content->'statement'->'recipients') named
      WHERE named->>'body' IS NOT NULL) entitled
    WHERE EXISTS (SELECT FROM effective_roles
        WHERE body_code = entitled.body AND role NOT IN ('reader', 'administrator'))
      AND (SELECT count(*) FROM inbox_items item
           WHERE item.dispatch_id = dispatch.id AND item.body_code = entitled.body) <> 1`,
  'I1: what is forwarded has a dispatch': `
    SELECT id FROM consultations WHERE state = 'forwarded'
      AND NOT EXISTS (SELECT FROM dispatches WHERE consultation_id = consultations.id)`,
  'I1: what was delivered lies in an inbox': `
    SELECT id FROM deliveries WHERE state = 'delivered' AND channel = 'inbox'
      AND (SELECT count(*) FROM inbox_items WHERE delivery_id = deliveries.id) <> 1`,
  'I2: nobody has the same dispatch twice': `
    SELECT dispatch_id, body_code FROM inbox_items WHERE dispatch_id IS NOT NULL
    GROUP BY 1, 2 HAVING count(*) > 1`,
  'I2: each forwarding made one dispatch': `
    SELECT consultation_id, count(*) FROM dispatches GROUP BY 1
    HAVING count(*) <> (SELECT count(*) FROM audit_events event
      WHERE event.object_id = dispatches.consultation_id::text AND event.verb IN ('forward', 'forward-correction'))`,
  'I3: nothing lies in an inbox that was not promised and settled': `
    SELECT item.id FROM inbox_items item LEFT JOIN deliveries ON deliveries.id = item.delivery_id
    WHERE deliveries.state IS DISTINCT FROM 'delivered'`,
  'I3: nothing was sent of a consultation that was not forwarded': `
    SELECT item.id FROM inbox_items item JOIN consultations ON consultations.id = item.consultation_id
    WHERE item.dispatch_id IS NOT NULL AND consultations.state NOT IN ('forwarded', 'received')`,
  'I5: each version of a consultation has its one audit event': `
    SELECT id, version FROM consultations WHERE version <>
      (SELECT count(*) FROM audit_events WHERE object_type = 'consultation' AND object_id = consultations.id::text)`,
  'I5: each version of a case has its one audit event': `
    SELECT id, version FROM cases WHERE version <>
      (SELECT count(*) FROM audit_events WHERE object_type = 'case' AND object_id = cases.id::text)`,
  'I5: each audit event is of something that is there': `
    SELECT object_id FROM audit_events WHERE object_type = 'case'
      AND NOT EXISTS (SELECT FROM cases WHERE id::text = object_id)`,
  'I8: whatever failed says why': `
    SELECT id FROM deliveries WHERE state = 'failed' AND last_error IS NULL`,
  'I8: whatever waits for a person is in the list of open deliveries, and nothing else waits': `
    SELECT id, state, attempts, last_error FROM deliveries
    WHERE channel = 'inbox' AND state IN ('pending', 'delivering')`,
};

/** What has not come to rest: I6 says that it does, whatever was done to the queue. */
const UNSETTLED = `
  SELECT (SELECT count(*) FROM outbox)::int
    + (SELECT count(*) FROM deliveries WHERE channel = 'inbox' AND state IN ('pending', 'delivering'))::int AS waiting`;

/** Waits until nothing is on its way any more; answers how long that took. */
export async function convergence(database: Readable, milliseconds = 60_000): Promise<number> {
  const began = Date.now();
  for (;;) {
    const [row] = await rows<{ waiting: number }>(database, UNSETTLED);
    if (row!.waiting === 0) return Date.now() - began;
    if (Date.now() - began > milliseconds) {
      const left = await rows(
        database,
        "SELECT id, kind, state, attempts, due_at, last_error FROM deliveries WHERE channel = 'inbox' AND state IN ('pending', 'delivering') LIMIT 5",
      );
      throw new Error(`Still on its way after ${milliseconds} ms: ${JSON.stringify(left)}`);
    }
    await pause(100);
  }
}

/** Every promise that does not hold, with the first rows that break it. */
export async function brokenPromises(database: Readable): Promise<string[]> {
  const broken: string[] = [];
  for (const [promise, sql] of Object.entries(PROMISES)) {
    const found = await rows(database, sql);
    if (found.length > 0) broken.push(`${promise}: ${JSON.stringify(found.slice(0, 3))}`);
  }
  return broken;
}

/** What must hold after every fault (I1–I3, I5, I6, I8); I7 is asked of the processes. */
export async function checkInvariants(database: Readable, milliseconds = 60_000): Promise<void> {
  await convergence(database, milliseconds);
  const broken = await brokenPromises(database);
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

/** TypeORM answers with the rows, pg with a result that has them. */
async function rows<T>(database: Readable, sql: string): Promise<T[]> {
  const answer = (await database.query(sql)) as T[] | { rows: T[] };
  return Array.isArray(answer) ? answer : answer.rows;
}
