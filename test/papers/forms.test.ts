import { afterAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { EXAMPLE_NAMES, exampleForm, type ExampleName } from '../../src/papers/form/example-forms.js';
import { inForm } from '../../src/papers/form/in-form.js';
import { readLogotype } from '../../src/papers/form/logotype.js';
import { FORM_KINDS, plainForm, type PaperForm } from '../../src/papers/form/paper-form.js';
import type { Paper } from '../../src/papers/paper.js';
import { readPaper } from '../../src/papers/reading/read-paper.js';
import { staffReportPaper } from '../../src/statements/staff-report.paper.js';
import { readStaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import type { StatementContent } from '../../src/statements/statement.js';
import { hasPdfTools, outOfOrder, readPdf, renderersWith } from '../support/papers.js';
import { png, pngChunk } from '../support/png.js';
import { municipality } from '../support/report-facts.js';
import { read, readLayout, realReport } from '../support/staff-reports.js';

const renderers = renderersWith();
afterAll(() => renderers.onApplicationShutdown());

const names = new Map(municipality.map(({ code, name }) => [code, name]));
const reportOf = (statement: StatementContent): Paper =>
  staffReportPaper({
    consultation: { title: statement.title, caseNumber: 'KS 2023/474', ownCaseNumber: 'TSN 2023/112' },
    statement,
    decision: null,
    issuer: 'Kommunstyrelsen',
    consultee: 'Tekniska servicenämnden',
    officer: 'Maria Holm',
    address: 'tsn@kommun.example',
    questions: [],
    names,
    writtenAt: '2023-11-22T10:00:00.000Z',
  });

/** The published layouts of section 3 of the domain's notes, and the headings that each has, in its order. */
const MUNICIPALITIES: readonly (readonly [ExampleName, StatementContent, readonly string[]])[] = [
  [
    'beslutsunderlag-forst',
    read(realReport).content,
    ['Sammanfattning', 'Beslutsunderlag', 'Förvaltningens förslag till beslut', 'Beslutet skickas till', 'Ärendet'],
  ],
  [
    'malmo',
    readLayout('malmo').content,
    ['Sammanfattning', 'Förslag till beslut', 'Beslutsunderlag', 'Beslutsplanering', 'Beslutet skickas till', 'Ärendet'],
  ],
  [
    'nacka',
    readLayout('nacka').content,
    ['Förslag till beslut', 'Sammanfattning', 'Ärendet', 'Förvaltningens bedömning', 'Handlingar i ärendet', 'Beslutet skickas till'],
  ],
  [
    'goteborg',
    readLayout('goteborg').content,
    ['Förslag till beslut', 'Sammanfattning', 'Ekonomiska konsekvenser', 'Barn-, mångfalds-, jämställdhets- och miljöperspektiv'],
  ],
  [
    'sollentuna',
    readLayout('sollentuna').content,
    ['Förslag till beslut', 'Beskrivning av ärendet', 'Synpunkter', 'Bilagor', 'Expedieras till'],
  ],
  [
    'tyreso',
    readLayout('tyreso').content,
    ['Sammanfattning', 'Bakgrund', 'Barnrättsperspektiv', 'Synpunkter och bedömning', 'Förslag till beslut', 'Expedieras till'],
  ],
]; // prettier-ignore

const headingsOf = ({ blocks }: Paper) =>
  blocks.flatMap((block) => (block.is === 'heading' && block.level === 2 ? block.text : []));
const textsOf = (xml: string) =>
  xml.replaceAll(/<[^>]*>/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'); // prettier-ignore
/** Word for word: what stands in it, whatever the marks of lists. */
const told = ({ summary, matter, assessment, clauses, sections }: StatementContent) =>
  [summary, matter, assessment, ...clauses.map(({ text }) => text), ...sections.map(({ text }) => text)]
    .flatMap((text) => text.split(/\s+/))
    .filter((word) => /\p{L}/u.test(word))
    .sort();

describe('a staff report in the form of', () => {
  it.each(MUNICIPALITIES)(
    '%s has its headings in its order, in each kind of file',
    async (name, content, headings) => {
      const paper = inForm(reportOf(content), exampleForm(name, 'staff-report')!);
      const found = headingsOf(paper);
      // Where the text has other sections too, they stand among these.
      expect(found.filter((each) => headings.includes(each))).toEqual(headings);

      const plain = (await renderers.write(paper, 'txt')).bytes.toString();
      const page = (await renderers.write(paper, 'html')).bytes.toString();
      const docx = unzipSync((await renderers.write(paper, 'docx')).bytes);
      expect(plain.match(/^.+(?=\n-+$)/gm)).toEqual(found);
      expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, text]) => textsOf(text!))).toEqual(found);
      const paragraphs = strFromU8(docx['word/document.xml']!).match(/<w:p>.*?<\/w:p>/gs)!;
      const styled = paragraphs.filter((each) => each.includes('"Heading2"'));
      expect(styled.map((each) => textsOf(each).trim())).toEqual(found);
      if (!hasPdfTools) return;
      const pdf = readPdf((await renderers.write(paper, 'pdf')).bytes);
      expect(pdf.headings.filter(([level]) => level === 2).map(([, text]) => text)).toEqual(found);
      expect(pdf.xmp).toMatch(/pdfuaid:part>1</);
    },
  );

  it.each(MUNICIPALITIES)(
    '%s has every word of the report, and is read back as the report',
    async (name, content) => {
      const paper = inForm(reportOf(content), exampleForm(name, 'staff-report')!);
      for (const format of ['docx', 'pdf'] as const) {
        const { lines } = await readPaper((await renderers.write(paper, format)).bytes);
        const back = readStaffReport(lines, municipality).content;
        expect([format, told(back)]).toEqual([format, told(content)]);
        expect(back.clauses.map(({ text }) => text)).toEqual(content.clauses.map(({ text }) => text));
      }
    },
  );
});

