import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { TakeStep } from '../consultations/take-step.js';
import type { Caller } from '../http/caller.js';
import { Invalid } from '../rules/problem.js';
import type { AssignOfficerBody } from './statements.dto.js';

@Injectable()
export class AssignOfficer {
  constructor(private readonly takeStep: TakeStep) {}

  /** Hands the matter to a case officer; from then on there is a statement to write. Can be handed on. */
  async assign(caller: Caller, id: string, { officer }: AssignOfficerBody): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'assign', async (consultation, { tx }) => {
      if (!(await isOfficerOf(tx, officer, consultation.consulteeCode))) throw notAnOfficer();
      consultation.officer = officer;
    });
  }
}

async function isOfficerOf(tx: EntityManager, username: string, body: string | null): Promise<boolean> {
  const found: object[] = await tx.query(
    `SELECT FROM effective_roles JOIN people USING (username)
     WHERE username = $1 AND body_code = $2 AND role = 'officer' AND active`,
    [username, body],
  );
  return found.length > 0;
}

function notAnOfficer(): Invalid {
  return new Invalid({
    pointer: '/officer',
    code: 'not-an-officer',
    detail: {
      sv: 'Personen är inte handläggare hos remissinstansen.',
      en: 'That person is not a case officer of the consultee.',
    },
  });
}
