import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, type RunningProcess } from '../support/processes.js';
import { house, tokenOf } from './house.js';

const here = house();

describe('two apis replaced one after the other under load', () => {
  it('fail no request that is tried once more, and make none twice', async () => {
    const ports = [await freePort(), await freePort()];
    const startOn = (port: number) => here.start('api', { PORT: String(port) });
    const apis: RunningProcess[] = [await startOn(ports[0]!), await startOn(ports[1]!)];
    const token = await tokenOf(apis[0]!, 'ks-registrator');

    const send = (which: number, path: string, init: RequestInit, key: string) =>
      fetch(`http://127.0.0.1:${ports[which]}/yttra/v1${path}`, {
        ...init,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
      }).then(
        async (answer) => {
          await answer.arrayBuffer();
          return answer.status;
        },
        () => 0,
      );
    const run = `rolling-${here.random.seed}-${Date.now()}`;
    const failed: string[] = [];
    let retried = 0;
    let made = 0;
    const over = new AbortController();
    const client = async (name: string) => {
      while (!over.signal.aborted) {
        const title = `${run}-${name}-${made++}`;
        const init =
          made % 2 === 0
            ? { method: 'POST', body: JSON.stringify({ title, issuer: 'KS' }) }
            : { method: 'GET' };
        const first = here.random.below(2);
        let status = await send(first, '/cases', init, title);
        if (status === 0 || status >= 500) {
          retried += 1;
          status = await send(1 - first, '/cases', init, title); // as a load balancer does
        }
        if (status >= 300 || status === 0) failed.push(`${init.method} ${status}`);
        await pause(here.random.below(20));
      }
    };
    const clients = ['a', 'b', 'c', 'd'].map(client);
    for (const index of [0, 1, 0]) {
      await pause(500 + here.random.below(1000));
      expect(await here.end(apis[index]!, 'SIGTERM')).toBe(0);
      apis[index] = await startOn(ports[index]!);
    }
    over.abort();
    await Promise.all(clients);
    expect(failed).toEqual([]);
    expect(made).toBeGreaterThan(100);
    expect(retried).toBeGreaterThan(0);
    const twice: object[] = await here.service.database.query(
      'SELECT title FROM cases WHERE title LIKE $1 GROUP BY 1 HAVING count(*) > 1',
      [`${run}%`],
    );
    expect(twice).toEqual([]);
  });
});