const form = (changed: Partial<PaperForm>): PaperForm => ({ ...plainForm('staff-report'), ...changed });
const report = reportOf(readLayout('nacka').content);

describe('a form', () => {
  it('that says nothing leaves a paper as it was', () => {
    const { letterhead, logotype, ...same } = inForm(report, plainForm('staff-report'));
    expect([letterhead, logotype]).toEqual([undefined, undefined]);
    expect(
      same.blocks.map((block) => (block.is === 'clauses' ? { ...block, style: undefined } : block)),
    ).toEqual(
      report.blocks.map((block) => (block.is === 'clauses' ? { ...block, style: undefined } : block)),
    );
    expect({ ...same, blocks: [] }).toEqual({ ...report, blocks: [] });
  });

  it('leaves nothing out that it does not name', () => {
    const shaped = inForm(report, form({ parts: [{ part: 'basis', heading: 'Underlag' }] }));
    const [first, ...others] = headingsOf(shaped);
    expect(first).toBe('Underlag');
    expect(others).toEqual(headingsOf(report).filter((each) => each !== 'Beslutsunderlag'));
    expect(shaped.blocks).toHaveLength(report.blocks.length);
  });

  it('knows of a part by name alone: one that there is no more is passed over', () => {
    const parts = [{ part: 'epilogue' as 'basis', heading: 'Efterord' }, ...plainForm('staff-report').parts];
    expect(headingsOf(inForm(report, form({ parts })))).toEqual(headingsOf(report));
  });

  it('keeps the steps of headings where the first part has none', () => {
    const paper = inForm(
      { ...report, blocks: [{ is: 'heading', level: 2, text: 'Svar på frågorna', part: 'answers' }, { is: 'heading', level: 3, text: 'Fråga 1' }, { is: 'text', text: 'Ja.' }] },
      form({ parts: [{ part: 'answers', heading: '' }] }),
    ); // prettier-ignore
    expect(paper.blocks).toEqual([
      { is: 'heading', level: 2, text: 'Fråga 1' },
      { is: 'text', text: 'Ja.' },
    ]);
  });

  it('leaves out the words that lead to clauses where each is a sentence by itself, and keeps them before att-clauses', () => {
    const clausesOf = (clauses: readonly string[], style: PaperForm['clauses']) =>
      inForm(
        {
          ...report,
          blocks: [{ is: 'clauses', lead: 'Nämnden föreslås besluta', leadBegins: true, clauses }],
        },
        form({ clauses: style }),
      ).blocks[0];
    const [whole, part] = [['Nämnden antar yttrandet.'], ['att anta yttrandet.']];
    expect(clausesOf(whole, 'numbered')).toMatchObject({ lead: '', style: 'numbered' });
    expect(clausesOf(part, 'numbered')).toMatchObject({ lead: 'Nämnden föreslås besluta' });
    expect(clausesOf(whole, 'sentences')).toMatchObject({ lead: 'Nämnden föreslås besluta' });
  });

  it('shows its letterhead, labels, signatures, foot and logotype in each kind of file', async () => {
    const own = form({
      name: 'Tjänsteutlåtande',
      labels: { ownNumber: 'Diarienummer', day: 'Utfärdat' },
      letterhead: ['Tekniska förvaltningen', '0451-26 70 00'],
      signatures: [{ name: 'Per Lind', title: 'Förvaltningschef' }],
      foot: ['Stadshuset', '281 80 Hässleholm'],
      logotype: readLogotype(png().toString('base64'))!,
    });
    const paper = inForm(report, own);
    const said = [
      'Tekniska servicenämnden', 'Tekniska förvaltningen', '0451-26 70 00', 'Tjänsteutlåtande', 'Utfärdat: 22 november 2023',
      'Diarienummer: TSN 2023/112', 'Per Lind', 'Förvaltningschef', 'Maria Holm', 'Handläggare', 'Stadshuset', '281 80 Hässleholm',
    ]; // prettier-ignore
    const plain = (await renderers.write(paper, 'txt')).bytes.toString();
    expect(outOfOrder(plain, said)).toBeUndefined();
    const page = (await renderers.write(paper, 'html')).bytes.toString();
    expect(page).toMatch(
      /<img src="data:image\/png;base64,[\w+/=]+" alt="Logotyp för Tekniska servicenämnden" width="128" height="64"\/?>/,
    );
    const docx = unzipSync((await renderers.write(paper, 'docx')).bytes);
    expect(Object.keys(docx).filter((name) => name.endsWith('.png'))).toHaveLength(1);
    expect(strFromU8(docx['word/document.xml']!)).toContain('descr="Logotyp för Tekniska servicenämnden"');
    for (const format of ['docx', 'pdf'] as const) {
      const again = await renderers.write(paper, format);
      expect(again.bytes.equals((await renderers.write(paper, format)).bytes)).toBe(true);
    }
    if (!hasPdfTools) return;
    const pdf = readPdf((await renderers.write(paper, 'pdf')).bytes);
    expect(
      outOfOrder(
        pdf.inOrder,
        said.filter((each) => each !== 'Handläggare'),
      ),
    ).toBeUndefined();
    expect(pdf.xmp).toMatch(/pdfaid:conformance>A<[^]*pdfuaid:part>1</);
    expect(pdf.objects).toContain('Logotyp för Tekniska servicenämnden');
    // What is not in the next paper was in memory for this one alone.
    expect(readPdf((await renderers.write(report, 'pdf')).bytes).objects).not.toContain(
      '"/Subtype": "/Image"',
    );
  });

  it.each(FORM_KINDS)('of the examples names parts that a %s has', (kind) => {
    for (const name of EXAMPLE_NAMES) {
      const known = [...plainForm(kind).parts.map(({ part }) => part), 'section'];
      const parts = exampleForm(name, kind)?.parts ?? [];
      expect(parts.filter(({ part }) => !known.includes(part))).toEqual([]);
    }
  });
});

