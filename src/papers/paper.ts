import type { Language } from '../rules/texts.js';

/** Facts at the head that a body may call what it likes. */
const FACT_NAMES = ['day', 'ownNumber', 'theirNumber', 'officer', 'lastDay'] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** What stands at the head of a paper beside its label, such as the number at the sender. */
export interface Fact {
  readonly fact?: FactName;
  readonly label: string;
  readonly value: string;
}

/** Who signs, with what they are. */
export interface Signature {
  readonly name: string;
  readonly title: string;
}

/** Parts that a paper has under headings of the second rank, by what a form calls them. */
export const PART_NAMES = [
  'summary',
  'proposal',
  'decision',
  'matter',
  'assessment',
  'sections',
  'answers',
  'remarks',
  'basis',
  'recipients',
  'preparations',
  'motions',
  'proceedings',
  'recusals',
  'not-taking-part',
  'reservations',
  'special-statements',
  'minutes-notes',
  'confirmation',
  'questions',
  'documents',
  'consultees',
  'checksum',
] as const;
export type PartName = (typeof PART_NAMES)[number];

/** A part of a paper. What stands in it is text as somebody wrote it, and never markup. */
export type Block =
  | {
      readonly is: 'heading';
      readonly level: 2 | 3;
      readonly text: string;
      /** What begins here, where a form may move it. */
      readonly part?: PartName;
    }
  /** A text in the convention of `blocksOf`: paragraphs, lists, quotes and tables. */
  | { readonly is: 'text'; readonly text: string }
  /** What is decided or proposed: each clause by itself, after the words that lead to it. */
  | {
      readonly is: 'clauses';
      readonly lead: string;
      readonly clauses: readonly string[];
      /** The lead is the beginning of each clause's sentence and says nothing by itself. */
      readonly leadBegins?: boolean;
      /** `sentences` where it is not said. */
      readonly style?: 'sentences' | 'numbered' | 'points';
    }
  | { readonly is: 'points'; readonly items: readonly string[] }
  | { readonly is: 'facts'; readonly facts: readonly Fact[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly is: 'signatures'; readonly signatures: readonly Signature[] }
  /** A paragraph in which it is marked what has changed since an earlier version. */
  | { readonly is: 'revised'; readonly runs: readonly Run[] };

/** Text of a paragraph that is in both versions of a paper, only in the newer or only in the earlier. */
export interface Run {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * A paper as every renderer shows it: PDF, Word, page and plain text have the same content in the same order. It knows no
 * record; whoever owns a view makes a paper of it in a file of its own (`*.paper.ts`).
 */
export interface Paper {
  readonly language: Language;
  /** What it is, as its letterhead says: Yttrande, Tjänsteskrivelse. */
  readonly name: string;
  readonly title: string;
  /** The body that speaks in it, which is also the author of the file. */
  readonly sender: string;
  /** Lines under the sender's name: the administration, its telephone. */
  readonly letterhead?: readonly string[];
  /** A PNG that `readLogotype` has read, in base64. */
  readonly logotype?: string;
  /** Whom it is for; empty where it is for nobody in particular. */
  readonly to: readonly string[];
  /** The number by which it is filed, which stands on every page; null where it has none. */
  readonly number: string | null;
  /** At the head, in order: day, numbers of both sides, officer. */
  readonly facts: readonly Fact[];
  readonly blocks: readonly Block[];
  /** The sender's block, at the end. */
  readonly foot: readonly string[];
  /** When what stands in it was written, as an instant: the file says that it was made then, so that it is the same whenever it is made. */
  readonly writtenAt: string;
  /** Who has changed what is marked as changed; Word shows it beside each change. */
  readonly revisedBy?: string;
}

/** The paper's parts without those that are empty, and without headings that nothing follows. */
export function filled(blocks: readonly (Block | null)[]): Block[] {
  const kept: Block[] = [];
  for (const block of blocks.toReversed())
    if (block !== null && !isEmpty(block) && leads(block, kept[0])) kept.unshift(block);
  return kept;
}

/** A heading leads to what is no heading, or to one below it; all else stands by itself. Who signs, signs the whole. */
const leads = (block: Block, next: Block | undefined): boolean =>
  block.is !== 'heading' ||
  (next !== undefined && next.is !== 'signatures' && (next.is !== 'heading' || next.level > block.level));

function isEmpty(block: Block): boolean {
  if (block.is === 'heading') return block.text.trim() === '';
  if (block.is === 'text') return block.text.trim() === '';
  if (block.is === 'clauses') return block.clauses.length === 0;
  if (block.is === 'points') return block.items.length === 0;
  if (block.is === 'facts') return block.facts.length === 0;
  if (block.is === 'table') return block.rows.length === 0;
  if (block.is === 'revised') return block.runs.every((run) => run.text.trim() === '');
  return block.signatures.length === 0;
}

/** What a file of the paper is called: `TSN 2023-112 Yttrande`. */
export const nameOf = ({ number, name }: Pick<Paper, 'number' | 'name'>): string =>
  [number?.replaceAll('/', '-'), name].filter(Boolean).join(' ');

/** What a logotype says to whoever does not see it. */
export const logotypeWords = ({ sender, language }: Pick<Paper, 'sender' | 'language'>): string =>
  language === 'sv' ? `Logotyp för ${sender}` : `Logotype of ${sender}`;
