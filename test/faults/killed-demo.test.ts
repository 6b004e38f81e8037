import { describe, expect, it, jest } from '@jest/globals';
import { createDatabase } from '../support/database.js';
import { demoIsLoaded } from '../support/own-postgres.js';
import { launchProcess } from '../support/processes.js';
import { one, query } from '../support/scratch-databases.js';
import { until } from '../support/until.js';

jest.setTimeout(300_000);

/** How often each step was taken with what outcome, and what has come of it. */
const shapeOf = (url: string) =>
  query(
    url,
    `SELECT object_type AS what, verb AS which, state, count(*)::int AS number FROM audit_events GROUP BY 1, 2, 3
     UNION ALL SELECT 'consultation of', coalesce(consultee_code, consultee_name), state, count(*)::int
       FROM consultations GROUP BY 2, 3
     UNION ALL SELECT 'version', origin, author, count(*)::int FROM statement_versions GROUP BY 2, 3
     UNION ALL SELECT 'meeting', body_code, '', count(*)::int FROM meetings GROUP BY 2
     UNION ALL SELECT 'delivery', topic, recipient_body, count(*)::int FROM deliveries GROUP BY 2, 3
     ORDER BY 1, 2, 3`,
  );
const api = { ROLE: 'api', NODE_ENV: 'development' };

describe('a demo that is killed while it is made', () => {
  it('is whole after the next start, however often that is killed too', async () => {
    const [whole, killed] = [await createDatabase(), await createDatabase()];
    try {
      const undisturbed = await launchProcess(whole.url, api);
      for (const events of [1, 40, 85]) {
        const process = await launchProcess(killed.url, api);
        await until(
          () => one<number>(killed.url, 'SELECT count(*)::int FROM audit_events'),
          (made) => made >= events,
        );
        await process.end('SIGKILL');
      }
      expect(await one(killed.url, 'SELECT filled_at FROM demo')).toBeNull();
      const last = await launchProcess(killed.url, api);
      await demoIsLoaded(killed.url);
      await last.end('SIGTERM');
      await demoIsLoaded(whole.url);
      await undisturbed.end('SIGTERM');
      expect(last.output()).not.toContain('stays as it is');
      expect(await shapeOf(killed.url)).toEqual(await shapeOf(whole.url));
    } finally {
      await whole.drop();
      await killed.drop();
    }
  });
});
