import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { createDatabase } from '../support/database.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { until } from '../support/until.js';

let database: Awaited<ReturnType<typeof createDatabase>>;
let service: RunningProcess;
beforeAll(async () => {
  database = await createDatabase();
  service = await startProcess(database.url, {
    ROLE: 'api',
    LOG_LEVEL: 'info',
    TRUSTED_PROXIES: '127.0.0.1',
  });
});
afterAll(async () => {
  await service.end('SIGTERM');
  await database.drop();
});

/** The line of the request that was made last, as soon as it has been written. */
async function lineOf(requestId: string): Promise<{ text: string; entry: Record<string, unknown> }> {
  const text = await until(
    async () =>
      service
        .output()
        .split('\n')
        .find((line) => line.includes(requestId)) ?? '',
    (line) => line !== '',
  );
  return { text, entry: JSON.parse(text) };
}
const ask = () => supertest(service.url).get('/yttra/v1/cases?q=hemligt').set('X-Forwarded-For', '192.0.2.7');

describe('the log of a request', () => {
  it('says of a refused sign-in where it came from, and never what it was tried with', async () => {
    const { body } = await ask().set('Authorization', 'Bearer stulen-biljett').expect(401);
    const { text, entry } = await lineOf(body.requestId);
    expect(entry).toMatchObject({ status: 401, route: '/yttra/v1/cases', address: '192.0.2.7' });
    expect(text).not.toMatch(/stulen|hemligt/);
  });

  it('says from where something was refused, and never whose name it was', async () => {
    const token = async (persona: string): Promise<string> =>
      (await supertest(service.url).post('/yttra/v1/demo/tokens').send({ persona }).expect(201)).body
        .accessToken;
    const reader = await token('tsn-lasare');
    const { body } = await supertest(service.url)
      .post('/yttra/v1/cases')
      .set('Authorization', `Bearer ${reader}`)
      .send({ title: 'Ett ärende', issuer: 'TSN' })
      .expect(403);
    const { text, entry } = await lineOf(body.requestId);
    expect(entry).toMatchObject({ status: 403, address: '127.0.0.1' });
    expect(text).not.toMatch(/tsn-lasare/);

    await ask().set('Authorization', `Bearer ${reader}`).expect(200);
    const answered = await until(
      async () =>
        service
          .output()
          .split('\n')
          .find((line) => line.includes('"status":200,')) ?? '',
      (line) => line !== '',
    );
    expect(answered).not.toMatch(/hemligt|tsn-lasare|192\.0\.2\.7/);
  });
});
