import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * On whose behalf the database works: row-level security shows nothing without it. What each setting means is
 * in migrations/021. Every transaction is told anew, since connections are shared.
 */
export interface Acting {
  readonly staffOf: readonly string[];
  readonly readerOf: readonly string[];
  readonly administratorOf: readonly string[];
  readonly service: 'on' | 'off';
}

const current = new AsyncLocalStorage<Acting>();

export const acting = (): Acting | undefined => current.getStore();

export function actingAs<T>(whom: Acting, work: () => T): T {
  return current.run(whom, work);
}

const SERVICE: Acting = { staffOf: [], readerOf: [], administratorOf: [], service: 'on' };

/** What nobody in particular asked for: delivering, reminding, sealing. Never a request. */
export function actingAsTheService<T>(work: () => T): T {
  return current.run(SERVICE, work);
}
