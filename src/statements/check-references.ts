import type { EntityManager } from 'typeorm';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { documentIsVisible, scopeOf } from '../identity/visibility.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import type { StatementContent } from './statement.js';
import { because } from './refusals.js';

/**
 * Every body, document and question that a statement names exists, and the caller sees it. Asks the
 * database only for what is named, so a draft that names nothing costs nothing.
 *
 * @throws Invalid for all that do not.
 */
export async function checkReferences(
  change: Change,
  consultation: Consultation,
  content: Pick<StatementContent, 'recipients' | 'basis' | 'answers'>,
): Promise<void> {
  const [first, ...rest] = [
    ...(await unknownRecipients(change, content.recipients)),
    ...(await unknownDocuments(change, content.basis)),
    ...(await unknownQuestions(change, consultation.referralId, content.answers)),
  ];
  if (first) throw new Invalid(first, ...rest);
}

async function unknownRecipients(
  { tx }: Change,
  recipients: StatementContent['recipients'],
): Promise<InvalidValue[]> {
  const named = recipients.flatMap(({ body }) => body ?? []);
  const known: { code: string }[] =
    named.length > 0 ? await tx.query('SELECT code FROM bodies WHERE code = ANY($1)', [named]) : [];
  const codes = new Set(known.map(({ code }) => code));
  return recipients.flatMap(({ body, email, name }, index) => {
    if ([body, email, name].every((part) => part === undefined)) {
      return [{ pointer: `/recipients/${index}`, ...because.recipient }];
    }
    if (body === undefined || codes.has(body)) return [];
    return [{ pointer: `/recipients/${index}/body`, ...because.unknownBody }];
  });
}

async function unknownDocuments(
  { tx, caller }: Change,
  basis: StatementContent['basis'],
): Promise<InvalidValue[]> {
  const named = basis.flatMap(({ documentId }) => documentId ?? []);
  const known: { id: string }[] =
    named.length > 0
      ? await tx.query(
          `SELECT id FROM documents WHERE id = ANY($3) AND disposed_at IS NULL AND ${documentIsVisible('documents')} FOR KEY SHARE`,
          [...scopeOf(caller.actor), named],
        )
      : [];
  const ids = new Set(known.map(({ id }) => id));
  return basis.flatMap(({ documentId }, index) =>
    documentId === undefined || ids.has(documentId.toLowerCase())
      ? []
      : [{ pointer: `/basis/${index}/documentId`, ...because.unknownDocument }],
  );
}

/** @param place of the answers in what was sent. */
export async function unknownQuestions(
  { tx }: Change,
  referralId: string | null,
  answers: readonly Pick<StatementContent['answers'][number], 'question'>[],
  place = '',
): Promise<InvalidValue[]> {
  if (answers.length === 0) return [];
  const questions = await questionsIn(tx, referralId);
  return answers.flatMap(({ question }, index) =>
    question <= questions
      ? []
      : [{ pointer: `${place}/answers/${index}/question`, ...because.unknownQuestion }],
  );
}

/** How many questions a referral asks, as far as the caller sees it. */
async function questionsIn(tx: EntityManager, referralId: string | null): Promise<number> {
  if (referralId === null) return 0;
  const [row]: { questions: number }[] = await tx.query(
    'SELECT jsonb_array_length(questions) AS questions FROM referrals WHERE id = $1',
    [referralId],
  );
  return row?.questions ?? 0;
}
