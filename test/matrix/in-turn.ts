const FEW = 3;

/**
 * At most a few of many that must all be answered alike. The next route takes others, so that the routes of a kind
 * have had them all between them.
 */
export const someInTurn = <Item>(items: readonly Item[], turn: number): Item[] =>
  items.filter((_, index) => (index + turn) % Math.max(1, Math.ceil(items.length / FEW)) === 0);
