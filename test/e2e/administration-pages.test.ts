import { beforeAll, describe, expect, it } from '@jest/globals';
import { demoBodies, personas } from '../../src/demo/demo-municipality.js';
import { Sessions } from '../../src/identity/sessions.js';
import { englishCodeIn } from '../support/english-codes.js';
import { given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor, type Visited } from '../support/visitor.js';

let admin: Visitor;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  admin = await signedIn('admin');
});

const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);

/** Opens a form and sends it with what is written, and what it holds besides. */
async function fill(visitor: Visitor, path: string, fields: Record<string, string>): Promise<Visited> {
  const form = await visitor.visit(path);
  expect([path, form.status]).toEqual([path, 200]);
  return visitor.send(path, { ...Visitor.hidden(form), ...fields });
}

/** As time would. */
async function endSessionOf(visitor: Visitor): Promise<void> {
  const id = [...visitor.cookies].find(([name]) => name.endsWith('yttra'))![1];
  await service.app.get(Sessions).end(id);
}

const PARTS = [
  'namnder',
  'personer',
  'sammantradeskalender',
  'grupper',
  'paminnelser',
  'handlingar',
  'leveranser',
  'webhookar',
  'api-klienter',
  'granskning',
  'driftstart',
  'drift',
] as const;

/** What each role has to look after; a reader of a board has nothing. */
const OPEN: Readonly<Record<string, readonly (typeof PARTS)[number][]>> = {
  'ks-registrator': ['personer', 'grupper', 'handlingar', 'leveranser', 'api-klienter'],
  'tsn-registrator': ['personer', 'grupper', 'handlingar', 'leveranser', 'api-klienter'],
  'tsn-handlaggare': ['grupper', 'api-klienter'],
  'tsn-chef': ['personer', 'api-klienter'],
  'tsn-sekreterare': ['sammantradeskalender', 'leveranser', 'api-klienter'],
  'tsn-lasare': [],
  admin: PARTS.filter((part) => part !== 'grupper'),
};

