import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { notInTheFuture } from '../http/field-rules.js';
import { Invalid } from '../rules/problem.js';
import type { Postponement } from '../rules/postponement.js';
import type { CorrectPostponementBody } from './decisions.dto.js';
import { because } from './refusals.js';

/** Puts right what was recorded of a tabling or a referral back. */
@Injectable()
export class CorrectPostponement {
  constructor(private readonly makeChange: MakeChange) {}

  /** Where the matter is stays what it is: to which meeting it goes is scheduled. */
  async correct(caller: Caller, id: string, body: CorrectPostponementBody): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'correct-postponement',
      (consultation, { today }) => {
        const { postponements } = consultation;
        const { number = postponements.length, meetingDate, section, because: why } = body;
        if ([meetingDate, section, why].every((given) => given === undefined))
          throw new Invalid({ pointer: '', ...because.nothingCorrected });
        const wrong = postponements[number - 1];
        if (!wrong)
          throw new Invalid({ pointer: '/number', ...because.noSuchPostponement(postponements.length) });
        notInTheFuture('/meetingDate', meetingDate, today);
        const right: Postponement = {
          ...wrong,
          ...(meetingDate !== undefined && { meetingDate }),
          ...(section !== undefined && { section }),
          ...(why !== undefined && { reason: why }),
        };
        consultation.postponements = postponements.with(number - 1, right);
        // The officer reads it first of all, until the matter is submitted again.
        if (wrong.how === 'referred-back' && consultation.returnedBecause === wrong.reason)
          consultation.returnedBecause = right.reason;
      },
    );
  }
}
