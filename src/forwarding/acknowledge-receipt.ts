import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';

@Injectable()
export class AcknowledgeReceipt {
  constructor(private readonly makeChange: MakeChange) {}

  /** The issuer's registrar has registered the statement as received (FL 22 §, OSL 5:1). */
  async acknowledge(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'acknowledge');
  }
}