describe('the administration', () => {
  it.each(Object.keys(OPEN))('shows %s what they look after, and nothing else', async (persona) => {
    const visitor = await signedIn(persona);
    const open: string[] = [];
    for (const part of PARTS) {
      const page = await visitor.visit(`/forvaltning/${part}`);
      const closed = part === 'grupper' && OPEN[persona]!.length > 0 ? 403 : 404;
      expect([part, [200, closed].includes(page.status)]).toEqual([part, true]);
      if (page.status === 200) open.push(part);
    }
    expect(open.toSorted()).toEqual([...OPEN[persona]!].toSorted());
    expect((await visitor.visit('/forvaltning')).status).toBe(open.length > 0 ? 200 : 404);
  });

  it('says whose the groups of consultees are to an administrator who looks for them', async () => {
    const page = await admin.visit('/forvaltning/grupper');
    expect([page.status, page.text]).toEqual([
      403,
      expect.stringMatching(/Det gör .*registrator.*handläggare/),
    ]);
    expect((await admin.visit('/forvaltning')).text).not.toContain('/forvaltning/grupper');
  });

  it('is where an administrator lands, and says what is wrong before all else', async () => {
    const page = await admin.visit('/inkorg');
    expect(page.path).toBe('/forvaltning');
    expect(page.read).not.toContain('Leveranser som inte kom fram');
    await given(service).consultation('sent');
    const fail = (state: string) =>
      service.database.query(
        `UPDATE deliveries SET state = $1 WHERE id = (SELECT id FROM deliveries
         WHERE sender_body = 'KS' AND channel = 'inbox' ORDER BY created_at DESC LIMIT 1)`,
        [state],
      );
    await fail('failed');
    const wrong = await admin.visit('/forvaltning');
    expect(wrong.elements.find(({ name }) => name === 'h2')?.attributes['id']).toBe('att-se-till');
    expect(wrong.read).toContain('Leveranser som inte kom fram');
    // The part is closed to an officer of the sender, and so is what leads to it.
    const officer = await signedIn('ks-handlaggare');
    expect((await officer.visit('/forvaltning')).text).not.toContain('/forvaltning/leveranser');
    await fail('pending');
  });

  it('takes no step for who may not, by whatever address', async () => {
    const visitor = await signedIn('tsn-registrator');
    for (const path of [
      'namnder/TSN/byt-namn',
      'namnder/ny',
      'personer/TSN/ny',
      'personer/TSN/tsn-chef/roller',
    ])
      expect([path, (await visitor.send(`/forvaltning/${path}`, { name: 'X' })).status]).toEqual([path, 404]);
  });

  it('speaks Swedish on every page, and English where that is chosen', async () => {
    const { id } = await given(service).consultation('sent');
    expect(id).toBeDefined();
    for (const path of [
      '/forvaltning',
      ...PARTS.filter((part) => part !== 'grupper').map((part) => `/forvaltning/${part}`),
      ...['', '/byt-namn', '/ratta-namnet', '/adresser', '/tider', '/nummerserie', '/plats', '/avveckla'].map(
        (form) => `/forvaltning/namnder/TSN${form}`,
      ),
      ...['', '/roller', '/uppgifter', '/ersattare', '/flytta', '/stang-av', '/kommunens-administrator'].map(
        (form) => `/forvaltning/personer/KS/ks-registrator${form}`,
      ),
      '/forvaltning/personer/KS/ny',
      '/forvaltning/namnder/ny',
      '/forvaltning/webhookar/ny',
      '/forvaltning/api-klienter/ny',
      '/forvaltning/driftstart/organ',
      '/forvaltning/sammantradeskalender/KS/ny',
      '/forvaltning/sammantradeskalender/KS/las-in',
      '/forvaltning/paminnelser/KS/draft-due/andra',
      '/mitt',
      '/mitt/kalender',
      '/hjalp',
      '/tillganglighet',
    ]) {
      const swedish = await admin.visit(path, { 'Accept-Language': 'sv' });
      expect([path, swedish.status, englishCodeIn(swedish.read)]).toEqual([path, 200, undefined]);
      const english = await admin.visit(path, { 'Accept-Language': 'en' });
      const left = english.read.split('\n').filter((line) => /[åäö]/i.test(line) && !isAName(line));
      expect([path, english.status, left]).toEqual([path, 200, []]);
    }
  });
});

/** What is called so in any language. */
const isAName = (line: string): boolean =>
  /Svenska|fullmäktige|nämnden; Board/.test(line) ||
  [...personas, ...demoBodies].some(({ name }) => line.includes(name) || name.includes(line.trim()));

