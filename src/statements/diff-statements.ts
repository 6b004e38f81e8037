import { diffWordsWithSpace, type Change as DiffChange } from 'diff';
import type { StatementContent } from './statement.js';
import type { DiffPartView, FieldDiffView } from './statements.dto.js';

/** The changed fields of two versions, word by word; a list is compared as its items, a line each. */
export function diffOf(earlier: StatementContent, newer: StatementContent): FieldDiffView[] {
  return (Object.keys(newer) as (keyof StatementContent)[]).flatMap((field) => {
    const [before, after] = [textOf(earlier[field]), textOf(newer[field])];
    return before === after ? [] : [{ field, parts: diffWordsWithSpace(before, after).map(partOf) }];
  });
}

function textOf(value: StatementContent[keyof StatementContent]): string {
  if (typeof value === 'string') return value;
  return value.map((item) => Object.values(item).join(' – ')).join('\n');
}

function partOf({ added, removed, value }: DiffChange): DiffPartView {
  return { change: added ? 'added' : removed ? 'removed' : 'same', text: value };
}
