/** A cell of the matrix that is not as the tables say. */
export interface WrongCell {
  readonly persona: string;
  readonly situation: string;
  /** What was answered, and what would have been right. */
  readonly what: string;
}

/** What is wrong for many in the same way on one line: a rule that fails does so for many at once. */
export function compact(cells: readonly WrongCell[]): string[] {
  const personas = gathered(
    cells,
    ({ situation, what }) => `${situation}: ${what}`,
    ({ persona }) => persona,
  );
  const lines = gathered(
    personas,
    ([, names]) => names.join(', '),
    ([what]) => what,
  );
  return [...lines].map(([names, what]) => `${names}: ${what.join('; ')}`);
}

function gathered<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  partOf: (item: Item) => string,
): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  for (const item of items) parts.set(keyOf(item), [...(parts.get(keyOf(item)) ?? []), partOf(item)]);
  return parts;
}