describe('a body', () => {
  it('gets a new name from a day on, and keeps the one it had', async () => {
    const page = await fill(admin, '/forvaltning/namnder/KFN/byt-namn', {
      name: 'Kulturnämnden',
      nameFrom: '2026-11-01',
    });
    expect(page.path).toBe('/forvaltning/namnder/KFN?klart=ja');
    expect(page.read).toContain('Kulturnämnden');
    expect(page.read).toContain('Namn genom tiden');
  });

  it('says at the field what is wrong, and keeps what was written', async () => {
    const page = await fill(admin, '/forvaltning/namnder/KFN/tider', {
      'leadTimes.draftingDays': 'tio',
      'leadTimes.reviewDays': '6',
    });
    expect(page.status).toBe(422);
    const links = page.elements.filter(({ attributes }) => attributes['href'] === '#leadTimes.draftingDays');
    expect(links).toHaveLength(1);
    expect(
      page.elements.find(({ attributes }) => attributes['id'] === 'leadTimes.draftingDays')?.attributes,
    ).toMatchObject({ value: 'tio', 'aria-invalid': 'true' });
  });

  it('shows both where somebody else was faster', async () => {
    const form = await admin.visit('/forvaltning/namnder/SBN/adresser');
    await service
      .as('admin')
      .patch('/bodies/SBN', { email: 'ny@kommun.example' }, { ifMatch: 1 })
      .expect(200);
    const page = await admin.send('/forvaltning/namnder/SBN/adresser', {
      ...Visitor.hidden(form),
      email: 'min@kommun.example',
    });
    expect(page.status).toBe(412);
    expect(page.text).toContain('Någon har ändrat uppgifterna medan du skrev');
    expect(page.text).toContain('ny@kommun.example');
    expect(page.text).toContain('min@kommun.example');
  });

  it('is wound up with a successor', async () => {
    const page = await fill(admin, '/forvaltning/namnder/AMN/avveckla', { successor: 'SN' });
    expect([page.status, page.path]).toEqual([200, '/forvaltning/namnder/AMN?klart=ja']);
    expect(page.read).toContain('Efterträdare');
    expect((await service.as('admin').get('/bodies/AMN')).body).toMatchObject({
      active: false,
      successor: 'SN',
    });
  });

  it('is added with others out of lines, of which those that are there hinder none', async () => {
    const page = await fill(admin, '/forvaltning/driftstart/organ', {
      bodies: 'KS; Kommunstyrelsen; Kommunstyrelse\nMHN; Miljönämnden\nABX; Bolaget AB; bolag',
    });
    expect(page.path).toBe('/forvaltning/driftstart?klart=ja');
    expect(page.read).toContain('2 organ lades upp. Fanns redan: KS.');
    expect(page.read).not.toContain('Att tänka på');
    expect((await service.as('admin').get('/bodies/ABX')).body).toMatchObject({ kind: 'company' });
    const wrong = await fill(admin, '/forvaltning/driftstart/organ', { bodies: 'QQ; Bra; Nämnd\nRR;' });
    expect([wrong.status, wrong.read.includes('rad 2')]).toEqual([422, true]);
    const coded = await fill(admin, '/forvaltning/driftstart/organ', {
      bodies: 'Kod; Namn; Slag\nRR; Rådet; råd\nTTN,Trafiknämnden,nämnd',
    });
    expect(coded.read).toContain('Organ (rad 1): Koden först på raden');
    expect(coded.read).toContain('Organ (rad 2): Slaget ska vara ett av: Kommunstyrelse, Fullmäktige, Nämnd');
    expect(coded.read).not.toContain('executive-board');
    expect(coded.read).not.toContain('(rad 3)');
  });
});

describe('a person', () => {
  it('is added, given roles, and let go with what is left named', async () => {
    const added = await fill(admin, '/forvaltning/personer/TSN/ny', {
      username: 'eva.holm',
      name: 'Eva Holm',
      'roles[]': 'officer',
    });
    expect(added.path).toBe('/forvaltning/personer/TSN/eva.holm?klart=ja');
    const { id } = await given(service).consultation('registered');
    await given(service).step('tsn-chef', id, 'assign', { officer: 'eva.holm' });

    const left = await fill(admin, '/forvaltning/personer/TSN/eva.holm/stang-av', {});
    expect(left.read).toContain('Att tänka på');
    const overview = await admin.visit('/forvaltning');
    expect(overview.read).toContain('Eva Holm');
    expect(overview.read).toContain('1 öppet ärende');

    const chef = await signedIn('tsn-chef');
    const seen = (await chef.visit('/forvaltning')).links;
    expect(seen).toContain('/forvaltning/personer/TSN/eva.holm/lamna-over');
    const handed = await fill(chef, '/forvaltning/personer/TSN/eva.holm/lamna-over', {
      officer: 'tsn-handlaggare',
    });
    expect(handed.path).toBe('/forvaltning/personer/TSN/eva.holm?klart=ja');
    expect(handed.read).toContain('Eva Holm handlade lämnades över.');
    expect((await service.as('tsn-chef').get(`/consultations/${id}`)).body).toMatchObject({
      officer: 'tsn-handlaggare',
    });
    expect((await admin.visit('/forvaltning')).read).not.toContain('Eva Holm');
  });

  it('sees on the form why a step is refused', async () => {
    const page = await fill(admin, '/forvaltning/personer/KS/admin/roller', { 'roles[]': 'registrar' });
    expect([page.status, page.text.includes('Steget är inte taget')]).toEqual([409, true]);
  });
});

