import { describe, expect, it } from '@jest/globals';
import { docxWith } from '../support/docx-files.js';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { realReport } from '../support/staff-reports.js';
import { Visitor, type Visited } from '../support/visitor.js';

const service = sharedService();

const as = async (persona: string) => Visitor.signedIn(service.base, persona);

type Sent = readonly (readonly [
  field: string,
  content: string | Uint8Array<ArrayBuffer>,
  name: string,
  type?: string,
])[];

/** Sends the form of a page as a browser without script does: its hidden fields, what is written, then the files. */
async function send(
  visitor: Visitor,
  page: Visited,
  path: string,
  fields: Record<string, string>,
  files: Sent,
): Promise<Visited> {
  const form = new FormData();
  const { _token, _version, _key, _copy, _files } = Visitor.hidden(page);
  for (const [name, value] of Object.entries({ _token, _version, _key, _copy, _files, ...fields }))
    if (value !== undefined) form.append(name, value);
  for (const [field, content, name, type = 'text/plain'] of files)
    form.append(field, new Blob([content], { type }), name);
  return visitor.request(path, {
    method: 'POST',
    body: form,
    headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
  });
}

const documentsOf = async (body: string): Promise<{ title: string; kind: string }[]> =>
  service.database.query(
    'SELECT title, kind FROM documents WHERE body_code = $1 ORDER BY created_at, title',
    [body],
  );

