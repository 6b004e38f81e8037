import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const inboxOf = async (persona: string) => (await Visitor.signedIn(service.base, persona)).visit('/inkorg');
const rowOf = async (persona: string, id: string) =>
  ((await done(service.as(persona).get('/consultations?limit=100')))['items'] as Answer[]).find(
    (row) => row.id === id,
  )!;
/** What people read of a page, from one text to the next; it fails where either is missing. */
function between({ read }: Visited, from: string, to?: string): string {
  const [start, end] = [read.indexOf(from), to === undefined ? read.length : read.lastIndexOf(to)];
  if (start < 0 || end < start)
    throw new Error(`“${from}” … “${to}” is not in ${read.replaceAll(/\s+/g, ' ')}`);
  return read.slice(start, end);
}
const links = ({ elements }: Visited, href: string) =>
  elements.filter(({ attributes }) => attributes['href'] === href).length;

describe('what an officer is to write', () => {
  it('stands by when: what is late, what is to be done by the Sunday of next week, and the rest', async () => {
    const { meeting, consultation } = given(service);
    for (const date of ['2026-11-11', '2026-12-09', '2027-01-20']) await meeting(date);
    const ids: string[] = [];
    for (const [title, replyBy] of [
      ['Sist av tre', '2027-01-29'],
      ['Mellan de andra', '2026-12-18'],
      ['Hinner inte nämnden', '2026-12-04'],
      ['Först av tre', '2026-11-17'],
    ] as const)
      ids.push((await consultation('drafting', { title, replyBy })).id);
    // A Wednesday: Sunday of next week is the 29th.
    service.setNow('2026-11-18T11:00:00Z');
    const nextBy = await Promise.all(
      ids.map(async (id) => (await rowOf('tsn-handlaggare', id))['nextBy'] as string),
    );
    expect(nextBy.slice(0, 2)).toEqual([
      expect.stringMatching(/^2026-12|^2027-01/),
      expect.stringMatching(/^2026-11-(1[89]|2\d)$/),
    ]);
    const page = await inboxOf('tsn-handlaggare');
    expect(page.read).toMatch(/Fyra ärenden väntar på dig\s*, ett är försenat/);
    expect(between(page, 'Försenat', 'Nu och nästa vecka')).toContain('Först av tre');
    expect(between(page, 'Nu och nästa vecka', 'Senare')).toContain('Mellan de andra');
    expect(between(page, 'Nu och nästa vecka', 'Senare')).toContain('Hinner inte nämnden');
    expect(between(page, 'Senare', 'Närmaste dagarna')).toContain('Sist av tre');
    // No matter stands in two of them.
    for (const title of ['Först av tre', 'Sist av tre'])
      expect(between(page, 'Försenat', 'Närmaste dagarna').split(title)).toHaveLength(2);
  });
});

