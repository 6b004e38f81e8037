import type { DataSource } from 'typeorm';
import type { Kind, Thing } from './kinds.js';
import type { Marked } from './secrets.js';

/** How the tables call it, if one of the records it belongs to is among those that have been marked: `$1`. */
const kept = (...ids: string[]): string =>
  `coalesce((SELECT suffix FROM jsonb_to_recordset($1::jsonb) AS marked (id uuid, suffix text)
    WHERE id IN (${ids.join(', ')}) LIMIT 1), '')`;

/** What came of what the personas did, as the tables have it, and what was there from the start. */
const QUERIES: Readonly<Partial<Record<Kind, string>>> = {
  'archive package': `SELECT 'of ' || CASE WHEN case_id IS NULL THEN 'TSN' ELSE 'KS' END || ${kept('case_id', 'consultation_id')} AS situation, json_build_object('id', id) AS names FROM archive_packages`,
  'audit check': `SELECT 'of the whole trail' AS situation, json_build_object('id', id) AS names FROM audit_checks`,
  dispatch: `SELECT 'TSN' || ${kept('consultation_id', 'case_id', 'referral_id')} AS situation, json_build_object('id', dispatches.id) AS names,
      ARRAY[consultation_id] AS within
    FROM dispatches JOIN consultations ON consultations.id = consultation_id`,
  'signature request': `SELECT 'TSN' || ${kept('consultation_id', 'case_id', 'referral_id')} AS situation, json_build_object('id', request.id) AS names,
      ARRAY[consultation_id] AS within
    FROM signature_requests request JOIN consultations ON consultations.id = consultation_id`,
  extension: `
    SELECT 'TSN' || ${kept('case_id', 'referral_id')} AS situation, json_build_object('id', extensions.id) AS names, ARRAY[consultations.id] AS within,
      issuer_code AS issuer, consultee_code AS consultee, officer
    FROM extensions JOIN consultations ON consultations.id = consultation_id`,
  // One that its side has withdrawn.
  message: `
    SELECT 'TSN' || ${kept('case_id', 'referral_id')} AS situation,
      json_build_object('id', consultations.id, 'messageId', messages.id) AS names, issuer_code AS issuer
    FROM messages JOIN consultations ON consultations.id = consultation_id WHERE withdrawn_at IS NOT NULL`,
  // BIN sends reminders to itself alone, of whichever of its matters comes first: by chance a confidential one.
  delivery: `
    SELECT CASE WHEN kind = 'administration' THEN 'about rights or settings'
        WHEN sender_body IS NULL THEN 'handing over to a person' WHEN channel = 'webhook' THEN 'to a system of ' || recipient_body
        ELSE 'from ' || sender_body || CASE state WHEN 'failed' THEN ', failed' ELSE '' END
          || CASE sender_body WHEN 'BIN' THEN '' ELSE ${kept('case_id', 'referral_id')} END END AS situation,
      json_build_object('id', id) AS names, sender_body AS body,
      array_remove(ARRAY[consultation_id, webhook_id], NULL) AS within
    FROM deliveries`,
  'inbox item': `
    SELECT CASE WHEN item.role = 'administrator' THEN 'to the administrator of ' || item.body_code
        WHEN item.kind = 'notice' AND item.person IS NOT NULL AND (NOT EXISTS (SELECT FROM roles WHERE username = item.person AND roles.body_code = item.body_code)
          OR item.person <> 'tsn-handlaggare' AND ${kept('item.case_id', 'item.referral_id')}
            = ANY(CASE item.body_code WHEN 'TSN' THEN ARRAY[', confidential'] WHEN 'KS' THEN ARRAY[', confidential', ', confidential at KS'] END))
          THEN 'handing over what is kept from them'
        WHEN item.person IS NOT NULL THEN 'telling a person'
        WHEN digests.username IS NOT NULL THEN 'reminding a person'
        WHEN item.kind = 'reminder' THEN 'reminding ' || item.body_code ELSE 'to ' || item.body_code || ${kept('item.case_id', 'item.referral_id')} END AS situation,
      json_build_object('id', item.id) AS names, item.body_code AS body,
      coalesce(item.person, digests.username) AS person
    FROM inbox_items item LEFT JOIN digests ON digests.delivery_id = item.delivery_id`,
  'api client': `SELECT 'of ' || body_code AS situation, json_build_object('id', id) AS names, body_code AS body FROM api_clients`,
  'api key': `
    SELECT 'of ' || body_code AS situation, json_build_object('id', id, 'prefix', prefix) AS names, body_code AS body
    FROM api_clients JOIN api_client_keys ON client_id = id`,
  'stand-in': `
    SELECT 'of ' || body_code AS situation, json_build_object('code', body_code, 'id', id) AS names,
      body_code AS body, absent AS person, ARRAY[body_code] AS within FROM stand_ins`,
  body: `
    SELECT 'of ' || code AS situation, code AS body,
      json_strip_nulls(json_build_object('code', code, 'takenNumber', (SELECT max(number) FROM register_entries WHERE register_code = code)))
        AS names,
      (SELECT min(username) FROM roles WHERE body_code = code AND role = 'officer') AS person
    FROM bodies`,
  meeting: `
    SELECT 'of ' || body_code AS situation, json_build_object('code', body_code, 'id', id) AS names,
      body_code AS body, ARRAY[body_code] AS within FROM meetings`,
  person: `
    SELECT DISTINCT 'of ' || body_code AS situation, jsonb_build_object('code', body_code, 'username', username) AS names,
      body_code AS body, username AS person, ARRAY[body_code] AS within,
      (SELECT array_agg(DISTINCT others.body_code ORDER BY others.body_code) FROM roles others JOIN people USING (username)
       WHERE others.username = roles.username AND NOT municipal_administrator) AS everywhere
    FROM roles`,
};

/** @param marked all that has been marked confidential. */
export async function findThings(database: DataSource, marked: readonly Marked[]): Promise<Thing[]> {
  const found = Object.entries(QUERIES).map(async ([kind, query]): Promise<Thing[]> => {
    const rows: Thing[] = await database.query(query, query.includes('$1') ? [JSON.stringify(marked)] : []);
    return rows.map((thing) => ({ ...thing, kind: kind as Kind }));
  });
  return (await Promise.all(found)).flat();
}
