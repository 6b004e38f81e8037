import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import { Invalid } from '../rules/problem.js';
import type { CorrectExtensionBody, ExtensionView } from './deadlines.dto.js';
import { noticeToConsultee } from './extension-notices.js';
import { answeringBody, EXTENSION } from './extension.kind.js';
import { because } from './refusals.js';

@Injectable()
export class CorrectExtension {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly replyByDates: ReplyByDates,
  ) {}

  /** A day that was granted wrongly is mended, also to an earlier one; the consultee is told. */
  async correct(caller: Caller, id: string, { until: asked }: CorrectExtensionBody): Promise<ExtensionView> {
    const until = this.replyByDates.settled(asked);
    return this.makeChange.step(caller, EXTENSION, id, 'correct', async (extension, change) => {
      const { consultation, previousReplyBy } = extension;
      if (consultation.replyBy !== extension.grantedUntil)
        throw new Invalid({ pointer: '/until', ...because.movedSince });
      if (until <= previousReplyBy)
        throw new Invalid({ pointer: '/until', ...because.notLater(previousReplyBy) });
      extension.grantedUntil = until;
      Object.assign(consultation, { replyBy: until, replyBySetOn: change.today });
      await change.save(Consultation, consultation, {
        verb: 'extend',
        objectType: 'consultation',
        body: answeringBody(consultation),
        ...consultation.about,
      });
      await this.promiseDeliveries.promise(change.tx, [
        noticeToConsultee(consultation, id, 'extension-corrected'),
      ]);
      return { answer: warningsView(this.replyByDates.warnings(asked), caller) };
    });
  }
}
