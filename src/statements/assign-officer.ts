import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { EntityManager } from 'typeorm';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../changes/caller.js';
import { Invalid } from '../rules/problem.js';
import type { AssignOfficerBody } from './statements.dto.js';

@Injectable()
export class AssignOfficer {
  constructor(private readonly makeChange: MakeChange) {}

  /** Hands the matter to a case officer; from then on there is a statement to write. Can be handed on. */
  async assign(caller: Caller, id: string, { officer }: AssignOfficerBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'assign', async (consultation, { tx }) => {
      if (!(await isOfficerOf(tx, officer, consultation.consulteeCode))) throw notAnOfficer();
      if (consultation.confidential && !(await maySee(tx, officer, consultation))) throw officerMayNotSee();
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

async function maySee(tx: EntityManager, username: string, consultation: Consultation): Promise<boolean> {
  const { ownSeenBy, statementSeenBy } = consultation;
  const [{ may }]: [{ may: boolean }] = await tx.query(
    `SELECT is_open_to($2, own) AND is_open_to($3, own) AS may
     FROM marks_of($1, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS own`,
    [username, ownSeenBy, statementSeenBy],
  );
  return may;
}

function officerMayNotSee(): Invalid {
  return new Invalid({
    pointer: '/officer',
    code: 'officer-may-not-see',
    detail: {
      sv: 'Ärendet är sekretessbelagt och personen finns inte bland dem som får se det.',
      en: 'The matter is confidential and that person is not among those who may see it.',
    },
  });
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
