import { warningsView } from '../changes/warnings-view.js';
import type { RecordKind } from '../changes/step.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { consultationIsVisible } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import type { Subject } from '../rules/policy.js';
import { tabledWarnings } from '../rules/postponement.js';
import { NotFound } from '../rules/problem.js';
import { statementLifecycle } from '../rules/statement-lifecycle.js';
import { DraftStatement } from './draft-statement.js';
import { askedOf } from './asked-of-statement.js';
import { adviceView, importWarningsView, statementView } from './statement-view.js';
import type { StatementView } from './statements.dto.js';

export const STATEMENT: RecordKind<'statement', DraftStatement, object, StatementView> = {
  name: 'statement',
  lock: async (change, id) => {
    const consultation = await change.lock(Consultation, id, consultationIsVisible);
    refuseUnseen(change.caller.actor, consultation.subject);
    return new DraftStatement(consultation);
  },
  lifecycle: statementLifecycle,
  subject: ({ consultation }) => consultation.subject,
  occasion: ({ consultation }) => ({ body: consultation.consulteeCode, ...consultation.about }),
  facts: () => ({}),
  save: (change, statement) => statement.save(change),
  read: async ({ caller, tx }, id, { consultation, written }) => ({
    ...statementView(caller, consultation, written),
    ...adviceView(caller, consultation.state, written.content, await askedOf(tx, id)),
    ...importWarningsView(caller, consultation.state, written),
    ...warningsView(tabledWarnings(consultation.postponements), caller),
  }),
};

/** @throws NotFound to whom the draft is not there, and before the matter is assigned: until then there is none. */
export function refuseUnseen(actor: Actor, { consultee, officer, lists }: Subject): void {
  const open = (lists?.[consultee ?? ''] ?? []).every((list) => actor.isOn(list));
  const seen = actor.seesDraftsOf(consultee ?? null) && open;
  if (!seen || !officer) throw new NotFound();
}
