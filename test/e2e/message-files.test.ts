import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, NOW, type Answer } from '../support/given.js';
import type { SeenPage } from '../support/html.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
afterEach(() => service.reset());
afterEach(() => service.setNow(NOW));

const as = (persona: string) => service.as(persona);
const uploaded = (body = 'TSN', title = 'Karta', text = 'Var gångvägen går.') =>
  done(
    as(`${body.toLowerCase()}-registrator`).upload({ title, kind: 'attachment', body }, text, {
      filename: 'karta.txt',
      contentType: 'text/plain',
    }),
  );
const placeOf = (id: string) => `/consultations/${id}/messages`;
const send = (id: string, documents: string[], persona = 'tsn-handlaggare') =>
  as(persona).post(placeOf(id), { text: 'Kartan följer med.', documents });
const statusOf = async (persona: string, path: string) => (await as(persona).get(path)).status;

describe('a file in a message', () => {
  it('is listed with its hash and read by the staff of both sides, and nobody else', async () => {
    const { id } = await given(service).consultation('registered', {
      consultees: [{ body: 'TSN' }, { body: 'BIN' }],
    });
    const document = await uploaded();
    expect(await statusOf('ks-registrator', `/documents/${document.id}`)).toBe(404);
    const listed = { id: document.id, title: 'Karta', mediaType: 'text/plain', sha256: document['sha256'] };
    expect(await done(send(id, [document.id]))).toMatchObject({ documents: [listed] });

    for (const persona of ['ks-handlaggare', 'tsn-chef']) {
      const { items } = await done(as(persona).get(placeOf(id)));
      expect(items).toMatchObject([{ documents: [listed] }]);
      const content = await as(persona).get(`/documents/${document.id}/content`).expect(200);
      expect(content.text).toBe('Var gångvägen går.');
    }
    for (const persona of ['tsn-lasare', 'bin-registrator', 'sn-registrator'])
      expect([persona, await statusOf(persona, `/documents/${document.id}`)]).toEqual([persona, 404]);
    const gone = await as('tsn-registrator').delete(`/documents/${document.id}`, { ifMatch: '*' });
    expect([gone.status, gone.body.reasons]).toMatchObject([409, [{ code: expect.any(String) }]]);
  });

  it('goes from view with the message that is withdrawn', async () => {
    const { id } = await given(service).consultation('registered');
    const document = await uploaded();
    const { id: messageId } = await done(send(id, [document.id]));
    const withdrawn = await done(
      as('tsn-handlaggare').post(`${placeOf(id)}/${messageId}/withdraw`, { reason: 'Fel karta' }),
    );
    expect(withdrawn).toMatchObject({ text: null, documents: [] });
    for (const persona of ['ks-registrator', 'tsn-registrator'])
      expect((await done(as(persona).get(placeOf(id))))['items']).toMatchObject([{ documents: [] }]);
    expect(await statusOf('ks-registrator', `/documents/${document.id}`)).toBe(404);
    expect(await statusOf('ks-registrator', `/documents/${document.id}/content`)).toBe(404);
    // It is still the board's own document.
    expect(await statusOf('tsn-registrator', `/documents/${document.id}`)).toBe(200);
  });

  it('is as confidential as the matter at each side', async () => {
    const { id } = await given(service).consultation('registered');
    const document = await uploaded();
    await done(send(id, [document.id]));
    const only = [{ body: 'TSN', role: 'registrar' }];
    await given(service).step('tsn-registrator', id, 'mark-confidential', {
      of: 'consultation',
      provision: '26 kap. 1 § OSL',
      seenBy: only,
    });
    const path = `/documents/${document.id}`;
    expect(await statusOf('tsn-handlaggare', path)).toBe(404);
    expect((await done(as('tsn-registrator').get(path)))['confidential']).toBe(true);
    expect(await statusOf('ks-registrator', path)).toBe(200);
  });

  it('is the sender’s own, is named once, and is not confidential', async () => {
    const { id } = await given(service).consultation('registered');
    const [own, others] = [await uploaded(), await uploaded('KS')];
    const kept = await uploaded('TSN', 'Hemlig');
    await done(
      as('tsn-registrator').post(
        `/documents/${kept.id}/mark-confidential`,
        { provision: '26 kap. 1 § OSL', seenBy: [{ body: 'TSN' }] },
        { ifMatch: '*' },
      ),
    );
    const { body } = await send(id, [own.id, own.id, others.id, kept.id]).expect(422);
    expect(body.errors).toMatchObject([
      { pointer: '/documents/1', code: 'named-twice' },
      { pointer: '/documents/2', code: 'unknown-document' },
      { pointer: '/documents/3', code: 'confidential-document' },
    ]);
    expect((await done(as('tsn-registrator').get(placeOf(id))))['items']).toEqual([]);
  });

  it('is refused also where it is being marked confidential as the message is sent', async () => {
    const { id } = await given(service).consultation('registered');
    const document = await uploaded();
    const [owner, onlooker] = [1, 2].map(() => new pg.Client({ connectionString: service.databaseUrl }));
    await Promise.all([owner!.connect(), onlooker!.connect()]);
    try {
      await owner!.query('BEGIN');
      // As `mark-confidential` takes it.
      await owner!.query('SELECT FROM documents WHERE id = $1 FOR UPDATE', [document.id]);
      await owner!.query("UPDATE documents SET seen_by = '{TSN}' WHERE id = $1", [document.id]);
      const sent = send(id, [document.id]).then((answer) => answer);
      const waits =
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'FROM documents'";
      await until(
        async () => (await onlooker!.query(waits)).rowCount,
        (rows) => rows === 1,
        10_000,
      );
      await owner!.query('COMMIT');
      expect((await sent).body.errors).toMatchObject([{ code: 'confidential-document' }]);
    } finally {
      await Promise.all([owner!.end(), onlooker!.end()]);
    }
  });

  it('stands in the audit trail by its title', async () => {
    const { id, ...consultation } = await given(service).consultation('registered');
    const documents = [await uploaded(), await uploaded('TSN', 'Skiss')];
    await done(
      send(
        id,
        documents.map((each) => each.id),
      ),
    );
    const trail = await done(
      as('tsn-registrator').get(`/cases/${String(consultation['caseId'])}/audit-trail?limit=100`),
    );
    expect((trail['items'] as Answer[]).at(-1)!['summary']).toContain('med ”Karta” och ”Skiss”');
    const seen = await done(
      as('ks-registrator').get(`/cases/${String(consultation['caseId'])}/audit-trail?limit=100`),
    );
    expect((seen['items'] as Answer[]).at(-1)!['summary']).not.toContain('Karta');
  });
});

