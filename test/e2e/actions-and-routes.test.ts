import { beforeAll, describe, expect, it } from '@jest/globals';
import { CheckActions, disagreements } from '../../src/operating/check-actions.js';
import { verbsOn, type Kind } from '../../src/rules/kinds.js';
import { sharedService } from '../support/shared-service.js';

let routes: ReturnType<CheckActions['routes']>;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  routes = service.app.get(CheckActions).routes();
});

describe('the routes of the service', () => {
  it('are one for each verb that people may ask of a record', () => {
    const expected = (Object.keys(verbsOn) as Kind[]).flatMap((kind) =>
      verbsOn[kind].map((verb) => `${kind}.${verb}`),
    );
    const found = routes.map(({ action }) => action).filter((action) => expected.includes(action ?? ''));
    expect(found.sort()).toEqual(expected.sort());
  });

  it('are refused at the start when one says not what it does, and when a verb has none or two', () => {
    const withdraw = routes.find(({ action }) => action === 'referral.withdraw')!;
    const others = routes.filter((route) => route !== withdraw);
    expect(disagreements(routes)).toEqual([]);
    expect(disagreements([...others, { ...withdraw, action: undefined }])).toEqual([
      'POST referrals/:id/withdraw says not what it does',
      'referral.withdraw has no route',
    ]);
    expect(disagreements([...routes, { ...withdraw, name: 'POST referrals/:id/recall' }])).toEqual([
      'referral.withdraw is POST referrals/:id/withdraw and POST referrals/:id/recall',
    ]);
  });
});
