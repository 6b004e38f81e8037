import { beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { WorklistRowView } from '../../src/consultations/consultations.dto.js';
import { markedOf, type InboxShown } from '../../src/web/inbox/inbox-several.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const SECRETARY = 'tsn-sekreterare';
const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const stateOf = async (id: string) => (await done(service.as('tsn-chef').get(`/consultations/${id}`))).state;
let nextDay = 1;

/** A meeting of a day of its own with matters in an order, which has come. */
async function held(...titles: string[]) {
  const date = `2027-03-${String(nextDay++).padStart(2, '0')}`;
  const meeting = await done(service.as(SECRETARY).post('/bodies/TSN/meetings', { date }), 201);
  const matters: Answer[] = [];
  for (const title of titles) {
    const matter = await given(service).consultation('approved', { title, replyBy: '2027-06-01' });
    await given(service).step(SECRETARY, matter.id, 'schedule', { meetingId: meeting.id });
    matters.push(matter);
  }
  const put = `/bodies/TSN/meetings/${meeting.id}/agenda`;
  const consultations = matters.map(({ id }) => id);
  await done(service.as(SECRETARY).put(put, { consultations }, { ifMatch: meeting.version }));
  service.setNow(`${date}T12:00:00Z`);
  return { matters, path: `/sammantraden/tsn/${date}` };
}
const chosen = async (matters: readonly Answer[]) =>
  Promise.all(
    matters.map(async ({ id }) => {
      const { version } = await done(service.as('tsn-chef').get(`/consultations/${id}`));
      return `${id} ${version}`;
    }),
  );
/** Sends a form with boxes, which share a name. */
async function sendChosen(visitor: Visitor, path: string, fields: Record<string, string>, valda: string[]) {
  const body = new URLSearchParams(fields);
  for (const each of valda) body.append('valda[]', each);
  const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: service.base };
  return visitor.request(path, { method: 'POST', body, headers });
}
/** Which matters are marked in a form of a page. */
const markedIn = (page: Visited) =>
  page.elements
    .filter(({ attributes }) => attributes['name'] === 'valda[]' && 'checked' in attributes)
    .map(({ attributes }) => attributes['value']!.slice(0, 36));
const idsOf = (matters: readonly Answer[]) => matters.map(({ id }) => id);
const fieldOf = (page: Visited, id: string) =>
  page.elements.find(({ attributes }) => attributes['id'] === id);
const decideAll = async (matters: readonly Answer[]) => {
  for (const { id } of matters)
    await given(service).step(SECRETARY, id, 'decide', { outcome: 'as-proposed', section: '84' });
};
/** Until the end of the test the database cannot change these. */
async function jammed<T>(matters: readonly Answer[], work: () => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const list = matters.map(({ id }) => `'${id}'`).join(', ');
  await owner.query(
    `CREATE FUNCTION jam() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF NEW.id IN (${list}) THEN RAISE EXCEPTION USING ERRCODE = '40P01', MESSAGE = 'deadlock detected'; END IF;
       RETURN NEW;
     END $$;
     CREATE TRIGGER jam BEFORE UPDATE ON consultations FOR EACH ROW EXECUTE FUNCTION jam()`,
  );
  try {
    return await work();
  } finally {
    await owner.query('DROP TRIGGER jam ON consultations; DROP FUNCTION jam()');
    await owner.end();
  }
}
const tokenOf = (page: Visited) => (Visitor.hidden(page) as { _token: string })._token;

