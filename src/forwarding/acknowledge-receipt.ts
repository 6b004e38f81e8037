import { Injectable } from '@nestjs/common';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { TakeStep } from '../consultations/take-step.js';
import type { Caller } from '../changes/caller.js';

@Injectable()
export class AcknowledgeReceipt {
  constructor(private readonly takeStep: TakeStep) {}

  /** The issuer's registrar has registered the statement as received (FL 22 §, OSL 5:1). */
  async acknowledge(caller: Caller, id: string): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'acknowledge');
  }
}
