import { expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { everyone } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

const registrar = () => service.as('ks-registrator');
/** As people look for them, with a body of the municipality among them. */
const IN_ORDER = ['Byaråd 2', 'Byaråd 10', 'Tekniska servicenämnden', 'Zonen', 'Åbyn', 'Ängen', 'Öbor'];

it('is by name, 2 before 10 and å ä ö last, wherever they are listed', async () => {
  const named = (name: string) =>
    name === 'Tekniska servicenämnden' ? { body: 'TSN' } : { name, kind: 'organisation' };
  const referral = await given(service).sentReferral({ consultees: IN_ORDER.toReversed().map(named) });
  const place = `/referrals/${referral.id}`;
  const namesIn = (rows: unknown, field: string) => (rows as Answer[]).map((row) => row[field]);

  const replies = await done(registrar().get(`${place}/replies?limit=100`));
  expect(namesIn(replies['items'], 'consulteeName')).toEqual(IN_ORDER);
  expect(replies['missing']).toEqual(IN_ORDER.map((name) => (name.startsWith('Tek') ? 'TSN' : name)));
  const compilation = await done(registrar().get(`${place}/compilation`));
  expect(namesIn(compilation['consultees'], 'consulteeName')).toEqual(IN_ORDER);
  const plans = await done(registrar().get(`${place}/plans`));
  expect(namesIn(plans['items'], 'name')).toEqual(IN_ORDER);

  const published = { publicTitle: 'Remiss', removeOn: '2028-01-01' };
  await done(registrar().post(`${place}/publish`, published, { ifMatch: '*' }));
  const anyone = await everyone(service);
  const { items } = (await anyone('/referrals').expect(200)).body as Answer;
  expect(namesIn((items as Answer[])[0]!['consultees'], 'name')).toEqual(IN_ORDER);
});