describe('decisions of a meeting', () => {
  it('are recorded one after the other in the order of the agenda, whatever the meeting did', async () => {
    const { matters, path } = await held('Ett', 'Två', 'Tre');
    const secretary = await as(SECRETARY);
    expect((await secretary.visit(path)).text).toContain('3 beslut att föra in');
    const first = await secretary.visit(`${path}/beslut`);
    expect(first.path).toBe(`${path}/beslut/${matters[0]!.id}`);
    expect(first.text).toMatch(/ärende 1 av 3 på sammanträdet/);
    expect(first.text).toContain('Spara och ta nästa');

    const wrong = await secretary.send(first.path, {
      ...Visitor.hidden(first),
      outcome: 'as-proposed',
      route: 'board',
      _then: 'nasta',
    });
    expect([wrong.status, wrong.text.includes('Ange paragrafen, till exempel 84')]).toEqual([422, true]);

    const second = await secretary.send(first.path, {
      ...Visitor.hidden(first),
      outcome: 'as-proposed',
      section: '84',
      route: 'board',
      _then: 'nasta',
    });
    expect(second.path).toBe(`${path}/beslut/${matters[1]!.id}`);
    expect(await stateOf(matters[0]!.id)).toBe('decided');

    const tabled = {
      ...Visitor.hidden(second),
      outcome: 'tabled',
      section: '85',
      route: 'board',
      _then: 'nasta',
    };
    const third = await secretary.send(second.path, tabled);
    expect(third.path).toBe(`${path}/beslut/${matters[2]!.id}`);
    expect(await stateOf(matters[1]!.id)).toBe('approved');
    // The second half of a double click is led on as the first was.
    expect((await secretary.send(second.path, tabled)).path).toBe(third.path);

    const unexplained = { ...Visitor.hidden(third), outcome: 'referred-back', section: '86', route: 'board' };
    expect((await secretary.send(third.path, unexplained)).status).toBe(422);
    const over = await secretary.send(third.path, {
      ...unexplained,
      reason: 'Belys kostnaden.',
      _then: 'nasta',
    });
    expect(over.path).toBe(`${path}?klart=beslut`);
    expect(await stateOf(matters[2]!.id)).toBe('drafting');
    expect(over.text).toContain('1 beslut att justera');
  });

  it('are recorded by nobody else, and of no matter of another meeting', async () => {
    const { matters, path } = await held('Ett');
    const other = await held('Annat');
    const secretary = await as(SECRETARY);
    const [elsewhere] = other.matters as [Answer];
    expect((await secretary.visit(`${path}/beslut/${elsewhere.id}`)).status).toBe(404);
    const itsForm = Visitor.hidden(await secretary.visit(`${other.path}/beslut/${elsewhere.id}`));
    const decision = { ...itsForm, outcome: 'as-proposed', section: '84', route: 'board' };
    expect((await secretary.send(`${path}/beslut/${elsewhere.id}`, decision)).status).toBe(404);
    expect(await stateOf(elsewhere.id)).toBe('on-agenda');
    // What stands on no agenda is told so.
    await given(service).step(SECRETARY, elsewhere.id, 'unschedule');
    const { version } = await done(service.as(SECRETARY).get(`/consultations/${elsewhere.id}`));
    const off = await secretary.send(`${path}/beslut/${elsewhere.id}`, {
      ...decision,
      _version: String(version),
      _key: 'off',
    });
    expect([off.status, await stateOf(elsewhere.id)]).toEqual([409, 'approved']);
    const officer = await as('tsn-handlaggare');
    const form = await officer.visit(`${path}/beslut/${matters[0]!.id}`);
    expect(form.elements.some(({ attributes }) => attributes['id'] === 'section')).toBe(false);
    const stranger = await as('bin-registrator');
    expect((await stranger.visit(`${path}/beslut/${matters[0]!.id}`)).status).toBe(404);
    expect((await stranger.visit(`${path}/justera`)).status).toBe(404);
    expect((await stranger.visit(`${path}/beslut`)).path).toBe(path);
  });
});

describe('decisions of a committee', () => {
  it('are its own, as the form says from the start', async () => {
    const { matters, path } = await held('Ett');
    const [matter] = matters as [Answer];
    const routes = async (form: string) => {
      const options = (await (await as(SECRETARY)).visit(form)).elements.filter(
        ({ name }) => name === 'option',
      );
      return options.flatMap(({ attributes: { value } }) =>
        /^(board|committee)$/.test(value!) ? value : [],
      );
    };
    expect(await routes(`${path}/beslut/${matter.id}`)).toEqual(['board', 'committee']);
    await given(service).step(SECRETARY, matter.id, 'unschedule');
    const fields = { date: `2027-04-${path.slice(-2)}`, organ: 'Arbetsutskottet' };
    const meeting = await done(service.as(SECRETARY).post('/bodies/TSN/meetings', fields), 201);
    await given(service).step(SECRETARY, matter.id, 'schedule', { meetingId: meeting.id });
    service.setNow(`${fields.date}T12:00:00Z`);
    expect(await routes(`/sammantraden/tsn/${meeting.id}/beslut/${matter.id}`)).toEqual(['committee']);
    expect(await routes(`/svar/${matter.id}/beslut`)).toEqual(['committee']);
  });
});

