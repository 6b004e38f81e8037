import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { LocalFiles } from '../../src/documents/local-files.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

let folder: string;
const service = sharedService({ MAX_UPLOAD_MEGABYTES: '1' });
beforeAll(async () => {
  folder = service.app.get<Settings>(SETTINGS).documentsDirectory;
});
afterEach(() => service.reset());

const fields = { title: 'Remissversion', kind: 'proposal', body: 'KS' };
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const pdfFile = { filename: 'strategi.pdf', contentType: 'application/pdf' };
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** What is half-received, and what has a row. */
const leftOver = () => readdir(join(folder, 'incoming')).catch(() => [] as string[]);
const rows = (): Promise<Answer[]> => service.database.query('SELECT * FROM documents ORDER BY created_at');

async function nothingIsStored() {
  expect(await leftOver()).toEqual([]);
  expect(await rows()).toEqual([]);
}

describe('uploading a document', () => {
  it('keeps the file under its checksum, with a row and an audit event', async () => {
    const { body, headers } = await service
      .as('ks-registrator')
      .upload({ ...fields, direction: 'outgoing', reason: 'Till remissen' }, pdf, pdfFile)
      .expect(201);

    expect(body).toEqual({
      id: expect.any(String),
      ...fields,
      direction: 'outgoing',
      availableActions: ['correct', 'mark-confidential', 'remove'],
      fileName: 'strategi.pdf',
      mediaType: 'application/pdf',
      byteSize: pdf.length,
      sha256: sha256(pdf),
      inspected: 'whole',
      notInspectedFor: null,
      receivedOn: null,
      replaces: null,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      confidential: false,
      confidentiality: [],
      disposed: null,
      version: 1,
    });
    expect(headers['location']).toBe(`/yttra/v1/documents/${body.id}`);
    expect(await readFile(join(folder, body.sha256.slice(0, 2), body.sha256))).toEqual(pdf);
    expect(await leftOver()).toEqual([]);
    const [event] = await service.database.query(
      "SELECT actor, verb, reason, after->>'sha256' AS sha256 FROM audit_events WHERE object_id = $1",
      [body.id],
    );
    expect(event).toEqual({
      actor: 'ks-registrator',
      verb: 'upload',
      reason: 'Till remissen',
      sha256: sha256(pdf),
    });
  });

  it('takes the parts in any order', async () => {
    const upload = service.as('ks-registrator').post('/documents').attach('file', pdf, pdfFile);
    for (const [name, value] of Object.entries(fields)) void upload.field(name, value);
    expect(await done(upload)).toMatchObject(fields);
  });

  it('keeps the same content once for two documents', async () => {
    const first = await done(service.as('ks-registrator').upload(fields, pdf, pdfFile));
    const second = await done(service.as('tsn-registrator').upload({ ...fields, body: 'TSN' }, pdf, pdfFile));
    expect(second['sha256']).toBe(first['sha256']);
    expect(second.id).not.toBe(first.id);
  });

  it('names the document it replaces, of the same body', async () => {
    const first = await done(service.as('ks-registrator').upload(fields, 'Version 1'));
    const second = await done(
      service.as('ks-registrator').upload({ ...fields, replaces: first.id }, 'Version 2'),
    );
    expect(second['replaces']).toBe(first.id);
    const { body } = await service
      .as('tsn-registrator')
      .upload({ ...fields, body: 'TSN', replaces: first.id }, 'Version 2')
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/replaces', code: 'unknown-document' }]);
  });

  it('is for the staff of the body, whichever part comes first', async () => {
    await service
      .as('ks-registrator')
      .upload({ ...fields, body: 'TSN' }, pdf, pdfFile)
      .expect(403);
    await service
      .as('tsn-lasare')
      .upload({ ...fields, body: 'TSN' }, pdf, pdfFile)
      .expect(403);
    await service.as('admin').upload(fields, pdf, pdfFile).expect(403);
    const fileFirst = service.as('tsn-registrator').post('/documents').attach('file', pdf, pdfFile);
    for (const [name, value] of Object.entries(fields)) void fileFirst.field(name, value);
    await fileFirst.expect(403);
    await nothingIsStored();
  });

  it.each([
    [{ title: 'X', kind: 'proposal', body: 'ZZ' }, '/body', 'unknown-body'],
    [{ kind: 'proposal', body: 'KS' }, '/title', 'required'],
    [{ ...fields, kind: 'brev' }, '/kind', 'choice'],
    [{ ...fields, direction: 'ut' }, '/direction', 'choice'],
    [{ ...fields, replaces: 'den förra' }, '/replaces', 'id'],
    [{ ...fields, sha256: 'abc' }, '/sha256', 'unknown-field'],
  ])('is refused with 422 for %j', async (sent, pointer, code) => {
    const { body } = await service
      .as('ks-registrator')
      .upload(sent as Record<string, string>, pdf, pdfFile)
      .expect(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    await nothingIsStored();
  });

  it('is refused without a file, with all else that is missing, and with an empty one', async () => {
    const without = await service.as('ks-registrator').post('/documents').field('title', 'X').expect(422);
    expect(without.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/kind',
      '/body',
      '/file',
    ]);
    const empty = await service.as('ks-registrator').upload(fields, '').expect(422);
    expect(empty.body.errors).toMatchObject([{ pointer: '/file', code: 'empty' }]);
    await nothingIsStored();
  });

  it.each([
    ['a program by the name of a report', Buffer.from('MZ\u0090\u0000\u0003'), pdfFile],
    ['text by the name of a report', Buffer.from('Hej'), pdfFile],
    ['a report by the name of text', pdf, { filename: 'a.txt', contentType: 'text/plain' }],
    ['another type than declared', pdf, { filename: 'a.pdf', contentType: 'image/png' }],
    ['a web page', Buffer.from('<html></html>'), { filename: 'a.html', contentType: 'text/html' }],
    ['a drawing with script', Buffer.from('<svg/>'), { filename: 'a.svg', contentType: 'image/svg+xml' }],
    ['text in Latin-1', Buffer.from('åäö', 'latin1'), { filename: 'a.txt', contentType: 'text/plain' }],
    ['text with NUL', Buffer.from('a\u0000b'), { filename: 'a.txt', contentType: 'text/plain' }],
  ])('is refused with 415: %s', async (_, content, file) => {
    const { body } = await service.as('ks-registrator').upload(fields, content, file).expect(415);
    expect(body.type).toBe('/problems/unsupported-media-type');
    await nothingIsStored();
  });

  it('is refused over the limit, with nothing left behind', async () => {
    const limit = 1024 * 1024;
    await done(service.as('ks-registrator').upload(fields, 'a'.repeat(limit)));
    await service.reset();
    await service
      .as('ks-registrator')
      .upload(fields, 'a'.repeat(limit + 1))
      .expect(413);
    await nothingIsStored();
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    [
      'an end that never comes',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; na',
    ],
    [
      'a file that never ends',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
    ],
    [
      'a poisoned name',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nx\r\n--x--\r\n',
    ],
    [
      'a NUL in a field',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\na\u0000b\r\n--x--\r\n',
    ],
  ])('is refused with 400: %s', async (_, contentType, content) => {
    const sent = service.as('ks-registrator').post('/documents').set('Content-Type', contentType);
    await sent.send(content).expect(400);
    await until(leftOver, (names) => names.length === 0);
    await nothingIsStored();
  });

  it('is refused with 415 as JSON', async () => {
    await service.as('ks-registrator').post('/documents', fields).expect(415);
  });

  it('leaves nothing behind when the sender hangs up, however often', async () => {
    const { accessToken } = await service.app.get(DemoIssuer).issue('ks-registrator');
    const url = `${service.base}/yttra/v1/documents`;
    const hangUp = () =>
      new Promise<void>((resolve) => {
        const headers = {
          Authorization: `Bearer ${accessToken}`,
          'Content-Type': 'multipart/form-data; boundary=x',
          'Content-Length': '900000',
        };
        const sent = httpRequest(url, { method: 'POST', headers });
        sent.on('error', () => resolve()).on('close', () => resolve());
        sent.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc');
        setTimeout(() => sent.destroy(), 60);
      });
    await Promise.all(Array.from({ length: 40 }, hangUp));
    // Some of them are read only after they have hung up, so it must be empty and stay so.
    const seenForAWhile = async () => {
      const before = await leftOver();
      await pause(500);
      return [...before, ...(await leftOver())];
    };
    await until(seenForAWhile, (names) => names.length === 0);
    await nothingIsStored();
    await done(service.as('ks-registrator').upload(fields, pdf, pdfFile));
  });

  it('answers 507 when the disk is full, and leaves nothing behind', async () => {
    const files = service.app.get(LocalFiles);
    const receive = files.receive.bind(files);
    // The disk is the edge of the house: it fails as the operating system would say it.
    files.receive = async (content) => {
      content.once('data', () => content.destroy(Object.assign(new Error('full'), { code: 'ENOSPC' })));
      return receive(content);
    };
    try {
      const { body } = await service.as('ks-registrator').upload(fields, pdf, pdfFile).expect(507);
      expect(body.type).toBe('/problems/storage-full');
    } finally {
      files.receive = receive;
    }
    await nothingIsStored();
    await done(service.as('ks-registrator').upload(fields, pdf, pdfFile));
  });
});

