import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { HandOver } from '../consultations/hand-over.js';
import type { Caller } from '../changes/caller.js';
import { warningsView } from '../changes/warnings-view.js';
import { tabledWarnings } from '../rules/postponement.js';
import { contentOf } from './write-version.js';
import { statementWarnings, unsavedWarnings } from './statement-warnings.js';
import { unknownRecipients } from './unknown-recipients.js';
import { hasUnsaved } from './working-copies.js';

/** The draft's way past the manager: submitted, returned, approved. */
@Injectable()
export class ReviewStatement {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly handOver: HandOver,
  ) {}

  /** What is missing but hinders nothing comes back as warnings. */
  async submit(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'submit', async (consultation, change) => {
      const { tx } = change;
      consultation.returnedBecause = null;
      consultation.signedBy('submit', caller.actor.username);
      await this.handOver.tell(change, consultation, 'draft-submitted', { role: 'manager' });
      const content = await contentOf(tx, id, consultation.statementVersion);
      const unsaved = unsavedWarnings(await hasUnsaved(tx, id, caller, content), caller);
      if (!content) return { warnings: unsaved };
      return {
        warnings: [
          ...unsaved,
          ...statementWarnings(content, caller),
          ...(await unknownRecipients(tx, caller, content.recipients)),
        ],
      };
    });
  }

  async return(caller: Caller, id: string, comment: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'return', async (consultation, change) => {
      consultation.returnedBecause = comment;
      await this.handOver.tell(change, consultation, 'draft-returned', { person: consultation.officer });
      const { warnings } = warningsView(tabledWarnings(consultation.postponements), caller);
      return { ...(warnings && { warnings }) };
    });
  }

  async approve(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'approve', async (consultation, change) => {
      consultation.signedBy('approve', caller.actor.username);
      const { officer } = consultation;
      await this.handOver.tell(
        change,
        consultation,
        'draft-approved',
        { role: 'secretary' },
        { person: officer },
      );
    });
  }
}