describe('another system', () => {
  it('gets a secret that is shown once', async () => {
    const form = await admin.visit('/forvaltning/webhookar/ny');
    const fields = {
      ...Visitor.hidden(form),
      body: 'KS',
      url: 'https://diariet.kommun.example/yttra',
      description: 'Diariet',
      'events[]': '*',
    };
    const page = await admin.send('/forvaltning/webhookar/ny', fields);
    expect([page.status, /whsec_\S+/.test(page.read)]).toEqual([200, true]);
    const again = await admin.send('/forvaltning/webhookar/ny', fields);
    expect([again.status, /whsec_\S+/.test(again.read)]).toEqual([200, false]);
    expect((await admin.visit('/forvaltning/webhookar')).read).toContain('Diariet');
  });

  it('gets a key that is shown once, and loses it', async () => {
    const client = await fill(admin, '/forvaltning/api-klienter/ny', {
      name: 'Ärendesystemet',
      body: 'KS',
      'scopes[]': 'read',
    });
    const path = client.path.replace('?klart=ja', '');
    const made = await fill(admin, `${path}/ny-nyckel`, { expiresAt: '2027-06-01' });
    const [, prefix] = /yttra_([a-z0-9]+)_/.exec(made.read) ?? [];
    expect(prefix).toBeDefined();
    const revoked = await fill(admin, `${path}/nyckel-${prefix}`, {});
    expect(revoked.read).toContain('Återkallad');
  });
});

describe('a reminder', () => {
  it('is changed in one body, and set back', async () => {
    const form = '/forvaltning/paminnelser/KS/draft-due/andra';
    await fill(admin, form, { said: 'true', kinds: '-10 -3', 'recipients[]': 'officer' });
    const kindOf = async () => {
      const { kinds } = (await service.as('admin').get('/bodies/KS/reminder-settings')).body as {
        kinds: { kind: string; days: number[]; isDefault: boolean }[];
      };
      return kinds.find(({ kind }) => kind === 'draft-due');
    };
    expect(await kindOf()).toMatchObject({ days: [-10, -3], isDefault: false });
    await fill(admin, form, { said: 'true', kinds: '-10', 'recipients[]': 'officer', reset: 'true' });
    expect(await kindOf()).toMatchObject({ isDefault: true });
  });
});

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;TZID=Europe/Stockholm:20270113T130000',
  'SUMMARY:Kommunstyrelsen',
  'LOCATION:Björken',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:2',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20270601T130000',
  'SUMMARY:Arbetsutskottet',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:3',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;VALUE=DATE:20250113',
  'SUMMARY:Har varit',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

async function upload(visitor: Visitor, path: string, file: string): Promise<Visited> {
  const form = await visitor.visit(path);
  const fields = new FormData();
  for (const [name, value] of Object.entries(Visitor.hidden(form))) fields.append(name, value);
  fields.append('file', new Blob([file], { type: 'text/calendar' }), 'namnden.ics');
  return visitor.request(path, {
    method: 'POST',
    body: fields,
    headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
  });
}

describe('a group of consultees', () => {
  const outside = (group: { consultees: { name?: string }[] }) =>
    group.consultees.filter(({ name }) => name !== undefined);

  it('names nobody as an organisation who is not said to be one, and keeps bodies that are wound up', async () => {
    const visitor = await signedIn('ks-registrator');
    const consultees = [
      { name: 'Ann Ek', kind: 'private' },
      { name: 'Räddningstjänsten', email: 'r@tjanst.example', kind: 'organisation' },
      { body: 'BIN' },
    ];
    const { body: group } = await service
      .as('ks-registrator')
      .post('/bodies/KS/consultee-groups', { name: 'Grannar', consultees })
      .expect(201);
    await service.database.query("UPDATE bodies SET active = false WHERE code = 'BIN'");
    const path = `/forvaltning/grupper/KS/${group.id}/andra`;
    const form = await visitor.visit(path);
    const lines = 'Räddningstjänsten; r@tjanst.example; organisation';
    expect(form.text).toContain(`Ann Ek; privatperson\n${lines}`);
    const checked = form.elements.filter(({ attributes }) => 'checked' in attributes);
    expect(checked.map(({ attributes }) => attributes['value'])).toEqual(['BIN']);
    const send = (text: string) =>
      visitor.send(path, {
        ...Visitor.hidden(form),
        name: 'Grannar',
        consultees: text,
        'bodies[]': 'BIN',
      });
    const wrong = await send('Ann Eck; bolag');
    expect([wrong.status, wrong.read.includes('”organisation” eller ”privatperson”')]).toEqual([422, true]);
    await send(`Anna Ek; privatperson\nBo Ek\n${lines}`);
    const saved = (await service.as('ks-registrator').get(`/bodies/KS/consultee-groups/${group.id}`)).body;
    expect(outside(saved)).toEqual([
      { name: 'Anna Ek', kind: 'private' },
      { name: 'Bo Ek' },
      { name: 'Räddningstjänsten', email: 'r@tjanst.example', kind: 'organisation' },
    ]);
    expect(saved.consultees).toContainEqual({ body: 'BIN' });
    await service.database.query("UPDATE bodies SET active = true WHERE code = 'BIN'");
  });
});