describe('the name of an uploaded file', () => {
  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['..\\..\\windows\\a.txt', 'a.txt'],
    ['åäö😀.txt', 'åäö😀.txt'],
    [`${'a'.repeat(300)}.txt`, `${'a'.repeat(196)}.txt`],
  ])('%s is shown as %s and never used as a path', async (filename, shown) => {
    const { id, ...document } = await done(
      service.as('ks-registrator').upload(fields, 'Svar', { filename, contentType: 'text/plain' }),
    );
    expect(document['fileName']).toBe(shown);
    const { headers } = await service.as('ks-registrator').get(`/documents/${id}/content`).expect(200);
    expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(shown)}`);
  });
});

describe('reading a document', () => {
  it('downloads it byte for byte, as a file that no browser runs', async () => {
    const { id } = await done(service.as('ks-registrator').upload(fields, pdf, pdfFile));
    const { body, headers } = await service
      .as('ks-registrator')
      .get(`/documents/${id}/content`)
      .buffer()
      .expect(200);
    expect(body).toEqual(pdf);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': "attachment; filename*=UTF-8''strategi.pdf",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      etag: `"${sha256(pdf)}"`,
    });
  });

  it("is for the owner's staff, until a packet takes it to those who are asked", async () => {
    const { draftReferral } = given(service);
    const { id } = await done(service.as('ks-registrator').upload(fields, pdf, pdfFile));
    const seenBy = async (persona: string) =>
      Promise.all(
        [`/documents/${id}`, `/documents/${id}/content`].map(
          async (path) => (await service.as(persona).get(path)).status,
        ),
      );
    const listed = async (persona: string) =>
      (await done(service.as(persona).get('/documents')))['items'].map((item: Answer) => item.id);

    expect(await seenBy('ks-handlaggare')).toEqual([200, 200]);
    expect(await seenBy('tsn-handlaggare')).toEqual([404, 404]);
    expect(await seenBy('admin')).toEqual([404, 404]);
    expect(await listed('tsn-handlaggare')).toEqual([]);

    const draft = await draftReferral();
    const add = { documentId: id };
    await done(service.as('ks-handlaggare').post(`/referrals/${draft.id}/documents`, add));
    expect(await seenBy('tsn-handlaggare')).toEqual([404, 404]);
    const { version } = await done(service.as('ks-registrator').get(`/referrals/${draft.id}`));
    await done(service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: version }));

    expect(await seenBy('tsn-handlaggare')).toEqual([200, 200]);
    expect(await seenBy('bin-handlaggare')).toEqual([404, 404]);
    expect(await listed('tsn-handlaggare')).toEqual([id]);
  });

  it('lists the newest first, by body, kind and part of the title, page by page', async () => {
    const upload = (title: string, kind: string) =>
      done(service.as('ks-registrator').upload({ ...fields, title, kind }, title));
    const titles = ['Ändring', 'Bilaga 50 %', 'Remiss', 'Svar'];
    for (const title of titles) await upload(title, title.startsWith('Bilaga') ? 'attachment' : 'proposal');
    const list = async (query: string) =>
      (await done(service.as('ks-registrator').get(`/documents?${query}`)))['items'].map(
        (item: Answer) => item['title'],
      );

    expect(await list('')).toEqual(titles.toReversed());
    expect(await list('kind=attachment')).toEqual(['Bilaga 50 %']);
    expect(await list(`q=${encodeURIComponent('änd')}`)).toEqual(['Ändring']);
    expect(await list(`q=${encodeURIComponent('%')}`)).toEqual(['Bilaga 50 %']);
    expect(await list('body=TSN')).toEqual([]);

    const first = await done(service.as('ks-registrator').get('/documents?limit=3&count=true'));
    expect(first['total']).toBe(4);
    await upload('Kom emellan', 'other');
    expect(await list(`limit=3&cursor=${first['nextCursor']}`)).toEqual(['Ändring']);
  });
});