describe('what a decision warns of', () => {
  it('is told with the next matter, or the meeting, and says which matter it is about', async () => {
    const { matters, path } = await held('Ett', 'Två', 'Tre');
    await done(service.as('admin').patch('/bodies/TSN', { fourEyes: false }, { ifMatch: '*' }));
    const [from, until] = ['2027-03-01', '2027-03-31'];
    const instead = { absent: SECRETARY, standIn: 'tsn-chef', from, until };
    await done(service.as(SECRETARY).post('/bodies/TSN/stand-ins', instead), 201);
    const manager = await as('tsn-chef');
    let page = await manager.visit(`${path}/beslut`);
    const numbers = await Promise.all(
      matters.map(
        async ({ id }) => (await done(service.as(SECRETARY).get(`/consultations/${id}`)))['ownCaseNumber'],
      ),
    );
    for (const [index, number] of numbers.entries()) {
      const decision = {
        outcome: 'as-proposed',
        section: String(84 + index),
        route: 'board',
        _then: 'nasta',
      };
      page = await manager.send(page.path, { ...Visitor.hidden(page), ...decision });
      expect(page.text).toContain('Att tänka på');
      expect(page.text).toMatch(new RegExp(`${number}: .*godkän`));
      for (const other of numbers.filter((each) => each !== number))
        expect(page.text).not.toContain(`${other}: `);
    }
    expect(page.path).toBe(`${path}?klart=beslut`);
    await done(service.as('admin').patch('/bodies/TSN', { fourEyes: true }, { ifMatch: '*' }));
  });
});

