import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin, occasionOf } from '../changes/step.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { Decision, type MadeReservation } from './decision.entity.js';
import { reservationView } from './decisions.queries.js';
import type { AddReservationBody, ReservationView } from './decisions.dto.js';

@Injectable()
export class AddReservation {
  constructor(private readonly makeChange: MakeChange) {}

  /** KL 4:27: announced before the meeting ends; its reasons may be handed in until the minutes are confirmed. */
  async add(
    caller: Caller,
    id: string,
    { reason: _reason, ...made }: AddReservationBody,
  ): Promise<ReservationView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, change } = await begin(attempt, CONSULTATION, id, 'add-reservation', addingToIt);
      const decision = await change.tx.findOneByOrFail(Decision, { consultationId: id });
      const { reservations, index } = withReservation(decision.reservations, made);
      await change.tx.update(Decision, { consultationId: id }, { reservations });
      await change.save(Consultation, row, occasionOf(CONSULTATION, row, 'add-reservation'), {
        before: { reservations: decision.reservations },
        after: { reservations },
      });
      return reservationView(reservations[index]!, index);
    });
  }
}

/** Reasons that were to be handed in belong to the reservation of whoever hands them in; any other is a new one. */
function withReservation(
  earlier: readonly MadeReservation[],
  made: MadeReservation,
): { reservations: MadeReservation[]; index: number } {
  const waiting = earlier.findIndex(({ by, text }) => by === made.by && text === undefined);
  const index = made.text === undefined || waiting === -1 ? earlier.length : waiting;
  const reservations = [...earlier];
  reservations[index] = { ...earlier[index], ...made };
  return { reservations, index };
}
