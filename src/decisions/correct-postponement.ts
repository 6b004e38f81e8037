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

/** Puts right what was recorded of a tabling, a referral back or a preparation. */
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
        const { number = postponements.length, meetingDate, section, because: why, clauses } = body;
        if ([meetingDate, section, why, clauses].every((given) => given === undefined))
          throw new Invalid({ pointer: '', ...because.nothingCorrected });
        const wrong = postponements[number - 1];
        if (!wrong)
          throw new Invalid({ pointer: '/number', ...because.noSuchPostponement(postponements.length) });
        notInTheFuture('/meetingDate', meetingDate, today);
        if (clauses?.length && wrong.how !== 'prepared')
          throw new Invalid({ pointer: '/clauses', ...because.notPrepared });
        const { clauses: proposed, ...rest } = wrong;
        const own = clauses ?? proposed ?? [];
        const right: Postponement = {
          ...rest,
          ...(own.length > 0 && { clauses: own }),
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