describe('a calendar file', () => {
  const path = '/forvaltning/sammantradeskalender/KS/las-in';
  const meetings = async () =>
    (await service.as('admin').get('/bodies/KS/meetings?from=2027-01-01&to=2027-12-31')).body
      .items as object[];

  it('is shown first, and entered as chosen, each once', async () => {
    const proposal = await upload(admin, path, CALENDAR);
    expect(proposal.status).toBe(200);
    expect(proposal.read).toContain('onsdag 13 januari 2027');
    expect(proposal.read).toContain('13:00');
    expect(proposal.read).not.toContain('Har varit');
    expect(await meetings()).toEqual([]);
    const chosen = proposal.elements.flatMap(({ attributes: { name, value = '' } }) =>
      name === 'moten[]' ? [value] : [],
    );
    const fields = {
      ...Visitor.hidden(proposal),
      ...Object.fromEntries(chosen.map((value, index) => [`moten[${index}]`, value])),
      som: 'namnd',
    };
    const saved = await admin.send(`${path}/spara`, fields);
    expect(saved.path).toBe('/forvaltning/sammantradeskalender?namnd=KS&klart=ja');
    expect(saved.read).toContain('2 sammanträden lades in.');
    expect(saved.read).not.toContain('Att tänka på');
    expect(await meetings()).toMatchObject([
      { date: '2027-01-13', time: '13:00', place: 'Björken', organ: null },
      { date: '2027-06-01', time: '13:00' },
    ]);
    const again = await admin.send(`${path}/spara`, { ...fields, _key: 'another-key' });
    expect(again.read).toContain('0 sammanträden lades in. 2 fanns redan.');
  });

  it('says what of it cannot be entered', async () => {
    const series = CALENDAR.replace(
      'DTSTART;VALUE=DATE:20250113',
      'RRULE:FREQ=WEEKLY\r\nDTSTART:20250113T130000',
    );
    const page = await upload(admin, path, series.replace('20270601T130000', '20270231T130000'));
    expect(page.read).toContain('Allt i filen kan inte läggas in härifrån');
    expect(page.read).toContain('Har varit');
    expect(page.read).toContain('1 post i filen har en dag eller tid');
  });

  it('keeps what was chosen when it is refused, when the page is old and when the session has ended', async () => {
    const visitor = await signedIn('admin');
    const { _token } = Visitor.hidden(await visitor.visit('/mitt'));
    const fields = (place: string, token = _token!) => ({
      _token: token,
      _key: 'kept',
      'moten[0]': JSON.stringify(['2027-03-03', '09:00', place, 'Arbetsutskottet']),
      som: 'utskott',
    });
    const isKept = (page: Visited) => {
      const checked = page.elements.filter(({ attributes }) => 'checked' in attributes);
      expect(checked.map(({ attributes }) => attributes['id'])).toEqual(['mote-0', 'som-utskott']);
    };
    const bad = fields('Björken');
    const refused = await visitor.send(`${path}/spara`, {
      ...bad,
      'moten[0]': JSON.stringify(['2027-03-03', '25:00', null, 'Arbetsutskottet']),
    });
    expect(refused.status).toBe(422);
    isKept(refused);
    expect(refused.elements.some(({ attributes }) => attributes['role'] === 'alert')).toBe(true);
    const old = await visitor.send(`${path}/spara`, fields('Björken', 'of an earlier session'));
    expect(old.status).toBe(403);
    isKept(old);
    await endSessionOf(visitor);
    expect((await visitor.send(`${path}/spara`, fields('Björken'))).path).toContain('utgangen=ja');
    const back = await visitor.signIn('admin', `${path}/spara`);
    expect(back.status).toBe(200);
    isKept(back);
  });

  it('that is none is refused on the form', async () => {
    const page = await upload(admin, path, 'hej');
    expect([page.status, page.text.includes('Filen är ingen kalender')]).toEqual([422, true]);
  });

  it('is not for who does not keep the calendar', async () => {
    const visitor = await signedIn('tsn-registrator');
    expect((await visitor.visit(path)).status).toBe(404);
    expect((await visitor.send(`${path}/spara`, { 'moten[0]': '["2027-02-02"]' })).status).toBe(404);
  });
});

