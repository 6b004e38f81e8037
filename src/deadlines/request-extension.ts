import { Injectable } from '@nestjs/common';
import { Consultation } from '../consultations/consultation.entity.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Caller } from '../http/caller.js';
import { MakeChange } from '../http/make-change.js';
import { consultationIsVisible } from '../identity/visibility.js';
import { stillUnanswered } from '../rules/extension-lifecycle.js';
import { Conflict, TransitionRefused } from '../rules/problem.js';
import type { ExtensionView, RequestExtensionBody } from './deadlines.dto.js';
import { Extension } from './extension.entity.js';
import { occasionOfExtension, otherSide } from './settle-extension.js';
import { readExtension } from './read-extensions.js';
import { mustBeLater } from './set-reply-by.js';

@Injectable()
export class RequestExtension {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /** One request at a time; the consultation's lock sees to it. Tells the issuer at once. */
  async request(caller: Caller, id: string, { until, reason }: RequestExtensionBody): Promise<ExtensionView> {
    return this.makeChange.make(caller, async (change) => {
      const consultation = await change.lock(Consultation, id, consultationIsVisible);
      await change.permit('extension.request', consultation.subject);
      if (!stillUnanswered.holds({ consultationState: consultation.state })) {
        const { code, otherwise } = stillUnanswered;
        throw new TransitionRefused('request-extension', consultation.state, [{ code, detail: otherwise }]);
      }
      mustBeLater(until, consultation);
      const open: object[] = await change.tx.query(
        "SELECT FROM extensions WHERE consultation_id = $1 AND state = 'requested'",
        [id],
      );
      if (open.length > 0) throw requestedAlready();
      const extension = Object.assign(new Extension(), {
        consultationId: id,
        requestedUntil: until,
        previousReplyBy: consultation.replyBy,
        reason,
        requestedBy: caller.actor.username,
      });
      await change.insert(
        Extension,
        extension,
        occasionOfExtension(consultation, 'request-extension', consultation.consulteeCode),
      );
      const message = otherSide(consultation, 'extension-requested');
      await this.promiseDeliveries.promise(change.tx, message);
      return readExtension(change.tx, caller, extension.id);
    });
  }
}

function requestedAlready(): Conflict {
  return new Conflict({
    code: 'extension-requested-already',
    detail: {
      sv: 'Anstånd är redan begärt och inte avgjort.',
      en: 'An extension has been requested already and is not settled.',
    },
  });
}
