import { AsyncLocalStorage } from 'node:async_hooks';
import { headersOf, workUnderWay } from '../config/trace.js';

/**
 * On whose behalf the database works: row-level security shows nothing without it (current/wall.ts). Every transaction is told anew, since connections are shared.
 */
export interface Acting {
  /** Bodies, and the caller's other marks. */
  readonly staffOf: readonly string[];
  readonly readerOf: readonly string[];
  /** `*` is the whole municipality. */
  readonly administratorOf: readonly string[];
  readonly service: 'on' | 'off';
  /** Asked before each statement and each commit. Where it may not, PostgreSQL keeps nothing that they would write. */
  readonly mayWrite?: () => boolean;
}

const current = new AsyncLocalStorage<Acting>();

/** Besides whom: the trace of what is done, which rows are marked with (migrations/040). */
export interface Told {
  readonly whom: Acting;
  readonly trace: string;
}

export function acting(): Told | undefined {
  const whom = current.getStore();
  const work = workUnderWay();
  return whom && { whom, trace: work ? Object.values(headersOf(work.trace)).join(' ') : '' };
}

export function actingAs<T>(whom: Acting, work: () => T): T {
  return current.run(whom, work);
}

const SERVICE: Acting = { staffOf: [], readerOf: [], administratorOf: [], service: 'on' };

/**
 * Work of the service itself, such as delivering, reminding and sealing, and what it looks up or does for a request: for
 * one that may keep nothing the service keeps nothing either.
 */
export function actingAsTheService<T>(work: () => T): T {
  const { mayWrite } = current.getStore() ?? {};
  return current.run(mayWrite ? { ...SERVICE, mayWrite } : SERVICE, work);
}
