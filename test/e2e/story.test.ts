import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient, type Exchange } from '../../src/demo/demo-client.js';
import { tellStory } from '../../src/demo/story.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe("the contract's story", () => {
  it('can be told twice on one instance, from registration to receipt', async () => {
    for (const round of [1, 2]) {
      const exchanges: Exchange[] = [];
      const told: string[] = [];
      const api = new DemoClient(service.base, (exchange) => exchanges.push(exchange));

      await tellStory(api, (step, who, what) => told.push(`${step} ${who} ${what}`));

      expect(exchanges.filter(({ status }) => status >= 400 && status !== 409)).toEqual([]);
      expect(new Set(told.map((line) => Number(line.split(' ')[0])))).toEqual(
        new Set(Array.from({ length: 14 }, (_, index) => index + 1)),
      );
      expect(told.find((line) => line.startsWith('11 yttra'))).toContain('delivered');
      expect(told.find((line) => line.includes('kvitterar'))).toContain('received');
      const [{ cases }] = await service.database.query('SELECT count(*) AS cases FROM cases');
      expect(cases).toBe(2 * round);
    }
  });

  it('leaves every step in the audit trail, the consultee’s work as verb, state and time only', async () => {
    const [{ id }] = await service.database.query(
      "SELECT id FROM cases WHERE title LIKE 'Strategi%' ORDER BY created_at LIMIT 1",
    );
    const { body } = await service.as('ks-registrator').get(`/cases/${id}/audit-trail?limit=100`).expect(200);

    const verbs = body.items.map((event: { verb: string }) => event.verb);
    for (const verb of [
      'register',
      'create',
      'send',
      'assign',
      'submit',
      'approve',
      'schedule',
      'decide',
      'confirm',
      'forward',
      'acknowledge',
      'record-reply',
      'close',
    ]) {
      expect(verbs).toContain(verb);
    }
    const decided = body.items.find((event: { verb: string }) => event.verb === 'decide');
    expect(decided).toMatchObject({ state: 'decided', body: 'TSN', actor: null, before: null, after: null });
    const sent = body.items.find((event: { verb: string }) => event.verb === 'send');
    expect(sent).toMatchObject({
      actor: 'ks-registrator',
      before: { state: 'draft' },
      after: { state: 'sent' },
    });
  });
});
