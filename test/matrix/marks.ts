import type { Persona } from './personas.js';
import { mayKnow } from './sight.js';

const PLANTED = /märkord\d{3}x/g;

type MayKnow = (persona: Persona) => boolean;

/**
 * Words that stand in the texts of records and nowhere else. An answer in which one is read by somebody who
 * may not know it is a leak, whatever the route and however it came there.
 */
export class Marks {
  private readonly watched: string[] = [];
  private readonly planted = new Map<string, { readonly where: string; readonly mayKnow: MayKnow }>();

  /** A new word for a text that is shown with a view of a record in a situation. */
  plant(view: string, situation: string, person?: string): string {
    const thing = { situation, ...(person && { person }) };
    return this.plantFor(`${view} of “${situation}”`, (persona) => mayKnow(persona, view, thing));
  }

  plantFor(where: string, known: MayKnow): string {
    const word = `märkord${String(this.planted.size).padStart(3, '0')}x`;
    this.planted.set(word, { where, mayKnow: known });
    return word;
  }

  /** Looks for a word that is there anyhow. */
  watch(word: string, where: string, known: MayKnow): void {
    this.watched.push(word);
    this.planted.set(word, { where, mayKnow: known });
  }

  /** What an answer to the persona tells that they may not know. */
  leaksTo(persona: Persona, text: string): string[] {
    const words = new Set(text.match(PLANTED));
    for (const word of this.watched) if (text.includes(word)) words.add(word);
    return [...words].flatMap((word) => {
      const planted = this.planted.get(word);
      return planted && !planted.mayKnow(persona) ? [`${word} (${planted.where})`] : [];
    });
  }

  /** Where words stand that nobody has read: looking for leaks would find none there. */
  unread(texts: Iterable<string>): string[] {
    const all = [...texts].join('\n');
    const read = new Set<string>();
    for (const [word, { where }] of this.planted) if (all.includes(word)) read.add(where);
    return [...new Set([...this.planted.values()].map(({ where }) => where))].filter(
      (where) => !read.has(where),
    );
  }
}
