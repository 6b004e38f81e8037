import { getQueueToken } from '@nestjs/bullmq';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Queue } from 'bullmq';
import { QUEUES } from '../../src/outbox/queues.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

it.each(QUEUES)('the queue %s has a processor: a job does not wait for ever', async (name) => {
  const queue = service.app.get<Queue>(getQueueToken(name), { strict: false });
  const job = await queue.add(name, { receiver: 'inbox:KS' });
  const state = await until(
    () => job.getState(),
    (seen) => seen !== 'waiting' && seen !== 'active',
  );
  expect(state).toBe('unknown'); // worked off and gone: finished jobs are not kept
});
