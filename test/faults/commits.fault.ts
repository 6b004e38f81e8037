import { describe, expect, it } from '@jest/globals';
import { park } from '../support/parking.js';
import type { RunningProcess } from '../support/processes.js';
import { house } from './house.js';

const here = house();

const sender = (id: string, version: number) => async (api: RunningProcess) =>
  (await here.as(api, 'tsn-sekreterare')).post(
    `/consultations/${id}/forward`,
    {},
    { ifMatch: version, key: `forward-${id}` },
  );

describe('an api killed inside COMMIT (F-02)', () => {
  it.each(['noticed', 'unnoticed'])(
    'has forwarded all or nothing when PostgreSQL has %s it, and the same key does it once',
    async (noticed) => {
      const { id, version } = await here.confirmed();
      const barrier = await park(here.service.databaseUrl, 'dispatches', 'in-commit');
      const api = await here.start('api');
      const send = sender(id, version);
      const lost = send(api).then(
        ({ status }) => status,
        () => 'lost' as const,
      );
      await barrier.someoneWaits();
      await here.end(api);
      expect(await lost).toBe('lost');
      if (noticed === 'noticed') await barrier.nobodyWaits();
      await barrier.lift();

      const [dispatches, forwards, deliveries] = await Promise.all([
        here.dispatchesOf(id),
        here.one<number>("SELECT count(*) FROM audit_events WHERE object_id = $1 AND verb = 'forward'", id),
        here.one<number>(
          "SELECT count(*) FROM deliveries WHERE consultation_id = $1 AND kind = 'dispatch'",
          id,
        ),
      ]);
      expect([0, 1]).toContain(dispatches);
      expect([forwards, deliveries]).toEqual([dispatches, dispatches]);

      const { status, body } = await send(await here.start('api'));
      expect(status).toBe(202);
      await here.start('worker');
      await here.deliveredOnce(body.deliveries[0].id);
      expect(await here.dispatchesOf(id)).toBe(1);
    },
  );
});

describe('an answer to COMMIT that is lost on the way (F-02)', () => {
  it('is a failure to the client, whose retry with the same key gets the answer of the change that was made', async () => {
    const { id, version } = await here.confirmed();
    const proxy = await here.proxy();
    const api = await here.start('api', { DATABASE_URL: proxy.through(here.service.databaseUrl) });
    const send = sender(id, version);
    await (await here.as(api, 'tsn-sekreterare')).get(`/consultations/${id}`).expect(200);

    proxy.loseNextCommit();
    const first = await send(api);
    expect([first.status, proxy.commitsLost]).toEqual([503, 1]);
    expect(await here.dispatchesOf(id)).toBe(1);

    const again = await send(api);
    expect(again.status).toBe(202);
    expect(again.body).toMatchObject({ id, state: 'forwarded' });
    await here.start('worker');
    await here.deliveredOnce(again.body.deliveries[0].id);
    expect(await here.dispatchesOf(id)).toBe(1);
  });
});
