import { Injectable } from '@nestjs/common';
import type { AuditEventView } from '../cases/audit-trail.dto.js';
import { ReadAuditTrail } from '../cases/read-audit-trail.js';
import type { Caller } from '../changes/caller.js';
import { permits } from '../rules/policy.js';
import type { Texts } from '../rules/texts.js';
import { statementWords, words } from '../rules/words.js';
import { ReadNames } from './read-names.js';

/** What has happened, as a page tells it. */
export interface Told {
  readonly at: string;
  readonly who: string;
  readonly what: string;
}

const SHOWN = 20;

/** Events that are filed under a name of their own. */
const OTHERS: Readonly<Record<string, Texts>> = {
  'extension request': words.consultation.verbs['request-extension'].done,
  'message write-message': words.consultation.verbs['write-message'].done,
  'referral create': words.case.verbs['create-referral'].done,
  'case register': words.consultation.verbs.register.done,
};

/** The latest of the history of a case, or of one of its referrals. */
@Injectable()
export class History {
  constructor(
    private readonly auditTrail: ReadAuditTrail,
    private readonly names: ReadNames,
  ) {}

  /** Nothing to whoever may not read the audit trail: readers. */
  async latest(
    caller: Caller,
    { caseId, body, referralId }: { caseId: string; body: string; referralId?: string },
  ): Promise<Told[]> {
    if (!permits(caller.actor, 'case.read-audit-trail', { body })) return [];
    const events = await this.auditTrail.latest(caller, caseId, SHOWN, referralId);
    const names = await this.names.of(
      events.map((event) => event.body),
      events.map((event) => event.actor),
    );
    return events.flatMap((event) => {
      const what = doneIn(event);
      if (!what) return [];
      const body = event.body === null ? '' : (names.get(event.body) ?? event.body);
      const person = event.actor === null ? '' : (names.get(event.actor) ?? '');
      const who = [body, person].filter((part) => part !== '').join(', ');
      return [{ at: event.at, who: `${who}:`, what: caller.say(what) }];
    });
  }
}

function doneIn({ objectType, verb }: Pick<AuditEventView, 'objectType' | 'verb'>): Texts | undefined {
  const vocabulary: Readonly<Record<string, { readonly verbs: object }>> = {
    ...words,
    statement: statementWords,
  };
  const verbs = (vocabulary[objectType]?.verbs ?? {}) as Readonly<Record<string, { readonly done: Texts }>>;
  return Object.hasOwn(verbs, verb) ? verbs[verb]!.done : OTHERS[`${objectType} ${verb}`];
}
