import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import { DomainError, Invalid } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';
import type {
  CompilationNoteView,
  GatherRemarksBody,
  SummarizeRepliesBody,
} from './compilation-notes.dto.js';
import { passageKey } from './passage-key.js';
import { because } from './refusals.js';

/** What a note is of: a question by its number, or a passage by its key. */
interface Subject {
  readonly kind: 'summary' | 'place';
  readonly question: number | null;
  readonly passageKey: string | null;
}

/** Writes what the issuer's officers make of the replies, each of several at once, and nothing over another's unseen. */
@Injectable()
export class WriteNote {
  constructor(private readonly makeChange: MakeChange) {}

  /** @throws Invalid where not just one of question and passage is named, or the referral has no such question. */
  async summarize(caller: Caller, id: string, body: SummarizeRepliesBody): Promise<CompilationNoteView> {
    const { question = null, passage = null, text } = body;
    if ((question === null) === (passage === null))
      throw new Invalid({ pointer: '/question', ...because.questionOrPassage });
    const subject = {
      kind: 'summary',
      question,
      passageKey: passage === null ? null : passageKey(passage),
    } as const;
    return this.write(caller, id, 'summarize-replies', subject, { ...body, passage, text: text ?? null });
  }

  async gather(caller: Caller, id: string, body: GatherRemarksBody): Promise<CompilationNoteView> {
    const { passage, under, replaces } = body;
    const subject = { kind: 'place', question: null, passageKey: passageKey(passage) } as const;
    if (under && passageKey(under) === subject.passageKey)
      throw new Invalid({ pointer: '/under', ...because.samePassage });
    return this.write(caller, id, 'gather-remarks', subject, { passage, text: under ?? null, replaces });
  }

  /** The referral is locked, so that no other note comes in between. */
  private async write(
    caller: Caller,
    referralId: string,
    verb: 'summarize-replies' | 'gather-remarks',
    subject: Subject,
    {
      passage,
      text,
      replaces,
    }: {
      readonly passage: string | null;
      readonly text: string | null;
      readonly replaces?: string | null | undefined;
    },
  ): Promise<CompilationNoteView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, change } = await begin(attempt, REFERRAL, referralId, verb, addingToIt);
      const { question } = subject;
      if (question !== null && question > row.questions.length)
        throw new Invalid({ pointer: '/question', ...because.noSuchQuestion });
      await refuseWhereAnother(change.tx, referralId, subject, { text, replaces: replaces ?? null });
      const note = { id: randomUUID(), question, passage, text, writtenBy: caller.actor.username };
      await change.tx.query(
        `INSERT INTO compilation_notes (id, referral_id, kind, question, passage_key, text, written_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [note.id, referralId, subject.kind, question, subject.passageKey, text, note.writtenBy],
      );
      await change.remember(
        { id: referralId, state: row.state },
        { verb, objectType: 'referral', body: row.issuerCode, caseId: row.caseId, referralId },
        { before: null, after: { question, passage, text } },
      );
      return { ...note, referralId };
    });
  }
}

const STALE: Texts = {
  sv: 'Någon annan har skrivit här sedan du läste det. Läs om och försök igen.',
  en: 'Somebody else has written here since you read it. Read it again and retry.',
};

/** The same once more is no other. */
async function refuseWhereAnother(
  tx: EntityManager,
  referralId: string,
  { kind, question, passageKey: key }: Subject,
  { text, replaces }: { readonly text: string | null; readonly replaces: string | null },
): Promise<void> {
  const [latest]: { id: string; text: string | null }[] = await tx.query(
    `SELECT id, text FROM compilation_notes
     WHERE referral_id = $1 AND kind = $2 AND question IS NOT DISTINCT FROM $3 AND passage_key IS NOT DISTINCT FROM $4
     ORDER BY written_at DESC LIMIT 1`,
    [referralId, kind, question, key],
  );
  if (!latest || latest.text === null || latest.id === replaces || latest.text === text) return;
  throw new DomainError('stale-version', STALE);
}
