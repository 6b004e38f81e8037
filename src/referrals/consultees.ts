import type { EntityManager } from 'typeorm';
import { numberKey } from '../rules/case-number.js';
import type { PartyKind } from '../rules/party-kind.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import type { ConsulteeBody } from './referrals.dto.js';
import { because } from './refusals.js';

/** A consultee as it stands in a referral's list. */
export interface Consultee {
  readonly body: string | null;
  readonly name: string | null;
  /** Null of a body, and of one outside Yttra of whom nobody has said. */
  readonly kind: PartyKind | null;
  readonly email: string | null;
  readonly replyBy: string | null;
  readonly replyRequired: boolean;
  readonly decidedBy: object | null;
}

/** KL 6:12: the executive board may require statements of the municipality's own boards. */
const REQUIRED_TO_ANSWER = ['board', 'executive-board'];

/**
 * The consultees of a request, checked against the bodies there are and those already on the list.
 *
 * @param listed whoever is on the list already, as `listedAs` writes them.
 * @param pointerTo where the request has each of them.
 * @throws Invalid for every unknown body, every one named twice, and the issuer itself: it cannot
 *   consult itself, though it can consult its administration.
 */
export async function checkedConsultees(
  tx: EntityManager,
  issuer: string,
  asked: readonly ConsulteeBody[],
  listed: readonly string[] = [],
  pointerTo = (index: number): string => `/consultees/${index}`,
): Promise<Consultee[]> {
  const kinds = await kindsOf(tx, asked);
  const seen = new Set(listed);
  const problems = asked.flatMap((consultee, index) => {
    const problem = problemWith(consultee, issuer, kinds, seen);
    seen.add(listedAs(consultee));
    return problem ? [{ ...problem, pointer: pointerTo(index) + problem.pointer }] : [];
  });
  const [first, ...rest] = problems;
  if (first) throw new Invalid(first, ...rest);
  return asked.map((consultee) => ({
    body: consultee.body ?? null,
    name: consultee.name ?? null,
    kind: consultee.kind ?? null,
    email: consultee.email ?? null,
    replyBy: consultee.replyBy ?? null,
    replyRequired:
      consultee.replyRequired ?? REQUIRED_TO_ANSWER.includes(kinds.get(consultee.body ?? '') ?? ''),
    decidedBy: consultee.decidedBy ?? null,
  }));
}

/** A body by its code, one outside by its name as numbers are compared: in blanks, case and dashes alike. */
export const listedAs = ({
  body,
  name,
}: {
  readonly body?: string | null | undefined;
  readonly name?: string | null | undefined;
}): string => body ?? `name ${numberKey(name ?? '')}`;

async function kindsOf(tx: EntityManager, asked: readonly ConsulteeBody[]): Promise<Map<string, string>> {
  const rows: { code: string; kind: string }[] = await tx.query(
    'SELECT code, kind FROM bodies WHERE code = ANY($1) AND active',
    [asked.flatMap(({ body }) => body ?? [])],
  );
  return new Map(rows.map(({ code, kind }) => [code, kind]));
}

function problemWith(
  { body, name, askedAgain = false }: ConsulteeBody,
  issuer: string,
  kinds: Map<string, string>,
  seen: Set<string>,
): InvalidValue | undefined {
  if (body === undefined && name === undefined) return { pointer: '', ...because.consultee };
  if (body === undefined)
    return seen.has(listedAs({ name })) && !askedAgain
      ? { pointer: '/name', ...because.outsiderAskedTwice }
      : undefined;
  if (name !== undefined) return { pointer: '', ...because.eitherBodyOrName };
  if (body === issuer) {
    return { pointer: '/body', ...because.issuerConsultsItself };
  }
  if (!kinds.has(body)) return { pointer: '/body', ...because.unknownBody };
  if (seen.has(body)) return { pointer: '/body', ...because.askedTwice };
  return undefined;
}

/** The members of the issuer's consultee groups. @throws Invalid for a group that does not exist. */
export async function consulteesOfGroups(
  tx: EntityManager,
  issuer: string,
  names: readonly string[],
): Promise<ConsulteeBody[]> {
  const groups: { name: string; consultees: ConsulteeBody[] }[] = await tx.query(
    'SELECT name, consultees FROM consultee_groups WHERE body_code = $1 AND name = ANY($2)',
    [issuer, names],
  );
  const found = new Map(groups.map(({ name, consultees }) => [name, consultees]));
  return names.flatMap((name, index) => {
    const consultees = found.get(name);
    if (consultees) return consultees;
    throw new Invalid({ pointer: `/consulteeGroups/${index}`, ...because.unknownGroup });
  });
}

/** A referral's list as it stands. */
export const listedConsultees = async (tx: EntityManager, referralId: string): Promise<Consultee[]> =>
  tx.query(
    `SELECT body_code AS body, name, kind, email, reply_by::text AS "replyBy", reply_required AS "replyRequired", decided_by AS "decidedBy"
     FROM referral_consultees WHERE referral_id = $1 ORDER BY position`,
    [referralId],
  );

/** Puts consultees at the end of a referral's list. */
export async function listConsultees(
  tx: EntityManager,
  referralId: string,
  consultees: readonly Consultee[],
): Promise<void> {
  await tx.query(
    `INSERT INTO referral_consultees (referral_id, position, body_code, name, kind, email, reply_by, reply_required, decided_by)
     SELECT $1, coalesce((SELECT max(position) FROM referral_consultees WHERE referral_id = $1), 0) + ordinality,
       asked->>'body', asked->>'name', asked->>'kind', asked->>'email', (asked->>'replyBy')::date, (asked->>'replyRequired')::boolean,
       nullif(asked->'decidedBy', 'null'::jsonb)
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS list (asked, ordinality)`,
    [referralId, JSON.stringify(consultees)],
  );
}
