import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { toIssuer } from '../consultations/notices.js';
import { PromiseDeliveries, type Message } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { consultationIsVisible, extensionIsVisible } from '../identity/visibility.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import type { ExtensionVerb } from '../rules/extension-lifecycle.js';
import type { ExtensionView, GrantExtensionBody } from './deadlines.dto.js';
import { Extension } from './extension.entity.js';
import { answeringBody, noticeToConsultee, occasionOfExtension } from './extension-notices.js';
import { grantExtension } from './grant-extension.js';
import { readExtension } from './read-extensions.js';

const noticeOf: Readonly<Record<ExtensionVerb, (consultation: Consultation, id: string) => Message>> = {
  grant: (consultation, id) => noticeToConsultee(consultation, id, 'extension-granted'),
  refuse: (consultation, id) => noticeToConsultee(consultation, id, 'extension-refused'),
  cancel: (consultation, extensionId) =>
    toIssuer(consultation, 'extension-cancelled', 'officer', { extensionId }),
};

/** Grants, refuses or cancels a requested extension. */
@Injectable()
export class SettleExtension {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly replyByDates: ReplyByDates,
    private readonly clock: Clock,
  ) {}

  /** Locks the consultation, then the extension: the order everyone takes. Tells the other side. */
  async settle(
    caller: Caller,
    id: string,
    verb: ExtensionVerb,
    { until: asked, comment }: Pick<GrantExtensionBody, 'until' | 'comment'> = {},
  ): Promise<ExtensionView> {
    const until = asked && this.replyByDates.settled(asked);
    return this.makeChange.make(caller, async (change) => {
      const { consultationId } = await readExtension(change.tx, caller, id);
      const consultation = await change.lock(Consultation, consultationId, consultationIsVisible);
      const extension = await change.lock(Extension, id, extensionIsVisible);
      await change.permit(`extension.${verb}`, consultation.subject, extension.version);
      await this.take(change, verb, consultation, extension, until);
      extension.comment = comment ?? null;
      const body = verb === 'cancel' ? consultation.consulteeCode : answeringBody(consultation);
      await change.save(Extension, extension, occasionOfExtension(consultation, `${verb}-extension`, body));
      await this.promiseDeliveries.promise(change.tx, [noticeOf[verb](consultation, id)]);
      const view = await readExtension(change.tx, caller, id);
      return { ...view, ...warningsView(this.replyByDates.warnings(asked), caller) };
    });
  }

  private async take(
    change: Change,
    verb: ExtensionVerb,
    consultation: Consultation,
    extension: Extension,
    until = extension.requestedUntil,
  ): Promise<void> {
    const now = this.clock.now();
    if (verb === 'grant') {
      await grantExtension(change, consultation, extension, { until, now, today: this.clock.today() });
      return;
    }
    extension.take(verb, { consultationState: consultation.state });
    extension.settledBy = change.caller.actor.username;
    extension.settledAt = now;
  }
}