describe('a refused attempt', () => {
  it('is shown to who looks after the body, in words', async () => {
    const { id } = await given(service).consultation('registered');
    await service.as('tsn-registrator').post(`/consultations/${id}/approve`, {}, { ifMatch: 2 }).expect(403);
    await until(
      async () => (await admin.visit('/forvaltning')).read,
      (read) => read.includes('Nekade försök de senaste sju dagarna'),
    );
    const audit = await admin.visit('/forvaltning/granskning?namnd=TSN');
    expect(audit.read).toContain('Godkänn');
    expect((await admin.visit('/forvaltning/granskning?namnd=KFN')).read).toContain('ändrade organet');
  });
});

describe('a delivery that failed', () => {
  it('is the first thing that is said, and is tried again by one button', async () => {
    await given(service).consultation('sent');
    await service.database.query(
      `UPDATE deliveries SET state = 'failed', channel = 'email', recipient_body = 'KS', recipient_email = 'a@b.example', last_error = 'smtp-550'
       WHERE id = (SELECT id FROM deliveries WHERE sender_body = 'KS' AND channel = 'inbox' ORDER BY created_at DESC LIMIT 1)`,
    );
    const page = await admin.visit('/forvaltning');
    expect(page.read).toContain('Leveranser som inte kom fram');
    expect(page.read).toContain('E-postservern tar inte emot till adressen.');
    const form = page.elements.find(({ attributes }) => attributes['action']?.endsWith('/forsok-igen'));
    const done = await admin.send(form!.attributes['action']!, Visitor.hidden(page));
    expect(done.path).toBe('/forvaltning?klart=ja#leveranser');
    expect(done.read).toContain('Leveransen sattes i kö igen.');
    expect(done.read).not.toContain('Leveranser som inte kom fram');
  });
});

describe('how the service does', () => {
  it('is not said to be well where a proxy is unnamed or another process is late', async () => {
    await admin.visit('/forvaltning', { 'X-Forwarded-For': '192.0.2.1' });
    await service.database.query("UPDATE reminder_sweep SET ended_at = now() - interval '3 days'");
    const health = await admin.visit('/forvaltning/drift');
    expect(health.read).toContain('Okända proxyservrar skickar vidare.');
    expect(health.read).toContain('Se till att arbetaren och kön är i gång.');
    const overview = await admin.visit('/forvaltning');
    expect(overview.read).toContain('Proxyservrar: Okända proxyservrar');
    expect(overview.read).toContain('Påminnelserna ligger efter.');
  });
});

