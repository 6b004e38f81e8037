import { expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import supertest from 'supertest';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { API_VERSION } from '../../src/http/api-base.js';
import { given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const metrics = async () => (await supertest(service.base).get('/metrics').expect(200)).text;
const valueOf = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  );

it('counts answers by method, declared route and class of status, and names no record', async () => {
  const { id } = await given(service).referralCase();
  await service.as('ks-registrator').get(`/cases/${id}`).expect(200);
  await service.as('ks-registrator').get(`/cases/${id}`).expect(200);
  await service.as('sn-registrator').get(`/cases/${id}`).expect(404);
  await service.as('ks-registrator').get(`/nowhere/${id}`).expect(404);

  const text = await metrics();
  const counted = (route: string, status: string) =>
    valueOf(text, `http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`);
  expect(counted('/yttra/v1/cases/:id', '2xx')).toBe(2);
  expect(counted('/yttra/v1/cases/:id', '4xx')).toBe(1);
  expect(counted('unknown', '4xx')).toBe(1);
  expect(text).not.toContain(id);
});

it('shows the pool, the queues, the loop, and which build it is', async () => {
  const text = await metrics();
  expect(valueOf(text, 'yttra_database_connections{state="idle"}')).toBeGreaterThan(0);
  expect(valueOf(text, 'yttra_database_connections{state="waited for"}')).toBe(0);
  expect(valueOf(text, 'yttra_queue_jobs{queue="deliveries",state="wait"}')).toBeGreaterThanOrEqual(0);
  expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  expect(valueOf(text, `yttra_build_info{version="${API_VERSION}",node="${process.version}"}`)).toBe(1);
});

it('shows a pool that is used up, and answers all the same', async () => {
  const { master } = service.database.driver as PostgresDriver;
  const pool = master as Pool;
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    expect(valueOf(await metrics(), 'yttra_database_connections{state="in use"}')).toBe(held.length);
  } finally {
    for (const one of held) one.release();
  }
});
