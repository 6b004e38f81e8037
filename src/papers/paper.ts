import type { Language } from '../rules/texts.js';

/** What stands at the head of a paper beside its label, such as the number at the sender. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Who signs, with what they are. */
export interface Signature {
  readonly name: string;
  readonly title: string;
}

/** A part of a paper. What stands in it is text as somebody wrote it, and never markup. */
export type Block =
  | { readonly is: 'heading'; readonly level: 2 | 3; readonly text: string }
  /** A text in the convention of `blocksOf`: paragraphs, lists, quotes and tables. */
  | { readonly is: 'text'; readonly text: string }
  /** What is decided or proposed: each clause by itself, after the words that lead to it. */
  | { readonly is: 'clauses'; readonly lead: string; readonly clauses: readonly string[] }
  | { readonly is: 'points'; readonly items: readonly string[] }
  | { readonly is: 'facts'; readonly facts: readonly Fact[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly is: 'signatures'; readonly signatures: readonly Signature[] };

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
}

/** The paper's parts without those that are empty, and without headings that nothing follows. */
export function filled(blocks: readonly (Block | null)[]): Block[] {
  const said = blocks.filter((block) => block !== null && !isEmpty(block)) as Block[];
  return said.filter((block, at) => block.is !== 'heading' || leadsToSomething(said, at));
}

function isEmpty(block: Block): boolean {
  switch (block.is) {
    case 'heading':
      return block.text.trim() === '';
    case 'text':
      return block.text.trim() === '';
    case 'clauses':
      return block.clauses.length === 0;
    case 'points':
      return block.items.length === 0;
    case 'facts':
      return block.facts.length === 0;
    case 'table':
      return block.rows.length === 0;
    case 'signatures':
      return block.signatures.length === 0;
  }
}

function leadsToSomething(blocks: readonly Block[], at: number): boolean {
  const heading = blocks[at]!;
  const next = blocks[at + 1];
  if (heading.is !== 'heading' || next === undefined) return false;
  return next.is !== 'heading' || next.level > heading.level;
}
