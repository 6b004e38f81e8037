import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';
import { contentOf } from './write-version.js';
import { statementWarnings } from './statement-warnings.js';

/** The draft's way past the manager: submitted, returned, approved. */
@Injectable()
export class ReviewStatement {
  constructor(private readonly makeChange: MakeChange) {}

  /** What is missing but hinders nothing comes back as warnings. */
  async submit(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'submit', async (consultation, { tx }) => {
      consultation.returnedBecause = null;
      consultation.signedBy('submit', caller.actor.username);
      const content = await contentOf(tx, id, consultation.statementVersion);
      return { warnings: content ? statementWarnings(content, caller) : [] };
    });
  }

  async return(caller: Caller, id: string, comment: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'return', (consultation) => {
      consultation.returnedBecause = comment;
    });
  }

  async approve(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'approve', (consultation) =>
      consultation.signedBy('approve', caller.actor.username),
    );
  }
}
