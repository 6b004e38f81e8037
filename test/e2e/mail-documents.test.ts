import { expect, it } from '@jest/globals';
import { utils, write } from 'cfb';
import { done } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

const fields = { title: 'Svar per e-post', kind: 'reply', body: 'KS' };
const upload = (content: string | Buffer, filename: string, contentType = 'application/octet-stream') =>
  service.as('ks-registrator').upload(fields, content, { filename, contentType });

interface Part {
  readonly name: string;
  readonly type: string;
  readonly content: string | Buffer;
}
const HEADERS =
  'From: Byalaget <byalaget@example.se>\r\nTo: ks@example.se\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\n';
const messageOf = (...parts: Part[]): string =>
  [
    `${HEADERS}Subject: Svar\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n`,
    '--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHär är vårt svar.\r\n',
    ...parts.map(
      ({ name, type, content }) =>
        `--x\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
        `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64')}\r\n`,
    ),
    '--x--\r\n',
  ].join('\r\n');

/** As Outlook saves it: a storage for each attachment, with its bytes and its name as streams. */
function itemOf(...parts: Part[]): Buffer {
  const item = utils.cfb_new();
  const add = (path: string, content: string | Buffer, encoding: BufferEncoding = 'utf8') =>
    utils.cfb_add(item, path, Buffer.from(content as string, encoding));
  add('/__properties_version1.0', Buffer.alloc(32));
  add('/__nameid_version1.0/__substg1.0_00020102', Buffer.alloc(16));
  for (const [index, { name, content }] of parts.entries()) {
    const at = `/__attach_version1.0_#0000000${index}/`;
    add(`${at}__properties_version1.0`, Buffer.alloc(8));
    add(`${at}__substg1.0_3707001F`, name, 'utf16le');
    add(`${at}__substg1.0_37010102`, content);
  }
  return write(item, { type: 'buffer' }) as Buffer;
}

const TEXT = { name: 'yttrande.txt', type: 'text/plain', content: 'Vi tillstyrker förslaget.' };
const PROGRAM = {
  name: 'svar.exe',
  type: 'application/pdf',
  content: Buffer.from('MZ\u0090\u0000\u0003\u0000'),
};
const DISGUISED = { ...PROGRAM, name: 'svar.pdf' };
const SCRIPT = {
  name: 'yttrande.pdf',
  type: 'application/pdf',
  content: '%PDF-1.4\n1 0 obj\n<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n', // prettier-ignore
};
const PICTURE = { ...PROGRAM, name: 'logo.gif', type: 'image/gif' };
const GIF = { name: 'logo.gif', type: 'image/gif', content: Buffer.from('GIF89a\u0001\u0000\u0001\u0000') };

it.each([
  ['svar.eml', 'message/rfc822', messageOf(TEXT, GIF)],
  [
    'svar.eml',
    'message/rfc822',
    messageOf({ name: 'inre.eml', type: 'message/rfc822', content: messageOf(TEXT) }),
  ],
  ['svar.msg', 'application/vnd.ms-outlook', itemOf(TEXT)],
  ['svar.msg', 'application/vnd.ms-outlook', itemOf()],
] as const)('a mail is taken as it is: %s, %s', async (filename, mediaType, content) => {
  const { id, ...document } = await done(upload(content, filename));
  expect(document).toMatchObject({ mediaType, fileName: filename, inspected: 'whole' });
  const { headers } = await service.as('ks-registrator').get(`/documents/${id}/content`).expect(200);
  expect(headers['content-type']).toContain(mediaType);
  expect(headers['content-disposition']).toContain('attachment');
});

it.each([
  ['a program', messageOf(PROGRAM), itemOf(PROGRAM), 'attachment'],
  ['a program by the name of a report', messageOf(TEXT, DISGUISED), itemOf(TEXT, DISGUISED), 'attachment'],
  ['a program by the name of a picture', messageOf(PICTURE), itemOf(PICTURE), 'attachment'],
  ['a report with script', messageOf(SCRIPT), itemOf(SCRIPT), 'script'],
])('what is refused by itself is refused in a mail too: %s', async (_, message, item, code) => {
  const inner = messageOf({ name: 'inre.eml', type: 'message/rfc822', content: message });
  for (const [content, filename] of [
    [message, 'svar.eml'],
    [item, 'svar.msg'],
    [inner, 'yttre.eml'],
  ] as const) {
    const { body } = await upload(content, filename).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/file', code }]);
  }
});

it.each([
  ['text that is no mail', 'Hej hopp', 'svar.eml'],
  ['a program', Buffer.from('MZ\u0090\u0000\u0003'), 'svar.eml'],
  ['a mail by another name', messageOf(TEXT), 'svar.pdf'],
  ['text', 'Hej hopp', 'svar.msg'],
  ['another program’s file', write(utils.cfb_new(), { type: 'buffer' }) as Buffer, 'svar.msg'],
])('%s is not taken for a mail', async (_, content, filename) => {
  const { status } = await upload(content, filename);
  expect([415, 422]).toContain(status);
});
