import net from 'node:net';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor, type Visited } from '../support/visitor.js';

const MEBIBYTE = 1024 * 1024;
const TEXT = 'Gäller remissen även skolan? <bilaga 3> & annat.';

const service = sharedService({ ROLE: 'api', MAX_UPLOAD_MEGABYTES: '1', SESSION_IDLE_MINUTES: '30' });
beforeEach(() => service.setNow(NOW));

type Field = readonly [name: string, value: string | { readonly name: string; readonly bytes?: number }];

/** Sends a form as a browser does, which says how long it is. */
async function send(
  visitor: Visitor,
  path: string,
  fields: readonly Field[],
  headers: Record<string, string> = {},
): Promise<Visited> {
  const form = new FormData();
  for (const [name, value] of fields)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob(['x'.repeat(value.bytes ?? 9)], { type: 'text/plain' }), value.name);
  const made = new Request(service.base, { method: 'POST', body: form });
  return visitor.request(path, {
    method: 'POST',
    body: Buffer.from(await made.arrayBuffer()),
    headers: {
      'Content-Type': made.headers.get('content-type')!,
      'Sec-Fetch-Site': 'same-origin',
      Origin: service.base,
      ...headers,
    },
  });
}
const hidden = (page: Visited): Field[] => Object.entries(Visitor.hidden(page));
const map = { name: 'karta över gångvägen.txt' };
const drawing = { name: 'ritning.txt' };
const messages = async (id: string) =>
  (await done(service.as('tsn-handlaggare').get(`/consultations/${id}/messages`)))['items'] as object[];

async function aMessage(): Promise<{ id: string; path: string; visitor: Visitor; form: Field[] }> {
  const { id } = await given(service).consultation('registered');
  const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
  const path = `/svar/${id}/meddelande`;
  return { id, path, visitor, form: hidden(await visitor.visit(path)) };
}
const signOut = (visitor: Visitor, form: readonly Field[]) =>
  visitor.send('/logga-ut', { _token: new Map(form).get('_token') as string });
const writtenIn = (page: Visited, field = 'textarea') =>
  page.elements.find(({ name }) => name === field)?.attributes['value'];

describe('a form with files that is sent after its reader has signed out in another tab', () => {
  it('is given back with what was typed before and after the files, and says which to choose again', async () => {
    const { id, path, visitor, form } = await aMessage();
    await signOut(visitor, form);
    const out = await send(visitor, path, [...form, ['files', map], ['files', drawing], ['text', TEXT]]);
    expect(out.status).toBe(401);
    expect(out.headers.get('cache-control')).toContain('no-store');
    expect(out.read).toContain('Du har loggat ut sedan sidan öppnades');
    expect(out.read).toContain(TEXT);
    expect(out.read).toContain('De här behöver väljas på nytt:\nkarta över gångvägen.txt\nritning.txt');
    expect(out.html).toContain('multipart/form-data');

    await visitor.signIn('tsn-registrator');
    const shown = await send(visitor, path, hidden(out));
    expect(writtenIn(shown)).toBe(TEXT);
    expect(shown.read).toContain('Välj filerna på nytt: karta över gångvägen.txt, ritning.txt.');
    // Nothing is sent without them unseen, and nothing was kept of them.
    expect(await messages(id)).toEqual([]);
    const again: Field[] = [...hidden(shown), ['text', TEXT], ['files', map], ['files', drawing]];
    const sent = await send(visitor, path, again);
    expect([sent.status, sent.path]).toEqual([200, `${path.replace('/meddelande', '')}?klart=meddelande`]);
    expect(await messages(id)).toMatchObject([{ documents: [{}, {}] }]);
  });

  it('is given back to no other site, and of no form that was not one of ours', async () => {
    const { path, visitor, form } = await aMessage();
    await signOut(visitor, form);
    const elsewhere = await send(visitor, path, [...form, ['text', TEXT], ['files', map]], {
      'Sec-Fetch-Site': 'cross-site',
    });
    expect([elsewhere.status, elsewhere.text.includes('bilaga 3')]).toEqual([403, false]);
    const without = await send(visitor, path, [['text', TEXT], ['files', map]]); // prettier-ignore
    expect(without.path).toMatch(/^\/logga-in/);
    expect(without.text).not.toContain('bilaga 3');
  });

  it('is given back where its files are too large, and not where its text is more than any form may hold', async () => {
    const { path, visitor, form } = await aMessage();
    await signOut(visitor, form);
    for (const bytes of [2 * MEBIBYTE, 6 * MEBIBYTE]) {
      const out = await send(visitor, path, [...form, ['text', TEXT], ['files', { ...map, bytes }]]);
      expect([bytes, out.status, out.read.includes(TEXT), out.read.includes(map.name)]).toEqual([
        bytes,
        401,
        true,
        true,
      ]);
    }
    const much = await send(visitor, path, [...form, ['text', TEXT.repeat(25_000)], ['files', map]]);
    expect(much.path).toMatch(/^\/logga-in/);
  });
});

it('a form with files whose session has ended comes back with its text, and says which files to choose again', async () => {
  const { path, visitor, form } = await aMessage();
  service.setNow(new Date(Date.parse(NOW) + 31 * 60_000).toISOString());
  const asked = await send(visitor, path, [...form, ['text', TEXT], ['files', map]]);
  expect(asked.path).toMatch(/^\/logga-in\?.*utgangen=ja/);
  const shown = await visitor.signIn('tsn-registrator', path);
  expect([shown.path, writtenIn(shown)]).toEqual([path, TEXT]);
  expect(shown.read).toContain('Välj filen på nytt: karta över gångvägen.txt.');
});

