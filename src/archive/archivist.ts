import type { EntityManager } from 'typeorm';
import { Caller } from '../changes/caller.js';
import { Actor } from '../rules/actor.js';
import type { Packable } from './source.js';

/** Sees of a case what a body's staff see together, whom its lists name included; signs in nowhere and changes nothing. */
class Archivist extends Actor {
  constructor(body: string, lists: readonly string[]) {
    super('', 'Yttra', { [body]: ['registrar', 'officer', 'manager', 'secretary'] });
    Object.assign(this, { marks: [...new Set([...this.marks, ...lists])] });
  }
}

const onLists = (lists: string): string => `
  SELECT DISTINCT mark FROM (
    ${lists}
  ) lists CROSS JOIN LATERAL unnest(seen_by) AS mark
  WHERE mark = $2 OR starts_with(mark, $2 || ':') OR starts_with(mark, '@')`;

const LISTS: Readonly<Record<Packable['kind'], string>> = {
  case: onLists(`SELECT seen_by FROM cases WHERE id = $1
    UNION ALL SELECT seen_by FROM referrals WHERE case_id = $1
    UNION ALL SELECT reply_seen_by FROM consultations WHERE case_id = $1
    UNION ALL SELECT own_seen_by FROM consultations WHERE case_id = $1 AND referral_id IS NULL
    UNION ALL SELECT statement_seen_by FROM consultations WHERE case_id = $1 AND referral_id IS NULL
    UNION ALL SELECT documents.seen_by FROM documents_of_case($1) part
      JOIN documents ON documents.id = part.document_id AND documents.body_code = $2`),
  consultation: onLists(`SELECT own_seen_by AS seen_by FROM consultations WHERE id = $1
    UNION ALL SELECT statement_seen_by FROM consultations WHERE id = $1
    UNION ALL SELECT documents.seen_by FROM documents_of_consultation($1) part
      JOIN documents ON documents.id = part.document_id AND documents.body_code = $2`),
};

/**
 * Whoever asks for a package has seen to it that nothing of the case is kept from them; what is in it does not depend on
 * who they are, so that the same gives the same package. As the service.
 */
export async function archivistOf(
  database: EntityManager,
  { kind, id }: Packable,
  body: string,
): Promise<Caller> {
  const lists: { mark: string }[] = await database.query(LISTS[kind], [id, body]);
  const actor = new Archivist(
    body,
    lists.map(({ mark }) => mark),
  );
  return new Caller(actor, 'sv', 'archive', '', { written: 0, fingerprint: '' });
}
