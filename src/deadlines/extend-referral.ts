import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Caller } from '../http/caller.js';
import type { Change } from '../http/change.js';
import { MakeChange } from '../http/make-change.js';
import { referralIsVisible } from '../identity/visibility.js';
import { readReferral } from '../referrals/read-referral.js';
import { Referral } from '../referrals/referral.entity.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { stillUnanswered } from '../rules/extension-lifecycle.js';
import { Invalid, TransitionRefused, type InvalidValue } from '../rules/problem.js';
import type { ExtendReferralBody } from './deadlines.dto.js';
import { Extension } from './extension.entity.js';
import { occasionOfExtension, otherSide } from './settle-extension.js';
import { setReplyBy } from './set-reply-by.js';

@Injectable()
export class ExtendReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives more time unasked. Locks the referral, then its consultations in id order. Whoever has a
   * later date already keeps it; a request that is open is answered by this.
   */
  async extend(caller: Caller, id: string, body: ExtendReferralBody): Promise<ReferralView> {
    return this.makeChange.make(caller, async (change) => {
      const referral = await change.lock(Referral, id, referralIsVisible);
      await change.permit('referral.extend', { issuer: referral.issuerCode }, referral.version);
      if (referral.state !== 'sent') throw notSent(referral.state);
      const open = await lockUnanswered(change, id, body.consultees);
      const extended = open.filter(({ replyBy }) => replyBy < body.until);
      if (extended.length === 0) throw nobodyToExtend();
      for (const consultation of extended) await this.extendOne(change, consultation, body);
      const { issuerCode, caseId } = referral;
      await change.save(
        Referral,
        referral,
        { verb: 'extend', objectType: 'referral', body: issuerCode, caseId, referralId: id },
        { after: { until: body.until, consultees: extended.map(({ id: consultation }) => consultation) } },
      );
      await this.promiseDeliveries.promise(
        change.tx,
        extended.flatMap((consultation) => otherSide(consultation, 'extension-granted')),
      );
      return readReferral(change.tx, caller, id);
    });
  }

  private async extendOne(change: Change, consultation: Consultation, { until, reason }: ExtendReferralBody) {
    const granted = {
      grantedUntil: until,
      settledBy: change.caller.actor.username,
      settledAt: this.clock.now(),
    };
    const occasion = occasionOfExtension(consultation, 'grant-extension', consultation.issuerCode);
    const [requested]: object[] = await change.tx.query(
      "SELECT * FROM extensions WHERE consultation_id = $1 AND state = 'requested' FOR NO KEY UPDATE",
      [consultation.id],
    );
    if (requested) {
      const extension = change.track(Extension, requested);
      extension.take('grant', { consultationState: consultation.state });
      Object.assign(extension, granted, { comment: reason });
      await change.save(Extension, extension, occasion);
    } else {
      const extension = Object.assign(new Extension(), granted, {
        consultationId: consultation.id,
        state: 'granted',
        unasked: true,
        requestedUntil: until,
        previousReplyBy: consultation.replyBy,
        reason,
        requestedBy: change.caller.actor.username,
      });
      await change.insert(Extension, extension, occasion);
    }
    setReplyBy(consultation, until, this.clock.today());
    await change.save(Consultation, consultation, {
      ...occasionOfExtension(consultation, 'extend', consultation.issuerCode),
      objectType: 'consultation',
    });
  }
}

async function lockUnanswered(
  change: Change,
  referralId: string,
  consultees: readonly string[] | undefined,
): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    `SELECT * FROM consultations WHERE referral_id = $1 AND ($2::text[] IS NULL OR consultee_code = ANY($2))
     ORDER BY id FOR NO KEY UPDATE`,
    [referralId, consultees ?? null],
  );
  const asked = rows.map((row) => change.track(Consultation, row));
  const [first, ...rest] = (consultees ?? []).flatMap((code, index): InvalidValue[] =>
    asked.some(({ consulteeCode }) => consulteeCode === code) ? [] : [notAsked(index)],
  );
  if (first) throw new Invalid(first, ...rest);
  return asked.filter(({ state }) => stillUnanswered.holds({ consultationState: state }));
}

const notAsked = (index: number): InvalidValue => ({
  pointer: `/consultees/${index}`,
  code: 'not-asked',
  detail: { sv: 'Organet är inte tillfrågat i remissen.', en: 'The body is not asked in this referral.' },
});

function notSent(state: string): TransitionRefused {
  return new TransitionRefused('extend', state, [
    {
      code: 'wrong-state',
      detail: {
        sv: 'Det går bara medan remissen är skickad.',
        en: 'Possible only while the referral is sent.',
      },
    },
  ]);
}

function nobodyToExtend(): Invalid {
  return new Invalid({
    pointer: '/until',
    code: 'not-later',
    detail: {
      sv: 'Ingen obesvarad remissinstans har en tidigare sista svarsdag.',
      en: 'No consultee that has not answered has an earlier reply-by date.',
    },
  });
}
