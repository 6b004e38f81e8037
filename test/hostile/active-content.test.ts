import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done } from '../support/given.js';
import {
  archive,
  contentTypes,
  DOCX,
  OFFICE,
  ODT,
  officeFile,
  officeFileOf,
  openDocument,
  relationship,
  RELATIONSHIP,
  relationships,
  type Part,
} from './archives.js';
import { openHouse, type House } from './house.js';

/** What is in a document that runs, starts, fetches or carries something else: refused, by whatever name it goes. */
let house: House;
beforeAll(async () => {
  house = await openHouse({ MAX_UPLOAD_MEGABYTES: '2' });
});
afterAll(() => house.close());

const XLSX = `${OFFICE}.spreadsheetml.sheet`;
const fields = { title: 'Svar', kind: 'reply', body: 'KS' };
const upload = (name: string, type: string, content: Buffer, language = 'sv') =>
  house.service
    .as('ks-registrator')
    .upload(fields, content, { filename: name, contentType: type })
    .set('Accept-Language', language);

/** Refused, with what was found in both languages. */
async function isRefused(code: string, found: string, name: string, type: string, content: Buffer) {
  for (const language of ['sv', 'en']) {
    const { status, body } = await upload(name, type, content, language);
    expect([status, body.errors]).toEqual([
      422,
      [{ pointer: '/file', code, detail: expect.stringContaining(found) }],
    ]);
  }
}
const docx = (...parts: Part[]) => officeFile(DOCX, ...parts);
const related = (...all: string[]) => docx(relationships('word/_rels/document.xml.rels', ...all));
const override = (type: string) =>
  officeFileOf(DOCX, `<Override PartName="/word/x.bin" ContentType="${type}"/>`);
const EXTERNAL = 'TargetMode="External"';
const OLE_FILE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
/** In UTF-16, with its mark: the other encoding that a part may have. */
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const listOf = (text: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${text}</Relationships>`;
const template = relationship('attachedTemplate', 'file:///\\\\server\\mall.dotm', EXTERNAL);
const rels = (content: string | Buffer): Buffer => docx({ name: 'word/_rels/settings.xml.rels', content });
const word = (content: string): Buffer =>
  archive([
    contentTypes(`${DOCX}.main+xml`),
    relationships('_rels/.rels', relationship('officeDocument', 'document.xml')),
    {
      name: 'document.xml',
      content: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${content}</w:document>`,
    },
  ]);
const run = (code: string) => `<w:r><w:instrText>${code}</w:instrText></w:r>`;
const begin = '<w:fldChar w:fldCharType="begin"/>';
const end = '<w:fldChar w:fldCharType="end"/>';

