import { Injectable } from '@nestjs/common';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { TakeStep } from '../consultations/take-step.js';
import type { Caller } from '../changes/caller.js';
import { contentOf } from './write-version.js';
import { statementWarnings } from './statement-warnings.js';

/** The draft's way past the manager: submitted, returned, approved. */
@Injectable()
export class ReviewStatement {
  constructor(private readonly takeStep: TakeStep) {}

  /** What is missing but hinders nothing comes back as warnings. */
  async submit(caller: Caller, id: string): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'submit', async (consultation, { tx }) => {
      consultation.returnedBecause = null;
      const content = await contentOf(tx, id, consultation.statementVersion);
      return { warnings: content ? statementWarnings(content, caller) : [] };
    });
  }

  async return(caller: Caller, id: string, comment: string): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'return', (consultation) => {
      consultation.returnedBecause = comment;
    });
  }

  async approve(caller: Caller, id: string): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'approve');
  }
}
