import { diffLines, diffWordsWithSpace, type Change as DiffChange } from 'diff';
import type { StatementContent } from './statement.js';
import type { DiffPartView, FieldDiffView } from './statements.dto.js';

/** The time to compare grows with the square of what differs: beyond this two texts are compared more coarsely. */
const bounds = { maxEditLength: 1500 };

/** The changed fields of two versions, word by word; a list is compared as its items, a line each. */
export function diffOf(earlier: StatementContent, newer: StatementContent): FieldDiffView[] {
  return (Object.keys(newer) as (keyof StatementContent)[]).flatMap((field) => {
    const [before, after] = [textOf(earlier[field]), textOf(newer[field])];
    return before === after ? [] : [{ field, parts: partsOf(before, after) }];
  });
}

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