describe('an office document', () => {
  it.each<[string, string, string, Buffer]>([
    ['macros by their type', 'macros', '/word/x.bin', override('application/vnd.ms-office.vbaProject')],
    [
      'macros by their relationship',
      'macros',
      'media/image1.png',
      related(relationship('vbaProject', 'media/image1.png')),
    ],
    [
      'macros under another name',
      'ole-object',
      'word/media/image1.png',
      docx({ name: 'word/media/image1.png', content: OLE_FILE }),
    ],
    [
      'macros as a type of all parts of one kind',
      'macros',
      'png',
      officeFileOf(DOCX, '<Default Extension="png" ContentType="application/vnd.ms-office.vbaProject"/>'),
    ],
    [
      'macros in the list of contents by another prefix',
      'macros',
      'x.bin',
      officeFileOf(
        DOCX,
        '<t:Override xmlns:t="x" PartName="/x.bin" ContentType="application/vnd.ms-&#119;ord.vba&#x50;roject"/>',
      ),
    ],
    [
      'an OLE object',
      'ole-object',
      'embeddings/o.bin',
      related(relationship('oleObject', 'embeddings/o.bin')),
    ],
    [
      'an OLE object elsewhere',
      'ole-object',
      'http://x',
      related(relationship('oleObject', 'http://x', EXTERNAL)),
    ],
    ['an ActiveX control', 'activex', 'activeX1.xml', related(relationship('control', 'activeX1.xml'))],
    ['an ActiveX control by its type', 'activex', 'x.bin', override('application/vnd.ms-office.activeX+xml')],
    [
      'a program',
      'program',
      'word/embeddings/a.png',
      docx({ name: 'word/embeddings/a.png', content: 'MZ\u0090'.padEnd(100) }),
    ],
    [
      'any archive',
      'embedded-file',
      'word/embeddings/a.zip',
      docx({ name: 'word/embeddings/a.zip', content: archive([{ name: 'a.txt', content: 'x' }]) }),
    ],
    [
      'another document with macros',
      'macros',
      'vba',
      docx({ name: 'a.xlsx', content: officeFile(XLSX, { name: 'xl/vbaProject.bin', content: 'x' }) }),
    ],
    [
      'a document in a document in it',
      'embedded-file',
      'b.xlsx',
      docx({ name: 'a.xlsx', content: officeFile(XLSX, { name: 'b.xlsx', content: officeFile(XLSX) }) }),
    ],
    ['a chunk of another kind', 'embedded-file', 'a.html', related(relationship('aFChunk', 'a.html'))],
    ['a template elsewhere', 'remote-template', 'mall.dotm', related(template)],
    ['a template elsewhere, in UTF-16', 'remote-template', 'mall.dotm', rels(utf16(listOf(template)))],
    [
      'a template elsewhere, in UTF-16 the other way',
      'remote-template',
      'mall.dotm',
      rels(utf16(listOf(template), true)),
    ],
    [
      'a template elsewhere, in UTF-16 without a mark',
      'remote-template',
      'mall.dotm',
      rels(Buffer.from(listOf(template), 'utf16le')),
    ],
    [
      'a template elsewhere, by another prefix',
      'remote-template',
      'mall.dotm',
      rels(
        `<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships"><r:Relationship Id='r' Target = 'http://x/mall.dotm' TargetMode\n='External' Type='${RELATIONSHIP}/attached&#84;emplate'/></r:Relationships>`,
      ),
    ],
    [
      'a template elsewhere, in a list named in capitals',
      'remote-template',
      'mall.dotm',
      docx({ name: 'word/_RELS/settings.xml.RELS', content: listOf(template) }),
    ],
    [
      'a picture elsewhere',
      'external-target',
      'http://x/a.png',
      related(relationship('image', 'http://x/a.png', EXTERNAL)),
    ],
    [
      'a picture elsewhere that is not said to be',
      'external-target',
      '//x/a.png',
      related(relationship('image', '//x/a.png')),
    ],
    [
      'a sheet elsewhere',
      'external-data',
      'externalLink1.xml',
      related(relationship('externalLink', 'externalLink1.xml')),
    ],
    ['data elsewhere', 'external-data', 'x.bin', override(`${OFFICE}.spreadsheetml.connections+xml`)],
    [
      'entities',
      'hidden-part',
      'settings.xml.rels',
      rels(`<!DOCTYPE r [<!ENTITY t "attachedTemplate">]>${listOf('')}`),
    ],
    ['an unknown entity', 'hidden-part', 'settings.xml.rels', rels(listOf('&t;'))],
    [
      'a list in an encoding of its own',
      'hidden-part',
      'settings.xml.rels',
      rels(`<?xml version="1.0" encoding="utf-7"?>${listOf('')}`),
    ],
    ['a list that is no XML', 'hidden-part', 'settings.xml.rels', rels('<Relationships>')],
    ['a list without an end of levels', 'hidden-part', 'settings.xml.rels', rels('<a>'.repeat(1000))],
    [
      'a list without an end of attributes',
      'hidden-part',
      'settings.xml.rels',
      rels(`<a ${Array.from({ length: 2000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
    ],
    [
      'a list in pieces',
      'part-name',
      'piece',
      docx({ name: 'word/_rels/settings.xml.rels/[0].piece', content: 'x' }),
    ],
    [
      'a list twice, in other letters',
      'part-name',
      'CONTENT_TYPES',
      docx({ name: '[CONTENT_TYPES].XML', content: 'x' }),
    ],
    ['a DDE field', 'dde', 'DDEAUTO', word(`${begin}${run(' DDE')}${run('AUTO c:\\\\cmd "/k calc"')}${end}`)],
    ['a DDE field in one', 'dde', 'DDE', word('<w:fldSimple w:instr="dde x y"/>')],
  ])('with %s is refused (%s)', async (_, code, found, content) => {
    await isRefused(code, found, 'a.docx', DOCX, content);
  });

  it.each<[string, Buffer]>([
    ['links for people', related(relationship('hyperlink', 'https://example.se/?a=1&amp;b=2', EXTERNAL))],
    [
      'pictures and a diagram with its sheet',
      docx(
        { name: 'word/media/image1.png', content: 'x' },
        { name: 'word/embeddings/sheet.xlsx', content: officeFile(XLSX) },
      ),
    ],
    [
      'fields that number pages',
      word(`${begin}${run(' PAGE ')}${end}<w:fldSimple w:instr="NUMPAGES"/><w:t>DDE</w:t>`),
    ],
    ['its lists in UTF-16', rels(utf16(`<?xml version="1.0" encoding="UTF-16"?>${listOf('')}`))],
  ])('with %s is received, and was looked into as a whole', async (_, content) => {
    expect(await done(upload('a.docx', DOCX, content))).toMatchObject({
      inspected: 'whole',
      notInspectedFor: null,
    });
  });

  it('without a main part, or with two, is none', async () => {
    const root = relationship('officeDocument', 'document.xml');
    for (const all of [[], [root, root.replace('"r"', '"s"')]]) {
      const content = archive([
        contentTypes(`${DOCX}.main+xml`),
        relationships('_rels/.rels', ...all),
        { name: 'document.xml', content: '<a/>' },
      ]);
      await upload('a.docx', DOCX, content).expect(415);
    }
  });
});

const NAMESPACES = ['office', 'text', 'drawing', 'script', 'manifest']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:xlink="http://www.w3.org/1999/xlink"')
  .join(' ');
const odt = (content: string, name = 'styles.xml') =>
  openDocument({ name, content: `<office:document ${NAMESPACES}>${content}</office:document>` });
const manifest = (content: string): Part => ({
  name: 'META-INF/manifest.xml',
  content: `<!DOCTYPE manifest:manifest PUBLIC "-//x" "Manifest.dtd"><manifest:manifest ${NAMESPACES}>${content}</manifest:manifest>`,
});

describe('an open document', () => {
  it.each<[string, string, string, Buffer]>([
    ['script', 'macros', 'office:script', odt('<office:scripts><office:script/></office:scripts>')],
    ['script at an event', 'macros', 'event-listener', odt('<script:event-listener xlink:href="x"/>')],
    [
      'script behind a link',
      'macros',
      'vnd.sun.star.script',
      odt('<text:a xlink:href="vnd.sun.star.script:x"/>'),
    ],
    ['a library of macros', 'macros', 'Basic', openDocument({ name: 'Basic/Standard/a.xml', content: 'x' })],
    [
      'a library under another name',
      'macros',
      'x/y.py',
      openDocument(
        manifest('<manifest:file-entry manifest:full-path="x/y.py" manifest:media-type="text/x-python"/>'),
      ),
    ],
    ['an OLE object', 'ole-object', 'Object 1', odt('<drawing:object-ole xlink:href="./Object 1"/>')],
    [
      'an OLE object by its content',
      'ole-object',
      'Object 1',
      openDocument({ name: 'Object 1', content: OLE_FILE }),
    ],
    ['a program', 'program', 'applet', odt('<drawing:applet/>')],
    [
      'a program by another prefix',
      'program',
      'applet',
      odt('<d:applet xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"/>'),
    ],
    ['a picture elsewhere', 'external-target', 'http://x', odt('<drawing:image xlink:href="http://x"/>')],
    ['an object outside', 'external-target', '../../x', odt('<drawing:object xlink:href="../../x"/>')],
    ['DDE', 'dde', 'dde', odt('<text:dde-connection-decl/>')],
    [
      'script in an object in it',
      'macros',
      'event-listener',
      odt('<script:event-listener/>', 'Object 1/content.xml'),
    ],
  ])('with %s is refused (%s)', async (_, code, found, content) => {
    await isRefused(code, found, 'a.odt', ODT, content);
  });

  it('with links for people and objects of its own is received', async () => {
    const content = odt(
      '<office:scripts/><text:a xlink:href="https://x"/><drawing:image xlink:href="Pictures/a.png"/><drawing:object xlink:href="./Object 1"/>',
    );
    expect(await done(upload('a.odt', ODT, content))).toMatchObject({ inspected: 'whole' });
  });

  it('that is encrypted is received and says that it was not looked into', async () => {
    const entry =
      '<manifest:file-entry manifest:full-path="styles.xml"><manifest:encryption-data/></manifest:file-entry>';
    const content = openDocument({ name: 'styles.xml', content: Buffer.alloc(300, 7) }, manifest(entry));
    const received = await done(upload('a.odt', ODT, content));
    expect(received).toMatchObject({ inspected: 'not', notInspectedFor: 'encrypted' });
    expect(await done(house.service.as('ks-registrator').get(`/documents/${received.id}`))).toEqual(received);
  });
});

const pdf = (...objects: (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...objects.map((object, index) =>
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        Buffer.from(object as string),
        Buffer.from('\nendobj\n'),
      ]),
    ),
    Buffer.from('trailer\n<</Root 1 0 R>>\n%%EOF\n'),
  ]);
const stream = (dictionary: string, content: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`<<${dictionary}>>\nstream\r\n`),
    Buffer.from(content as string),
    Buffer.from('\nendstream'),
  ]);
const LAST = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
const packed = (text: string, first = 4) =>
  stream(`/Type/ObjStm/N 1/First ${first}/Filter/FlateDecode`, deflateSync(text));

describe('a report', () => {
  it.each<[string, string, string, Buffer]>([
    ['script', 'script', '/JavaScript', pdf(`<</Type/Catalog/OpenAction ${LAST}>>`)],
    ['script that is escaped', 'script', '/JavaScript', pdf('<</S/J#61va#53cript>>')],
    ['script behind a comment', 'script', '/JavaScript', pdf('<</S%)\n/JavaScript>>')],
    ['script on its own', 'script', '/JavaScript', pdf('<</S 2 0 R>>', '/JavaScript')],
    ['script after an open string', 'script', '/JavaScript', pdf('(', LAST)],
    ['script in what looks like a string', 'script', '/JavaScript', pdf(`(9 0 obj ${LAST} endobj)`)],
    [
      'script in what looks like a picture',
      'script',
      '/JavaScript',
      pdf(stream('/Length 99', `9 0 obj ${LAST}`)),
    ],
    ['script in a packed object', 'script', '/JavaScript', pdf(packed(`1 0 ${LAST}`))],
    [
      'script in a packed object of a type that is escaped',
      'script',
      '/JavaScript',
      pdf(stream('/Type/O#62jStm/N 1/First 4/Filter[/FlateDecode]', deflateSync(`1 0 ${LAST}`))),
    ],
    [
      'script in a packed object that is not called so',
      'script',
      '/JavaScript',
      pdf(stream('/N 1/First 4/Filter/FlateDecode', deflateSync(`1 0 ${LAST}`))),
    ],
    [
      'script in an object packed behind an open string',
      'script',
      '/JavaScript',
      pdf(packed(`1 6 (     ${LAST}`)),
    ],
    [
      'script in an object packed over another',
      'script',
      '/JavaScript',
      pdf(packed(`1 0 2 5 <</A (%)/S/JavaScript>>`, 8)),
    ],
    [
      'script in an object that is not packed in its stream',
      'script',
      '/JavaScript',
      pdf(stream('/Type/ObjStm/N 1/First 4', `1 0 ${LAST}`)),
    ],
    ['script of forms', 'script', '/XFA', pdf('<</XFA 2 0 R>>')],
    ['what starts a program', 'launch', '/Launch', pdf('<</S/Launch/F(cmd.exe)>>')],
    ['another file', 'embedded-file', '/EmbeddedFile', pdf(stream('/Type/EmbeddedFile', 'MZ'))],
    [
      'a list of other files',
      'embedded-file',
      '/EmbeddedFiles',
      pdf('<</Names<</EmbeddedFiles<</Names[]>>>>>>'),
    ],
    [
      'objects packed in another way',
      'hidden-part',
      'ObjStm',
      pdf(stream('/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]', 'aa>')),
    ],
    [
      'objects that cannot be unpacked',
      'hidden-part',
      'ObjStm',
      pdf(stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', 'aaaa')),
    ],
  ])('with %s is refused (%s)', async (_, code, found, content) => {
    await isRefused(code, found, 'a.pdf', 'application/pdf', content);
  });

  it.each<[string, Buffer]>([
    [
      'links, forms and a first page',
      pdf('<</OpenAction[2 0 R/Fit]/A<</S/URI/URI(https://x/JavaScript \\(/Launch\\))>>>>'),
    ],
    [
      'text about objects',
      pdf(stream('/Length 60', '(Each object, see /JavaScript, objects/Launch) Tj %/EF')),
    ],
    ['packed objects', pdf(packed('1 0 <</Type/Pages/Kids[]>>'))],
  ])('with %s is received, and was looked into as a whole', async (_, content) => {
    expect(await done(upload('a.pdf', 'application/pdf', content))).toMatchObject({ inspected: 'whole' });
  });

  it('that is encrypted is received and says that it was not looked into', async () => {
    const hidden = stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', Buffer.alloc(64, 7));
    const content = pdf(hidden, '<</Type/XRef/Encrypt 3 0 R>>');
    expect(await done(upload('a.pdf', 'application/pdf', content))).toMatchObject({
      inspected: 'not',
      notInspectedFor: 'encrypted',
    });
  });
});
