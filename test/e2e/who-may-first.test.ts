import { beforeAll, describe, expect, it } from '@jest/globals';
import { CaseSteps } from '../../src/web/case/case-steps.js';
import { DocumentSteps } from '../../src/web/document/document-steps.js';
import { ReferralSteps } from '../../src/web/referral/referral-steps.js';
import { ReplySteps } from '../../src/web/reply/reply-steps.js';
import type { StepsOfKind } from '../../src/web/steps/record-steps.js';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

/**
 * What is wrong with the fields is told to those who may. Every operation of the API is held to it in
 * test/matrix/changing.test.ts and reading.test.ts.
 */
const service = sharedService({ ROLE: 'api' });
const ids: Record<string, string> = {};
beforeAll(async () => {
  const { id } = await given(service).consultation('registered');
  const consultation = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
  Object.assign(ids, {
    consultation: id,
    referral: consultation['referralId'],
    case: consultation['caseId'],
    document: (await given(service).document()).id,
  });
});

const as = (persona: string) => service.as(persona);
const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);

describe('a field that is wrong by a rule of its own', () => {
  const past = { removeOn: '2020-01-01' };
  it.each<[name: string, path: () => string, body: object]>([
    ['a day of removal', () => `/consultations/${ids['consultation']}/publish`, past],
    ['an address', () => '/webhooks', { body: 'TSN', url: 'http://10.0.0.1/', events: ['message'] }],
    [
      'a period',
      () => '/bodies/TSN/stand-ins',
      { absent: 'tsn-chef', standIn: 'tsn-sekreterare', from: '2026-11-20', until: '2026-11-16' },
    ],
    ['a day', () => `/referrals/${ids['referral']}/extend`, { until: '2026-02-30', reason: 'Jul' }],
  ])('is no answer to who may not: %s', async (_name, path, body) => {
    const { status } = await as('tsn-lasare').post(path(), body, { ifMatch: '*' });
    expect(status).toBe(403);
  });
});

describe('the fields of a query', () => {
  it.each([
    ['/bodies/TSN/register', 'tsn-registrator'],
    ['/bodies/TSN/decisions-to-report', 'tsn-registrator'],
    ['/bodies/TSN/refused-attempts', 'admin'],
    ['/bodies/TSN/people', 'admin'],
    ['/audit-trail', 'admin'],
    ['/audit-checks', 'admin'],
  ])('are no answer to who may not list: %s', async (path, whoMay) => {
    expect((await as('bin-handlaggare').get(`${path}?limit=tio`)).status).toBe(403);
    expect((await as(whoMay).get(`${path}?limit=tio`)).status).toBe(422);
  });

  it('are wrong before a paper is made, of which no heads are left', async () => {
    const path = '/bodies/TSN/papers/register-list?format=exe';
    expect((await as('bin-handlaggare').get(path)).status).toBe(403);
    const { status, headers } = await as('tsn-registrator').get(path);
    expect([status, headers['content-disposition'], headers['etag']]).toEqual([422, undefined, undefined]);
  });
});

describe('what an operation would pass over', () => {
  const wrongWith = async (test: ReturnType<ReturnType<typeof as>['get']>) => {
    const { status, body } = await test;
    return { status, errors: body.errors?.map(({ pointer, code }: Answer) => [pointer, code]) };
  };
  const unknown = (...names: string[]) => ({
    status: 422,
    errors: names.map((name) => [`/${name}`, 'unknown-field']),
  });

  it('of a query is refused, so that nobody takes a step for a trial of it', async () => {
    const { id } = await given(service).consultation('sent');
    const register = (persona: string, ifMatch?: string) =>
      as(persona).post(`/consultations/${id}/register?dryRun=true`, {}, { ifMatch: ifMatch ?? '*' });
    expect(await wrongWith(register('tsn-registrator'))).toEqual(unknown('dryRun'));
    expect((await register('tsn-handlaggare')).status).toBe(403);
    expect((await register('bin-registrator')).status).toBe(404);
    expect(await done(as('tsn-registrator').get(`/consultations/${id}`))).toMatchObject({ state: 'sent' });
  });

  it('is refused of whatever has no query', async () => {
    const registrar = as('ks-registrator');
    const before = await done(registrar.get('/cases?count=true'));
    expect(await wrongWith(registrar.get('/me?limit=1&full=true'))).toEqual(unknown('limit', 'full'));
    expect(await wrongWith(registrar.post('/cases?dryRun=1', { title: 'Prov', issuer: 'KS' }))).toEqual(
      unknown('dryRun'),
    );
    expect(await wrongWith(registrar.patch(`/cases/${ids['case']}?force=1`, {}, { ifMatch: '*' }))).toEqual(
      unknown('force'),
    );
    expect((await done(registrar.get('/cases?count=true')))['total']).toBe(before['total']);
  });

  it('of a content is refused, but for why it is done', async () => {
    const [kept, removed] = [await given(service).document(), await given(service).document()];
    const remove = ({ id }: Answer, body: object) =>
      as('ks-registrator').delete(`/documents/${id}`, { ifMatch: '*' }).send(body);
    expect(await wrongWith(remove(kept, { dryRun: true }))).toEqual(unknown('dryRun'));
    expect(await done(as('ks-registrator').get(`/documents/${kept.id}`))).toMatchObject({ id: kept.id });
    expect((await remove(removed, { reason: 'Fel fil' })).status).toBe(204);
  });
});

