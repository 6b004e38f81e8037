import { Injectable } from '@nestjs/common';
import { CASE } from '../cases/case.kind.js';
import type { ReferralCase } from '../cases/referral-case.entity.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { addingToIt, begin } from '../changes/step.js';
import { notInTheFuture } from '../http/field-rules.js';
import { dueBeforeReceipt, farAhead, longAgo } from '../rules/odd-days.js';
import { Invalid } from '../rules/problem.js';
import { Consultation } from './consultation.entity.js';
import { aboutConsultation } from './consultation.kind.js';
import type { ConsultationView } from './consultations.dto.js';
import type { OpenConsultationBody } from './registering.dto.js';
import { readConsultation } from './read-consultation.js';
import { because } from './refusals.js';

@Injectable()
export class OpenOwnConsultation {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * A body's own reply to a referral from outside: registered from the start, under the case's own
   * number, and with the sender as the one who asks. A second round of the sender's stands under the first one's number.
   */
  async open(caller: Caller, caseId: string, body: OpenConsultationBody): Promise<ConsultationView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { today } = attempt;
      const {
        row: referralCase,
        facts,
        change,
      } = await begin(attempt, CASE, caseId, 'open-consultation', addingToIt);
      if (body.consultee !== referralCase.issuerCode)
        throw new Invalid({ pointer: '/consultee', ...because.notTheCasesBody });
      notInTheFuture('/receivedOn', body.receivedOn, today);
      const consultation = opened(referralCase, body, today, facts.hasOwnReply);
      await change.insert(Consultation, consultation, {
        ...aboutConsultation(consultation, 'register'),
        verb: 'open',
        objectType: 'consultation',
      });
      const { receivedOn, replyBy } = consultation;
      const warnings = [
        ...longAgo(today, body.receivedOn),
        ...farAhead(today, body.replyBy),
        ...dueBeforeReceipt(receivedOn ?? undefined, replyBy),
      ];
      const view = await readConsultation(change.tx, caller, consultation.id, today);
      return { ...view, ...warningsView(warnings, caller) };
    });
  }
}

/** @param again in a second round, whose days are not those that the case began with. */
function opened(
  referralCase: ReferralCase,
  body: OpenConsultationBody,
  today: string,
  again: boolean,
): Consultation {
  const { origin } = referralCase;
  const first = again ? undefined : origin;
  const replyBy = body.replyBy ?? first?.replyBy;
  if (replyBy === undefined) throw new Invalid({ pointer: '/replyBy', ...because.replyByRequired });
  return Object.assign(new Consultation(), {
    caseId: referralCase.id,
    issuerName: origin?.sender ?? null,
    consulteeCode: referralCase.issuerCode,
    title: body.title ?? referralCase.title,
    caseNumber: body.reference ?? origin?.reference ?? '',
    replyBy,
    originalReplyBy: replyBy,
    replyBySetOn: today,
    replyRequired: false,
    registerCode: referralCase.registerCode,
    ownNumberKey: referralCase.numberKey,
    ownCaseNumber: referralCase.number,
    receivedOn: body.receivedOn ?? first?.receivedOn ?? today,
    state: 'registered' as const, // it begins where an asked consultee's registration ends
    stateSince: today,
  });
}
