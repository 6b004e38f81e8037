import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request as begin, type ClientRequest, type IncomingMessage } from 'node:http';
import { archive, archive64, type Part } from '../hostile/archives.js';
import { done, given, NOW, TODAY } from '../support/given.js';
import { paperFile } from '../support/paper-facts.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();

const PATH = '/bodies/TSN/statement-imports';
const send = (files: readonly Part[] | Buffer, query = '', person = 'tsn-handlaggare', path = PATH) =>
  service
    .as(person)
    .postFile(`${path}${query}`, Buffer.isBuffer(files) ? files : archive(files), 'application/zip');

/** A matter that has just been assigned, and the number that its register has given it. */
async function assigned(): Promise<{ id: string; number: string }> {
  const { id, ownCaseNumber } = await given(service).assigned();
  return { id, number: String(ownCaseNumber) };
}

const report = (number: string, assessment = 'Planen är bra.') =>
  `Ärendenummer: ${number}\n\nYttrande över planen\n\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n\nBedömning\n${assessment}\n`;
const text = (name: string, content: string): Part => ({ name, content });
const statementOf = (id: string) => done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`));
const codesOf = (files: { problems: { code: string }[] }[]) =>
  files.map(({ problems }) => problems.map(({ code }) => code).join());

describe('the reports of a folder', () => {
  it('are foreseen by a row each, in their order, and nothing changes', async () => {
    const [one, other] = [await assigned(), await assigned()];
    const files = [
      text('b.txt', report(other.number)),
      text('a.txt', report(one.number)),
      text('utan nummer.txt', report('')),
      { name: 'skannad.pdf', content: paperFile('p08-aby-skannad.pdf') },
      text('bild.png', 'PNG'),
    ];
    const { body } = await send(files, '?dryRun=true').expect(200);
    expect(body).toMatchObject({
      dryRun: true,
      files: [
        {
          fileName: 'b.txt',
          outcome: 'proposed',
          consultation: other.id,
          ownCaseNumber: other.number,
          versionBefore: 0,
        },
        { fileName: 'a.txt', outcome: 'proposed', consultation: one.id, version: null, problems: [] },
        { fileName: 'utan nummer.txt', outcome: 'refused', consultation: null },
        { fileName: 'skannad.pdf', outcome: 'refused' },
        { fileName: 'bild.png', outcome: 'refused' },
      ],
    });
    expect(codesOf(body.files)).toEqual(['', '', 'no-case-number', 'needs-ocr', 'not-a-paper']);
    expect((await statementOf(one.id)).version).toBe(0);
  });

  it('are imported each by itself: one that has been changed since is refused, and one can be passed over', async () => {
    const [one, other, third] = [await assigned(), await assigned(), await assigned()];
    const files = [one, other, third].map(({ number }, index) => text(`${index}.txt`, report(number)));
    await service
      .as('tsn-handlaggare')
      .put(`/consultations/${one.id}/statement`, { title: 'Skrivet under tiden' }, { ifMatch: 0 })
      .expect(200);
    const { body } = await send(files, '?versions=0,0,-').expect(200);
    expect(body.files).toMatchObject([
      { outcome: 'refused', problems: [{ code: 'stale-version' }] },
      { outcome: 'imported', consultation: other.id, versionBefore: 0, version: 1 },
      { outcome: 'passed-over', problems: [] },
    ]);
    expect((await statementOf(one.id))['title']).toBe('Skrivet under tiden');
    expect((await statementOf(other.id))['assessment']).toBe('Planen är bra.');
    expect((await statementOf(third.id)).version).toBe(0);
    const { body: wrong } = await send(files, '?versions=0').expect(422);
    expect(wrong.errors).toMatchObject([{ pointer: '/versions', code: 'versions-of-rows' }]);
  });

  it('are imported once, however often the same request comes under its key', async () => {
    const { id, number } = await assigned();
    const sent = archive([text('a.txt', report(number))]);
    const once = () =>
      service.as('tsn-handlaggare').postFile(PATH, sent, 'application/zip', { key: 'mapp-1' });
    const { body: first } = await once().expect(200);
    const { body: repeated } = await once().expect(200);
    expect(first.files).toMatchObject([{ outcome: 'imported', version: 1 }]);
    expect(repeated.files).toMatchObject([{ outcome: 'imported', version: 1 }]);
    expect((await statementOf(id)).version).toBe(1);
  });

  it('are both refused by name where two are of the same matter', async () => {
    const { id, number } = await assigned();
    const { body } = await send([text('x.txt', report(number)), text('y.txt', report(number))]).expect(200);
    expect(codesOf(body.files)).toEqual(['same-matter', 'same-matter']);
    expect(body.files[0].problems[0].detail).toContain('y.txt');
    expect((await statementOf(id)).version).toBe(0);
  });

  it('do not tell a matter that another handles from one that is not there', async () => {
    const { sentReferral, consultationOf, step } = given(service);
    const { id } = await consultationOf('tsn-registrator', await sentReferral());
    const { ownCaseNumber } = await step('tsn-registrator', id, 'register');
    const { body } = await send([
      text('a.txt', report('TSN 1999/9999')),
      text('b.txt', report(String(ownCaseNumber))),
    ]).expect(200);
    const [absent, other] = body.files.map(({ fileName: _name, ...row }: { fileName: string }) => row);
    expect(absent).toEqual(other);
    expect(absent.problems).toMatchObject([{ code: 'no-such-matter' }]);
  });

  it('are imported by whoever stands in for the officer, and by nobody else', async () => {
    const { id, number } = await assigned();
    const file = [text('a.txt', report(number))];
    await send(file, '', 'tsn-sekreterare').expect(403);
    const standIn = {
      absent: 'tsn-handlaggare',
      standIn: 'tsn-sekreterare',
      from: TODAY,
      until: '2026-11-20',
    };
    await service.as('tsn-chef').post('/bodies/TSN/stand-ins', standIn).expect(201);
    const { body } = await send(file, '', 'tsn-sekreterare').expect(200);
    expect(body.files).toMatchObject([{ outcome: 'imported', consultation: id, version: 1 }]);
  });

  it.each([
    ['tsn-registrator', 403],
    ['ks-handlaggare', 403],
    ['bin-handlaggare', 403],
  ])('are refused to %s before the archive is opened', async (person, status) => {
    await send(Buffer.from('inget arkiv'), '', person).expect(status);
  });

  it('are sent to a body that is there, as a ZIP', async () => {
    await send([text('a.txt', 'x')], '', 'tsn-handlaggare', '/bodies/XX/statement-imports').expect(404);
    await service.as('tsn-handlaggare').postText(PATH, 'text').expect(415);
    await service.as('tsn-handlaggare').post(PATH, {}).expect(415);
  });
});

describe('an archive that somebody has tampered with', () => {
  it.each([
    ['no archive', Buffer.from('PK'), 'not-an-archive'],
    ['one cut off', archive([text('a.txt', 'x')]).subarray(0, -10), 'not-an-archive'],
    [
      'one with more after its end',
      Buffer.concat([archive([text('a.txt', 'x')]), Buffer.from('mer')]),
      'not-an-archive',
    ],
    [
      'an empty one',
      archive([
        { name: 'mapp/' },
        { name: '__MACOSX/._a.docx' },
        { name: '~$a.docx' },
        { name: 'Thumbs.db' },
      ]),
      'empty-archive',
    ],
    [
      'one of too many files',
      archive(Array.from({ length: 101 }, (_, at) => text(`${at}.txt`, 'x'))),
      'too-many-reports',
    ],
    [
      'one of too many folders',
      archive(Array.from({ length: 1001 }, (_, at) => ({ name: `${at}/` }))),
      'too-many-reports',
    ],
  ])('is refused as a whole: %s', async (_what, content, code) => {
    const { body } = await send(content).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '', code }]);
  });

  it('is refused by the file, and the others go on', async () => {
    const { id, number } = await assigned();
    const bomb = Buffer.alloc(21 * 1024 * 1024);
    const { body } = await send([
      { name: 'bomb.txt', content: bomb },
      { name: 'luras.txt', content: bomb, saidSize: 10 },
      { name: 'hemlig.txt', content: 'x', flags: 1 },
      { name: 'lank.txt', content: '/etc/passwd', mode: 0o120777 },
      { name: 'inre.zip', content: archive([text('a.txt', report(number))]) },
      text('tva.txt', 'x'),
      text('TVA.txt', 'y'),
      text('../../etc/\u202epasswd\u0007.txt', 'x'),
      text('mapp/hel.txt', report(number)),
    ]).expect(200);
    expect(codesOf(body.files)).toEqual([
      'too-large-unpacked',
      'truncated',
      'encrypted',
      'not-a-paper',
      'not-a-paper',
      'same-name',
      'same-name',
      expect.stringMatching(/no-line-breaks|not-a-staff-report/),
      '',
    ]);
    expect(body.files[7].fileName).toBe('../../etc/ passwd .txt');
    expect((await statementOf(id)).version).toBe(1);
  });
});

describe('the page of several reports', () => {
  const path = '/tjansteskrivelser/tsn';
  const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);
  async function choose(
    visitor: Visitor,
    files: readonly (readonly [name: string, content: string | Buffer])[],
  ) {
    const form = new FormData();
    for (const [name, value] of Object.entries(Visitor.hidden(await visitor.visit(path))))
      form.append(name, value);
    for (const [name, content] of files)
      form.append('files', new Blob([Uint8Array.from(Buffer.from(content))]), name);
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: visitor.base };
    return visitor.request(path, { method: 'POST', body: form, headers });
  }

  it('shows what is found in files and archives, and imports what is marked, once', async () => {
    const [one, other, left] = [await assigned(), await assigned(), await assigned()];
    const officer = await signedIn('tsn-handlaggare');
    expect((await officer.visit('/inkorg')).text).toContain('Läs in flera tjänsteskrivelser');
    const zip = archive([
      text('ett.txt', report(one.number)),
      text('två.txt', report(other.number, 'Andra.')),
    ]);
    const page = await choose(officer, [
      ['mapp.zip', zip],
      ['kvar.txt', report(left.number)],
      ['utan.txt', report('')],
    ]);
    expect(page.status).toBe(200);
    for (const shown of ['ett.txt', one.number, 'två.txt', other.number, 'kvar.txt', 'utan.txt'])
      expect(page.text).toContain(shown);
    expect((await statementOf(one.id))['version']).toBe(0);
    const fields = Visitor.hidden(page);
    const sent = new URLSearchParams([...Object.entries(fields), ['rad', '0'], ['rad', '1']]);
    const post = () =>
      officer.request(`${path}/las-in`, {
        method: 'POST',
        body: sent,
        headers: { 'Sec-Fetch-Site': 'same-origin', Origin: officer.base },
      });
    const after = await post();
    expect([after.status, after.text.includes('Så gick det: 2 / 2')]).toEqual([200, true]);
    expect(await statementOf(other.id)).toMatchObject({ version: 1, assessment: 'Andra.' });
    expect((await statementOf(left.id))['version']).toBe(0);
    const again = await post();
    // As a double click does: nothing is saved twice, and the answer is the same.
    expect([again.status, again.text.includes('Så gick det: 2 / 2')]).toEqual([200, true]);
    expect((await statementOf(other.id))['version']).toBe(1);
  });

  it('overwrites nothing that was written meanwhile, and says so of that file alone', async () => {
    const [one, other] = [await assigned(), await assigned()];
    const officer = await signedIn('tsn-handlaggare');
    const page = await choose(officer, [
      ['ett.txt', report(one.number)],
      ['två.txt', report(other.number)],
    ]);
    await given(service).saveStatement(one.id, { title: 'Skrivet under tiden' });
    const sent = new URLSearchParams([...Object.entries(Visitor.hidden(page)), ['rad', '0'], ['rad', '1']]);
    const after = await officer.request(`${path}/las-in`, {
      method: 'POST',
      body: sent,
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: officer.base },
    });
    expect(after.text).toContain('Så gick det: 1 / 2');
    expect(await statementOf(one.id)).toMatchObject({ title: 'Skrivet under tiden' });
    expect((await statementOf(other.id))['version']).toBe(1);
  });

  it('is the officers’ alone, and what was found is nobody else’s', async () => {
    const { number, id } = await assigned();
    const officer = await signedIn('tsn-handlaggare');
    const registrar = await signedIn('tsn-registrator');
    expect((await registrar.visit(path)).status).toBe(404);
    expect((await registrar.visit('/inkorg')).text).not.toContain('Läs in flera tjänsteskrivelser');
    expect((await officer.visit('/tjansteskrivelser/bin')).status).toBe(404);
    const { kept } = Visitor.hidden(await choose(officer, [['ett.txt', report(number)]])) as { kept: string };
    const other = await signedIn('bin-handlaggare');
    const form = Visitor.hidden(await other.visit('/tjansteskrivelser/bin'));
    const taken = await other.send('/tjansteskrivelser/bin/las-in', { ...form, kept, rad: '0' });
    expect(taken.status).toBe(410);
    expect((await statementOf(id))['version']).toBe(0);
  });

  it('imports what was found in files, and nothing that was typed in another form', async () => {
    const { id } = await assigned();
    const officer = await signedIn('tsn-handlaggare');
    const { _token: token } = Visitor.hidden(await officer.visit('/mitt')) as { _token: string };
    // Filled in with what a page would have found, and kept since the session had ended.
    const made = {
      'found[0][index]': '0',
      'found[0][consultation]': id,
      'found[0][version]': '0',
      'found[0][content][title][text]': 'Ingen titel',
      'reports[0][name]': 'ett.txt',
    };
    const { cookies } = officer;
    const session = cookies.get('yttra')!;
    service.setNow(new Date(Date.parse(NOW) + 3 * 3_600_000).toISOString());
    await officer.send(`/svar/${id}/registrera`, { _token: token, ...made });
    service.setNow(NOW);
    const kept = cookies.get('yttra-form')!;
    expect(kept).toHaveLength(43);
    cookies.set('yttra', session);
    const sent = await officer.send(`${path}/las-in`, { _token: token, kept, rad: '0' });
    expect(sent.status).toBe(410);
    expect((await statementOf(id))['version']).toBe(0);
    // Nor is it read as reports.
    const anew = await officer.send(`${path}/rubriker`, { _token: token, filer: kept });
    expect(anew.status).toBe(410);
  });

  it('says of no files and of no archive what is wrong', async () => {
    const officer = await signedIn('tsn-handlaggare');
    const none = await choose(officer, []);
    expect([none.status, none.text.includes('Välj minst en fil'), none.text.includes('file:')]).toEqual([
      422,
      true,
      false,
    ]);
    const many = archive(Array.from({ length: 60 }, (_, at) => text(`${at}.txt`, 'Text')));
    const twice = await choose(officer, [
      ['ett.zip', many],
      ['två.zip', many],
    ]);
    expect([twice.status, twice.text.includes('högst 100 filer åt gången')]).toEqual([422, true]);
    const broken = await choose(officer, [['mapp.zip', 'inget arkiv']]);
    expect(broken.status).toBe(422);
    expect(broken.text).toContain('ZIP');
  });
});

describe('an archive of another make', () => {
  it('is read where its sizes and places stand in 64 bits, and its names in the letters of DOS', async () => {
    const [one, other] = [await assigned(), await assigned()];
    const { body: large } = await send(archive64([text('a.txt', report(one.number))]), '?dryRun=true').expect(
      200,
    );
    expect(large.files).toMatchObject([{ fileName: 'a.txt', outcome: 'proposed', consultation: one.id }]);
    // "Förslag på åtgärder.txt" in code page 437.
    const name = Buffer.from('F\x94rslag p\x86 \x86tg\x84rder.txt', 'latin1');
    const { body } = await send([{ name, content: report(other.number) }], '?dryRun=true').expect(200);
    expect(body.files).toMatchObject([
      { fileName: 'Förslag på åtgärder.txt', outcome: 'proposed', consultation: other.id },
    ]);
  });
});

describe('an archive on its way', () => {
  /** Says that 40 MiB come, and sends the first of them. */
  const beginToSend = async (person: string, path = PATH): Promise<ClientRequest> => {
    const base = `${service.base}/yttra/v1`;
    const token = await fetch(`${base}/demo/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ persona: person }),
    });
    const { accessToken } = (await token.json()) as { accessToken: string };
    const sent = begin(`${base}${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${accessToken}`,
        'Content-Type': 'application/zip',
        'Content-Length': 40 * 1024 * 1024,
      },
    });
    sent.on('error', () => undefined);
    sent.write(Buffer.alloc(1024));
    return sent;
  };
  const answered = async (sent: ClientRequest): Promise<number | undefined> => {
    const [answer] = (await once(sent, 'response', { signal: AbortSignal.timeout(5000) })) as [
      IncomingMessage,
    ];
    return answer.statusCode;
  };

  it('is refused before it is read to whoever may not, or where there is no such body', async () => {
    for (const [person, path, status] of [
      ['tsn-registrator', PATH, 403],
      ['bin-handlaggare', PATH, 403],
      ['tsn-handlaggare', '/bodies/XX/statement-imports', 404],
    ] as const) {
      const sent = await beginToSend(person, path);
      expect([person, await answered(sent)]).toEqual([person, status]);
      sent.destroy();
    }
  });

  it('waits for one of two that the same person has under way, and for nobody else’s', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => beginToSend('tsn-handlaggare')));
    // Two are read on, and the one that came last is not.
    expect(await Promise.race(sent.map(answered))).toBe(429);
    const another = () => send([text('a.txt', report(''))], '?dryRun=true');
    const { body, headers } = await another().expect(429);
    expect([body.type, headers['retry-after']]).toEqual(['/problems/too-many-requests', '10']);
    await service
      .as('bin-handlaggare')
      .postFile(
        '/bodies/BIN/statement-imports?dryRun=true',
        archive([text('a.txt', report(''))]),
        'application/zip',
      )
      .expect(200);
    for (const each of sent) each.destroy();
    await until(another, ({ status }) => status === 200);
  });
});