describe('a sent referral is supplemented on its page', () => {
  const supplementOf = async (consultees: object[] = [{ body: 'TSN' }]) => {
    const referral = await given(service).sentReferral({
      consultees,
      questions: [{ text: 'Är utvecklingsområdena relevanta?' }],
    });
    const path = `/remisser/${referral.id}/komplettera`;
    const visitor = await as('ks-registrator');
    return { referral, path, visitor, page: await visitor.visit(path) };
  };
  const before = { 'questions[0][text]': 'Är utvecklingsområdena relevanta?', kind: 'attachment' };

  it('with several files, and everyone asked is told', async () => {
    const { referral, path, visitor, page } = await supplementOf();
    expect(page.text).toContain('Alla remissinstanser får veta det');
    const sent = await send(visitor, page, path, { ...before, reason: 'Två bilagor saknades' }, [
      ['files', 'Karta', 'karta.txt'],
      ['files', 'Budget', 'budget.txt'],
    ]);
    expect(sent.text).toContain('Remissen kompletterades.');
    expect(sent.text).toContain('karta');
    const { documents, questions } = await done(
      service.as('ks-registrator').get(`/referrals/${referral.id}`),
    );
    expect((documents as Answer[]).map(({ title }) => title)).toEqual(['karta', 'budget']);
    expect(questions).toEqual([{ text: 'Är utvecklingsområdena relevanta?' }]);
    const told = await service.database.query(
      "SELECT recipient_body FROM deliveries WHERE referral_id = $1 AND topic = 'referral-supplemented' AND channel = 'inbox'",
      [referral.id],
    );
    expect(told).toEqual([{ recipient_body: 'TSN' }]);
    const packets = await done(service.as('tsn-registrator').get(`/referrals/${referral.id}/packets`));
    expect((packets['items'] as Answer[])[0]).toMatchObject({ number: 2, reason: 'Två bilagor saknades' });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const read = (await (await as('tsn-registrator')).visit(`/svar/${id}`)).text.replaceAll(/\s+/g, ' ');
    expect(read).toMatch(/Det som frågas Ändrad \d+ \p{L}+(?: \d{4})? ?: Två bilagor saknades/u);
  });

  it('with a changed and a further question and no file', async () => {
    const { referral, path, visitor, page } = await supplementOf();
    expect(page.text).toContain('Är utvecklingsområdena relevanta?');
    const questions = {
      'questions[0][text]': 'Är de fyra utvecklingsområdena relevanta?',
      'questions[1][text]': 'Räcker tiden?\n\nOm inte: när?',
      'questions[2][text]': '',
    };
    const sent = await send(visitor, page, path, { ...questions, reason: 'Otydlig fråga' }, [
      ['files', '', ''],
    ]);
    expect(sent.text).toContain('Remissen kompletterades.');
    expect(await done(service.as('ks-registrator').get(`/referrals/${referral.id}`))).toMatchObject({
      questions: [
        { text: 'Är de fyra utvecklingsområdena relevanta?' },
        { text: 'Räcker tiden?\n\nOm inte: när?' },
      ],
    });
  });

  it('never lets an answer come under another question than it was given to', async () => {
    const { referral, path, visitor, page } = await supplementOf();
    const emptied = { 'questions[0][text]': '', 'questions[1][text]': 'Räcker tiden?', reason: 'Fel fråga' };
    const refused = await send(visitor, page, path, emptied, [['files', '', '']]);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Räcker tiden?');
    expect(await done(service.as('ks-registrator').get(`/referrals/${referral.id}`))).toMatchObject({
      questions: [{ text: 'Är utvecklingsområdena relevanta?' }],
    });
  });

  it('says what is missing, keeps what was typed and leaves no document behind', async () => {
    const { path, visitor, page } = await supplementOf();
    const stored = (await documentsOf('KS')).length;
    const nothing = await send(visitor, page, path, { ...before, reason: 'Ingenting' }, [['files', '', '']]);
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('Ange en handling eller frågorna som remissen kompletteras med.');
    const silent = { 'questions[0][text]': 'Relevanta?', 'questions[1][text]': 'Räcker tiden?' };
    const unreasoned = await send(visitor, nothing, path, silent, [['files', 'Karta', 'karta.txt']]);
    expect(unreasoned.status).toBe(422);
    expect(unreasoned.text).toContain('Skriv varför');
    expect(unreasoned.text).toContain('Räcker tiden?');
    const unknown = await send(visitor, unreasoned, path, { ...before, reason: 'Karta' }, [
      ['files', 'Karta', 'karta.txt'],
      ['files', 'MZ', 'karta.exe', 'application/x-msdownload'],
    ]);
    expect(unknown.status).toBe(415);
    expect(unknown.text).toContain('Nya handlingar: Filen .exe tas inte emot');
    const many = Array.from({ length: 21 }, (_, n) => ['files', 'x', `fil-${n}.txt`] as const);
    const tooMany = await send(visitor, unreasoned, path, { ...before, reason: 'Kartor' }, many);
    expect(tooMany.text).toContain('Välj högst 20 filer.');
    expect((await documentsOf('KS')).length).toBe(stored);
  });

  it('shown again after somebody else’s change it asks for the files, and is refused once without them', async () => {
    const { referral, path, visitor, page } = await supplementOf();
    await done(
      service
        .as('ks-registrator')
        .post(
          `/referrals/${referral.id}/extend`,
          { until: '2027-06-01', reason: 'Mer tid' },
          { ifMatch: '*' },
        ),
    );
    const fields = { ...before, reason: 'Karta' };
    const stale = await send(visitor, page, path, fields, [['files', 'Karta', 'karta.txt']]);
    expect([stale.status, stale.text]).toEqual([
      412,
      expect.stringContaining('Välj filen på nytt: karta.txt.'),
    ]);
    const without = await send(visitor, stale, path, fields, [['files', '', '']]);
    expect([without.status, without.text]).toEqual([422, expect.stringContaining('Välj filerna på nytt')]);
    const { documents } = await done(service.as('ks-registrator').get(`/referrals/${referral.id}`));
    expect(documents).toEqual([]);
    const other = { ...fields, 'questions[0][text]': 'Är de relevanta?' };
    const meant = await send(visitor, without, path, other, [['files', '', '']]);
    expect(meant.text).toContain('Remissen kompletterades.');
  });

  it('is not there for whoever may not', async () => {
    const { referral, path } = await supplementOf();
    const officer = await as('ks-handlaggare');
    expect((await officer.visit(`/remisser/${referral.id}`)).text).not.toContain('Komplettera');
    const page = await officer.visit(path);
    const refused = await send(officer, page, path, { ...before, reason: 'Karta' }, [
      ['files', 'Karta', 'karta.txt'],
    ]);
    expect(refused.status).toBe(403);
  });
});

