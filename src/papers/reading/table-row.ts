/** A row of a table in the convention of `blocksOf`; a bar within a cell would part it in two. */
export const rowOfTable = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '¦').replaceAll('\t', ' ')).join(' | ')} |`;

/** The line below the first row of a table. */
export const ruleOfTable = (columns: number): string => `|${'---|'.repeat(columns)}`;
