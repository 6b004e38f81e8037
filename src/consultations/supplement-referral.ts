import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { warningsView } from '../changes/warnings-view.js';
import { personalNumbersIn } from '../referrals/personal-numbers-in.js';
import { putIntoPacket } from '../referrals/packet.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { Invalid } from '../rules/problem.js';
import { Consultation } from './consultation.entity.js';
import { freezePacket } from './freeze-packet.js';
import { toConsultee } from './notices.js';
import type { SupplementReferralBody } from './planning.dto.js';
import { because } from './refusals.js';

/** Supplements a referral that has gone out: a further document, or other questions. */
@Injectable()
export class SupplementReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /** The packet has a next version, the earlier ones stay, and every consultee is told, also who has answered. */
  async supplement(caller: Caller, id: string, body: SupplementReferralBody): Promise<ReferralView> {
    const { documents = [], questions, reason } = body;
    return this.makeChange.step(caller, REFERRAL, id, 'supplement', async (referral, change) => {
      if (documents.length === 0 && questions === undefined)
        throw new Invalid({ pointer: '', ...because.nothingSupplemented });
      for (const [index, documentId] of documents.entries())
        await putIntoPacket(change.tx, caller, referral, documentId, `/documents/${index}`);
      if (questions !== undefined) {
        if (questions.length < referral.questions.length)
          throw new Invalid({ pointer: '/questions', ...because.fewerQuestions(referral.questions.length) });
        referral.questions = questions;
      }
      await freezePacket(change, referral, reason);
      const asked = await everyoneAsked(change, id);
      await this.promiseDeliveries.promise(
        change.tx,
        asked.map((consultation) => toConsultee(consultation, 'referral-supplemented')),
      );
      return {
        after: { documents },
        answer: warningsView(personalNumbersIn({ ...(questions && { questions }) }), caller),
      };
    });
  }
}

/** Whoever was asked and not taken back. */
export async function everyoneAsked(change: Change, referralId: string): Promise<Consultation[]> {
  return change.tx
    .createQueryBuilder(Consultation, 'asked')
    .where("asked.referralId = :referralId AND asked.state <> 'withdrawn' AND NOT asked.unasked", {
      referralId,
    })
    .orderBy('asked.id')
    .getMany();
}
