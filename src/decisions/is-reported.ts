import type { EntityManager } from 'typeorm';

/**
 * Whether a decision is reported to the board: of what its chair decides in urgent cases the law says so (KL 6:39), of
 * what else is decided for it the board itself (KL 6:40, 7:8).
 */
export async function isReported(tx: EntityManager, body: string | null, route: string): Promise<boolean> {
  if (route === 'board' || route === 'chair-urgent') return route === 'chair-urgent';
  const [row]: { reported: boolean }[] = await tx.query(
    'SELECT $2 = ANY(reported_routes) AS reported FROM bodies WHERE code = $1',
    [body, route],
  );
  return row?.reported ?? false;
}
