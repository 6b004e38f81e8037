import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { done } from '../support/given.js';
import { until } from '../support/until.js';
import { archive, DOCX, OFFICE, ODT, officeFile, officeFileOf, openDocument, type Part } from './archives.js';
import { openHouse, type House } from './house.js';
import { jpeg, png, tiff } from './pictures.js';

/** Files that are what they say by their first bytes, and would harm whoever opens them (F-61). */
let house: House;
beforeAll(async () => {
  house = await openHouse({ MAX_UPLOAD_MEGABYTES: '2' });
});
afterAll(() => house.close());

const XLSX = `${OFFICE}.spreadsheetml.sheet`;
const PPTX = `${OFFICE}.presentationml.presentation`;
const DOCM = 'application/vnd.ms-word.document.macroEnabled.12';
const END = '\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';
const pdf = (start: string, end = END) => Buffer.from(`${start}${end}`);
const zeros = (megabytes: number): Part => ({
  name: 'media/bomb.xml',
  content: Buffer.alloc(megabytes * 1024 * 1024),
});
const MANY = Array.from({ length: 5001 }, (_, n) => ({ name: `p${n}` }));

const upload = (fileName: string, type: string, content: Buffer, language = 'sv') =>
  house.service
    .as('ks-registrator')
    .upload({ title: 'Svar', kind: 'reply', body: 'KS' }, content, { filename: fileName, contentType: type })
    .set('Accept-Language', language);

/** Every file there is, and every row of one. */
const kept = async () => {
  const folder = house.service.app.get<Settings>(SETTINGS).documentsDirectory;
  const files = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const rows = await house.service.database.query('SELECT id FROM documents ORDER BY id');
  return [...files.filter((name) => name !== 'incoming'), ...rows];
};

async function isRefused(status: number, code: string, name: string, type: string, content: Buffer) {
  const before = await kept();
  const { body, headers } = await upload(name, type, content);
  expect([body.status, body.errors]).toEqual([
    status,
    [{ pointer: '/file', code, detail: expect.any(String) }],
  ]);
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const english = await upload(name, type, content, 'en');
  expect(english.body.errors[0].detail).not.toBe(body.errors[0].detail);
  expect(await kept()).toEqual(before);
}

describe('a file of an accepted type', () => {
  it.each<[string, string, Buffer]>([
    ['a.pdf', 'application/pdf', pdf('%PDF-1.7\n%\u00e2\u00e3')],
    ['a.docx', DOCX, officeFile(DOCX)],
    ['a.xlsx', XLSX, officeFile(XLSX)],
    ['a.pptx', PPTX, officeFile(PPTX, zeros(5))],
    ['a.odt', ODT, openDocument()],
    ['a.png', 'image/png', png(10_000, 10_000)],
    ['a.jpg', 'image/jpeg', jpeg(10_000, 10_000)],
    ['a.tif', 'image/tiff', tiff(10_000, 10_000)],
    ['a.txt', 'text/plain', Buffer.from('Skriv <script> i rutan.')],
  ])('is received as %s when it is one', async (name, type, content) => {
    expect(await done(upload(name, type, content))).toMatchObject({ mediaType: type });
  });
});

describe('a file that is not what its name says', () => {
  it.each<[string, string, string, Buffer]>([
    ['a program called a report', 'a.pdf', 'application/pdf', Buffer.from('MZ\u0090\0\u0003\0\0\0')],
    ['a web page before a report', 'a.pdf', 'application/pdf', pdf('<html><script>x</script>%PDF-1.7')],
    ['a report after blanks', 'a.pdf', 'application/pdf', pdf('\n%PDF-1.7')],
    ['a report after a byte order mark', 'a.pdf', 'application/pdf', pdf('\ufeff%PDF-1.7')],
    ['a drawing with script', 'a.svg', 'image/svg+xml', Buffer.from('<svg><script>x</script></svg>')],
    ['a drawing called a picture', 'a.png', 'image/png', Buffer.from('<svg onload="x"/>')],
    ['a web page', 'a.html', 'text/html', Buffer.from('<script>x</script>')],
    ['a document with macros', 'a.docm', DOCM, officeFile('application/vnd.ms-word.document.macroEnabled')],
    ['a sheet with macros', 'a.xlsm', 'application/octet-stream', officeFile(XLSX)],
    ['a template with macros', 'a.dotm', 'application/octet-stream', officeFile(DOCX)],
    ['any archive', 'a.docx', DOCX, archive([{ name: 'a.txt', content: 'x' }])],
    ['a sheet called a document', 'a.docx', DOCX, officeFile(XLSX)],
    ['two kinds at once', 'a.docx', DOCX, officeFile(DOCX, { name: 'mimetype', content: ODT })],
    ['a document declared a picture', 'a.docx', 'image/png', officeFile(DOCX)],
  ])('is refused: %s', async (_, name, type, content) => {
    await isRefused(415, 'media-type', name, type, content);
  });
});

