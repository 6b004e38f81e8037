import pg from 'pg';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { CheckAuditTrail } from '../../src/operating/audit-check/check-audit-trail.js';
import { TellThoseConcerned } from '../../src/organisation/tell-those-concerned.js';
import type { Service } from './service.js';

/** What checks the audit trail, at work as in a worker of the same service. */
export function startAuditChecks({ app, database }: Service): CheckAuditTrail {
  const settings: Settings = { ...app.get<Settings>(SETTINGS), ROLE: 'worker', RECONCILE_SECONDS: 1 };
  const worker = new CheckAuditTrail(database, app.get(TellThoseConcerned), settings);
  worker.onApplicationBootstrap();
  return worker;
}

/** Changes rows past every trigger, as only a superuser may. */
export async function tamper({ databaseUrl }: Pick<Service, 'databaseUrl'>, sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query(`SET session_replication_role = replica; ${sql}`);
  } finally {
    await owner.end();
  }
}