it('a reply that came another way is recorded with its attachments', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const visitor = await as('ks-registrator');
  const [{ id }]: [{ id: string }] = await service.database.query(
    'SELECT id FROM consultations WHERE referral_id = $1',
    [referral.id],
  );
  const path = `/svar/${id}/for-in-svar`;
  const page = await visitor.visit(path);
  const fields = { receivedOn: TODAY, stance: 'supports' };
  const alone = await send(visitor, page, path, fields, [
    ['file', '', ''],
    ['files', 'Karta', 'karta.txt'],
  ]);
  expect(alone.status).toBe(422);
  expect(alone.text).toContain('Välj filen med svaret');
  const recorded = await send(visitor, alone, path, fields, [
    ['file', 'Vi tillstyrker', 'svar.txt'],
    ['files', 'Karta', 'karta.txt'],
    ['files', 'Namnlista', 'namn.txt'],
  ]);
  expect(recorded.text).toContain('Svar fördes in från Byalaget.');
  const { recordedReply } = (
    (await done(service.as('ks-registrator').get(`/referrals/${referral.id}/replies`)))['items'] as Answer[]
  )[0] as unknown as { recordedReply: { documentId: string; attachments: string[] } };
  const titles = await Promise.all(
    [recordedReply.documentId, ...recordedReply.attachments].map(
      async (document) => (await done(service.as('ks-registrator').get(`/documents/${document}`)))['title'],
    ),
  );
  expect(titles).toEqual([
    'Svar från Byalaget',
    'Bilaga till svar från Byalaget: karta',
    'Bilaga till svar från Byalaget: namn',
  ]);
});

it('a document is marked confidential on its page, and the marking is lifted there', async () => {
  const { id } = await given(service).document({ title: 'Bilaga med uppgifter om en elev' });
  const visitor = await as('ks-registrator');
  const about = await visitor.visit(`/handlingar/${id}/om`);
  expect(about.text).toContain('Bilaga med uppgifter om en elev');
  expect(about.text).toContain('Text, ');
  const marking = await visitor.visit(`/handlingar/${id}/sekretessmarkera`);
  const { _token, _version, _key } = Visitor.hidden(marking);
  const form = { _token: _token!, _version: _version!, _key: _key! };
  const unsaid = await visitor.send(`/handlingar/${id}/sekretessmarkera`, form);
  expect(unsaid.status).toBe(422);
  expect(unsaid.text).toContain('Ange bestämmelsen');
  const marked = await visitor.send(`/handlingar/${id}/sekretessmarkera`, {
    ...form,
    _key: 'en-annan',
    provision: 'OSL 23:1',
    'seenBy[]': 'KS:registrar',
  });
  expect(marked.text).toContain('Sekretess');
  expect(await done(service.as('ks-registrator').get(`/documents/${id}`))).toMatchObject({
    confidential: true,
  });
  expect((await (await as('ks-handlaggare')).visit(`/handlingar/${id}/om`)).status).toBe(404);
  expect((await visitor.visit(`/handlingar/${id}/om`)).text).not.toContain('en elev');

  const lifting = await visitor.visit(`/handlingar/${id}/hav-sekretess`);
  const { _version: now } = Visitor.hidden(lifting);
  await visitor.send(`/handlingar/${id}/hav-sekretess`, {
    ...form,
    _version: now!,
    _key: 'tredje',
    reason: 'Fel',
  });
  expect(await done(service.as('ks-registrator').get(`/documents/${id}`))).toMatchObject({
    confidential: false,
  });
});

