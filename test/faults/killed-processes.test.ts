import { describe, expect, it } from '@jest/globals';
import { done } from '../support/given.js';
import { park } from '../support/parking.js';
import type { RunningProcess } from '../support/processes.js';
import { until } from '../support/until.js';
import { house } from './house.js';

const here = house();

/** Forwards through a process of its own, under one key however often it is sent. */
const sender = (id: string, version: number) => async (api: RunningProcess) =>
  (await here.as(api, 'tsn-sekreterare')).post(
    `/consultations/${id}/forward`,
    {},
    { ifMatch: version, key: `forward-${id}` },
  );

describe('an api killed', () => {
  it('in the middle of forwarding leaves all or nothing, and the same key finishes the work once (F-01)', async () => {
    const { id, version } = await here.confirmed();
    const barrier = await park(here.service.databaseUrl, 'outbox');
    const first = await here.start('api');
    const send = sender(id, version);
    const lost = send(first).then(
      ({ status }) => status,
      () => 'lost' as const,
    );
    await barrier.someoneWaits();
    await here.end(first);
    expect(await lost).toBe('lost');
    await barrier.nobodyWaits();
    const { state } = await done(here.service.as('tsn-sekreterare').get(`/consultations/${id}`));
    expect([await here.dispatchesOf(id), state]).toEqual([0, 'confirmed']);
    await barrier.lift();

    const { status, body } = await send(await here.start('api'));
    expect(status).toBe(202);
    await here.start('worker');
    await here.deliveredOnce(body.deliveries[0].id);
    expect(await here.dispatchesOf(id)).toBe(1);
  });

  it('right after COMMIT has lost nothing: it is delivered, and the same key gets the first answer (F-04)', async () => {
    const { id, version } = await here.confirmed();
    const api = await here.start('api');
    const send = sender(id, version);
    const answer = send(api).then(
      () => 'answered',
      () => 'lost',
    );
    await until(
      () => here.dispatchesOf(id),
      (dispatches) => dispatches === 1,
    );
    await here.end(api);
    expect(['answered', 'lost']).toContain(await answer);

    await here.start('worker');
    const { status, body } = await send(await here.start('api'));
    expect(status).toBe(202);
    await here.deliveredOnce(body.deliveries[0].id);
    expect(await here.dispatchesOf(id)).toBe(1);
  });
});

describe('a worker killed', () => {
  it('three times in a row in the middle of a job still delivers exactly once (F-09)', async () => {
    const barrier = await park(here.service.databaseUrl, 'inbox_items');
    const { deliveryId } = await here.forwarded();
    for (let round = 0; round < 3; round++) {
      const worker = await here.start('worker');
      // The packet waits at the barrier too, so that someone waits is not yet that this one does.
      await until(
        () => here.attemptsOf(deliveryId),
        (attempts) => attempts > round,
      );
      await barrier.someoneWaits();
      await here.end(worker);
      await barrier.nobodyWaits();
    }
    await barrier.lift();
    await here.start('worker');
    await here.deliveredOnce(deliveryId);
    expect(await here.attemptsOf(deliveryId)).toBeGreaterThanOrEqual(4);
  });

  it('and a queue store emptied lose nothing (F-04)', async () => {
    const barrier = await park(here.service.databaseUrl, 'inbox_items');
    const five = await Promise.all(Array.from({ length: 5 }, () => here.forwarded()));
    const worker = await here.start('worker');
    await barrier.someoneWaits();
    await until(
      () => here.one<number>('SELECT count(*) FROM outbox'),
      (waiting) => waiting === 0,
    );
    await here.end(worker);
    await barrier.nobodyWaits();
    await here.emptyTheQueueStore();
    await barrier.lift();
    await here.start('worker');
    for (const { deliveryId } of five) await here.deliveredOnce(deliveryId);
  });
});

describe('a worker told to stop', () => {
  it('ends its job, then its connections, and exits with 0 (F-14)', async () => {
    const barrier = await park(here.service.databaseUrl, 'inbox_items');
    const { deliveryId } = await here.forwarded();
    const worker = await here.start('worker');
    await barrier.someoneWaits();
    const ended = here.end(worker, 'SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await barrier.lift();
    expect(await ended).toBe(0);
    expect(worker.output()).not.toMatch(/pool|Connection terminated|(?<!queue: )Error/i);
    await here.start('worker');
    await here.deliveredOnce(deliveryId);
  });
});
