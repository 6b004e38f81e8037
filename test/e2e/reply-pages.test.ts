import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const stateOf = async (id: string) => done(service.as('tsn-registrator').get(`/consultations/${id}`));
/** Opens the form of a step and sends it with what is written. */
const eventsOf = async (id: string): Promise<string[]> =>
  (
    await service.database.query(
      "SELECT verb FROM audit_events WHERE consultation_id = $1 AND object_type = 'consultation' ORDER BY id",
      [id],
    )
  ).map(({ verb }: { verb: string }) => verb);

describe('a step taken in a browser', () => {
  it('goes from the inbox through registering, assigning, submitting and approving', async () => {
    const { id } = await given(service).consultation('sent');
    const registrar = await as('tsn-registrator');
    const inbox = await registrar.visit('/inkorg');
    expect(inbox.links).toContain(`/svar/${id}/registrera`);
    const registered = await registrar.fill(`/svar/${id}/registrera`, {
      caseNumber: '',
      receivedOn: '2026-11-02',
    });
    expect([registered.status, registered.path]).toEqual([200, `/svar/${id}?klart=registrera`]);
    expect(await stateOf(id)).toMatchObject({ state: 'registered', receivedOn: '2026-11-02' });

    const manager = await as('tsn-chef');
    await manager.fill(`/svar/${id}/fordela`, { officer: 'tsn-handlaggare' });
    await given(service).saveStatement(id);
    const officer = await as('tsn-handlaggare');
    const desk = await officer.visit('/inkorg');
    expect(desk.links).toContain(`/svar/${id}/yttrande`);
    await officer.fill(`/svar/${id}/lamna`);
    await manager.fill(`/svar/${id}/aterlamna`, { comment: 'Komplettera.\r\nTack.' });
    expect((await officer.visit(`/svar/${id}`)).text).toContain('Komplettera.\nTack.');
    await officer.fill(`/svar/${id}/lamna`);
    await manager.fill(`/svar/${id}/godkann`);
    expect(await stateOf(id)).toMatchObject({ state: 'approved', officer: 'tsn-handlaggare' });
    expect(await eventsOf(id)).toEqual([
      'ask',
      'register',
      'assign',
      'submit',
      'return',
      'submit',
      'approve',
    ]);
  });

  it('happens once, however often its form is sent, at once or after going back', async () => {
    const { id } = await given(service).consultation('sent');
    const registrar = await as('tsn-registrator');
    const form = Visitor.hidden(await registrar.visit(`/svar/${id}/registrera`));
    const sent = () => registrar.send(`/svar/${id}/registrera`, { ...form, receivedOn: '2026-11-02' });
    const pages = await Promise.all([sent(), sent(), sent()]);
    expect(pages.map(({ status, path }) => [status, path])).toEqual(
      Array.from({ length: 3 }, () => [200, `/svar/${id}?klart=registrera`]),
    );
    expect((await sent()).path).toBe(`/svar/${id}?klart=registrera`);
    expect(await eventsOf(id)).toEqual(['ask', 'register']);
  });

  it('is shown again with every mistake and what was written', async () => {
    const { id } = await given(service).consultation('sent');
    const registrar = await as('tsn-registrator');
    const page = await registrar.fill(`/svar/${id}/registrera`, {
      caseNumber: 'x'.repeat(61),
      receivedOn: '2026-13-45',
    });
    expect(page.status).toBe(422);
    const links = page.elements.filter(({ attributes }) => attributes['href']?.startsWith('#'));
    expect(links.map(({ attributes }) => attributes['href'])).toEqual(
      expect.arrayContaining(['#caseNumber', '#receivedOn']),
    );
    const invalid = page.elements.filter(({ attributes }) => attributes['aria-invalid'] === 'true');
    expect(invalid.map(({ attributes }) => attributes['value'])).toEqual(['x'.repeat(61), '2026-13-45']);
    expect((await stateOf(id)).state).toBe('sent');
  });

  it('is validated as the API validates: an unknown field is refused', async () => {
    const { id } = await given(service).consultation('sent');
    const page = await (await as('tsn-registrator')).fill(`/svar/${id}/registrera`, { state: 'approved' });
    expect(page.status).toBe(422);
    expect((await stateOf(id)).state).toBe('sent');
  });

  it('is refused with both texts when somebody has changed the matter meanwhile', async () => {
    const { id } = await given(service).consultation('registered');
    const manager = await as('tsn-chef');
    const form = Visitor.hidden(await manager.visit(`/svar/${id}/fordela`));
    await given(service).step('tsn-registrator', id, 'correct-registration', {
      caseNumber: 'TSN 2026/777',
      reason: 'Fel nummer',
    });
    const page = await manager.send(`/svar/${id}/fordela`, { ...form, officer: 'tsn-handlaggare' });
    expect(page.status).toBe(412);
    expect(page.text).toContain('Någon har ändrat ärendet medan du skrev');
    expect(page.text).toContain('TSN 2026/777');
    expect(page.text).toContain('Det du skrev');
    expect(page.elements).toContainEqual({
      name: 'option',
      attributes: { value: 'tsn-handlaggare', selected: '' },
    });
    const again = await manager.send(`/svar/${id}/fordela`, {
      ...Visitor.hidden(page),
      officer: 'tsn-handlaggare',
    });
    expect(again.status).toBe(200);
    expect((await stateOf(id)).state).toBe('drafting');
  });

  it('is refused with its reasons when it cannot be taken', async () => {
    const { id } = await given(service).consultation('registered');
    await given(service).step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    const officer = await as('tsn-handlaggare');
    const shown = await officer.visit(`/svar/${id}/lamna`);
    expect(shown.text).toContain('Yttrandet saknar rubrik.');
    const { version } = await stateOf(id);
    const { _token } = Visitor.hidden(shown) as { _token: string };
    const page = await officer.send(`/svar/${id}/lamna`, { _token, _version: String(version), _key: 'abc' });
    expect(page.status).toBe(409);
    for (const reason of ['Yttrandet saknar rubrik.', 'saknar att-sats', 'vem beslutet skickas till'])
      expect(page.text).toContain(reason);
  });

  it('is refused to whoever may not, as in the API', async () => {
    const { id } = await given(service).consultation('sent');
    const reader = await as('tsn-handlaggare');
    const { _token } = Visitor.hidden(await reader.visit('/inkorg')) as { _token: string };
    const { version } = await stateOf(id);
    const page = await reader.send(`/svar/${id}/registrera`, {
      _token,
      _version: String(version),
      _key: 'k',
    });
    expect(page.status).toBe(403);
    expect((await stateOf(id)).state).toBe('sent');
  });

  it('is not taken for another site, nor without the form’s own token', async () => {
    const { id, version } = await given(service).consultation('sent');
    const registrar = await as('tsn-registrator');
    const form = Visitor.hidden(await registrar.visit(`/svar/${id}/registrera`));
    const foreign = await registrar.send(`/svar/${id}/registrera`, form, { 'Sec-Fetch-Site': 'cross-site' });
    expect(foreign.status).toBe(403);
    const page = await registrar.send(`/svar/${id}/registrera`, {
      _version: String(version),
      _key: 'k',
      caseNumber: 'TSN 2026/5',
    });
    expect(page.status).toBe(403);
    expect((await stateOf(id)).state).toBe('sent');
    // Nothing is lost: whoever meant it sees the form again.
    expect(page.text).toContain('TSN 2026/5');
    expect(
      (await registrar.send(`/svar/${id}/registrera`, { ...Visitor.hidden(page), caseNumber: 'TSN 2026/5' }))
        .status,
    ).toBe(200);
  });
});

