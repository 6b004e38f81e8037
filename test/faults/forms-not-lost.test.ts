import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase } from '../support/database.js';
import { demoIsLoaded } from '../support/own-postgres.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { query } from '../support/scratch-databases.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

/** The service reaches its database through a network that is taken away while somebody writes. */
let database: { url: string; drop: () => Promise<void> };
let network: TcpProxy;
let service: RunningProcess;
beforeAll(async () => {
  database = await createDatabase();
  network = await new TcpProxy(Number(new URL(database.url).port)).open();
  service = await startProcess(network.through(database.url), {
    ROLE: 'api',
    NODE_ENV: 'development',
    DATABASE_POOL_SIZE: '4',
  });
  await demoIsLoaded(database.url);
});
afterAll(async () => {
  await service.end('SIGKILL');
  await network.close();
  await database.drop();
});

const TEXT = 'Gäller remissen även skolan?\nVi har läst <bilaga 3> & undrar.';

/** A matter of TSN that somebody can write a message in. */
async function matter(): Promise<string> {
  const [found] = await query<{ id: string }[]>(
    database.url,
    "SELECT id FROM consultations WHERE consultee_code = 'TSN' AND referral_id IS NOT NULL AND state IN ('sent', 'registered', 'drafting') AND num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 LIMIT 1",
  );
  return found!.id;
}

describe('what is typed in a form while the database is gone', () => {
  it('is in the answer, to be sent again as it was, and is taken once', async () => {
    const id = await matter();
    const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
    const form = Visitor.hidden(await visitor.visit(`/svar/${id}/meddelande`));
    await network.close();
    const failed = await visitor.send(`/svar/${id}/meddelande`, { ...form, text: TEXT });
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('Det du skrev är inte sparat, men det finns kvar här.');
    expect(failed.text).toContain('Vi har läst <bilaga 3> & undrar.');
    expect(failed.headers.get('cache-control')).toContain('no-store');
    const again = Visitor.hidden(failed);
    expect(again).toEqual({ ...form, text: TEXT });
    await network.open();
    await until(
      async () => (await fetch(`${service.url}/health/ready`)).status,
      (status) => status === 200,
    );
    for (let time = 0; time < 2; time++) {
      const sent = await visitor.send(`/svar/${id}/meddelande`, again);
      expect([sent.status, sent.path]).toEqual([200, `/svar/${id}?klart=meddelande`]);
    }
    const messages = await query<{ text: string }[]>(
      database.url,
      `SELECT text FROM messages WHERE consultation_id = '${id}'`,
    );
    expect(messages.filter(({ text }) => text === TEXT)).toHaveLength(1);
  });

  it('is given back to nobody whose form was not one of ours', async () => {
    const id = await matter();
    const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
    await network.close();
    const failed = await visitor.send(`/svar/${id}/meddelande`, { text: TEXT });
    await network.open();
    expect(failed.status).toBe(503);
    expect(failed.text).not.toContain('bilaga 3');
  });

  it.each([{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }])(
    'is given back to no other site: %j',
    async (sender: Record<string, string>) => {
      const id = await matter();
      const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
      const form = Visitor.hidden(await visitor.visit(`/svar/${id}/meddelande`));
      await network.close();
      const failed = await visitor.send(`/svar/${id}/meddelande`, { ...form, text: TEXT }, sender);
      await network.open();
      expect(failed.status).toBe(403);
      expect(failed.text).toContain('Formuläret skickades inte från en sida i Yttra.');
      expect(failed.text).not.toContain('bilaga 3');
    },
  );
});