describe('the form of a message', () => {
  const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);
  async function write(visitor: Visitor, id: string, text: string, file?: Blob) {
    const page = await visitor.visit(`/svar/${id}/meddelande`);
    return sendFrom(page, visitor, id, text, file);
  }
  /** Sends the form of a page, as a browser does. */
  async function sendFrom(page: SeenPage, visitor: Visitor, id: string, text: string, file?: Blob) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...Visitor.hidden(page), text })) form.append(name, value);
    // What a browser sends where no file was chosen.
    form.append('files', file ?? new Blob([]), file ? 'Gångväg, karta.txt' : '');
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: service.base };
    return visitor.request(`/svar/${id}/meddelande`, { method: 'POST', body: form, headers });
  }
  const later = () => service.setNow(new Date(Date.parse(NOW) + 3 * 3_600_000).toISOString());

  it('takes a file without script, and the page of either side shows it', async () => {
    const { id } = await given(service).consultation('registered');
    const officer = await signedIn('tsn-handlaggare');
    const long = 'å'.repeat(10_000);
    expect((await write(officer, id, long, new Blob(['Karta'], { type: 'text/plain' }))).path).toBe(
      `/svar/${id}?klart=meddelande`,
    );
    await write(await signedIn('ks-registrator'), id, 'Tack för kartan.');
    const { items } = await done(as('ks-registrator').get(placeOf(id)));
    expect(items).toMatchObject([
      { from: 'TSN', text: long, documents: [{ title: 'Gångväg, karta' }] },
      { from: 'KS', text: 'Tack för kartan.', documents: [] },
    ]);
    const page = await (await signedIn('ks-registrator')).visit(`/svar/${id}`);
    expect(page.links).toContain(`/handlingar/${(items as Answer[])[0]!['documents'][0].id}`);
    for (const words of ['Gångväg, karta', 'Tack för kartan.']) expect(page.text).toContain(words);
    expect((await (await signedIn('tsn-lasare')).visit(`/svar/${id}`)).text).not.toContain(
      'Tack för kartan.',
    );
  });

  it('says what is wrong with the file, and keeps none of a message that is refused', async () => {
    const { id } = await given(service).consultation('registered');
    const officer = await signedIn('tsn-handlaggare');
    const count = async () => (await service.database.query('SELECT FROM documents')).length as number;
    const before = await count();
    const program = new Blob(['MZ\u0090\0'], { type: 'application/x-msdownload' });
    expect((await write(officer, id, 'Se filen.', program)).status).not.toBe(200);
    expect((await write(officer, id, '', new Blob(['x'], { type: 'text/plain' }))).status).toBe(422);
    expect(await count()).toBe(before);
    expect((await done(as('tsn-registrator').get(placeOf(id))))['items']).toEqual([]);
  });

  it.each([
    ['without', undefined],
    ['with', new Blob(['Karta'], { type: 'text/plain' })],
  ])('is shown again with what was written when the session has ended, %s a file', async (_, file) => {
    const { id } = await given(service).consultation('registered');
    const officer = await signedIn('tsn-handlaggare');
    const page = await officer.visit(`/svar/${id}/meddelande`);
    const long = 'å'.repeat(10_000);
    later();
    expect((await sendFrom(page, officer, id, long, file)).path).toMatch(/^\/logga-in/);
    const again = await officer.signIn('tsn-handlaggare', `/svar/${id}/meddelande`);
    expect(again.text).toContain('Det du hade fyllt i finns kvar');
    expect(again.text).toContain(long);
    expect(again.text.includes('Välj filen på nytt: ')).toBe(file !== undefined);
    expect((await sendFrom(again, officer, id, long, file)).path).toBe(`/svar/${id}?klart=meddelande`);
  });

  it('is shown again with what was written when it is one of an earlier session', async () => {
    const { id } = await given(service).consultation('registered');
    const officer = await signedIn('tsn-handlaggare');
    const page = await officer.visit(`/svar/${id}/meddelande`);
    await officer.signIn('tsn-handlaggare');
    const file = new Blob(['Karta'], { type: 'text/plain' });
    const again = await sendFrom(page, officer, id, 'Gångvägen är stängd.', file);
    expect([again.status, again.text]).toEqual([403, expect.stringContaining('Gångvägen är stängd.')]);
    expect(again.text).toContain('Det du hade fyllt i finns kvar');
    expect((await done(as('tsn-registrator').get(placeOf(id))))['items']).toEqual([]);
  });

  it('is kept of nobody who had no session, and of no form that was not theirs', async () => {
    const { id } = await given(service).consultation('registered');
    const officer = await signedIn('tsn-handlaggare');
    const page = await officer.visit(`/svar/${id}/meddelande`);
    const kept = async () => (await service.database.query('SELECT FROM kept_forms')).length as number;
    const before = await kept();
    await sendFrom(page, new Visitor(service.base), id, 'Hej');
    later();
    const others = await signedIn('ks-registrator');
    others.cookies.clear();
    for (const [name] of officer.cookies) others.cookies.set(name, 'nonsens');
    await sendFrom(page, others, id, 'Hej');
    expect(await kept()).toBe(before);
  });

  it('is withdrawn in the browser by the side that wrote it, and by no other', async () => {
    const { id } = await given(service).consultation('registered');
    const [officer, issuer] = [await signedIn('tsn-handlaggare'), await signedIn('ks-handlaggare')];
    await write(officer, id, 'Fel ärende.');
    const [message] = (await done(as('tsn-registrator').get(placeOf(id))))['items'] as Answer[];
    const path = `/svar/${id}/meddelanden/${message!.id}/aterta`;
    const linked = async (visitor: Visitor) =>
      (await visitor.visit(`/svar/${id}`)).elements.some(({ attributes }) => attributes['href'] === path);
    expect([await linked(officer), await linked(issuer)]).toEqual([true, false]);
    expect((await issuer.visit(path)).status).toBe(404);
    const form = Visitor.hidden(await officer.visit(path));
    expect((await officer.send(path, form)).text).toContain('Skriv varför');
    const withdrawn = await officer.send(path, { ...form, _key: 'again', reason: 'Hamnade fel' });
    expect([withdrawn.status, withdrawn.path]).toEqual([200, `/svar/${id}#meddelanden`]);
    const page = await issuer.visit(`/svar/${id}`);
    expect(page.text).toContain('Meddelandet är återtaget: Hamnade fel');
    expect(page.text).not.toContain('Fel ärende.');
    expect(await linked(officer)).toBe(false);
    expect((await officer.visit(path)).status).toBe(404);
  });
});
