import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../src/config/clock.js';
import { FollowDatabaseClock } from '../../src/database/follow-database-clock.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** How many connections the pool of the test has, and more than that wait for one. */
const MORE_THAN_CONNECTIONS = 40;

describe("a process's clock", () => {
  // Two instants that are kept one after the other would else stand the other way round: one by this clock, one by PostgreSQL's.
  it("is never ahead of PostgreSQL's, however long the question waited", async () => {
    const clock = new Clock();
    const follow = new FollowDatabaseClock(service.database, clock);
    const busy = Array.from({ length: MORE_THAN_CONNECTIONS }, () =>
      service.database.query('SELECT pg_sleep(0.4)'),
    );
    await follow.onModuleInit();
    // PostgreSQL is on this machine.
    const behind = Date.now() - clock.now().getTime();
    await Promise.all(busy);
    await follow.beforeApplicationShutdown();
    expect(behind).toBeGreaterThanOrEqual(-1);
    expect(behind).toBeLessThan(300);
  });
});
