import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from '@jest/globals';
import type { ReadPaper } from '../../src/papers/reading/paper-line.js';
import { readPaper } from '../../src/papers/reading/read-paper.js';
import { docxWith, inList, NUMBERING, p, r, STYLES, type DocxParts } from '../support/docx-files.js';

const read = (parts: DocxParts): Promise<ReadPaper> =>
  readPaper(docxWith({ styles: STYLES, numbering: NUMBERING, ...parts }));
const texts = ({ lines }: ReadPaper): string[] => lines.filter((line) => !line.aside).map(({ text }) => text);
const asides = ({ lines }: ReadPaper) => lines.flatMap(({ aside, text }) => (aside ? [[aside, text]] : []));
const br = '<w:r><w:br/></w:r>';
const why = async (file: Buffer): Promise<unknown> =>
  readPaper(file).then(
    () => 'read',
    (error: unknown) => (error as { why?: string }).why ?? error,
  );

describe('a Word file', () => {
  it('has its headings by style, by what a style is based on, by name and by outline level', async () => {
    const paper = await read({
      body: [
        p('Titel', 'Rubrik1'),
        p('Grundad', 'TSNRubrik'),
        p('Namnad', 'Egen'),
        p('Nivå', undefined, '<w:outlineLvl w:val="2"/>'),
        p('Åtgärd', 'Tabellrubrik'),
        p('Text.'),
      ].join(''),
    });
    expect(paper.lines.map(({ level }) => level)).toEqual([1, 2, 2, 3, undefined, undefined]);
  });

  it('has the numbers that Word shows, begun anew where it does', async () => {
    const paper = await read({
      body: [
        p('Kapitel', 'Rubrik1', inList(4)),
        p('Avsnitt', 'Rubrik2', inList(4, 1)),
        p('ett', undefined, inList(1)),
        p('under', undefined, inList(1, 1)),
        p('', undefined, inList(1)),
        p('två', undefined, inList(1)),
        p('Mellan.'),
        p('anew', undefined, inList(2)),
        p('punkt', undefined, inList(3)),
      ].join(''),
    });
    expect(texts(paper)).toEqual(
      ['1 Kapitel', '1.1 Avsnitt', '1. ett', 'a) under', '2. två', 'Mellan.', '1. anew', '• punkt'], // prettier-ignore
    );
  });

  it('keeps the line breaks within a paragraph: two clauses are not one word', async () => {
    const paper = await read({ body: p(r('att tillstyrka') + br + r('att översända')) });
    expect(paper.lines).toEqual([
      { text: 'att tillstyrka', after: 'blank' },
      { text: 'att översända', after: 'break' },
    ]);
  });

  const BROKEN =
    'Kommunstyrelsen har skickat förslaget på remiss till samtliga nämnder och|bolag. Strategin ersätter de tre handlingsplaner som gäller i dag. Kontoret|är positivt till att målen samlas i ett dokument men vill att det framgår|vem som följer upp dem.||Förslag till beslut|att tillstyrka förslaget med de synpunkter som framgår av kontorets skrivelse|och av bilagan'.split(
      '|',
    );

  it('has the lines of a text that was broken by hand, which empty paragraphs part', async () => {
    const paper = await read({ body: BROKEN.map((line) => p(line)).join('') });
    expect(paper.lines.map(({ after }) => after)).toEqual(
      ['blank', 'line', 'line', 'line', 'blank', 'line', 'line'], // prettier-ignore
    );
    expect(texts(paper)).toEqual(BROKEN.filter((line) => line !== ''));
    const broken = await read({ body: p(BROKEN.map((line) => r(line)).join(br)) });
    expect(broken.lines.map(({ after }) => after)).toEqual(
      ['blank', 'line', 'line', 'line', 'break', 'line', 'line'], // prettier-ignore
    );
  });

  it('has paragraphs where two begin with a small letter, or most are longer than a line', async () => {
    const clauses = ['Nämnden beslutar', 'tillstyrka förslaget till strategi för åren 2027 till 2031', 'överlämna förvaltningens skrivelse till kommunstyrelsen', 'förklara paragrafen omedelbart justerad']; // prettier-ignore
    const after = async (lines: string[]) =>
      (await read({ body: lines.map((line) => p(line)).join('') })).lines.map((line) => line.after);
    expect(await after(clauses)).toEqual(clauses.map(() => 'blank'));
    const long = Array.from({ length: 6 }, () => `utan slut ${'ord '.repeat(60)}`);
    expect(await after(long)).toEqual(long.map(() => 'blank'));
  });

  it('has columns that were set with spaces', async () => {
    const paper = await read({
      body: p('Datum                Diarienummer') + p('Ett ord,  två mellanslag'),
    });
    expect(texts(paper)).toEqual(['Datum\tDiarienummer', 'Ett ord, två mellanslag']);
  });

  it('is read as if its tracked changes had been accepted, and says that it has some', async () => {
    const row = (change: string, text: string) =>
      `<w:tr><w:trPr>${change}</w:trPr><w:tc>${p(text)}</w:tc></w:tr>`;
    const paper = await read({
      body: [
        p(`${r('Nämnden ')}<w:del><w:r><w:delText>avstyrker</w:delText></w:r></w:del><w:ins>${r('tillstyrker')}</w:ins>${r('.')}`),
        p('Stycket går ', undefined, '<w:rPr><w:del/></w:rPr>'),
        p('vidare här.'),
        `<w:moveFrom>${p('Flyttat.')}</w:moveFrom><w:p><w:moveTo>${r('Flyttat hit.')}</w:moveTo></w:p>`,
        `<w:tbl>${row('<w:del/>', 'Struken rad')}${row('', 'Rad')}</w:tbl>`,
      ].join(''),
    }); // prettier-ignore
    expect(texts(paper)).toEqual(['Nämnden tillstyrker.', 'Stycket går vidare här.', 'Flyttat hit.', 'Rad']);
    expect(paper.notes).toEqual(['tracked-changes']);
  });

  it('leaves out hidden text, comments, what nobody filled in and the codes of fields, and says the first two', async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const paper = await read({
      body: [
        p(r('Syns.') + r(' Dolt.', '<w:vanish/>') + r(' Syns med.', '<w:vanish w:val="0"/>')),
        p(`${r('Kommenterat.')}<w:r><w:commentReference w:id="1"/></w:r>`),
        `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('Klicka här.')}</w:sdtContent></w:sdt>`,
        p(r('Klicka här.', '<w:rStyle w:val="Platshllartext"/>')),
        p(`${r('Dnr ')}${field('begin')}<w:r><w:instrText>DOCPROPERTY Dnr</w:instrText></w:r>${field('separate')}${r('KS 2026/1')}${field('end')}`),
        p(`<w:hyperlink>${r('Länk')}</w:hyperlink><w:fldSimple w:instr="DATE">${r(' 2026-01-02')}</w:fldSimple>`),
      ].join(''),
    }); // prettier-ignore
    expect(texts(paper)).toEqual(['Syns. Syns med.', 'Kommenterat.', 'Dnr KS 2026/1', 'Länk 2026-01-02']);
    expect(paper.notes.toSorted()).toEqual(['comments', 'hidden-text']);
  });

  it('has the text of a text box once, above the text where a letterhead stands', async () => {
    const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
    const drawn = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>${box('Dnr KS 2026/1')}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('Dnr KS 2026/1')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const paper = await read({ body: p(drawn + r('Kommunstyrelsen')) + p('Rubrik', 'Rubrik1') });
    expect(texts(paper)).toEqual(['Dnr KS 2026/1', 'Kommunstyrelsen', 'Rubrik']);
  });

  it('has the head of its first page before the text, and other heads, feet and notes apart', async () => {
    const paper = await read({
      headers: { first: p('Datum 2026-01-02'), later: p('Exempelby kommun') },
      footnotes: `<w:footnote w:id="2">${p('Se beslutet den 3 mars 2025.')}</w:footnote>`,
      body: `${p(`${r('Text')}<w:r><w:footnoteReference w:id="2"/></w:r>${r('.')}`)}<w:sectPr><w:headerReference w:type="default" r:id="later"/><w:headerReference w:type="first" r:id="first"/><w:titlePg/></w:sectPr>`,
    });
    expect(texts(paper)).toEqual(['Datum 2026-01-02', 'Text.']);
    expect(asides(paper)).toEqual([
      ['header', 'Exempelby kommun'],
      ['footnote', 'Se beslutet den 3 mars 2025.'],
    ]);
    expect(paper.notes).toEqual(['footnotes']);
  });

  it('has tables of the text as rows, merged cells too, and those of a letterhead as what stands side by side', async () => {
    const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
    const borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>';
    const paper = await read({
      body: [
        `<w:tbl>${row(cell('Datum'), cell('Dnr'))}${row(cell('2026-01-02'), cell('KS 2026/1'))}</w:tbl>`,
        p('Ärendet', 'Rubrik2'),
        `<w:tbl>${borders}${row(cell('Åtgärder', '<w:gridSpan w:val="2"/>'))}${row(cell('Vad'), cell('Vem|vilka'))}${row(cell('Väg'), cell('', '<w:vMerge/>'))}</w:tbl>`,
        p('Text.', 'Innehll1'),
      ].join(''),
    });
    expect(texts(paper)).toEqual(
      ['Datum\tDnr', '2026-01-02\tKS 2026/1', 'Ärendet', 'Åtgärder', '| Vad | Vem¦vilka |', '|---|---|', '| Väg |  |'], // prettier-ignore
    );
    expect(asides(paper)).toEqual([['contents', 'Text.']]);
  });

  it('has every word once that stands in it, whatever it stands in', async () => {
    const { block } = fc.letrec<{ block: string; blocks: string }>((tie) => ({
      blocks: fc.array(tie('block'), { maxLength: 4 }).map((all) => all.join('')),
      block: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(p(r('@')), p(r('@'), 'Rubrik2'), p(r('@') + r('@'), undefined, inList(1)), p(r('@') + br + r('@'))),
        tie('blocks').map((all) => `<w:sdt><w:sdtContent>${all}</w:sdtContent></w:sdt>`),
        tie('blocks').map((all) => `<w:ins>${all}</w:ins>`),
        tie('blocks').map((all) => p(`${r('@')}<w:r><w:pict><v:textbox><w:txbxContent>${all}</w:txbxContent></v:textbox></w:pict></w:r>`)),
        tie('blocks').map((all) => `<w:tbl><w:tr><w:tc>${all}${p(r('@'))}</w:tc><w:tc>${p(r('@'))}</w:tc></w:tr><w:tr><w:tc>${all}</w:tc></w:tr></w:tbl>`),
        tie('blocks').map((all) => `<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr><w:tr><w:tc>${p(r('@'))}</w:tc><w:tc>${all}</w:tc></w:tr><w:tr><w:tc>${all}</w:tc></w:tr></w:tbl>`),
      ),
    })); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 8 }), async (blocks) => {
        let words = 0;
        const body = blocks.join('').replaceAll('@', () => `ord${(words += 1)}`);
        const { lines } = await read({ body });
        const found = lines.flatMap(({ text }) => text.match(/ord\d+/g) ?? []);
        expect(found.length).toBe(words);
        expect(new Set(found).size).toBe(words);
      }),
      { numRuns: 300, seed: Number(process.env['FUZZ_SEED'] ?? 474) },
    );
  });

  it('says why it cannot be read', async () => {
    const whole = docxWith({ body: p('Text.') });
    const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const huge = { 'word/styles.xml': new Uint8Array(40 * 1024 * 1024) };
    expect(await why(whole.subarray(0, whole.length - 40))).toBe('truncated');
    expect(await why(docxWith({ body: '<w:p>' }))).toBe('truncated');
    expect(await why(docxWith({ body: p('Text.'), styles: '', more: huge }))).toBe('too-large-unpacked');
    expect(await why(Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array([60]) })))).toBe('not-a-paper');
    expect(await why(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('encrypted');
    expect(await why(ole)).toBe('old-word-format');
    expect(await why(Buffer.from('Tjänsteskrivelse'))).toBe('not-a-paper');
  });
});
