import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { consultationFacts } from '../consultations/consultation-facts.js';
import { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { consultationIsVisible } from '../identity/visibility.js';
import { Decision } from './decision.entity.js';
import type { AddReservationBody, ReservationView } from './decisions.dto.js';

@Injectable()
export class AddReservation {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  /** KL 4:27: announced before the meeting ends; its reasons may be handed in until the minutes are confirmed. */
  async add(caller: Caller, id: string, { by, text }: AddReservationBody): Promise<ReservationView> {
    return this.makeChange.make(caller, async (change) => {
      const consultation = await change.lock(Consultation, id, consultationIsVisible);
      await change.permit('consultation.add-reservation', consultation.subject);
      consultation.take(
        'add-reservation',
        await consultationFacts(change.tx, id, this.clock.today(), caller.actor),
      );
      const decision = await change.tx.findOneByOrFail(Decision, { consultationId: id });
      const reservations = [...decision.reservations, { by, ...(text !== undefined && { text }) }];
      await change.tx.update(Decision, { consultationId: id }, { reservations });
      const { caseId, referralId, consulteeCode } = consultation;
      await change.save(
        Consultation,
        consultation,
        {
          verb: 'add-reservation',
          objectType: 'consultation',
          body: consulteeCode,
          caseId,
          referralId,
          consultationId: id,
        },
        { before: { reservations: decision.reservations }, after: { reservations } },
      );
      return { number: reservations.length, by, text: text ?? null };
    });
  }
}