describe('minutes and statements of a meeting', () => {
  it('are confirmed and forwarded several at once, with a result for each', async () => {
    const { matters, path } = await held('Ett', 'Två', 'Tre');
    for (const { id } of matters)
      await given(service).step(SECRETARY, id, 'decide', { outcome: 'as-proposed', section: '84' });
    const secretary = await as(SECRETARY);
    const page = await secretary.visit(`${path}/justera`);
    expect(page.elements.filter(({ attributes }) => attributes['name'] === 'valda[]')).toHaveLength(3);
    const terms = { _token: tokenOf(page), gor: 'justera', confirmedOn: path.slice(-10) };
    const none = await sendChosen(secretary, `${path}/justera`, { ...terms, _key: 'ingen' }, []);
    expect([none.status, none.text.includes('Markera minst ett ärende.')]).toEqual([422, true]);

    const valda = await chosen(matters);
    // Somebody has changed the last one since the page was read.
    await done(
      service
        .as(SECRETARY)
        .post(
          `/consultations/${matters[2]!.id}/reservations`,
          { by: 'Anna Andersson (S)' },
          { ifMatch: '*' },
        ),
    );
    const confirmed = await sendChosen(secretary, `${path}/justera`, { ...terms, _key: 'en' }, valda);
    expect(confirmed.text).toContain('2 av 3 justerades');
    const states = () => Promise.all(matters.map(({ id }) => stateOf(id)));
    expect(await states()).toEqual(['confirmed', 'confirmed', 'decided']);
    // The same form again does nothing more, and what failed is marked.
    await sendChosen(secretary, `${path}/justera`, { ...terms, _key: 'en' }, valda);
    expect(await states()).toEqual(['confirmed', 'confirmed', 'decided']);

    const forward = { _token: terms._token, gor: 'expediera', forwardedOn: path.slice(-10), _key: 'två' };
    const sent = await sendChosen(secretary, `${path}/justera`, forward, await chosen(matters.slice(0, 2)));
    expect(sent.path).toBe(`${path}/justera?klart=expediera`);
    expect(await states()).toEqual(['forwarded', 'forwarded', 'decided']);
    expect(sent.text).toContain('2 av 2 expedierades');
    expect((await secretary.visit(sent.path)).text).not.toMatch(/av \d klart/);
  });

  it('stay marked as they were, each step by itself, with the day that was given', async () => {
    const { matters, path } = await held('Ett', 'Två', 'Tre', 'Fyra');
    const [one, two, three, four] = matters as [Answer, Answer, Answer, Answer];
    await decideAll(matters);
    const day = path.slice(-10);
    await given(service).step(SECRETARY, four.id, 'confirm', { confirmedOn: day });
    const secretary = await as(SECRETARY);
    const page = await secretary.visit(`${path}/justera`);
    expect(markedIn(page)).toEqual(idsOf(matters));
    const valda = await chosen([one, two]);
    const form = { _token: tokenOf(page), gor: 'justera', immediate: 'true' };

    const dateless = await sendChosen(secretary, `${path}/justera`, { ...form, _key: 'utan' }, valda);
    expect(dateless.status).toBe(422);
    expect(markedIn(dateless)).toEqual(idsOf([one, two, four]));
    expect(fieldOf(dateless, 'confirmedOn')!.attributes['value']).toBe('');
    expect('checked' in fieldOf(dateless, 'immediate')!.attributes).toBe(true);

    const old = { ...form, _token: 'annan', confirmedOn: '2027-01-01', _key: 'gammal' };
    const outdated = await sendChosen(secretary, `${path}/justera`, old, valda);
    expect([outdated.status, markedIn(outdated)]).toEqual([403, idsOf([one, two, four])]);
    expect(fieldOf(outdated, 'confirmedOn')!.attributes['value']).toBe('2027-01-01');

    // One of them is changed meanwhile.
    const reservation = { by: 'Anna Andersson (S)' };
    await done(
      service.as(SECRETARY).post(`/consultations/${two.id}/reservations`, reservation, { ifMatch: '*' }),
    );
    const left = { lamnade: three.id };
    const partly = await sendChosen(
      secretary,
      `${path}/justera`,
      { ...form, ...left, confirmedOn: day, _key: 'delvis' },
      valda,
    );
    expect(partly.text).toContain('1 av 2 justerades');
    expect(markedIn(partly)).toEqual(idsOf([two, one, four]));
    expect('checked' in fieldOf(partly, 'immediate')!.attributes).toBe(true);
    expect(Visitor.hidden(partly)['lamnade']).toBe(three.id);

    // What was not marked stays so when the other step is taken.
    const forward = { _token: form._token, gor: 'expediera', lamnade: three.id, _key: 'exp' };
    const sent = await sendChosen(secretary, `${path}/justera`, forward, await chosen([one, four]));
    expect(sent.text).toContain('2 av 2 expedierades');
    expect(markedIn(sent)).toEqual([two.id]);
  });

  it('are still marked when one was signed out meanwhile', async () => {
    const { matters, path } = await held('Ett', 'Två');
    await decideAll(matters);
    const secretary = await as(SECRETARY);
    const form = { _token: tokenOf(await secretary.visit(`${path}/justera`)), gor: 'justera' };
    service.setNow(`${path.slice(-10)}T21:30:00Z`);
    const fields = { ...form, confirmedOn: path.slice(-10), _key: 'ute' };
    const out = await sendChosen(secretary, `${path}/justera`, fields, await chosen([matters[1]!]));
    expect(out.path).toMatch(/^\/logga-in/);
    const back = await secretary.signIn(SECRETARY, `${path}/justera`);
    expect([back.text.includes('Du loggades ut'), markedIn(back)]).toEqual([true, [matters[1]!.id]]);
  });

  it('are told of one by one, with what each warns of and what the database could not do', async () => {
    const { matters, path } = await held('Ett', 'Två', 'Tre');
    await decideAll(matters);
    const confirmedOn = '2027-05-01';
    service.setNow(`${confirmedOn}T12:00:00Z`);
    const secretary = await as(SECRETARY);
    const terms = { _token: tokenOf(await secretary.visit(`${path}/justera`)), gor: 'justera', confirmedOn };
    const valda = await chosen(matters);
    const send = () => sendChosen(secretary, `${path}/justera`, { ...terms, _key: 'fast' }, valda);
    const partly = await jammed([matters[1]!], send);
    expect(partly.text).toContain('2 av 3 justerades');
    expect(partly.text.split('Det gick inte. Försök igen om en stund.')).toHaveLength(2);
    expect(partly.text.split('Att tänka på: Protokollet justerades senare än 14 dagar')).toHaveLength(3);
    expect(markedIn(partly)[0]).toBe(matters[1]!.id);
    expect((await send()).text).toContain('3 av 3 justerades');
  });
});

