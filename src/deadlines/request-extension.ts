import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { toIssuer } from '../consultations/notices.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import { longAgo } from '../rules/odd-days.js';
import type { ExtensionView, RequestExtensionBody } from './deadlines.dto.js';
import { Extension } from './extension.entity.js';
import { aboutExtension } from './extension.kind.js';
import { mustBeLater } from './grant-extension.js';
import { refuseDayOfAsking } from './refuse-day-of-asking.js';
import { readExtension } from './read-extensions.js';

@Injectable()
export class RequestExtension {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly replyByDates: ReplyByDates,
    private readonly clock: Clock,
  ) {}

  /** One request at a time; the consultation's lock sees to it. Tells the issuer's officer at once. */
  async request(
    caller: Caller,
    id: string,
    { until: asked, reason, requestedOn }: RequestExtensionBody,
  ): Promise<ExtensionView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: consultation, change } = await begin(
        attempt,
        CONSULTATION,
        id,
        'request-extension',
        addingToIt,
      );
      const until = this.replyByDates.settled(asked);
      mustBeLater(until, consultation);
      refuseDayOfAsking(requestedOn, consultation, change.today);
      const extension = Object.assign(new Extension(), {
        consultationId: id,
        requestedUntil: until,
        previousReplyBy: consultation.replyBy,
        reason,
        requestedBy: caller.actor.username,
        requestedOn: requestedOn ?? change.today,
        requestedAt: this.clock.now(),
      });
      const occasion = { objectType: 'extension', ...aboutExtension(consultation, 'request') };
      await change.insert(Extension, extension, occasion);
      await this.promiseDeliveries.promise(change.tx, [
        toIssuer(consultation, 'extension-requested', 'officer', { extensionId: extension.id }),
      ]);
      const view = await readExtension(change.tx, caller, extension.id);
      return {
        ...view,
        ...warningsView(
          [...this.replyByDates.warnings(asked), ...longAgo(change.today, requestedOn)],
          caller,
        ),
      };
    });
  }
}
