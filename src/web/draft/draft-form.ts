import type { ConsulteeBody, ConsulteeView, ReferralView } from '../../referrals/referrals.dto.js';

type Typed = Readonly<Record<string, unknown>>;

/** One line of the list of whom to ask. */
export interface AskedLine {
  /** A body by code; none for one outside. */
  readonly body: string | null;
  readonly name: string;
  readonly email: string;
  readonly isAsked: boolean;
  /** Its own last day, where it is not the referral's. */
  readonly replyBy: string;
}

/** Whom to ask and until when, as the form has it. */
export interface AskedTyped {
  readonly replyBy: string;
  readonly lines: readonly AskedLine[];
}

type Bodies = readonly (readonly [code: string, name: string])[];

/** The bodies that can be asked and those outside who are, as the draft has them. */
export function askedIn({ issuer, replyBy, consultees }: ReferralView, bodies: Bodies): AskedTyped {
  const asked = new Map(consultees.flatMap((each) => (each.body ? [[each.body, each] as const] : [])));
  const own = (each: ConsulteeView | undefined): string =>
    each?.replyBy && each.replyBy !== replyBy ? each.replyBy : '';
  return {
    replyBy: replyBy ?? '',
    lines: [
      ...bodies
        .filter(([code]) => code !== issuer)
        .map(([body, name]) => ({
          body,
          name,
          email: '',
          isAsked: asked.has(body),
          replyBy: own(asked.get(body)),
        })),
      ...consultees
        .filter(({ body }) => body === null)
        .map((each) => ({
          body: null,
          name: each.name,
          email: each.email ?? '',
          isAsked: true,
          replyBy: own(each),
        })),
    ],
  };
}

/** The same of what was typed. A line that is new has a name and nothing else. */
export function askedTyped(form: Typed): AskedTyped {
  const lines = Object.values((form['asked'] ?? {}) as Typed).filter(isTyped);
  return {
    replyBy: textIn(form['replyBy']),
    lines: lines
      .map(({ body, name, email, on, replyBy }) => ({
        body: textIn(body) || null,
        name: textIn(name).trim(),
        email: textIn(email).trim(),
        isAsked: on !== undefined,
        replyBy: textIn(replyBy),
      }))
      .filter(({ body, name }) => body !== null || name !== ''),
  };
}

/** As the body of the API has it; what the form does not show of a consultee stays. */
export function bodyOfAsked({ replyBy, lines }: AskedTyped, { consultees }: ReferralView): object {
  return {
    ...(replyBy && { replyBy }),
    consultees: lines.filter(({ isAsked }) => isAsked).map((line) => consulteeOf(line, replyBy, consultees)),
  };
}

function consulteeOf(
  { body, name, email, replyBy }: AskedLine,
  ofAll: string,
  listed: readonly ConsulteeView[],
): ConsulteeBody {
  const before = listed.find((each) =>
    body === null ? each.body === null && each.name === name : each.body === body,
  );
  return {
    ...(body === null ? { name } : { body }),
    ...(body === null && email && { email }),
    ...(replyBy && replyBy !== ofAll && { replyBy }),
    ...(before?.kind && { kind: before.kind }),
    ...(before?.decidedBy && { decidedBy: before.decidedBy }),
    ...(before?.replyRequired !== undefined && { replyRequired: before.replyRequired }),
  };
}

/** Questions one a row; those left empty are gone. */
export const questionsTyped = (form: Typed): string[] =>
  Object.values((form['questions'] ?? {}) as Typed)
    .filter(isTyped)
    .map(({ text }) => textIn(text))
    .filter((text) => text.trim() !== '');

/** The decision to refer: when any of it is given all of it is asked for, and none is there when it is emptied. */
export function decisionTyped({ decidedBody, decidedOn, section }: Typed): object {
  const given = { body: textIn(decidedBody), date: textIn(decidedOn), section: textIn(section) };
  if (!given.date && !given.section) return { decidedBy: null };
  return { decidedBy: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) };
}

const isTyped = (value: unknown): value is Typed => typeof value === 'object' && value !== null;
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
