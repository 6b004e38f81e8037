import pg from 'pg';
import { until } from './until.js';

const KEY = 4711;

/** A barrier in the database: whoever inserts into `table` waits at it until it is lifted. */
export interface Barrier {
  /** How many stand at it now. */
  readonly waiting: () => Promise<number>;
  /** Waits until somebody stands at the barrier. */
  readonly someoneWaits: () => Promise<void>;
  /** Waits until nobody does: the database has noticed that who stood there is gone. */
  readonly nobodyWaits: () => Promise<void>;
  readonly lift: () => Promise<void>;
}

const standing = new Set<Barrier>();

/** What a test that failed has left standing. */
export async function liftEveryBarrier(): Promise<void> {
  for (const barrier of standing) await barrier.lift();
}

/** Puts up a barrier for each insert into a table, as the owner: before it, or inside the COMMIT that ends it. */
export async function park(
  databaseUrl: string,
  table: string,
  where: 'before-insert' | 'in-commit' = 'before-insert',
): Promise<Barrier> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  await owner.query(`
    CREATE OR REPLACE FUNCTION waits_at_barrier() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(${KEY});
      RETURN NEW;
    END $$;
    ${where === 'in-commit' ? 'CREATE CONSTRAINT TRIGGER waits_at_barrier AFTER' : 'CREATE TRIGGER waits_at_barrier BEFORE'}
      INSERT ON ${table} ${where === 'in-commit' ? 'DEFERRABLE INITIALLY DEFERRED' : ''}
      FOR EACH ROW EXECUTE FUNCTION waits_at_barrier();
  `);
  await owner.query('SELECT pg_advisory_lock($1)', [KEY]);
  const waiting = async () => {
    const { rows } = await owner.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks
       WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [KEY],
    );
    return rows[0]!.waiting;
  };
  const barrier: Barrier = {
    waiting,
    someoneWaits: async () => void (await until(waiting, (count) => count > 0)),
    nobodyWaits: async () => void (await until(waiting, (count) => count === 0)),
    lift: async () => {
      if (!standing.delete(barrier)) return;
      await owner.query('SELECT pg_advisory_unlock($1)', [KEY]);
      await owner.query(`DROP TRIGGER waits_at_barrier ON ${table}`);
      await owner.end();
    },
  };
  standing.add(barrier);
  return barrier;
}