describe('a form of a matter that one no longer sees', () => {
  it('is answered as if the matter was not there, with what was written in it', async () => {
    const { id } = await given(service).consultation('registered', { title: 'Remiss om kvarteret Eken' });
    const officer = await as('tsn-handlaggare');
    const form = Visitor.hidden(await officer.visit(`/svar/${id}/meddelande`));
    const marking = {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    };
    await done(
      service.as('tsn-registrator').post(`/consultations/${id}/mark-confidential`, marking, { ifMatch: '*' }),
    );
    const text = 'Skrivet länge, till den som frågar.';
    const gone = await officer.send(`/svar/${id}/meddelande`, { ...form, text });
    expect([gone.status, gone.text]).toEqual([404, expect.stringContaining(text)]);
    expect(gone.text).toContain('Kopiera det innan du lämnar sidan.');
    expect(gone.text).not.toContain('kvarteret Eken');
    expect(gone.elements.some(({ name }) => name === 'button')).toBe(false);
    const stranger = await officer.send(`/svar/${id}/meddelande`, { text });
    expect([stranger.status, stranger.text]).toEqual([404, expect.not.stringContaining(text)]);
  });
});

describe('a form that is sent after the session has ended', () => {
  const written = 'TSN 2026/4711';
  /** Fills in a form, lets the session end, and sends it. */
  async function late(id: string): Promise<[Visitor, Visited]> {
    const registrar = await as('tsn-registrator');
    const form = Visitor.hidden(await registrar.visit(`/svar/${id}/registrera`));
    service.setNow(new Date(Date.parse(NOW) + 3 * 3_600_000).toISOString());
    return [registrar, await registrar.send(`/svar/${id}/registrera`, { ...form, caseNumber: written })];
  }

  it('is shown again as it was filled in, once the same person has signed in', async () => {
    const { id } = await given(service).consultation('sent');
    const [registrar, page] = await late(id);
    expect(page.path).toMatch(/^\/logga-in/);
    expect(page.text).toContain('Det du hade fyllt i finns kvar');
    const kept: object[] = await service.database.query("SELECT encode(content, 'escape') FROM kept_forms");
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('4711');

    const again = await registrar.signIn('tsn-registrator', `/svar/${id}/registrera`);
    expect(again.text).toContain('Det du hade fyllt i finns kvar');
    expect(again.text).toContain(written);
    expect(await service.database.query('SELECT 1 FROM kept_forms')).toEqual([]);
    const sent = await registrar.send(`/svar/${id}/registrera`, {
      ...Visitor.hidden(again),
      caseNumber: written,
    });
    expect(sent.path).toBe(`/svar/${id}?klart=registrera`);
    expect(await stateOf(id)).toMatchObject({ state: 'registered', ownCaseNumber: written });
  });

  it('is shown to nobody else', async () => {
    const { id } = await given(service).consultation('sent');
    const [visitor] = await late(id);
    const other = await visitor.signIn('tsn-chef', `/svar/${id}/registrera`);
    expect(other.text).not.toContain(written);
  });

  it('takes the place of the oldest, once one person has so many that they would fill a disk', async () => {
    const keep = (hash: string, minutes: number, person = 'tsn-registrator') =>
      service.database.query(
        `INSERT INTO kept_forms (key_sha256, username, content, expires_at)
         VALUES (repeat($1, 64), $2, decode(repeat('00', 40000000), 'hex'), $3::timestamptz + make_interval(mins => $4))`,
        [hash, person, NOW, minutes],
      );
    for (const [hash, minutes] of [
      ['a', 190],
      ['b', 200],
    ] as const)
      await keep(hash, minutes);
    await keep('c', 190, 'tsn-chef');
    const { id } = await given(service).consultation('sent');
    await late(id);
    const left: { hash: string }[] = await service.database.query(
      'SELECT left(key_sha256, 1) AS hash FROM kept_forms WHERE length(content) = 40000000 ORDER BY 1',
    );
    expect(left.map(({ hash }) => hash)).toEqual(['b', 'c']);
    await service.database.query('DELETE FROM kept_forms WHERE length(content) = 40000000');
  });

  it('is not kept for whoever only says to have had a session', async () => {
    const { id } = await given(service).consultation('sent');
    const stranger = new Visitor(service.base);
    stranger.cookies.set('yttra', 'x'.repeat(43));
    const before = await service.database.query('SELECT 1 FROM kept_forms');
    await stranger.send(`/svar/${id}/registrera`, { caseNumber: written });
    expect(await service.database.query('SELECT 1 FROM kept_forms')).toHaveLength(before.length);
  });
});

