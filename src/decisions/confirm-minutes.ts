import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';
import { notInTheFuture } from '../http/field-rules.js';
import { lastDayToConfirm } from '../rules/planning.js';
import { Invalid } from '../rules/problem.js';
import { Decision } from './decision.entity.js';
import type { ConfirmBody } from './decisions.dto.js';
import { because } from './refusals.js';

@Injectable()
export class ConfirmMinutes {
  constructor(private readonly makeChange: MakeChange) {}

  /** Later than the law says is a warning: the minutes are confirmed all the same. */
  async confirm(caller: Caller, id: string, body: ConfirmBody): Promise<ConsultationView> {
    const { confirmedOn, immediate = false } = body;
    return this.makeChange.step(caller, CONSULTATION, id, 'confirm', async (_consultation, { tx, today }) => {
      notInTheFuture('/confirmedOn', confirmedOn, today);
      const decision = await tx.findOneByOrFail(Decision, { consultationId: id });
      if (confirmedOn < decision.decidedOn)
        throw new Invalid({ pointer: '/confirmedOn', ...because.beforeTheDecision });
      const confirmed = { confirmedOn, confirmedImmediately: immediate };
      await tx.update(Decision, { consultationId: id }, confirmed);
      const late = confirmedOn > lastDayToConfirm(decision.decidedOn);
      return { after: { decision: confirmed }, warnings: late ? [confirmedLate(caller)] : [] };
    });
  }
}

const confirmedLate = (caller: Caller) => ({
  code: 'minutes-confirmed-late',
  detail: caller.say({
    sv: 'Protokollet justerades senare än 14 dagar efter sammanträdet (5 kap. 69 § kommunallagen).',
    en: 'The minutes were confirmed more than 14 days after the meeting (Local Government Act 5:69).',
  }),
});
