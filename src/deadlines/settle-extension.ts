import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { recipientOf } from '../consultations/ask-consultees.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { PromiseDeliveries, type Message } from '../delivery/promise-deliveries.js';
import type { Topic } from '../delivery/topics.js';
import type { Caller } from '../http/caller.js';
import type { Change, Occasion } from '../http/change.js';
import { MakeChange } from '../http/make-change.js';
import { consultationIsVisible, extensionIsVisible } from '../identity/visibility.js';
import type { ExtensionVerb } from '../rules/extension-lifecycle.js';
import type { ExtensionView } from './deadlines.dto.js';
import { Extension } from './extension.entity.js';
import { readExtension } from './read-extensions.js';
import { mustBeLater, setReplyBy } from './set-reply-by.js';

const topics: Readonly<Record<ExtensionVerb, Topic>> = {
  grant: 'extension-granted',
  refuse: 'extension-refused',
  cancel: 'extension-cancelled',
};

/** Grants, refuses or cancels a requested extension. */
@Injectable()
export class SettleExtension {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly clock: Clock,
  ) {}

  /** Locks the consultation, then the extension: the order everyone takes. Tells the other side. */
  async settle(
    caller: Caller,
    id: string,
    verb: ExtensionVerb,
    { until, comment }: { until?: string; comment?: string } = {},
  ): Promise<ExtensionView> {
    return this.makeChange.make(caller, async (change) => {
      const { consultationId } = await readExtension(change.tx, caller, id);
      const consultation = await change.lock(Consultation, consultationId, consultationIsVisible);
      const extension = await change.lock(Extension, id, extensionIsVisible);
      await change.permit(`extension.${verb}`, consultation.subject, extension.version);
      extension.take(verb, { consultationState: consultation.state });
      Object.assign(extension, {
        comment: comment ?? null,
        settledBy: caller.actor.username,
        settledAt: this.clock.now(),
      });
      if (verb === 'grant') {
        await this.grant(change, consultation, extension, until ?? extension.requestedUntil);
      }
      const body = verb === 'cancel' ? consultation.consulteeCode : consultation.issuerCode;
      await change.save(Extension, extension, occasionOfExtension(consultation, `${verb}-extension`, body));
      await this.promiseDeliveries.promise(change.tx, otherSide(consultation, topics[verb]));
      return readExtension(change.tx, caller, id);
    });
  }

  private async grant(change: Change, consultation: Consultation, extension: Extension, until: string) {
    mustBeLater(until, consultation);
    extension.grantedUntil = until;
    setReplyBy(consultation, until, this.clock.today());
    await change.save(Consultation, consultation, {
      ...occasionOfExtension(consultation, 'extend', consultation.issuerCode),
      objectType: 'consultation',
    });
  }
}

/** How the audit trail files it: the request is the consultee's, the answer the issuer's. */
export function occasionOfExtension(
  { caseId, referralId, id }: Consultation,
  verb: string,
  body: string | null,
): Occasion {
  return { verb, objectType: 'extension', body, caseId, referralId, consultationId: id };
}

/** Notice to whoever did not act: of what the consultee asks to the issuer, of the answer to the consultee. */
export function otherSide(consultation: Consultation, topic: Topic): Message[] {
  const toIssuer = topic === 'extension-requested' || topic === 'extension-cancelled';
  const { caseId, referralId, id, issuerCode, issuerName, consulteeCode } = consultation;
  const issuer = issuerCode ? { body: issuerCode, role: 'officer' as const } : { name: issuerName ?? '' };
  const consultee = recipientOf({
    consultee_code: consulteeCode,
    consultee_name: consultation.consulteeName,
    consultee_email: consultation.consulteeEmail,
  });
  // What an outside sender answers is recorded by the consultee itself, who needs no notice of it.
  if (!toIssuer && issuerCode === null) return [];
  return [
    {
      kind: 'notice',
      topic,
      senderBody: toIssuer ? consulteeCode : issuerCode,
      recipient: toIssuer ? issuer : consultee,
      caseId,
      referralId,
      consultationId: id,
    },
  ];
}
