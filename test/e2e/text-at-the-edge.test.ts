import { afterEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();
afterEach(() => service.reset());

const register = (body: object) => service.as('ks-registrator').post('/cases', { issuer: 'KS', ...body });

const errorsOf = async (body: object) => {
  const answer = await register(body).expect(422);
  return (answer.body.errors as { pointer: string; code: string; detail: string }[]).map(
    ({ pointer, code, detail }) => [pointer, code, detail],
  );
};

describe('a text on one line', () => {
  it.each([
    ['a vertical tab', 'Översyn\u000bav hälsoprogram', 'Översyn av hälsoprogram'],
    ['a line separator', 'Översyn\u2028av hälsoprogram', 'Översyn av hälsoprogram'],
    ['a next line', 'Översyn\u0085av hälsoprogram', 'Översyn av hälsoprogram'],
    ['soft hyphens', 'Över\u00adsyn av hälso\u00adprogram', 'Översyn av hälsoprogram'],
    [
      'zero-width and direction marks',
      '\ufeffÖver\u200bsyn\u200e av\u2066 hälsoprogram\u2069',
      'Översyn av hälsoprogram',
    ],
    ['blanks around and within', '  Översyn \u00a0av\thälsoprogram ', 'Översyn av hälsoprogram'],
    ['decomposed letters', 'O\u0308versyn av ha\u0308lsoprogram', 'Översyn av hälsoprogram'],
  ])('is kept without %s', async (_, title, kept) => {
    expect(await done(register({ title }))).toMatchObject({ title: kept });
  });

  it.each(['\u200b', '\u00ad\u2060', ' \u3164 ', '\u00a0'])('is empty as %j', async (title) => {
    expect(await errorsOf({ title })).toEqual([['/title', 'text', 'Texten är tom.']]);
  });

  it('keeps the lines of a text that has several, and marks of direction within them', async () => {
    service.setNow(NOW);
    const letter = 'Rad ett\u000bRad två\r\nRad tre\u2028\u202bשלום\u202c';
    const draft = await given(service).draftReferral({ letter });
    expect(draft['letter']).toBe('Rad ett\nRad två\nRad tre\n\u202bשלום\u202c');
  });

  it.each(['reason', 'letter'])('is empty in a field of several lines too, such as %s', async (field) => {
    const { id, version } = await given(service).draftReferral();
    const answer = await service
      .as('ks-handlaggare')
      .patch(`/referrals/${id}`, { [field]: '\u200b\n' }, { ifMatch: version });
    // A letter may be empty in a draft; a reason that says nothing may not.
    expect(answer.status).toBe(field === 'reason' ? 422 : 200);
  });
});

describe('controls in a text', () => {
  it.each(['\u0001', '\u001b[31m', '\u007f', '\u009b'])(
    'such as %j are refused, and where is said',
    async (control) => {
      const errors = await errorsOf({ title: 'Remiss', priorDecisions: [{ about: `Beslut${control}` }] });
      expect(errors).toEqual([
        ['/priorDecisions/0/about', 'control-character', expect.stringContaining('styrtecken')],
      ]);
    },
  );
});

describe('what is said of a wrong field', () => {
  it('tells a missing one, a long one with its length, and the choices there are', async () => {
    expect(await errorsOf({ origin: { sender: 'x'.repeat(301), senderKind: 'myndighet' } })).toEqual([
      ['/title', 'required', 'Saknas. Ska vara text med 1 till 300 tecken.'],
      ['/origin/sender', 'text', 'Texten har 301 tecken. Den får ha högst 300.'],
      ['/origin/senderKind', 'choice', 'Ska vara ett av: organisation, private.'],
    ]);
  });

  it('tells the bounds of a number and of a list', async () => {
    const { body } = await service.as('ks-registrator').get('/cases?limit=101&page=0').expect(422);
    const details = (body.errors as { pointer: string; detail: string }[]).map(({ pointer, detail }) => [
      pointer,
      detail,
    ]);
    expect(details).toEqual(
      expect.arrayContaining([
        ['/limit', expect.stringContaining('100')],
        ['/page', expect.stringContaining('1')],
      ]),
    );
  });
});

describe('a number', () => {
  it('is the same with signs that nobody sees', async () => {
    await done(register({ title: 'Först', caseNumber: 'KS 2026/512' }));
    await register({ title: 'Tvilling', caseNumber: 'KS 2026/512\u200b' }).expect(409);
  });

  it.each(['§ 84', '§84', ' 84 ', '§\u00a084'])('of a section is 84 as %j', async (section) => {
    service.setNow(NOW);
    const { id } = await given(service).consultation('on-agenda');
    await given(service).step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section });
    const { decision } = await done(service.as('tsn-sekreterare').get(`/consultations/${id}`));
    expect(decision).toMatchObject({ section: '84' });
  });

  it('of a person is warned of where a title may be published one day', async () => {
    const warned = await done(
      register({ title: 'Klagomål från 121212–1212', origin: { sender: 'Ring 070-123 45 67' } }),
    );
    expect((warned['warnings'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'personal-number',
      'may-hold-a-telephone-number',
    ]);
    const uploaded = await done(
      service.as('ks-registrator').upload({ title: 'Bilaga', kind: 'other', body: 'KS' }, 'Text', {
        filename: 'ansökan 121212-1212.txt',
        contentType: 'text/plain',
      }),
    );
    expect(uploaded['warnings']).toMatchObject([{ code: 'personal-number' }]);
  });
});

it('an e-mail address is taken with blanks around it', async () => {
  const email = ' registrator@boverket.example\u00a0';
  expect(await done(register({ title: 'Remiss', origin: { sender: 'Boverket', email } }))).toMatchObject({
    origin: { email: 'registrator@boverket.example' },
  });
});