describe('an office document', () => {
  it.each<[string, string, Part]>([
    ['with macros', 'macros', { name: 'word/vbaProject.bin', content: 'x' }],
    ['with old macros', 'macros', { name: 'xl/macrosheets/sheet1.xml' }],
    ['that unpacks to far more than it is', 'too-large-unpacked', zeros(100)],
    [
      'that says to unpack to more than anyone has',
      'too-large-unpacked',
      { name: 'b', saidSize: 2 ** 32 - 2 },
    ],
    ['that unpacks to more than it says', 'truncated', { ...zeros(100), saidSize: 10 }],
    ['with a part that leads out', 'part-name', { name: '../../etc/cron.d/x', content: 'x' }],
    ['with a part that leads out on Windows', 'part-name', { name: '..\\..\\x', content: 'x' }],
    ['with a part at the root', 'part-name', { name: '/etc/passwd', content: 'x' }],
    ['with a part on a drive', 'part-name', { name: 'C:x', content: 'x' }],
    ['with a part named without end', 'part-name', { name: 'x'.repeat(60_000) }],
    ['with a part twice', 'part-name', { name: 'document.xml', content: 'another' }],
    ['with a link', 'link', { name: 'x', content: '/etc/passwd', mode: 0o120777 }],
    ['that is encrypted', 'encrypted', { name: 'x', content: 'x', flags: 1 }],
  ])('%s is refused, of either kind', async (_, code, part) => {
    await isRefused(422, code, 'a.docx', DOCX, officeFile(DOCX, part));
    if (part.name === 'document.xml') return;
    await isRefused(422, code, 'a.odt', ODT, openDocument(part));
  });

  it('with macros is refused by its own list of parts, whatever it is called', async () => {
    await isRefused(
      422,
      'macros',
      'a.docx',
      DOCX,
      officeFile('application/vnd.ms-word.document.macroEnabled'),
    );
    await isRefused(422, 'macros', 'a.odt', ODT, openDocument({ name: 'Basic/Standard/Module1.xml' }));
  });

  it('with parts without number is refused', async () => {
    await isRefused(422, 'too-many-parts', 'a.xlsx', XLSX, officeFile(XLSX, ...MANY));
  });

  it('that is cut off is refused, wherever that is', async () => {
    const whole = officeFile(DOCX);
    for (const bytes of [4, 60, whole.length - 60, whole.length - 1])
      await isRefused(422, 'truncated', 'a.docx', DOCX, whole.subarray(0, bytes));
  });

  it('that says at great length what a part is is looked into as soon as any', async () => {
    const took = async (type: string) => {
      const said = `<Default Extension="bin" ContentType="${type}"/>`;
      const file = officeFileOf(DOCX, said, { name: 'word/a.bin', content: 'x' });
      const began = performance.now();
      await upload('a.docx', DOCX, file);
      return performance.now() - began;
    };
    const usual = await took('x'.repeat(320_000));
    expect(await took('wordprocessingml'.repeat(20_000))).toBeLessThan(5 * usual + 2000);
  });

  it('however often refused leaves no file open, and little memory taken', async () => {
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const bombs = [zeros(100), { ...zeros(100), saidSize: 10 }].map((part) => officeFile(DOCX, part));
    await upload('a.docx', DOCX, bombs[1]!);
    const [files, memory] = [await openFiles(), process.memoryUsage().rss];
    for (let round = 0; round < 10; round++)
      await Promise.all(bombs.map((bomb) => upload('a.docx', DOCX, bomb).expect(422)));
    await until(openFiles, (now) => now <= files + 5);
    expect(process.memoryUsage().rss / memory).toBeLessThan(1.5);
  });
});

describe('a report or a picture', () => {
  it.each<[string, string, string, string, Buffer]>([
    ['with a page before its objects', 'web-page', 'a.pdf', 'application/pdf', pdf('%PDF-1.7\n%<script>x')],
    ['without its end', 'truncated', 'a.pdf', 'application/pdf', pdf('%PDF-1.7', END.slice(0, -8))],
    ['of more pixels than memory', 'too-many-pixels', 'a.png', 'image/png', png(2 ** 31 - 1, 2 ** 31 - 1)],
    ['of more pixels than memory', 'too-many-pixels', 'a.jpg', 'image/jpeg', jpeg(65_535, 65_535)],
    ['of more pixels than memory', 'too-many-pixels', 'a.tif', 'image/tiff', tiff(100_000, 100_000)],
    ['whose pages never end', 'too-many-parts', 'a.tif', 'image/tiff', tiff(10, 10, 8)],
    ['whose next page is not there', 'truncated', 'a.tif', 'image/tiff', tiff(10, 10, 5000)],
    ['that is cut off', 'truncated', 'a.png', 'image/png', png(10, 10).subarray(0, -12)],
    ['that is cut off', 'truncated', 'a.jpg', 'image/jpeg', jpeg(10, 10).subarray(0, -2)],
    ['that is cut off in its head', 'truncated', 'a.jpg', 'image/jpeg', jpeg(10, 10).subarray(0, 30)],
  ])('%s is refused (%s, %s)', async (_, code, name, type, content) => {
    await isRefused(422, code, name, type, content);
  });
});
