import { Injectable } from '@nestjs/common';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { HandOver } from '../consultations/hand-over.js';
import type { EntityManager } from 'typeorm';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../changes/caller.js';
import { Invalid } from '../rules/problem.js';
import type { AssignOfficerBody } from './assigning.dto.js';
import { because } from './refusals.js';

@Injectable()
export class AssignOfficer {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly handOver: HandOver,
  ) {}

  /** Hands the matter to a case officer; from then on there is a statement to write. Can be handed on. */
  async assign(caller: Caller, id: string, { officer }: AssignOfficerBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'assign', async (consultation, change) => {
      await this.give(change, consultation, officer);
    });
  }

  /** Makes somebody the officer of a consultation that the caller has locked and saves afterwards. @throws Invalid */
  async give(
    change: Change,
    consultation: Consultation,
    officer: string,
    pointer = '/officer',
  ): Promise<void> {
    const { tx } = change;
    if (!(await isOfficerOf(tx, officer, consultation.consulteeCode)))
      throw new Invalid({ pointer, ...because.notAnOfficer });
    if (consultation.confidential && !(await maySee(tx, officer, consultation)))
      throw new Invalid({ pointer, ...because.officerMayNotSee });
    consultation.officer = officer;
    await this.handOver.tell(change, consultation, 'matter-assigned', { person: officer });
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
