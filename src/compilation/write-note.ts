import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import type { Referral } from '../referrals/referral.entity.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import { DomainError, Invalid } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';
import type {
  CompilationNoteView,
  GatherRemarksBody,
  SummarizeRepliesBody,
} from './compilation-notes.dto.js';
import { passageKey } from './passage-key.js';
import { readCompilationFacts } from './read-compilation-facts.js';
import { because } from './refusals.js';

/** What is written of a question or a passage, and the note that it takes the place of. */
interface Note {
  readonly kind: 'summary' | 'place';
  readonly question: number | null;
  readonly passage: string | null;
  readonly text: string | null;
  readonly replaces: string | null;
}

/** Writes what the issuer's officers make of the replies, each of several at once, and nothing over another's unseen. */
@Injectable()
export class WriteNote {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * @throws Invalid where not just one of question and passage is named, the referral has no such question, or no remark
   *   is on the passage.
   */
  async summarize(caller: Caller, id: string, body: SummarizeRepliesBody): Promise<CompilationNoteView> {
    const { question = null, passage = null, replaces = null } = body;
    const note = { kind: 'summary', question, passage, text: body.text ?? null, replaces } as const;
    return this.write(caller, id, 'summarize-replies', note, async ({ questions }, change) => {
      if ((question === null) === (passage === null))
        throw new Invalid({ pointer: '/question', ...because.questionOrPassage });
      if (question !== null && question > questions.length)
        throw new Invalid({ pointer: '/question', ...because.noSuchQuestion });
      await refuseUnknownPassage(change, id, note);
    });
  }

  /** @throws Invalid where a passage is put under itself, or no remark is on it. */
  async gather(caller: Caller, id: string, body: GatherRemarksBody): Promise<CompilationNoteView> {
    const { passage, replaces = null } = body;
    const under = body.under ?? null;
    const note = { kind: 'place', question: null, passage, text: under, replaces } as const;
    return this.write(caller, id, 'gather-remarks', note, async (_referral, change) => {
      if (under !== null && passageKey(under) === passageKey(passage))
        throw new Invalid({ pointer: '/under', ...because.samePassage });
      await refuseUnknownPassage(change, id, note);
    });
  }

  /** The referral is locked, so that no other note comes in between. What was sent is looked at by those who may alone. */
  private async write(
    caller: Caller,
    referralId: string,
    verb: 'summarize-replies' | 'gather-remarks',
    note: Note,
    refuseWrong: (referral: Referral, change: Change) => Promise<void>,
  ): Promise<CompilationNoteView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, change } = await begin(attempt, REFERRAL, referralId, verb, addingToIt);
      await refuseWrong(row, change);
      await refuseWhereAnother(change.tx, referralId, note);
      const { kind, question, passage, text } = note;
      const [id, writtenBy] = [randomUUID(), caller.actor.username];
      await change.tx.query(
        `INSERT INTO compilation_notes (id, referral_id, kind, question, passage_key, text, written_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, referralId, kind, question, keyOf(note), text, writtenBy],
      );
      await change.remember(
        { id: referralId, state: row.state },
        { verb, objectType: 'referral', body: row.issuerCode, caseId: row.caseId, referralId },
        { before: null, after: { question, passage, text } },
      );
      return { id, referralId, question, passage, text, writtenBy };
    });
  }
}

const keyOf = ({ passage }: Pick<Note, 'passage'>): string | null =>
  passage === null ? null : passageKey(passage);

/**
 * What is written of a passage that the compilation does not have would be shown nowhere. It has those that remarks name, as
 * far as the caller sees them, and those that they were put under. What is there no longer can be taken away.
 *
 * @throws Invalid
 */
async function refuseUnknownPassage(
  { tx, caller }: Change,
  referralId: string,
  { passage, text }: Note,
): Promise<void> {
  if (passage === null || text === null) return;
  const { referral, replies } = await readCompilationFacts(tx, caller, referralId);
  const named = replies.flatMap(({ statement, recorded }) =>
    ((statement ?? recorded)?.remarks ?? []).map((remark) => remark.passage),
  );
  const headings = (referral.notes ?? []).flatMap((note) =>
    note.kind === 'place' && note.text !== null ? [note.text] : [],
  );
  if (![...named, ...headings].some((known) => passageKey(known) === passageKey(passage)))
    throw new Invalid({ pointer: '/passage', ...because.noSuchPassage });
}

const STALE: Texts = {
  sv: 'Någon annan har skrivit här sedan du läste det. Läs om och försök igen.',
  en: 'Somebody else has written here since you read it. Read it again and retry.',
};

/** The same once more is no other. */
async function refuseWhereAnother(tx: EntityManager, referralId: string, note: Note): Promise<void> {
  const [latest]: { id: string; text: string | null }[] = await tx.query(
    `SELECT id, text FROM compilation_notes
     WHERE referral_id = $1 AND kind = $2 AND question IS NOT DISTINCT FROM $3 AND passage_key IS NOT DISTINCT FROM $4
     ORDER BY written_at DESC LIMIT 1`,
    [referralId, note.kind, note.question, keyOf(note)],
  );
  if (!latest || latest.text === null || latest.id === note.replaces || latest.text === note.text) return;
  throw new DomainError('stale-version', STALE);
}