describe('what is one’s own', () => {
  it('is chosen for the browser: language and appearance', async () => {
    const visitor = await signedIn('tsn-handlaggare');
    const form = await visitor.visit('/mitt');
    await visitor.send('/mitt/utseende', { ...Visitor.hidden(form), sprak: 'en', farger: 'dark' });
    const seen = await visitor.visit('/inkorg', { 'Accept-Language': 'sv' });
    expect(seen.elements.find(({ name }) => name === 'html')?.attributes).toMatchObject({
      lang: 'en',
      'data-color-scheme': 'dark',
    });
    const help = await visitor.visit('/hjalp', { 'Accept-Language': 'sv' });
    expect(help.elements.find(({ name }) => name === 'html')?.attributes['lang']).toBe('en');
    const register = await visitor.visit('/register/cases', { 'Accept-Language': 'sv' });
    expect(register.elements.find(({ name }) => name === 'html')?.attributes['lang']).toBe('sv');
  });

  it('is come back to from every button of it, and says that a page was old', async () => {
    const visitor = await signedIn('tsn-handlaggare');
    const id = '00000000-0000-4000-8000-000000000000';
    for (const path of ['/mitt/utseende', '/mitt/logga-ut-overallt', `/mitt/kalender/${id}`]) {
      expect((await visitor.visit(path)).path).toBe('/mitt');
      const old = await visitor.send(path, { _token: 'of an earlier session' });
      expect([path, old.status, old.read.includes('Det är inte gjort')]).toEqual([path, 403, true]);
    }
  });

  it('has a stand-in, arranged and ended', async () => {
    const visitor = await signedIn('tsn-handlaggare');
    const page = await fill(visitor, '/mitt/ersattare/TSN', {
      standIn: 'tsn-registrator',
      from: '2026-12-21',
      until: '2027-01-06',
    });
    expect(page.path).toBe('/mitt?klart=ersattare#ersattare');
    expect(page.read).toMatch(
      /Ersättare för dig\s+Registrator, TSN är ersättare för dig från 21 december 2026/,
    );
    const end = page.elements.find(({ attributes }) =>
      attributes['href']?.startsWith('/mitt/ersattare/TSN/'),
    );
    const over = await fill(visitor, end!.attributes['href']!, { reason: 'Kom tillbaka' });
    expect(over.read).toMatch(
      /Registrator, TSN är inte längre ersättare för dig\.\s+Ingen är ersättare för dig\./,
    );
    expect((await visitor.visit('/mitt/ersattare/KS')).status).toBe(404);
  });

  it('has a calendar feed, whose address is shown once', async () => {
    const visitor = await signedIn('tsn-handlaggare');
    const page = await fill(visitor, '/mitt/kalender', { name: 'Outlook' });
    expect(page.read).toMatch(/\/calendar\/\S+\.ics/);
    const mine = await visitor.visit('/mitt');
    const form = mine.elements.find(({ attributes }) => attributes['action']?.startsWith('/mitt/kalender/'));
    const gone = await visitor.send(form!.attributes['action']!, Visitor.hidden(mine));
    expect(gone.read).not.toContain('Outlook (');
  });

  it('ends every sign-in at once', async () => {
    const [one, other] = [await signedIn('tsn-chef'), await signedIn('tsn-chef')];
    const form = await one.visit('/mitt');
    await one.send('/mitt/logga-ut-overallt', Visitor.hidden(form));
    expect((await other.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it.each(personas.map(({ username }) => username))('is there for %s', async (persona) => {
    const visitor = await signedIn(persona);
    expect((await visitor.visit('/mitt')).status).toBe(200);
  });
});

describe('what everybody may read', () => {
  it('is linked at the bottom of pages of staff and of the public', async () => {
    const stranger = new Visitor(service.base);
    for (const page of [
      await stranger.visit('/register/cases'),
      await stranger.visit('/logga-in'),
      await stranger.visit('/finns-inte'),
      await admin.visit('/forvaltning'),
    ]) {
      expect(page.links).toEqual(expect.arrayContaining(['/hjalp', '/tillganglighet']));
    }
  });

  it('says what the act asks for, and whom to turn to', async () => {
    const { read, status } = await new Visitor(service.base).visit('/tillganglighet', {
      'Accept-Language': 'sv',
    });
    expect(status).toBe(200);
    for (const said of [
      '2018:1937',
      'delvis förenlig',
      'Rapportera brister',
      'Myndigheten för digital förvaltning',
      '@',
    ])
      expect(read).toContain(said);
  });
});