describe('a report is imported from a file in the editor', () => {
  const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const inWord = docxWith({
    body: realReport
      .split('\n')
      .map(
        (line) => `<w:p><w:r><w:t>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r></w:p>`,
      )
      .join(''),
  });
  const editor = async () => {
    const { id } = await given(service).consultation('drafting');
    const path = `/svar/${id}/yttrande`;
    const visitor = await as('tsn-handlaggare');
    return { id, path, visitor, page: await visitor.visit(path) };
  };
  const typed = { title: 'Yttrande', assessment: 'Det här skrev jag nyss.', stance: 'supports' };

  it('which shows what it found, and saves what stood in the form first', async () => {
    const { id, path, visitor, page } = await editor();
    const found = await send(visitor, page, `${path}/fil`, typed, [['file', realReport, 'skrivelse.txt']]);
    expect(found.status).toBe(200);
    expect(found.text).toContain('Det här hittades');
    const fields = Visitor.hidden(found);
    const saved = await visitor.send(`${path}/las-in`, fields);
    expect(saved.text).toContain('Sparat som version');
    const { items } = await done(
      service.as('tsn-handlaggare').get(`/consultations/${id}/statement/versions`),
    );
    const [imported, before] = items as Answer[];
    const versionOf = (each: Answer) =>
      done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement/versions/${each['version']}`));
    expect(await versionOf(before!)).toMatchObject({ assessment: 'Det här skrev jag nyss.' });
    const now = await versionOf(imported!);
    expect(now['assessment']).not.toContain('skrev jag nyss');
    // No report says how questions are answered; what the form said of them stays.
    expect(now['stance']).toBe('supports');
  });

  it('also a Word file, and a mail that has it as its text or carries it', async () => {
    const { path, visitor, page } = await editor();
    const mail = (type: string, content: Buffer) =>
      [
        'From: anna@kommun.example',
        'Subject: =?utf-8?q?Tj=C3=A4nsteskrivelse?=',
        'MIME-Version: 1.0',
        `Content-Type: ${type}`,
        'Content-Transfer-Encoding: base64',
        '',
        content.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
      ].join('\r\n');
    const carried = `multipart/mixed; boundary=gr\r\n\r\n--gr\r\nContent-Type: text/plain\r\n\r\nSe bilagan.\r\n--gr\r\nContent-Type: ${WORD}; name="skrivelse.docx"\r\nContent-Disposition: attachment; filename="skrivelse.docx"\r\nContent-Transfer-Encoding: base64\r\n\r\n${inWord.toString('base64')}\r\n--gr--\r\n`;
    const files: Sent = [
      ['file', Uint8Array.from(inWord), 'skrivelse.docx', WORD],
      ['file', mail('text/plain; charset=utf-8', Buffer.from(realReport)), 'mejl.eml', 'message/rfc822'],
      [
        'file',
        `From: anna@kommun.example\r\nMIME-Version: 1.0\r\nContent-Type: ${carried}`,
        'med.eml',
        'message/rfc822',
      ],
    ];
    for (const file of files) {
      const found = await send(visitor, page, `${path}/fil`, typed, [file]);
      expect([file[2], found.status]).toEqual([file[2], 200]);
      expect(found.text).toContain('hållbarhet');
    }
  });

  it('or says why it cannot be read, with all that was typed', async () => {
    const { path, visitor, page } = await editor();
    const cases: [Sent, string][] = [
      [[['file', '', '']], 'Fil saknas'],
      [[['file', '', 'tom.txt']], 'Filen är tom'],
      [[['file', 'PK nonsens', 'trasig.docx']], 'Filen'],
      [[['file', 'Hej', 'bild.png', 'image/png']], 'varken text, PDF eller Word-dokument'],
      [[['file', 'Bara en rad utan något', 'kort.txt']], 'ser inte ut att vara en tjänsteskrivelse'],
    ];
    for (const [files, why] of cases) {
      const refused = await send(visitor, page, `${path}/fil`, typed, files);
      expect([refused.status, why]).toEqual([422, why]);
      expect(refused.text).toContain(why);
      expect(refused.text).toContain('Det här skrev jag nyss.');
    }
  });

  it('and not by whoever may not write', async () => {
    const { path, visitor } = await editor();
    await visitor.signIn('tsn-registrator');
    const refused = await send(visitor, await visitor.visit('/inkorg'), `${path}/fil`, typed, [
      ['file', realReport, 'skrivelse.txt'],
    ]);
    expect(refused.status).toBe(403);
  });
});
