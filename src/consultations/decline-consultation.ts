import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import type { EntityManager } from 'typeorm';
import type { Consultation } from './consultation.entity.js';
import { CONSULTATION } from './consultation.kind.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import { warningsView } from '../changes/warnings-view.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import { longAgo } from '../rules/odd-days.js';
import { Invalid } from '../rules/problem.js';
import type { ConsultationView } from './consultations.dto.js';
import type { CorrectDeclineBody, DeclineBody } from './registering.dto.js';
import { toIssuer } from './notices.js';
import { because } from './refusals.js';

@Injectable()
export class DeclineConsultation {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * A board that is required to answer (KL 6:12) can decline only by a decision or delegation it
   * names. To abstain is to answer: a decision with the stance `abstains`. The issuer is told, unless it has
   * recorded itself what one outside Yttra wrote.
   */
  async decline(caller: Caller, id: string, body: DeclineBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'decline', async (consultation, { tx, today }) => {
      if (consultation.replyRequired && body.basis === undefined)
        throw new Invalid({ pointer: '/basis', ...because.basisRequired });
      refuseDay(body.declinedOn, consultation, today);
      consultation.declinedBecause = body.reason;
      consultation.declineBasis = body.basis ?? null;
      consultation.declinedOn = body.declinedOn ?? today;
      await this.tellIssuer(tx, consultation);
      return { answer: warningsView(longAgo(today, body.declinedOn), caller) };
    });
  }

  /** What was written of it; the issuer, who has read it, is told anew. That it was declined at all is undone by reopening. */
  async correct(
    caller: Caller,
    id: string,
    { because: why, basis, declinedOn }: CorrectDeclineBody,
  ): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'correct-decline',
      async (consultation, { tx, today }) => {
        if ([why, basis, declinedOn].every((given) => given === undefined))
          throw new Invalid({ pointer: '', ...because.nothingCorrected });
        if (why !== undefined) consultation.declinedBecause = why;
        if (basis !== undefined) consultation.declineBasis = basis;
        refuseDay(declinedOn, consultation, today);
        if (declinedOn !== undefined) consultation.declinedOn = declinedOn;
        await this.tellIssuer(tx, consultation);
        return { answer: warningsView(longAgo(today, declinedOn), caller) };
      },
    );
  }

  private async tellIssuer(tx: EntityManager, consultation: Consultation): Promise<void> {
    if (consultation.issuerCode === null || consultation.consulteeCode === null) return;
    await this.promiseDeliveries.promise(tx, [toIssuer(consultation, 'consultation-declined', 'registrar')]);
  }
}

/** @throws Invalid for a day to come, and for one before it was asked. */
function refuseDay(declinedOn: string | undefined, { sentOn }: Consultation, today: string): void {
  notInTheFuture('/declinedOn', declinedOn, today);
  notBefore('/declinedOn', declinedOn, sentOn, because.beforeSent);
}