describe('a logotype', () => {
  const taken = (bytes: Buffer) => readLogotype(bytes.toString('base64'));

  it('is the picture and nothing else of its file', () => {
    const secret = pngChunk('tEXt', Buffer.from('Author\0Maria Holm'));
    const alike = taken(png({ also: [secret, pngChunk('eXIf', Buffer.from('GPS'))] }));
    expect(alike).toBe(png().toString('base64'));
  });

  it.each([
    [
      'another kind of picture',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    ],
    ['nothing', Buffer.alloc(0)],
    ['its beginning alone', png().subarray(0, 60)],
    ['too many pixels', png({ width: 1000, height: 501 })],
    ['fewer rows than it says', png({ rows: 19 })],
    ['more rows than it says', png({ rows: 21 })],
    ['rows that are woven', png({ head: { interlace: 1 } })],
    ['colours that there are not', png({ head: { colour: 5 } })],
    ['a palette that is not there', png({ head: { colour: 3 } })],
    ['16 bits a colour', png({ head: { depth: 16 } })],
    ['a chunk that no reader may pass over', png({ also: [pngChunk('ABCD', Buffer.alloc(4))] })],
    ['an animation of the wrong sum', Buffer.concat([png().subarray(0, -1), Buffer.from([0])])],
    ['too much', png({ also: [pngChunk('tEXt', Buffer.alloc(50_000))] })],
  ])('is not %s', (_, bytes) => {
    expect(taken(bytes)).toBeUndefined();
  });

  it('is base64 as it is written', () => {
    expect(readLogotype(`${png().toString('base64')}!`)).toBeUndefined();
  });
});
