import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin, occasionOf } from '../changes/step.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { Decision } from './decision.entity.js';
import type { AddReservationBody, ReservationView } from './decisions.dto.js';

@Injectable()
export class AddReservation {
  constructor(private readonly makeChange: MakeChange) {}

  /** KL 4:27: announced before the meeting ends; its reasons may be handed in until the minutes are confirmed. */
  async add(caller: Caller, id: string, { by, text }: AddReservationBody): Promise<ReservationView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, change } = await begin(attempt, CONSULTATION, id, 'add-reservation', addingToIt);
      const decision = await change.tx.findOneByOrFail(Decision, { consultationId: id });
      const reservations = [...decision.reservations, { by, ...(text !== undefined && { text }) }];
      await change.tx.update(Decision, { consultationId: id }, { reservations });
      await change.save(Consultation, row, occasionOf(CONSULTATION, row, 'add-reservation'), {
        before: { reservations: decision.reservations },
        after: { reservations },
      });
      return { number: reservations.length, by, text: text ?? null };
    });
  }
}
