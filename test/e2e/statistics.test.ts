import { beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const TSN = '/bodies/TSN/statistics';
const read = (persona: string, path: string) => done(service.as(persona).get(path));

const service = sharedService({ ROLE: 'api' });
/** Four that TSN was asked: answered in time, answered late, declined, and withdrawn; BIN answers nothing. */
beforeAll(async () => {
  service.setNow('2026-10-05T10:00:00Z');
  const begun = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const inTime = await given(service).consultationOf('tsn-registrator', begun);
  await given(service).onTheWay(begun, inTime.id, 'registered');
  await given(service).step('tsn-chef', inTime.id, 'assign', { officer: 'tsn-handlaggare' });
  await given(service).saveStatement(inTime.id);
  service.setNow('2026-10-19T10:00:00Z');
  await given(service).step('tsn-handlaggare', inTime.id, 'submit');
  await given(service).step('tsn-chef', inTime.id, 'approve');
  service.setNow(NOW);
  await given(service).meeting();
  await given(service).step('tsn-sekreterare', inTime.id, 'schedule', { meetingDate: '2026-11-02' });
  await given(service).step('tsn-sekreterare', inTime.id, 'decide', {
    outcome: 'as-proposed',
    section: '84',
  });
  await given(service).step('tsn-sekreterare', inTime.id, 'confirm', { confirmedOn: '2026-11-02' });
  await given(service).step('tsn-sekreterare', inTime.id, 'forward');

  const late = await given(service).consultation('confirmed');
  service.setNow('2026-12-17T10:00:00Z');
  await given(service).step('tsn-sekreterare', late.id, 'forward');
  service.setNow(NOW);
  await given(service).consultation('declined');
  await given(service).consultation('withdrawn');
  // The trail says when it was told of a step, by the clock of the database: ten working days after it was registered.
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const told = "UPDATE audit_events SET at = $2 WHERE consultation_id = $1 AND verb IN ('submit', 'approve')";
  const registered = "UPDATE audit_events SET at = $2 WHERE consultation_id = $1 AND verb = 'register'";
  for (const [id, first, then] of [
    [inTime.id, '2026-10-05T10:00:00Z', '2026-10-19T10:00:00Z'],
    [late.id, '2026-11-02T11:00:00Z', '2026-11-16T11:00:00Z'],
  ]) {
    await owner.query(registered, [id, first]);
    await owner.query(told, [id, then]);
  }
  await owner.end();
});

it('counts what a body was asked, and how it ended', async () => {
  const { totals, years, parties, body, year, side } = await read('tsn-chef', TSN);
  const all = {
    asked: 3,
    answered: 2,
    inTime: 1,
    late: 1,
    declined: 1,
    noReply: 0,
    open: 0,
    overdue: 0,
    extended: 0,
  };
  expect({ body, year, side }).toEqual({ body: 'TSN', year: 2026, side: 'asked' });
  expect(totals).toEqual({ ...all, withdrawn: 1 });
  expect(parties).toEqual([{ code: 'KS', name: 'Kommunstyrelsen', ...all, withdrawn: 1 }]);
  expect((years as Answer[]).map((each) => [each['year'], each['asked']])).toEqual([
    [2024, 0],
    [2025, 0],
    [2026, 3],
  ]);
  expect((await read('tsn-chef', `${TSN}?year=2025`))['totals']).toMatchObject({ asked: 0, withdrawn: 0 });
});

it('counts what a body asked, by who was asked', async () => {
  const { totals, parties } = await read('ks-registrator', '/bodies/KS/statistics?side=asking');
  expect(totals).toMatchObject({ asked: 4, answered: 2, open: 1 });
  expect((parties as Answer[]).map(({ ['code']: code, ['asked']: asked }) => [code, asked])).toEqual([
    ['TSN', 3],
    ['BIN', 1],
  ]);
});

it('says how many working days each step took, and what the replies say', async () => {
  const { steps, stances, outcomes } = await read('tsn-chef', TSN);
  const took = Object.fromEntries(
    (steps as Answer[]).map((each) => [each['step'], [each['medianWorkingDays'], each['counted']]]),
  );
  expect(took).toEqual({
    register: [0, 2],
    draft: [10, 2],
    approve: [0, 2],
    decide: [0, 2],
    confirm: [0, 2],
    forward: [0, 2],
    receive: [0, 2],
  });
  expect(stances).toEqual([{ stance: 'supports-with-comments', count: 2 }]);
  expect(outcomes).toEqual([{ outcome: 'as-proposed', count: 2 }]);
});

it('counts nothing that is kept from whoever asks', async () => {
  const { id, version } = await given(service).consultation('registered');
  const marking = { provision: 'OSL 26:1', of: 'consultation', seenBy: [{ body: 'TSN', role: 'registrar' }] };
  await done(
    service
      .as('tsn-registrator')
      .post(`/consultations/${id}/mark-confidential`, marking, { ifMatch: version }),
  );
  const asked = async (persona: string) => (await read(persona, TSN))['totals'] as Answer;
  expect([(await asked('tsn-registrator'))['asked'], (await asked('tsn-chef'))['asked']]).toEqual([4, 3]);
});

it('is for those of the body, and for a year that can be', async () => {
  await service.as('bin-registrator').get(TSN).expect(403);
  await service.as('tsn-chef').get('/bodies/FINNSINTE/statistics').expect(404);
  for (const query of ['year=1700', 'year=nu', 'side=both', 'month=3'])
    await service.as('tsn-chef').get(`${TSN}?${query}`).expect(422);
});

it('is a page with a table and a file for each chart', async () => {
  const visitor = await Visitor.signedIn(service.base, 'tsn-chef');
  const page = await visitor.visit('/statistik?ar=2026');
  expect(page.text).toContain('67 % (2 av 3)');
  expect(page.text).toContain('Tillstyrker med synpunkter');
  const files = page.elements.flatMap(({ attributes: { href } }) => (href?.includes('.csv') ? [href] : []));
  expect(files).toHaveLength(5);
  const [first] = files;
  const file = await fetch(visitor.base + first!, {
    headers: { Cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; ') },
  });
  expect(file.headers.get('content-disposition')).toContain('statistik-TSN-2026-organ.csv');
  const bytes = Buffer.from(await file.arrayBuffer()).toString('utf8');
  expect(bytes).toBe(
    '\ufeffOrgan;Remisser;Besvarade;I tid;För sent;Avböjda;Utan svar;Pågår;Med anstånd\r\nKommunstyrelsen;3;2;1;1;1;0;0;0\r\n',
  );
  expect((await visitor.visit('/statistik?namnd=BIN')).status).toBe(404);
  expect((await visitor.visit('/statistik/finnsinte.csv')).status).toBe(404);
  expect((await visitor.visit('/statistik?ar=2019')).text).toContain('Inget att räkna');

  const issuer = await Visitor.signedIn(service.base, 'ks-registrator');
  const chosenBy = async (path: string) =>
    (await issuer.visit(path)).elements
      .filter(({ attributes }) => 'selected' in attributes)
      .map(({ attributes }) => attributes['value']);
  // Nobody has asked the executive board.
  expect(await chosenBy('/statistik?ar=2026')).toContain('skickat');
  expect(await chosenBy('/statistik?ar=2026&vilka=fatt')).toContain('fatt');
});
