import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import { toIssuer } from '../consultations/notices.js';
import { PromiseDeliveries, type Message } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import type { ExtensionVerb } from '../rules/extension-lifecycle.js';
import type { ExtensionView, GrantExtensionBody } from './deadlines.dto.js';
import { EXTENSION } from './extension.kind.js';
import { noticeToConsultee } from './extension-notices.js';
import { grantExtension } from './grant-extension.js';

type SettlingVerb = Exclude<ExtensionVerb, 'correct'>;

const noticeOf: Readonly<Record<SettlingVerb, (consultation: Consultation, id: string) => Message>> = {
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

  /** Tells the other side. */
  async settle(
    caller: Caller,
    id: string,
    verb: SettlingVerb,
    { until: asked, comment }: Pick<GrantExtensionBody, 'until' | 'comment'> = {},
  ): Promise<ExtensionView> {
    const settled = asked && this.replyByDates.settled(asked);
    return this.makeChange.step(caller, EXTENSION, id, verb, async (extension, change) => {
      const { consultation } = extension;
      const [until, now] = [settled ?? extension.requestedUntil, this.clock.now()];
      if (verb === 'grant')
        await grantExtension(change, consultation, extension, { until, now, today: change.today });
      extension.comment = comment ?? null;
      extension.settledBy = caller.actor.username;
      extension.settledAt = now;
      await this.promiseDeliveries.promise(change.tx, [noticeOf[verb](consultation, id)]);
      return { answer: warningsView(this.replyByDates.warnings(asked), caller) };
    });
  }
}
