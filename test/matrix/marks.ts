import { standsIn, type Persona } from './personas.js';
import { mayKnow } from './sight.js';

const PLANTED = /märkord\d{3}x/g;

/** Who may know a word: those who see a view of a record, or those who stand in one of some columns of the tables. */
type Known =
  | { readonly view: string; readonly situation: string; readonly person?: string }
  | { readonly columns: readonly string[] };

/** A word, and where it stands. */
export interface Mark {
  readonly word: string;
  readonly where: string;
  readonly known: Known;
  /** It was there anyhow, and looks like any other word. */
  readonly isWatched?: true;
}

/**
 * Words that stand in the texts of records and nowhere else. An answer in which one is read by somebody who
 * may not know it is a leak, whatever the route and however it came there.
 */
export class Marks {
  constructor(readonly all: Mark[] = []) {}

  /** A new word for a text that is shown with a view of a record in a situation. */
  plant(view: string, situation: string, person?: string): string {
    return this.add(`${view} of “${situation}”`, { view, situation, ...(person && { person }) });
  }

  /** A new word for a text that those of the columns may know, whatever they see otherwise. */
  plantFor(where: string, columns: readonly string[]): string {
    return this.add(where, { columns });
  }

  /** Looks for a word that is there anyhow. */
  watch(word: string, where: string, columns: readonly string[]): void {
    this.all.push({ word, where, known: { columns }, isWatched: true });
  }

  /** What an answer to the persona tells that they may not know. */
  leaksTo(persona: Persona, text: string): string[] {
    const words = new Set(text.match(PLANTED));
    return this.all
      .filter(({ word, isWatched }) => (isWatched ? text.includes(word) : words.has(word)))
      .filter(({ known }) => !isKnownTo(persona, known))
      .map(({ word, where }) => `${word} (${where})`);
  }

  /** Where words stand that nobody has read: looking for leaks would find none there. */
  unread(texts: Iterable<string>): string[] {
    const all = [...texts].join('\n');
    const places = (marks: readonly Mark[]) => new Set(marks.map(({ where }) => where));
    const read = places(this.all.filter(({ word }) => all.includes(word)));
    return [...places(this.all)].filter((where) => !read.has(where));
  }

  private add(where: string, known: Known): string {
    const word = `märkord${String(this.all.length).padStart(3, '0')}x`;
    this.all.push({ word, where, known });
    return word;
  }
}

const isKnownTo = (persona: Persona, known: Known): boolean =>
  'columns' in known
    ? known.columns.some((column) => standsIn(column, persona))
    : mayKnow(persona, known.view, known);
