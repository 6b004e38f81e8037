import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { warningsView } from '../changes/warnings-view.js';
import { MakeChange } from '../changes/make-change.js';
import { consultationIsVisible } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import type { Subject } from '../rules/policy.js';
import { next } from '../rules/lifecycle.js';
import { tabledWarnings } from '../rules/postponement.js';
import { DomainError, NotFound } from '../rules/problem.js';
import { statementLifecycle, type StatementVerb } from '../rules/statement-lifecycle.js';
import { checkReferences } from './check-references.js';
import { emptyStatement, type StatementContent, type StatementOrigin } from './statement.js';
import { statementView } from './statement-view.js';
import type { SaveStatementBody, StatementView } from './statements.dto.js';
import { writeVersion } from './write-version.js';

/** Saves the officer's draft as a new version. */
@Injectable()
export class SaveStatement {
  constructor(
    private readonly makeChange: MakeChange,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Changes the statement's ETag and leaves the consultation's alone. */
  async save(
    caller: Caller,
    id: string,
    { reason: _reason, ...content }: SaveStatementBody,
  ): Promise<StatementView> {
    return this.makeChange.make(caller, async (change) => {
      const consultation = await lockDraft(change, id, 'save');
      const statement: StatementContent = { ...emptyStatement, ...content };
      await checkReferences(change, consultation, statement);
      return saveDraft(change, consultation, statement, 'draft', this.settings.STATEMENT_MEGABYTES);
    });
  }
}

/** @throws NotFound before the matter is assigned: until then there is no statement. */
export async function lockDraft(change: Change, id: string, verb: StatementVerb): Promise<Consultation> {
  const consultation = await change.lock(Consultation, id, consultationIsVisible);
  refuseUnseen(change.caller.actor, consultation.subject);
  await change.permit(`statement.${verb}`, consultation.subject, consultation.statementVersion);
  next(statementLifecycle, verb, consultation.state, {});
  return consultation;
}

/** @throws NotFound to whom the draft is not there. */
export function refuseUnseen(actor: Actor, { consultee, officer, lists }: Subject): void {
  const open = (lists?.[consultee ?? ''] ?? []).every((list) => actor.isOn(list));
  const seen = actor.seesDraftsOf(consultee ?? null) && open;
  if (!seen || !officer) throw new NotFound();
}

/**
 * @param megabytes what all versions of a statement may take; 0: any number.
 * @throws DomainError `too-large` beyond that.
 */
export async function saveDraft(
  change: Change,
  consultation: Consultation,
  content: StatementContent,
  origin: StatementOrigin,
  megabytes: number,
): Promise<StatementView> {
  const { savedAt, bytes } = await writeVersion(change, consultation, content, origin);
  refuseEndlessStatement(bytes, megabytes);
  const view = statementView(change.caller, consultation, {
    number: consultation.statementVersion,
    origin,
    author: change.caller.actor.username,
    created_at: savedAt,
    content,
  });
  return { ...view, ...warningsView(tabledWarnings(consultation.postponements), change.caller) };
}

function refuseEndlessStatement(bytes: number, megabytes: number): void {
  if (megabytes === 0 || bytes <= megabytes * 1024 * 1024) return;
  throw new DomainError('too-large', {
    sv: `Yttrandets versioner rymmer tillsammans högst ${megabytes} MiB. Systemförvaltningen kan höja gränsen.`,
    en: `The versions of a statement hold at most ${megabytes} MiB together. The operators can raise the limit.`,
  });
}