describe('what is wrong with a new record', () => {
  it('is told where it is not said whose it is', async () => {
    expect((await as('tsn-registrator').post('/cases', { title: 'Ärende' })).status).toBe(422);
  });

  it('is not told where it is said, and the caller may not', async () => {
    expect((await as('tsn-lasare').post('/cases', { issuer: 'TSN' })).status).toBe(403);
    expect((await as('tsn-registrator').post('/cases', { issuer: 'TSN' })).status).toBe(422);
  });
});

describe('what a request with a wrong field would keep', () => {
  // Kept without a change of a record: only the database is in its way.
  it('is not kept', async () => {
    const search = { name: 'Remisser', address: '/remisser?q=plan', colour: 'blue' };
    const refused = await as('tsn-registrator').post('/me/saved-searches', search);
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/colour' })],
    ]);
    expect((await done(as('tsn-registrator').get('/me/saved-searches')))['items']).toEqual([]);
  });
});

describe('an upload', () => {
  it.each(['before', 'after'])('is refused for who may not, the body named %s the file', async (when) => {
    const upload = async (persona: string) => {
      const sent = as(persona).post('/documents');
      if (when === 'before') void sent.field('body', 'TSN');
      void sent.attach('file', Buffer.from('Innehåll'), { filename: 'a.txt', contentType: 'text/plain' });
      return when === 'after' ? sent.field('body', 'TSN') : sent;
    };
    expect((await upload('tsn-lasare')).status).toBe(403);
    expect((await upload('tsn-registrator')).status).toBe(422);
  });
});

describe('a form', () => {
  it.each([
    ['case', CaseSteps, 'tsn-lasare'],
    ['referral', ReferralSteps, 'tsn-lasare'],
    ['consultation', ReplySteps, 'tsn-lasare'],
    ['document', DocumentSteps, 'tsn-lasare'],
  ] as const)(
    'of a %s tells whoever may not that, and not what its fields lack',
    async (kind, steps, who) => {
      const { base, actions } = service.app.get<{ page: StepsOfKind }>(steps).page;
      const reader = await signedIn(who);
      const stranger = await signedIn('sn-handlaggare');
      const tokenOf = async (visitor: Visitor) => Visitor.hidden(await visitor.visit('/mitt'))['_token']!;
      const tokens = { reader: await tokenOf(reader), stranger: await tokenOf(stranger) };
      const told: object[] = [];
      for (const { path, files } of actions) {
        const send = async (visitor: Visitor, _token: string) => {
          const fields = new URLSearchParams({ _token, _version: '1' });
          const form = new FormData();
          for (const [name, value] of fields) form.set(name, value);
          return visitor.request(`${base}/${ids[kind]}/${path}`, {
            method: 'POST',
            body: files ? form : fields,
            headers: { 'Sec-Fetch-Site': 'same-origin', Origin: visitor.base },
          });
        };
        const [seen, unseen] = [await send(reader, tokens.reader), await send(stranger, tokens.stranger)];
        if (![403, 404].includes(seen.status) || unseen.status !== 404)
          told.push({ path, seen: seen.status, unseen: unseen.status });
      }
      expect(told).toEqual([]);
    },
  );

  it('tells whoever may what its fields lack', async () => {
    const registrar = await signedIn('tsn-registrator');
    const token = Visitor.hidden(await registrar.visit('/mitt'))['_token']!;
    const address = `/svar/${ids['consultation']}/ratta-numret`;
    expect((await registrar.send(address, { _token: token, _version: '1' })).status).toBe(422);
  });
});
