import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { refuseBothAndNeither } from '../http/correct-or-take-back.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import { longAgo } from '../rules/odd-days.js';
import { Invalid } from '../rules/problem.js';
import type { CorrectExtensionBody, ExtensionView } from './deadlines.dto.js';
import { noticeToConsultee } from './extension-notices.js';
import type { Extension } from './extension.entity.js';
import { answeringBody, EXTENSION } from './extension.kind.js';
import { refuseDayOfAsking } from './refuse-day-of-asking.js';
import { because } from './refusals.js';

@Injectable()
export class CorrectExtension {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly replyByDates: ReplyByDates,
  ) {}

  /** A day that was granted wrongly is mended, also to an earlier one, or the extension taken back; the consultee is told. */
  async correct(caller: Caller, id: string, body: CorrectExtensionBody): Promise<ExtensionView> {
    const until = body.until === undefined ? undefined : this.replyByDates.settled(body.until);
    const correct = async (extension: Extension, change: Change) => {
      refuseBothAndNeither(body);
      correctDayOfAsking(extension, body, change.today);
      const warnings = [
        ...this.replyByDates.warnings(body.until),
        ...longAgo(change.today, body.requestedOn),
      ];
      const answer = warningsView(warnings, caller);
      // The consultee is told what it has to know: by when it is to reply.
      if (until === undefined && !body.takeBack) return { answer };
      const { consultation, previousReplyBy } = extension;
      if (consultation.replyBy !== extension.grantedUntil)
        throw new Invalid({ pointer: '/until', ...because.movedSince });
      if (until !== undefined && until <= previousReplyBy)
        throw new Invalid({ pointer: '/until', ...because.notLater(previousReplyBy) });
      extension.grantedUntil = until ?? null;
      Object.assign(consultation, { replyBy: until ?? previousReplyBy, replyBySetOn: change.today });
      await change.save(Consultation, consultation, {
        verb: 'extend',
        objectType: 'consultation',
        body: answeringBody(consultation),
        ...consultation.about,
      });
      await this.promiseDeliveries.promise(change.tx, [
        noticeToConsultee(
          consultation,
          id,
          until === undefined ? 'extension-taken-back' : 'extension-corrected',
        ),
      ]);
      return { answer };
    };
    return this.makeChange.step(caller, EXTENSION, id, 'correct', correct, () => ({
      facts: { staysGranted: body.takeBack !== true },
    }));
  }
}

/** @throws Invalid of one that nobody asked for, besides a day that cannot be. */
function correctDayOfAsking(
  extension: Extension,
  { requestedOn }: CorrectExtensionBody,
  today: string,
): void {
  if (requestedOn === undefined) return;
  if (extension.unasked) throw new Invalid({ pointer: '/requestedOn', ...because.neverRequested });
  refuseDayOfAsking(requestedOn, extension.consultation, today);
  extension.requestedOn = requestedOn;
}