describe('several matters of the inbox', () => {
  it('are taken at once where nothing more is asked, with a result for each', async () => {
    const matters = [];
    for (const title of ['Ett', 'Två', 'Tre'])
      matters.push(await given(service).consultation('sent', { title }));
    const registrar = await as('tsn-registrator');
    const page = await registrar.visit('/inkorg?markera=registrera');
    const boxes = page.elements.filter(
      ({ attributes: { form, name } }) => form === 'flera-registrera' && name === 'valda[]',
    );
    expect(boxes.length).toBeGreaterThanOrEqual(3);
    expect(boxes.every(({ attributes }) => 'checked' in attributes)).toBe(true);
    const valda = await Promise.all(
      matters.map(async ({ id }) => {
        const { version } = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
        return `${id} ${version}`;
      }),
    );
    await given(service).step('tsn-registrator', matters[2]!.id, 'register');
    const terms = { _token: tokenOf(page), _key: crypto.randomUUID(), gor: 'registrera' };
    const taken = await sendChosen(registrar, '/inkorg', terms, valda);
    expect(taken.path).toBe('/inkorg?klart=registrera');
    expect(taken.text).toContain('2 av 3 registrerades');
    expect(await Promise.all(matters.map(({ id }) => stateOf(id)))).toEqual(Array(3).fill('registered'));
    const again = await sendChosen(registrar, '/inkorg', terms, valda);
    expect(again.status).toBe(200);
    const forged = await sendChosen(registrar, '/inkorg', { ...terms, _token: 'annan' }, valda);
    expect(forged.status).toBe(403);
    expect((await sendChosen(registrar, '/inkorg', { ...terms, gor: 'fordela' }, valda)).status).toBe(404);
  });

  it('are still marked when one was signed out meanwhile, or marked too many', async () => {
    const matters = [];
    for (const title of ['Ett', 'Två', 'Tre'])
      matters.push(await given(service).consultation('sent', { title }));
    const registrar = await as('tsn-registrator');
    const terms = { _token: tokenOf(await registrar.visit('/inkorg')), gor: 'registrera' };
    const valda = matters.slice(1).map(({ id, version }) => `${id} ${version}`);
    const strangers = Array.from({ length: 99 }, () => `${crypto.randomUUID()} 1`);
    const many = await sendChosen(registrar, '/inkorg', { ...terms, _key: 'många' }, [
      ...valda,
      ...strangers,
    ]);
    expect([many.status, many.text.includes('Markera högst 100 ärenden')]).toEqual([422, true]);
    expect(markedIn(many).toSorted()).toEqual(idsOf(matters.slice(1)).toSorted());

    service.setNow(new Date(Date.parse(NOW) + 9 * 3_600_000).toISOString());
    const out = await sendChosen(registrar, '/inkorg', { ...terms, _key: 'ute' }, valda);
    expect(out.path).toMatch(/^\/logga-in/);
    const back = await registrar.signIn('tsn-registrator', '/inkorg');
    expect(back.text).toContain('Du loggades ut innan det hann skickas.');
    expect(markedIn(back).toSorted()).toEqual(idsOf(matters.slice(1)).toSorted());
    expect(markedIn(await registrar.visit('/inkorg'))).toEqual([]);
  });

  it('are marked all at once only as many as are taken at once', () => {
    const rows = Array.from({ length: 101 }, () => ({ id: crypto.randomUUID() }) as WorklistRowView);
    const shown = { results: [], verb: undefined, marked: 'registrera' } as unknown as InboxShown;
    expect(markedOf(rows, 'registrera', shown).size).toBe(100);
  });

  it('are refused one by one to whoever may not', async () => {
    const [one, other] = [
      await given(service).consultation('sent'),
      await given(service).consultation('sent'),
    ];
    const officer = await as('tsn-handlaggare');
    const valda = [`${one.id} ${one.version}`, `${other.id} ${other.version}`];
    const terms = { _token: tokenOf(await officer.visit('/inkorg')), _key: 'nej', gor: 'registrera' };
    const page = await sendChosen(officer, '/inkorg', terms, valda);
    expect(page.text).toContain('0 av 2 registrerades');
    expect([await stateOf(one.id), await stateOf(other.id)]).toEqual(['sent', 'sent']);
  });
});
