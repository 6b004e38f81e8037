import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { FONTS_FOLDER } from '../../src/papers/pdf/fonts.js';
import type { ReadPaper } from '../../src/papers/reading/paper-line.js';
import { readPaper } from '../../src/papers/reading/read-paper.js';

const folder = mkdtempSync(join(tmpdir(), 'yttra-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [FONTS_FOLDER] }] });

const SET =
  '#set page(margin: (x: 2.5cm, y: 3cm))\n#set text(lang: "sv", size: 10pt, hyphenate: true, font: "Source Sans 3")\n#set par(justify: true)\n';

/** Typst source as a PDF, with or without its structure, read. */
async function read(source: string, pdfTags: boolean): Promise<ReadPaper> {
  const { result } = compiler.compile({ mainFileContent: SET + source });
  return readPaper(Buffer.from(compiler.pdf(result!, { pdfTags })));
}
const texts = ({ lines }: ReadPaper): string[] => lines.filter((line) => !line.aside).map(({ text }) => text);
const asides = ({ lines }: ReadPaper) =>
  lines.flatMap(({ aside, text }) => (aside ? [`${aside}: ${text}`] : []));

/** Long words, so that some of them are broken, and letters that are one glyph in some fonts. */
const FIRST =
  'Förvaltningen ser positivt på effektiviseringen av äldreomsorgsverksamheten, barn- och ungdomsverksamheten och de specifika föräldraskapsstödsinsatserna som finansieras av Socialstyrelsens utvecklingsmedel 2024–2026 (KS 2025/812).';
const SECOND =
  'Kommunfullmäktiges inriktningsbeslut om samhällsbyggnadsprocessen gäller oförändrat, och förvaltningsövergripande samverkansgrupper fortsätter sitt arbete med trafiksäkerhetshöjande åtgärder på kommunens gång- och cykelvägar.';
const paragraphs = Array.from({ length: 8 }, (_, at) => `${at + 1}:a stycket. ${at % 2 ? FIRST : SECOND}`);

describe.each([
  ['with its structure', true],
  ['without any', false],
])('a PDF %s', (_, isTagged) => {
  it('has whole paragraphs of broken words, lines, columns and pages, in the order of its reader', async () => {
    const source = `= Ärendet\n#columns(2)[\n${[...paragraphs, ...paragraphs].join('\n\n')}\n]\n#pagebreak()\n${paragraphs.join('\n\n')}`;
    expect(texts(await read(source, isTagged))).toEqual([
      'Ärendet',
      ...paragraphs,
      ...paragraphs,
      ...paragraphs,
    ]);
  });

  it('has a paragraph whole that goes on over the page, below heads and above feet', async () => {
    const long = `${FIRST} ${SECOND} `.repeat(20).trim();
    const source = `#set page(header: [Bergby kommun #h(1fr) Sida #context counter(page).display()], footer: [Bergby kommun, Torget 1])\nInledning.\n\n${long}`;
    const paper = await read(source, isTagged);
    expect(texts(paper)).toEqual(['Bergby kommun\tSida 1', 'Inledning.', long]);
    expect(asides(paper)).toContain('footer: Bergby kommun, Torget 1');
  });

  it('has its headings, lists, clauses and line breaks, and its footnotes and stamps apart', async () => {
    const source = `#place(top + right, rotate(90deg)[Ankom 2026-03-09 Dnr KS 2026/9])
= Svar på remiss
== Förslag till beslut
+ Nämnden tillstyrker förslaget med de synpunkter som framgår av förvaltningens yttrande i ärendet och av bilagan.
+ Nämnden översänder yttrandet.
== Bedömning
Utsläppet av CO#sub[2] minskar på väg E2. Förslaget är bra.#footnote[Se nämndens beslut den 3 mars 2025, § 12.] Det tar 10 m#super[2] av parken.#footnote[Se detaljplanen.]
- en punkt
- en till
== Beslutet skickas till
Kommunstyrelsen \\ Bildningsnämnden`;
    const paper = await read(source, isTagged);
    expect(texts(paper)).toEqual([
      'Svar på remiss',
      'Förslag till beslut',
      '1. Nämnden tillstyrker förslaget med de synpunkter som framgår av förvaltningens yttrande i ärendet och av bilagan.',
      '2. Nämnden översänder yttrandet.',
      'Bedömning',
      'Utsläppet av CO2 minskar på väg E2. Förslaget är bra. Det tar 10 m2 av parken.',
      '• en punkt',
      '• en till',
      'Beslutet skickas till',
      'Kommunstyrelsen',
      'Bildningsnämnden',
    ]);
    expect(paper.lines.filter(({ level }) => level === 2).map(({ text }) => text)).toEqual(
      ['Förslag till beslut', 'Bedömning', 'Beslutet skickas till'], // prettier-ignore
    );
    expect(asides(paper).join()).toMatch(/footnote: 1 ?Se nämndens beslut/);
    expect(asides(paper)).toContain('stamp: Ankom 2026-03-09 Dnr KS 2026/9');
    expect(paper.notes).toEqual(['footnotes']);
  });

  it('has each line of a text that was broken by hand', async () => {
    const lines =
      'Kommunstyrelsen har skickat förslaget på remiss till samtliga nämnder|och bolag. Strategin ersätter de tre handlingsplaner som gäller i dag. Kontoret|är positivt till att målen samlas i ett dokument men vill att det|framgår vem som följer upp dem. Nämnden, som har nio ledamöter, behandlar|förslaget i höst.'.split(
        '|',
      );
    const source = `#set par(justify: false)\nBergby kommun #h(1fr) Tjänsteskrivelse\n\n${lines.join(' \\\n')}\n\nNytt stycke.`;
    const paper = await read(source, isTagged);
    expect(paper.lines.slice(1, lines.length + 1).map(({ text, after }) => [after, text])).toEqual(
      lines.map((text, at) => [at === 0 ? 'blank' : 'line', text]),
    );
  });

  it('has the short lines of its last page apart', async () => {
    const source = `${FIRST}\n\n#pagebreak()\nKommunstyrelsen \\\nSamhällsbyggnadsnämnden \\\nSocialnämnden`;
    expect(texts(await read(source, isTagged)).slice(1)).toEqual(
      ['Kommunstyrelsen', 'Samhällsbyggnadsnämnden', 'Socialnämnden'], // prettier-ignore
    );
  });

  it('has headings whose letters are set wide apart as words', async () => {
    const source =
      '#set document(title: "Svar på remiss om cykelplan")\n#show heading: set text(tracking: 2pt)\n= Svar på remiss om cykelplan\n== Sammanfattning\nBra.\n== Förslag till beslut\nAtt tillstyrka.';
    expect(texts(await read(source, isTagged))).toEqual(
      ['Svar på remiss om cykelplan', 'Sammanfattning', 'Bra.', 'Förslag till beslut', 'Att tillstyrka.'], // prettier-ignore
    );
  });

  it('has the columns of a letterhead apart, and a table with a head as rows where it is tagged', async () => {
    const source = `#grid(columns: (1fr, 1fr, 1fr), [Datum], [Diarienummer], [Handläggare])\n#grid(columns: (1fr, 1fr, 1fr), [2026-03-04], [KS 2026/77], [Örjan Åström])\n= Ärendet\n#table(columns: 2, table.header([Åtgärd], [Kostnad]), [Väg], [100 kr], [Bro], [200 kr])`;
    const all = texts(await read(source, isTagged));
    const table = all.slice(all.indexOf('Ärendet') + 1);
    const head = isTagged ? 'Datum|Diarienummer|Handläggare' : 'Datum\tDiarienummer\tHandläggare';
    expect(all.join('|')).toMatch(new RegExp(`^${head.replaceAll('|', '\\|')}\\|2026-03-04`));
    expect(table.join('\n')).toBe(
      isTagged
        ? '| Åtgärd | Kostnad |\n|---|---|\n| Väg | 100 kr |\n| Bro | 200 kr |'
        : 'Åtgärd\tKostnad\nVäg\t100 kr\nBro\t200 kr',
    );
  });
});
