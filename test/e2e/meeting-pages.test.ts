import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const SECRETARY = 'tsn-sekreterare';
const as = async (persona: string) => Visitor.signedIn(service.base, persona);
let nextDay = 1;
/** A day of its own for each test, on which TSN meets. */
const aDay = async (fields: object = {}): Promise<Answer & { date: string }> => {
  const date = `2027-02-${String(nextDay++).padStart(2, '0')}`;
  return (await done(service.as(SECRETARY).post('/bodies/TSN/meetings', { date, ...fields }), 201)) as never;
};
const agendaOf = (meeting: Answer) =>
  done(service.as(SECRETARY).get(`/bodies/TSN/meetings/${meeting.id}`)) as Promise<
    Answer & { matters: Answer[] }
  >;
const orderOf = async (meeting: Answer) =>
  (await agendaOf(meeting)).matters.map((matter) => matter['consultationId'] as string);
const later = { replyBy: '2027-06-01' };
async function onAgenda(meeting: Answer, title = 'Internremiss') {
  const matter = await given(service).consultation('approved', { ...later, title });
  await given(service).step(SECRETARY, matter.id, 'schedule', { meetingId: meeting.id });
  return matter;
}
const buttons = (page: Visited, name: string) =>
  page.elements.filter((each) => each.name === 'button' && each.attributes['name'] === name);

/** Sends one of the many small forms of the page, by the button that it has. */
async function sendOne(visitor: Visitor, path: string, matter: Answer, gor: string) {
  const { _token } = Visitor.hidden(await visitor.visit(path)) as { _token: string };
  const { version } = await done(service.as(SECRETARY).get(`/consultations/${matter.id}`));
  const fields = { _token, _version: String(version), _key: crypto.randomUUID(), arende: matter.id, gor };
  return visitor.send(path, fields);
}

describe('the calendar of meetings', () => {
  it('shows the reader’s bodies with what is on each agenda, and leads to each meeting', async () => {
    const meeting = await aDay();
    const committee = await done(
      service.as(SECRETARY).post('/bodies/TSN/meetings', { date: meeting.date, organ: 'Arbetsutskottet' }),
      201,
    );
    await onAgenda(meeting);
    const visitor = await as(SECRETARY);
    const page = await visitor.visit('/sammantraden');
    expect(page.text).toContain('Tekniska servicenämnden');
    expect(page.text).toContain('1 ärende uppsatt');
    expect(page.links).toContain(`/sammantraden/tsn/${committee.id}`);
    expect((await visitor.visit('/sammantraden/tsn')).status).toBe(200);
    expect((await visitor.visit('/sammantraden/finnsinte')).status).toBe(404);
    expect((await visitor.visit('/sammantraden/bin')).text).toContain('Inga sammanträden i kalendern');
  });

  it('is where whoever only reads lands, and shows them no work', async () => {
    const meeting = await aDay();
    const matter = await onAgenda(meeting, 'Remiss om gångvägar');
    const reader = new Visitor(service.base);
    const landed = await reader.signIn('tsn-lasare');
    expect(landed.path).toBe('/sammantraden/tsn');
    expect(landed.text).not.toContain('uppsatta');
    const page = await reader.visit(`/sammantraden/tsn/${meeting.date}`);
    expect([page.status, page.text.includes('Remiss om gångvägar')]).toEqual([200, false]);
    service.setNow(`${meeting.date}T12:00:00Z`);
    await given(service).step(SECRETARY, matter.id, 'decide', { outcome: 'as-proposed', section: '84' });
    const decided = await (await as('tsn-lasare')).visit(`/sammantraden/tsn/${meeting.date}`);
    expect(decided.text).toContain('Remiss om gångvägar');
    expect(decided.text).toContain('§ 84');
    const stranger = await (await as('bin-lasare')).visit(`/sammantraden/tsn/${meeting.date}`);
    expect(stranger.text).not.toContain('Remiss om gångvägar');
  });
});

describe('a long calendar of meetings', () => {
  const meet = (date: string, organ?: string) =>
    done(service.as('sn-sekreterare').post('/bodies/SN/meetings', { date, ...(organ && { organ }) }), 201);
  const shown = (page: Visited) =>
    page.elements.flatMap(({ attributes: { href } }) => href?.match(/^\/sammantraden\/sn\/(.+)/)?.[1] ?? []);

  it('has every meeting on some page, also where a page ends within a day, and says when it ends', async () => {
    const days = Array.from({ length: 19 }, (_, index) => `2026-10-${String(index + 10).padStart(2, '0')}`);
    for (const date of days) await meet(date);
    for (const organ of [undefined, 'Utskott A', 'Utskott B']) await meet('2026-10-05', organ);
    await meet('2026-10-01');
    const secretary = await as('sn-sekreterare');
    const first = await secretary.visit('/sammantraden/sn');
    expect(shown(first)).toEqual(days.toReversed());
    expect(first.text).toContain('Äldre sammanträden');
    const second = await secretary.visit('/sammantraden/sn?fore=2026-10-10');
    expect(shown(second)).toHaveLength(4);
    expect(second.text).not.toContain('Äldre sammanträden');

    const all = await secretary.visit('/sammantraden');
    expect(all.text).toContain('Det finns fler än de som visas här.');
    expect(all.elements.some(({ attributes }) => attributes['href'] === '/sammantraden/sn')).toBe(true);
  });
});