describe('what is confidential', () => {
  const SECRET = 'Remiss om kvarteret Eken';
  const readings = async (id: string): Promise<object[]> =>
    service.database.query(
      "SELECT actor, after FROM audit_events WHERE object_type = 'reading' AND object_id = $1 ORDER BY id",
      [id],
    );
  const marked = async () => {
    const { id, version } = await given(service).consultation('registered', { title: SECRET });
    const seenBy = [{ body: 'TSN', role: 'registrar' }];
    const marking = { provision: 'OSL 26:1', of: 'consultation', seenBy };
    const path = `/consultations/${id}/mark-confidential`;
    await done(service.as('tsn-registrator').post(path, marking, { ifMatch: version }));
    return id;
  };

  it('has a page in between, and is noted as read once it is opened', async () => {
    const id = await marked();
    const registrar = await as('tsn-registrator');
    expect((await registrar.visit('/inkorg')).text).not.toContain(SECRET);
    const before = await readings(id);
    const between = await registrar.visit(`/svar/${id}`);
    expect(between.text).toContain('Du öppnar ett sekretessmarkerat ärende');
    expect(between.text).not.toContain(SECRET);
    expect(await readings(id)).toEqual(before);
    const opened = await registrar.visit(`/svar/${id}?oppna=ja`);
    expect(opened.text).toContain(SECRET);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(await readings(id)).toEqual([
      ...before,
      { actor: 'tsn-registrator', after: { read: '/svar/:id' } },
    ]);
    const window = opened.elements.findIndex(({ name }) => name === 'title');
    expect(window).toBeGreaterThan(0);
    expect(opened.text.split('Hoppa till')[0]).not.toContain(SECRET);
  });

  it('is noted also when a form is shown, and is not there for the others', async () => {
    const id = await marked();
    await (await as('tsn-registrator')).visit(`/svar/${id}/fordela`);
    expect((await readings(id)).at(-1)).toEqual({
      actor: 'tsn-registrator',
      after: { read: '/svar/:id/:step' },
    });
    const manager = await as('tsn-chef');
    expect((await manager.visit(`/svar/${id}?oppna=ja`)).status).toBe(404);
    expect((await manager.visit(`/svar/${id}/fordela`)).status).toBe(404);
  });
});

describe('a page that is not there, and one that is not for the reader', () => {
  it('look alike', async () => {
    const { id } = await given(service).consultation('drafting');
    const stranger = await as('bin-registrator');
    const hidden = await stranger.visit(`/svar/${id}`);
    const absent = await stranger.visit('/svar/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10');
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    const without = ({ text, headers }: Visited) => text.replaceAll(headers.get('x-request-id')!, '');
    expect(without(hidden)).toBe(without(absent));
    expect((await stranger.visit('/svar/nagot')).status).toBe(404);
    expect((await stranger.visit(`/svar/${id}/nagot`)).status).toBe(404);
  });
});
