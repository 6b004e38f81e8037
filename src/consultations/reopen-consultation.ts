import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION_THAT_COMES_BACK, consulteesAreThere } from './comes-back.js';
import type { Caller } from '../changes/caller.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { toConsultee } from './notices.js';
import type { ConsultationView } from './consultations.dto.js';

@Injectable()
export class ReopenConsultation {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * Lets a consultee answer after all, also when the referral has been closed: `no-reply` comes of
   * closing, and a reply that comes late is accepted all the same. One that was recalled by mistake is where it was.
   */
  async reopen(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION_THAT_COMES_BACK,
      id,
      'reopen',
      async (consultation, { tx, today }) => {
        await consulteesAreThere(tx, [consultation]);
        consultation.declinedBecause = null;
        consultation.declineBasis = null;
        consultation.declinedOn = null;
        Object.assign(consultation, { recalledBecause: null, recalledAfterPacket: null });
        consultation.replyBySetOn = today;
        await this.promiseDeliveries.promise(tx, [toConsultee(consultation, 'consultation-reopened')]);
      },
    );
  }
}
