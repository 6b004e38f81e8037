import { Injectable } from '@nestjs/common';
import { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../http/caller.js';
import type { Change } from '../http/change.js';
import { MakeChange } from '../http/make-change.js';
import { consultationIsVisible } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import type { Subject } from '../rules/policy.js';
import { NotFound, TransitionRefused } from '../rules/problem.js';
import { checkReferences } from './check-references.js';
import { emptyStatement, type StatementContent, type StatementOrigin } from './statement.js';
import { statementView } from './statement-view.js';
import type { SaveStatementBody, StatementView } from './statements.dto.js';
import { writeVersion } from './write-version.js';

/** Saves the officer's draft as a new version. */
@Injectable()
export class SaveStatement {
  constructor(private readonly makeChange: MakeChange) {}

  /** Changes the statement's ETag and leaves the consultation's alone. */
  async save(
    caller: Caller,
    id: string,
    { reason: _reason, ...content }: SaveStatementBody,
  ): Promise<StatementView> {
    return this.makeChange.make(caller, async (change) => {
      const consultation = await lockDraft(change, id);
      const statement: StatementContent = { ...emptyStatement, ...content };
      await checkReferences(change, consultation, statement);
      return saveDraft(change, consultation, statement, 'draft');
    });
  }
}

/** @throws NotFound before the matter is assigned: until then there is no statement. */
export async function lockDraft(change: Change, id: string): Promise<Consultation> {
  const consultation = await change.lock(Consultation, id, consultationIsVisible);
  refuseUnseen(change.caller.actor, consultation.subject);
  await change.permit('statement.save', consultation.subject, consultation.statementVersion);
  if (consultation.state !== 'drafting') throw notDrafting(consultation.state);
  return consultation;
}

/** @throws NotFound to whom the draft is not there. */
export function refuseUnseen(actor: Actor, { consultee, officer, seenBy }: Subject): void {
  const seen = actor.staffOf.includes(consultee ?? '') && actor.isOn(seenBy ?? null);
  if (!seen || !officer) throw new NotFound();
}

export async function saveDraft(
  change: Change,
  consultation: Consultation,
  content: StatementContent,
  origin: StatementOrigin,
): Promise<StatementView> {
  const savedAt = await writeVersion(change, consultation, content, origin);
  return statementView(change.caller, consultation, {
    number: consultation.statementVersion,
    origin,
    author: change.caller.actor.username,
    created_at: savedAt,
    content,
  });
}

function notDrafting(state: string): TransitionRefused {
  return new TransitionRefused('save-statement', state, [
    {
      code: 'not-drafting',
      detail: {
        sv: 'Yttrandet kan bara ändras medan det är utkast hos handläggaren.',
        en: 'The statement can be changed only while its officer is drafting it.',
      },
    },
  ]);
}