describe('the page of a meeting', () => {
  it('tells what must come up, who stands in the way, and what can wait', async () => {
    const first = await done(service.as(SECRETARY).post('/bodies/TSN/meetings', { date: '2026-11-25' }), 201);
    await done(service.as(SECRETARY).post('/bodies/TSN/meetings', { date: '2027-01-13' }), 201);
    const ready = await given(service).consultation('approved', { title: 'Bråttom' });
    await given(service).consultation('registered', { title: 'Hinner inte' });
    await given(service).consultation('registered', { title: 'Kan vänta', replyBy: '2027-02-01' });
    const page = await (await as(SECRETARY)).visit('/sammantraden/tsn/2026-11-25');
    const [must, rest] = page.text.split('Kan vänta till onsdag 13 januari 2027');
    expect(must).toContain('Måste upp på det här sammanträdet');
    expect(must).toContain('Bråttom');
    expect(must).toContain('Förslaget till beslut saknar att-sats.');
    expect(rest).toContain('Kan vänta');
    expect(page.text).toContain('5 kap. 69 § kommunallagen');
    expect(page.text).toContain('Sätt upp det som måste upp');

    const put = await sendOne(await as(SECRETARY), '/sammantraden/tsn/2026-11-25', ready, 'satt-upp');
    expect(put.status).toBe(200);
    expect(put.text).toContain('Ärendet sattes upp.');
    expect(await orderOf(first)).toEqual([ready.id]);
  });

  it('says the day of the law for the minutes, which is no day off', async () => {
    await done(service.as(SECRETARY).post('/bodies/TSN/meetings', { date: '2026-12-11' }), 201);
    const page = await (await as(SECRETARY)).visit('/sammantraden/tsn/2026-12-11');
    expect(page.text).toMatch(/Justeras senast\s+mån 28 dec/);
  });

  it('moves a matter a step, and takes one off', async () => {
    const meeting = await aDay();
    const [a, b] = [await onAgenda(meeting, 'A'), await onAgenda(meeting, 'B')];
    const path = `/sammantraden/tsn/${meeting.date}`;
    const visitor = await as(SECRETARY);
    const page = await visitor.visit(path);
    const arrows = buttons(page, 'flytta').map(({ attributes }) => attributes['aria-label']);
    expect(arrows).toEqual(['Flytta ärende 1 nedåt', 'Flytta ärende 2 uppåt']);
    const { _token } = Visitor.hidden(page) as { _token: string };
    const { version } = await agendaOf(meeting);
    const move = {
      _token,
      _version: String(version),
      _key: crypto.randomUUID(),
      ordning: `${a.id} ${b.id}`,
      flytta: `upp ${b.id}`,
    };
    expect((await visitor.send(path, move)).status).toBe(200);
    expect(await orderOf(meeting)).toEqual([b.id, a.id]);
    // The same click again is answered as the first; another of the page as it was is refused.
    expect((await visitor.send(path, move)).status).toBe(200);
    const stale = await visitor.send(path, { ...move, _key: crypto.randomUUID() });
    expect([stale.status, stale.text.includes('Någon har ändrat listan')]).toEqual([412, true]);
    expect(await orderOf(meeting)).toEqual([b.id, a.id]);

    const off = await sendOne(visitor, path, b, 'ta-bort');
    expect(off.text).toContain('Ärendet togs bort från listan.');
    expect(await orderOf(meeting)).toEqual([a.id]);
  });

  it('says why a step cannot be taken, and does nothing without the session’s token', async () => {
    const meeting = await aDay();
    const matter = await given(service).consultation('in-review', later);
    const path = `/sammantraden/tsn/${meeting.date}`;
    const secretary = await as(SECRETARY);
    const refused = await sendOne(secretary, path, matter, 'satt-upp');
    expect([refused.status, refused.text.includes('Det gick inte att göra')]).toEqual([409, true]);
    const forged = await secretary.send(path, { arende: matter.id, gor: 'satt-upp' });
    expect(forged.status).toBe(403);
    expect((await sendOne(secretary, path, { ...matter, id: matter.id }, 'nagot')).status).toBe(404);
    const officer = await as('tsn-handlaggare');
    const ready = await onAgenda(meeting);
    const page = await officer.visit(path);
    expect(buttons(page, 'gor')).toEqual([]);
    expect((await sendOne(officer, path, ready, 'ta-bort')).status).toBe(403);
  });

  it('lets one choose where a day has several meetings', async () => {
    const meeting = await aDay({ time: '09:00' });
    await done(
      service.as(SECRETARY).post('/bodies/TSN/meetings', { date: meeting.date, time: '13:00' }),
      201,
    );
    const page = await (await as(SECRETARY)).visit(`/sammantraden/tsn/${meeting.date}`);
    expect(page.text).toContain('Den dagen har flera sammanträden');
    const links = page.elements.map(({ attributes }) => attributes['href'] ?? '');
    expect(links.filter((href) => href.startsWith('/sammantraden/tsn/'))).toHaveLength(2);
  });

  it('keeps what is confidential to itself', async () => {
    const meeting = await aDay();
    const matter = await onAgenda(meeting, 'Remiss om kvarteret Eken');
    await given(service).step('tsn-registrator', matter.id, 'mark-confidential', {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN' }],
    });
    const page = await (await as(SECRETARY)).visit(`/sammantraden/tsn/${meeting.date}`);
    expect(page.text).toContain('Sekretessmarkerat ärende');
    expect(page.text).not.toContain('kvarteret Eken');
  });

  it('speaks English, and is not there for a day without a meeting', async () => {
    const meeting = await aDay();
    await onAgenda(meeting);
    const secretary = await as(SECRETARY);
    const page = await secretary.visit(`/sammantraden/tsn/${meeting.date}`, { 'Accept-Language': 'en' });
    expect(page.text).toContain('Agenda');
    expect(page.text).not.toContain('Föredragningslista');
    expect((await secretary.visit('/sammantraden/tsn/2031-01-01')).status).toBe(404);
    expect((await secretary.visit('/sammantraden/tsn/nagot')).status).toBe(404);
    expect(TODAY < meeting.date).toBe(true);
  });
});
