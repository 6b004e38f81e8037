import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { notInTheFuture } from '../http/field-rules.js';
import { personalNumbersIn } from '../referrals/personal-numbers-in.js';
import type { Referral } from '../referrals/referral.entity.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { longAgo } from '../rules/odd-days.js';
import { Invalid } from '../rules/problem.js';
import { Consultation } from './consultation.entity.js';
import { moveDayOfAsking } from './day-of-asking.js';
import { freezePacket } from './freeze-packet.js';
import { toConsultee } from './notices.js';
import type { CorrectReferralBody } from './planning.dto.js';
import { because } from './refusals.js';
import { everyoneAsked } from './supplement-referral.js';

/** Corrects a referral that has gone out: the day, or what was written in it. */
@Injectable()
export class CorrectReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * The consultees that were asked that day were asked on the right one instead; one added later keeps its own day. Of
   * other words the packet has a next version, the earlier ones stay, and every consultee is told, also who has answered.
   */
  async correct(caller: Caller, id: string, body: CorrectReferralBody): Promise<ReferralView> {
    const { reason, sentOn, ...written } = body;
    const correct = async (referral: Referral, change: Change) => {
      const [isWritten, { sentOn: earlier }] = [differs(referral, written), referral];
      if (!isWritten && (sentOn === undefined || sentOn === earlier))
        throw new Invalid({ pointer: '', ...because.nothingCorrected });
      notInTheFuture('/sentOn', sentOn, change.today);
      Object.assign(referral, Object.fromEntries(given({ ...written, sentOn })));
      for (const consultation of await lockAsked(change, id))
        await follow(change, consultation, { earlier, sentOn, title: written.title });
      if (isWritten) {
        await freezePacket(change, referral, reason);
        await this.tellEveryone(change, id);
      }
      return {
        answer: warningsView([...longAgo(change.today, sentOn), ...personalNumbersIn(written)], caller),
      };
    };
    return this.makeChange.step(caller, REFERRAL, id, 'correct', correct, (referral) => ({
      facts: { onlyItsDay: !differs(referral, written) },
    }));
  }

  private async tellEveryone(change: Change, id: string): Promise<void> {
    const asked = await everyoneAsked(change, id);
    await this.promiseDeliveries.promise(
      change.tx,
      asked.map((consultation) => toConsultee(consultation, 'referral-corrected')),
    );
  }
}

type Written = Omit<CorrectReferralBody, 'reason' | 'sentOn'>;

/** What is given as it stands already is no correction, and tells nobody. */
const differs = (referral: Referral, written: Written): boolean =>
  given(written).some(([name, value]) => !isSame(referral[name as keyof Written], value));

/** Of a decision the bodies' request has made an object of a class. */
const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));

const given = (body: object): [string, unknown][] =>
  Object.entries(body).filter(([, value]) => value !== undefined);

async function lockAsked(change: Change, referralId: string): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    'SELECT * FROM consultations WHERE referral_id = $1 ORDER BY id FOR NO KEY UPDATE',
    [referralId],
  );
  return rows.map((row) => change.track(Consultation, row));
}

/** A consultee that was taken back keeps what it was sent. */
async function follow(
  change: Change,
  consultation: Consultation,
  {
    earlier,
    sentOn,
    title,
  }: { earlier: string | null; sentOn: string | undefined; title: string | undefined },
): Promise<void> {
  const isOfTheDay = sentOn !== undefined && earlier !== null && consultation.sentOn === earlier;
  const isRenamed =
    title !== undefined && consultation.title !== title && consultation.recalledAfterPacket === null;
  if (!isOfTheDay && !isRenamed) return;
  if (isOfTheDay) moveDayOfAsking(consultation, sentOn);
  if (isRenamed) consultation.title = title;
  const { issuerCode: body, about } = consultation;
  const verb = isOfTheDay ? 'correct-sending' : 'correct-title';
  await change.save(Consultation, consultation, { verb, objectType: 'consultation', body, ...about });
}
