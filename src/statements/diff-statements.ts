import { diffArrays, diffLines, diffWordsWithSpace, type Change as DiffChange } from 'diff';
import { FIELDS, foundInWords } from './statement-fields.js';
import type { StatementContent } from './statement.js';
import type { FieldDiffView, DiffItemView, DiffPartView } from './versions.dto.js';

/** The time to compare grows with the square of what differs: beyond this two texts are compared more coarsely. */
const bounds = { maxEditLength: 1500 };

/** So many paragraphs or items further on it is looked for what became of one. */
const NEARBY = 20;
/** Of the words of two texts so many are the same in one that was changed; with fewer, one went and another came. */
const ALIKE = 0.4;

/**
 * The changed fields of two versions: by itself word by word, where a list is its items, a line each; and item by item,
 * a text by its paragraphs and a list by what is in it.
 */
export function diffOf(earlier: StatementContent, newer: StatementContent): FieldDiffView[] {
  return (Object.keys(newer) as (keyof StatementContent)[]).flatMap((field) => {
    const [before, after] = [textOf(earlier[field]), textOf(newer[field])];
    if (before === after) return [];
    const items = itemsCompared(itemsOf(earlier, field), itemsOf(newer, field));
    return [{ field, parts: partsOf(before, after), items }];
  });
}

/** A part of a statement with all that stands in it in either of two versions. */
export interface ComparedField {
  readonly field: keyof StatementContent;
  readonly isChanged: boolean;
  readonly items: readonly DiffItemView[];
}

/** Two versions as they are read: every part that has something in it, changed or not. */
export const comparedWhole = (earlier: StatementContent, newer: StatementContent): ComparedField[] =>
  FIELDS.flatMap((field) => {
    const items = itemsCompared(itemsOf(earlier, field), itemsOf(newer, field));
    return items.length === 0
      ? []
      : [{ field, isChanged: items.some(({ change }) => change !== 'same'), items }];
  });

/** Word by word; where too many words differ line by line, and of two texts with little in common each as a whole. */
function partsOf(before: string, after: string): DiffPartView[] {
  const changes = diffWordsWithSpace(before, after, bounds) ?? diffLines(before, after, bounds);
  if (changes) return changes.map(partOf);
  const whole: DiffPartView[] = [
    { change: 'removed', text: before },
    { change: 'added', text: after },
  ];
  return whole.filter(({ text }) => text !== '');
}

function textOf(value: StatementContent[keyof StatementContent]): string {
  if (typeof value === 'string') return value;
  return value.map((item) => Object.values(item).join(' – ')).join('\n');
}

function partOf({ added, removed, value }: DiffChange): DiffPartView {
  return { change: added ? 'added' : removed ? 'removed' : 'same', text: value };
}

/** What a field consists of, to be compared one by one: the paragraphs of a text, the clauses of a decision. */
function itemsOf(content: StatementContent, field: keyof StatementContent): string[] {
  if (field === 'clauses') return content.clauses.map(({ text }) => text);
  if (field === 'basis') return content.basis.map(({ title }) => title);
  if (field === 'recipients')
    return content.recipients.map(({ body, name, email }) => name ?? email ?? body ?? '');
  if (field === 'answers') return content.answers.map(({ question, text }) => `${question}. ${text}`);
  if (field === 'remarks')
    return content.remarks.map(({ passage, text, proposal }) =>
      [`${passage}: ${text}`, ...(proposal === undefined ? [] : [`→ ${proposal}`])].join('\n'),
    );
  if (field === 'found') return content.found.map((found) => `${found.fact}: ${foundInWords(found)}`);
  if (field === 'sections') return content.sections.map(({ heading, text }) => `${heading}\n${text}`);
  return content[field]
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

interface Changed {
  readonly added?: boolean;
  readonly removed?: boolean;
  readonly value: string[];
}

/** In the order of the newer; what was removed stands where it stood. */
function itemsCompared(earlier: readonly string[], newer: readonly string[]): DiffItemView[] {
  const changes: Changed[] = diffArrays([...earlier], [...newer], bounds) ?? [
    { removed: true, value: [...earlier] },
    { added: true, value: [...newer] },
  ];
  const items: DiffItemView[] = [];
  let removed: string[] = [];
  for (const change of [...changes, { value: [] }]) {
    if (change.removed) removed = change.value;
    else {
      items.push(...paired(removed, change.added ? change.value : []));
      removed = [];
      if (!change.added) items.push(...change.value.map((text) => whole('same', text)));
    }
  }
  return items;
}

/** What went and what came in its place: those that are alike are one that was changed, as long as the order holds. */
function paired(removed: readonly string[], added: readonly string[]): DiffItemView[] {
  const items: DiffItemView[] = [];
  let next = 0;
  for (const before of removed) {
    const at = added
      .slice(next, next + NEARBY)
      .findIndex((after) => isAlike(before, after) || (removed.length === 1 && added.length === 1));
    if (at < 0) items.push(whole('removed', before));
    else {
      items.push(...added.slice(next, next + at).map((text) => whole('added', text)));
      items.push({ change: 'changed', parts: partsOf(before, added[next + at]!) });
      next += at + 1;
    }
  }
  return [...items, ...added.slice(next).map((text) => whole('added', text))];
}

const whole = (change: 'same' | 'added' | 'removed', text: string): DiffItemView => ({
  change,
  parts: [{ change, text }],
});

function isAlike(one: string, other: string): boolean {
  const [ones, others] = [wordsIn(one), wordsIn(other)];
  const common = [...ones].filter((word) => others.has(word)).length;
  return (2 * common) / Math.max(1, ones.size + others.size) >= ALIKE;
}

const wordsIn = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