/** Copies of a consultation, each of a referral of its own that is not there. */
async function copied(id: string, times: number): Promise<void> {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query<{ columns: string }>(
    `SELECT string_agg(attname, ', ') AS columns FROM pg_attribute
     WHERE attrelid = 'consultations'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
  );
  await owner.query('SET session_replication_role = replica');
  await owner.query(
    `INSERT INTO consultations (${rows[0]!.columns}) SELECT ${rows[0]!.columns} FROM (
       SELECT (jsonb_populate_record(consultation, jsonb_build_object('id', gen_random_uuid(),
         'referral_id', gen_random_uuid(), 'own_number_key', gen_random_uuid(), 'own_case_number', gen_random_uuid()))).*
       FROM consultations consultation, generate_series(1, $2) AS n WHERE consultation.id = $1) copy`,
    [id, times],
  );
  await owner.end();
}

describe('a queue of more than a hundred', () => {
  it('is told to 99 beside the lists, and in full above its own', async () => {
    const { id } = await given(service).consultation('drafting');
    await copied(id, 98);
    const officer = await Visitor.signedIn(service.base, 'tsn-handlaggare');
    const [inbox, queue] = [await officer.visit('/inkorg'), await officer.visit('/inkorg/skriv')];
    for (const page of [inbox, queue]) expect(page.text).toMatch(/Skriv\s+99\s/);
    await copied(id, 100);
    const [more, moreOfIt] = [await officer.visit('/inkorg'), await officer.visit('/inkorg/skriv')];
    for (const page of [more, moreOfIt]) expect(page.text).toMatch(/Skriv\s+99\+/);
    expect(moreOfIt.text).toContain('199 ärenden');
  });
});

describe('letters that somebody is to post', () => {
  const letter = 'Ett brev ska postas och prickas av';

  it('stand in the inbox of whoever ticks them off, and lead to them alone', async () => {
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { name: 'Byalaget' }] });
    const registrar = await Visitor.signedIn(service.base, 'ks-registrator');
    const inbox = await registrar.visit('/inkorg');
    expect(inbox.text).toContain(letter);
    const at = '/forvaltning/leveranser?lage=att-posta';
    expect(inbox.links).toContain(at);
    const letters = await registrar.visit(at);
    const rows = letters.links.filter((href) => /leveranser\/[0-9a-f-]{36}$/.test(href));
    expect([letters.text.includes('Byalaget'), rows.length]).toEqual([true, 1]);
    // Which matter it is of is one step away.
    expect(letters.links.some((href) => /^\/svar\/[0-9a-f-]{36}$/.test(href))).toBe(true);
    expect((await registrar.fill(`${rows[0]!}/pricka-av`, {})).text).toContain('avprickades');
    expect((await registrar.visit('/inkorg')).text).not.toContain(letter);
  });

  it('stand in nobody else’s', async () => {
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { name: 'Byalaget' }] });
    for (const persona of ['ks-handlaggare', 'tsn-registrator'])
      expect((await inboxOf(persona)).text).not.toContain(letter);
  });

  it('are said, where they keep a case open, with where they are ticked off', async () => {
    const { caseId, id } = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
    await done(
      service.as('ks-registrator').post(`/referrals/${id}/close`, { reason: 'Klart' }, { ifMatch: '*' }),
    );
    const registrar = await Visitor.signedIn(service.base, 'ks-registrator');
    const page = await registrar.visit(`/arenden/${String(caseId)}/avsluta`);
    expect(page.text).toContain('till: Byalaget. Pricka av dem i Förvaltning, under Leveranser.');
  });
});

describe('what a secretary is to enter', () => {
  it('stands by the meeting that decided it, with the way there, and so does its form', async () => {
    const { meeting, consultation } = given(service);
    const { id: board } = await meeting('2026-11-25');
    const committee = await done(
      service
        .as('tsn-sekreterare')
        .post('/bodies/TSN/meetings', { date: '2026-11-24', organ: 'Arbetsutskottet' }),
      201,
    );
    const ids: string[] = [];
    for (const [title, meetingId] of [
      ['Till utskottet', committee.id],
      ['Till nämnden', board],
    ] as const) {
      const { id } = await consultation('approved', { title, replyBy: '2027-01-29' });
      await done(
        service.as('tsn-sekreterare').post(`/consultations/${id}/schedule`, { meetingId }, { ifMatch: '*' }),
      );
      ids.push(id);
    }
    service.setNow('2026-11-26T08:00:00Z');
    const page = await inboxOf('tsn-sekreterare');
    expect(page.read).toContain('Tekniska servicenämnden sammanträdde i går.');
    const [of, and] = ['24', '25'].map(
      (day) => `För in besluten från sammanträdet ${day === '24' ? 'tisdag' : 'onsdag'} ${day} november`,
    );
    expect(between(page, of!, and)).toContain('Till utskottet');
    expect(between(page, `${of!}, Arbetsutskottet`, and)).not.toContain('Till nämnden');
    expect(between(page, and!)).toContain('Till nämnden');
    expect([
      links(page, `/sammantraden/tsn/${board}`),
      links(page, `/sammantraden/tsn/${committee.id}`),
    ]).toEqual([1, 1]);
    const visitor = await Visitor.signedIn(service.base, 'tsn-sekreterare');
    const form = await visitor.visit(`/svar/${ids[0]}/beslut`);
    expect(form.read.replaceAll(/\s+/g, ' ')).toContain('Sammanträdet tisdag 24 november , Arbetsutskottet');
    expect(links(form, `/sammantraden/tsn/${committee.id}`)).toBe(1);
    const shown = await visitor.visit(`/sammantraden/tsn/${committee.id}`);
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('Till utskottet')]);
    // Nobody of another body learns on which meeting it is.
    const issuer = await Visitor.signedIn(service.base, 'ks-registrator');
    expect((await issuer.visit(`/svar/${ids[0]}/skriv-meddelande`)).html).not.toContain(committee.id);
  });
});

describe('the next days', () => {
  it('are those of the reader’s drafts and of their body’s meetings, and nobody else’s', async () => {
    const { meeting, consultation } = given(service);
    const { id: meetingId } = await meeting('2026-12-09');
    await meeting('2026-12-10', 'BIN');
    const { id } = await consultation('drafting', { title: 'Cykelplan', replyBy: '2026-12-18' });
    const page = await inboxOf('tsn-handlaggare');
    const days = between(page, 'Närmaste dagarna');
    expect(meetingId).toBeDefined();
    expect(days).toContain('TSN sammanträder');
    expect(days).toContain('TSN:s föredragningslista stänger');
    expect(days).toMatch(/Utkast klart\s+Cykelplan/);
    expect(days).not.toContain('BIN');
    expect(links(page, '/sammantraden/tsn/2026-12-09')).toBe(2);
    expect(links(page, `/svar/${id}`)).toBe(2);
    const other = await inboxOf('bin-handlaggare');
    expect(between(other, 'Närmaste dagarna')).toContain('BIN sammanträder');
    expect(other.read).not.toContain('Cykelplan');
  });

  it('are when a referral that is out is to be answered, for its issuer', async () => {
    const referral = await given(service).sentReferral({ title: 'Gatubelysning', replyBy: '2026-12-18' });
    const page = await inboxOf('ks-registrator');
    expect(between(page, 'Närmaste dagarna')).toMatch(/18\s+fre dec\s+Sista svarsdag\s+Gatubelysning/);
    expect(links(page, `/remisser/${referral.id}`)).toBeGreaterThan(1);
  });

  it('name a confidential matter by no title', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-09');
    const { id } = await consultation('drafting', { title: 'Hemlig plan', replyBy: '2026-12-18' });
    const marking = { of: 'consultation', provision: 'OSL 25 kap. 1 §', decidedOn: '2026-11-02' };
    await done(
      service
        .as('tsn-registrator')
        .post(
          `/consultations/${id}/mark-confidential`,
          { ...marking, seenBy: [{ body: 'TSN' }] },
          { ifMatch: '*' },
        ),
    );
    const page = await inboxOf('tsn-handlaggare');
    expect(between(page, 'Närmaste dagarna')).toMatch(/Utkast klart\s+Sekretessmarkerat ärende/);
    expect(page.read).not.toContain('Hemlig plan');
  });
});

describe('what a head of administration sees', () => {
  it('is what is late at the body, once, and then all that is open there', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-11-25');
    const late = await consultation('drafting', { title: 'Försenad plan', replyBy: '2026-12-04' });
    const reviewed = await consultation('in-review', { title: 'Granskas sent', replyBy: '2026-12-04' });
    await consultation('registered', { title: 'I god tid', replyBy: '2027-01-29' });
    service.setNow('2026-12-08T11:00:00Z');
    const page = await inboxOf('tsn-chef');
    const toDo = between(page, 'Granska', 'Öppna hos oss');
    expect(toDo.split('Granskas sent')).toHaveLength(2);
    expect(between(page, 'Försenat hos oss', 'Öppna hos oss')).toContain('Försenad plan');
    const open = page.read.slice(page.read.lastIndexOf('Öppna hos oss'));
    for (const title of ['Försenad plan', 'Granskas sent', 'I god tid']) expect(open).toContain(title);
    expect(links(page, `/svar/${late.id}`)).toBe(2);
    expect(links(page, `/svar/${reviewed.id}`)).toBe(2);
    const queue = await (
      await Visitor.signedIn(service.base, 'tsn-chef')
    ).visit('/inkorg/oppna-hos-oss?namnd=TSN');
    expect(queue.read).toContain('3 ärenden');
    expect(
      (await (await Visitor.signedIn(service.base, 'tsn-handlaggare')).visit('/inkorg/oppna-hos-oss')).status,
    ).toBe(404);
  });
});

describe('what a registrar is to send', () => {
  it('is a draft of a referral, to be checked first; an officer is not asked to', async () => {
    const draft = await given(service).draftReferral({ title: 'Inte skickad' });
    const page = await inboxOf('ks-registrator');
    expect(between(page, 'Remisser att kontrollera och skicka')).toContain('Inte skickad');
    expect(page.read).toContain('Ett ärende väntar på dig');
    const check = `/remisser/${draft.id}/utkast/kontrollera`;
    expect(links(page, check)).toBe(1);
    expect((await (await Visitor.signedIn(service.base, 'ks-registrator')).visit(check)).status).toBe(200);
    expect(links(await inboxOf('ks-handlaggare'), check)).toBe(0);
    expect(links(await inboxOf('tsn-registrator'), check)).toBe(0);
  });
});

it('counts no draft of an issuer that the reader may not send for', async () => {
  const role = { username: 'ks-registrator', name: 'Registrator, KS', roles: ['officer'] };
  await done(service.as('admin').post('/bodies/TSN/people', role), 201);
  const { id } = await done(
    service.as('tsn-registrator').post('/cases', { title: 'Eget', issuer: 'TSN' }),
    201,
  );
  const draft = { title: 'Någon annans', replyBy: '2026-12-18', consultees: [{ body: 'BIN' }] };
  await done(service.as('tsn-handlaggare').post(`/cases/${id}/referrals`, draft), 201);
  expect((await inboxOf('tsn-registrator')).read).toContain('Ett ärende väntar på dig');
  const page = await inboxOf('ks-registrator');
  expect(page.read).toContain('Inget väntar på dig');
  expect(page.read).not.toContain('Någon annans');
});

it('tells a secretary which meeting approved matters are put up for, and until when', async () => {
  const { meeting, consultation } = given(service);
  await meeting('2026-12-09');
  await consultation('approved', { replyBy: '2026-12-18' });
  expect((await inboxOf('tsn-sekreterare')).read).toMatch(
    /Sätt upp[^,]* till ons 9 dec, listan stänger \S+ \d+ nov/,
  );
});

it('tells a registrar how long a statement has waited to be acknowledged', async () => {
  await given(service).consultation('forwarded');
  expect((await inboxOf('ks-registrator')).read).toContain('kom i dag');
  service.setNow(new Date(Date.parse(NOW) + 7 * 86_400_000).toISOString());
  expect((await inboxOf('ks-registrator')).read).toContain('har väntat 5 arbetsdagar');
  expect((await inboxOf('tsn-registrator')).read).not.toContain('har väntat');
});
