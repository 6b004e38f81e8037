import { Injectable, Logger } from '@nestjs/common';
import { hash, type Caller } from '../../changes/caller.js';
import type { ConsultationView } from '../../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { loggable } from '../../database/loggable.js';
import { DomainError } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { afterItsFirstHalf } from './act.js';
import { warningsOf, type Taken } from './kept-warnings.js';
import type { RecordAction } from './record-steps.js';

/** A matter as it was when it was chosen. */
interface Chosen {
  readonly id: string;
  readonly version: string;
}

/** Where the chosen matters stand in a form, each as `chosenAs` writes it. */
export const CHOSEN = 'valda';
export const chosenAs = (id: string, version: number): string => `${id} ${version}`;

const AS_CHOSEN = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}) (\d{1,9})$/;
export const MOST = 100;
const NONE: Texts = { sv: 'Markera minst ett ärende.', en: 'Mark at least one matter.' };
const TOO_MANY: Texts = {
  sv: `Markera högst ${MOST} ärenden åt gången.`,
  en: `Mark at most ${MOST} matters at a time.`,
};
const FAILED: Texts = {
  sv: 'Det gick inte. Försök igen om en stund.',
  en: 'It failed. Try again in a moment.',
};
/** So many failures of ours in a row, and the matters that are left are not tried: each may take as long to fail. */
const FAILURES = 2;

/** The matters that a form names. Beyond 200 rows its reader hands out an object. */
export function chosenIn(fields: Readonly<Record<string, unknown>>): Chosen[] {
  const given = Object.values(fields[CHOSEN] ?? {});
  return given.flatMap((value) => {
    const [, id, version] = AS_CHOSEN.exec(String(value)) ?? [];
    return id && version ? [{ id, version }] : [];
  });
}

/** Which matters a form names. */
export const idsIn = (fields: Readonly<Record<string, unknown>>): ReadonlySet<string> =>
  new Set(chosenIn(fields).map(({ id }) => id));

/** Said where a form is shown again because its sender had been signed out. */
export const KEPT: Texts = {
  sv: 'Du loggades ut innan det hann skickas. Se efter vad som är markerat och skicka igen.',
  en: 'You were signed out before it was sent. See what is marked and send again.',
};

/** Takes the same step of several matters, each by itself: what is refused for one hinders no other. */
@Injectable()
export class TakeSeveral {
  private readonly log = new Logger(TakeSeveral.name);

  constructor(private readonly consultations: ConsultationsQueries) {}

  /**
   * One after the other, since each holds locks. Sent again under the same key, the steps that were taken are answered as
   * they were. Whatever befalls one, the answer tells of all: what was done cannot be seen anywhere else.
   *
   * @throws DomainError `validation` where none is chosen, or too many
   */
  async take(
    caller: Caller,
    action: Pick<RecordAction<never, never>, 'take'>,
    chosen: readonly Chosen[],
    body: object,
  ): Promise<{ readonly results: readonly Taken[] }> {
    if (chosen.length === 0) throw new DomainError('validation', NONE);
    if (chosen.length > MOST) throw new DomainError('validation', TOO_MANY);
    const results: Taken[] = [];
    let failures = 0;
    for (const each of chosen) {
      const taken = failures < FAILURES && (await this.takeOne(caller, action, each, body));
      results.push(taken || { id: each.id, matter: '', why: caller.say(FAILED) });
      failures = taken && taken.why !== caller.say(FAILED) ? 0 : failures + 1;
    }
    return { results };
  }

  private async takeOne(
    caller: Caller,
    { take }: Pick<RecordAction<never, never>, 'take'>,
    { id, version }: Chosen,
    body: object,
  ): Promise<Taken> {
    let matter = '';
    try {
      matter = matterOf(await this.consultations.one(caller, id));
      const its = termsFor(caller, id, version);
      const answer = await afterItsFirstHalf(() => take(its, id, body));
      return { id, matter, why: null, warnings: warningsOf(answer), insteadOf: its.absentName };
    } catch (failure) {
      if (!(failure instanceof DomainError)) {
        this.log.error(id, loggable(failure).stack);
        return { id, matter, why: caller.say(FAILED) };
      }
      const reasons = [...failure.reasons, ...failure.invalid].map(({ detail }) => caller.say(detail));
      return { id, matter, why: reasons.join(' ') || caller.say(failure.detail) };
    }
  }
}

const matterOf = ({ ownCaseNumber, caseNumber, consultee, title, confidential }: ConsultationView): string =>
  [ownCaseNumber ?? caseNumber, consultee, confidential ? null : title].filter(Boolean).join(', ');

function termsFor(caller: Caller, id: string, version: string): Caller {
  const { idempotencyKey, fingerprint } = caller.terms;
  return caller.on({
    ...caller.terms,
    ifMatch: `"${version}"`,
    idempotencyKey: idempotencyKey && `${idempotencyKey}-${id}`,
    fingerprint: hash(`${fingerprint}\n${id}`),
  });
}