it('a form with files of an earlier session, or of a version that is no more, says which to choose again', async () => {
  const { id, path, visitor, form } = await aMessage();
  const asEarlier: Field[] = form.map(([name, value]) => [name, name === '_token' ? 'x' : value]);
  const old = await send(visitor, path, [...asEarlier, ['text', TEXT], ['files', map]]);
  expect([old.status, writtenIn(old)]).toEqual([403, TEXT]);
  expect(old.read).toContain('Välj filen på nytt: karta över gångvägen.txt.');
  expect(await messages(id)).toEqual([]);

  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const asked = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  const registrar = await Visitor.signedIn(service.base, 'ks-registrator');
  const record = `/svar/${asked.id}/for-in-svar`;
  const open = hidden(await registrar.visit(record));
  const correct = { name: 'Byalaget norr' };
  await done(service.as('ks-registrator').post(`/consultations/${asked.id}/correct-consultee`, { ...correct, reason: 'Fel adress' }, { ifMatch: '*' })); // prettier-ignore
  const stale = await send(registrar, record, [
    ...open,
    ['file', map],
    ['receivedOn', TODAY],
    ['stance', 'rejects'],
  ]);
  expect(stale.status).toBe(412);
  expect(stale.read).toContain('Någon har ändrat ärendet medan du skrev');
  expect(stale.read).toContain('Välj filen på nytt: karta över gångvägen.txt.');
});

describe('a form whose files are too large', () => {
  it('is given back where it is not read to its end, and leads to the form with what was typed', async () => {
    const { id, path, visitor, form } = await aMessage();
    const refused = await send(visitor, path, [
      ...form,
      ['text', TEXT],
      ['files', { ...map, bytes: 6 * MEBIBYTE }],
    ]);
    expect(refused.status).toBe(413);
    expect(refused.read).toContain(TEXT);
    expect(refused.read).toContain('De här behöver väljas på nytt:\nkarta över gångvägen.txt');
    expect(refused.read).toContain('Gå till formuläret igen och välj mindre filer.');
    const shown = await send(visitor, path, hidden(refused));
    expect([shown.status, writtenIn(shown)]).toEqual([422, TEXT]);
    expect(shown.read).toContain('Välj filerna på nytt, eller skicka igen utan dem');
    expect(await messages(id)).toEqual([]);
  });

  it('is answered with what was typed before them, however long they take', async () => {
    const { path, visitor, form } = await aMessage();
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = [...form, ['text', TEXT] as const].map(([name, value]) => part(name, value as string));
    const file = '--x\r\nContent-Disposition: form-data; name="files"; filename="film.txt"\r\n\r\n';
    const url = new URL(service.base);
    const socket = net.connect(Number(url.port), url.hostname);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const lines = [
      `POST ${path} HTTP/1.1`,
      `Host: ${url.host}`,
      'Accept: text/html',
      `Cookie: ${cookie}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: multipart/form-data; boundary=x',
      `Content-Length: ${4 * 1024 * MEBIBYTE}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${head.join('')}${file}`);
    const writing = setInterval(() => socket.write('x'.repeat(64 * 1024)), 100);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    await new Promise((resolve) => socket.once('close', resolve).once('error', () => undefined));
    clearInterval(writing);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('Gäller remissen även skolan?');
    expect(answer).toContain('film.txt');
  }, 60_000);

  it('keeps what stands in the editor, where a report is imported', async () => {
    const { id } = await given(service).consultation('drafting');
    const officer = await Visitor.signedIn(service.base, 'tsn-handlaggare');
    const form = hidden(await officer.visit(`/svar/${id}/yttrande`));
    for (const [bytes, status] of [
      [1.5 * MEBIBYTE, 422],
      [6 * MEBIBYTE, 413],
    ] as const) {
      const page = await send(officer, `/svar/${id}/yttrande/fil`, [
        ...form,
        ['summary', TEXT],
        ['file', { ...map, bytes }],
      ]);
      expect([page.status, page.read.includes(TEXT) || writtenIn(page) === TEXT]).toEqual([status, true]);
    }
  });

  it('and the editor says so of its file where the session has ended', async () => {
    const { id } = await given(service).consultation('drafting');
    const officer = await Visitor.signedIn(service.base, 'tsn-handlaggare');
    const form = hidden(await officer.visit(`/svar/${id}/yttrande`));
    service.setNow(new Date(Date.parse(NOW) + 31 * 60_000).toISOString());
    await send(officer, `/svar/${id}/yttrande/fil`, [...form, ['summary', TEXT], ['file', map]]);
    const shown = await officer.signIn('tsn-handlaggare', `/svar/${id}/yttrande/fil`);
    expect(shown.html).toContain('Gäller remissen även skolan?');
    expect(shown.read).toContain('Välj filen på nytt: karta över gångvägen.txt.');
  });

  it('of a draft keeps what was said of them', async () => {
    const draft = await given(service).draftReferral();
    const visitor = await Visitor.signedIn(service.base, 'ks-handlaggare');
    const path = `/remisser/${draft.id}/utkast/handlingar`;
    const form = hidden(await visitor.visit(path));
    await signOut(visitor, form);
    const out = await send(visitor, path, [...form, ['title', 'Karta över centrum'], ['file', map]]);
    expect([out.status, out.read.includes('Karta över centrum'), out.read.includes(map.name)]).toEqual([
      401,
      true,
      true,
    ]);
    await visitor.signIn('ks-handlaggare');
    const shown = await send(visitor, path, hidden(out));
    expect(shown.html).toContain('value="Karta över centrum"');
    expect(shown.read).toContain('Välj filen på nytt: karta över gångvägen.txt.');
  });
});
