import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { PromiseDeliveries, type Message } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import type { ExtendReferralBody } from './deadlines.dto.js';
import { Extension } from './extension.entity.js';
import { aboutExtension } from './extension.kind.js';
import { noticeToConsultee } from './extension-notices.js';
import { grantExtension } from './grant-extension.js';
import { whomToExtend } from './whom-to-extend.js';

@Injectable()
export class ExtendReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly replyByDates: ReplyByDates,
    private readonly clock: Clock,
  ) {}

  /** Gives more time unasked, to all that it is for or to none. */
  async extend(caller: Caller, id: string, asked: ExtendReferralBody): Promise<ReferralView> {
    return this.makeChange.step(caller, REFERRAL, id, 'extend', async (referral, change) => {
      const body = { ...asked, until: this.replyByDates.settled(asked.until) };
      const extended = await whomToExtend(change, referral, body);
      const notices: Message[] = [];
      for (const consultation of extended) {
        const { id: extensionId } = await this.extendOne(change, consultation, body);
        notices.push(noticeToConsultee(consultation, extensionId, 'extension-granted'));
      }
      await this.promiseDeliveries.promise(change.tx, notices);
      return {
        after: { until: body.until, consultations: extended.map((consultation) => consultation.id) },
        answer: warningsView(this.replyByDates.warnings(asked.until), caller),
      };
    });
  }

  /** A request that is open, and asks for no more than this, is granted by it. */
  private async extendOne(
    change: Change,
    consultation: Consultation,
    body: ExtendReferralBody,
  ): Promise<Extension> {
    const granted = { until: body.until, today: this.clock.today(), now: this.clock.now() };
    const occasion = { objectType: 'extension', ...aboutExtension(consultation, 'grant') };
    const requested = await lockRequest(change, consultation, body.until);
    const extension = requested ?? unasked(change.caller, consultation, body);
    extension.take('grant', { consultationState: consultation.state });
    await grantExtension(change, consultation, extension, granted);
    if (requested) {
      requested.comment = body.reason;
      await change.save(Extension, requested, occasion);
    } else await change.insert(Extension, extension, occasion);
    return extension;
  }
}

async function lockRequest(
  change: Change,
  { id }: Consultation,
  until: string,
): Promise<Extension | undefined> {
  const [row]: object[] = await change.tx.query(
    `SELECT * FROM extensions WHERE consultation_id = $1 AND state = 'requested' AND requested_until <= $2
     FOR NO KEY UPDATE`,
    [id, until],
  );
  return row && change.track(Extension, row);
}

function unasked(
  { actor }: Caller,
  consultation: Consultation,
  { until, reason }: ExtendReferralBody,
): Extension {
  return Object.assign(new Extension(), {
    consultationId: consultation.id,
    unasked: true,
    requestedUntil: until,
    previousReplyBy: consultation.replyBy,
    reason,
    requestedBy: actor.username,
  });
}
