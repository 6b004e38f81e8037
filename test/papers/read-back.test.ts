import { afterAll, describe, expect, it } from '@jest/globals';
import { blocksOf } from '../../src/papers/blocks.js';
import { readPaper } from '../../src/papers/reading/read-paper.js';
import { staffReportPaper } from '../../src/statements/staff-report.paper.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import type { ReplyFacts } from '../../src/statements/statement-parts.js';
import { statementPaper } from '../../src/statements/statement.paper.js';
import { emptyStatement, type StatementContent } from '../../src/statements/statement.js';
import { renderersWith } from '../support/papers.js';
import { municipality } from '../support/report-facts.js';
import { layouts, read, readLayout, realReport } from '../support/staff-reports.js';

const renderers = renderersWith();
afterAll(() => renderers.onApplicationShutdown());

const names = new Map(municipality.map(({ code, name }) => [code, name]));
const factsOf = (statement: StatementContent): ReplyFacts => ({
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

/** Word for word, whatever the marks of lists and the spaces. */
const words = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/^ *(?:[-•*–‣>] ?|\d+[.)] )/gmu, '')
    .replace(/[\s|]+|-{3,}/gu, ' ')
    .trim();

const told = (content: StatementContent) => ({
  title: words(content.title),
  summary: words(content.summary),
  matter: words(content.matter),
  assessment: words(content.assessment),
  clauses: content.clauses.map(({ text }) => words(text)),
  basis: content.basis.map(({ title }) => words(title)),
  recipients: content.recipients.map(({ body, email, name }) => names.get(body ?? '') ?? email ?? name),
  // A heading that nothing follows is not written.
  sections: content.sections.flatMap(({ heading, text }) =>
    text === '' ? [] : [[words(heading), words(text)]],
  ),
});

/** With every kind of block that a text may have. */
const written: StatementContent = {
  ...emptyStatement,
  title: 'Internremiss, Strategi för social hållbarhet 2024–2030',
  summary: 'Nämnden ser positivt på förslaget (KS 2023/475).\n\nDet behöver kompletteras på två punkter:\n- drift av gång- och cykelvägar\n  - sommartid\n  - vintertid\n- vinterväghållning',
  matter:
    'Kommunfullmäktige beslutade den 22 maj 2023 (§ 134) att strategin ska revideras. '.repeat(12) +
    '\n\nFöljande gäller:\n1. först det ena\n2. sedan det andra\n\n> Hållbarhet är allas ansvar.\n\n| Område | Kostnad |\n|---|---|\n| Vägar | 1 200 kr |\n| Parker | 300 kr |\n\nSå är det.',
  assessment: 'Förvaltningen bedömer att målen är rimliga. '.repeat(40),
  clauses: [
    { text: 'att tillstyrka förslaget till strategi med det tillägg som framgår av förvaltningens yttrande den 22 november 2023 och av dess bilagor' },
    { text: 'att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet.' },
  ],
  basis: [{ title: 'Tjänsteskrivelse 2023-11-22' }, { title: 'Förslag till strategi, remissversion 2023-09-01' }],
  recipients: [{ body: 'KS' }, { email: 'registrator@kommun.example' }],
  sections: [
    { heading: 'Barnperspektivet', text: 'Barn berörs av trygga skolvägar.' },
    { heading: 'Trygghet i det offentliga rummet', text: 'Belysningen byts ut under 2025.\n\nDet sker etappvis.' },
  ],
}; // prettier-ignore

const statements: [string, StatementContent][] = [
  ['one with every kind of text', written],
  ['the real report', read(realReport).content],
  ...layouts.map((name): [string, StatementContent] => [name, readLayout(name).content]),
];

const readBack = async (bytes: Buffer): Promise<StaffReport> =>
  readStaffReport((await readPaper(bytes)).lines, municipality);

describe.each(['docx', 'pdf'] as const)('what Yttra writes as %s', (format) => {
  it.each(statements)('is read back whole as a staff report: %s', async (_, statement) => {
    const { bytes } = await renderers.write(staffReportPaper(factsOf(statement)), format);
    const { content, found } = await readBack(bytes);
    expect(told(content)).toEqual(told(statement));
    expect(found).toMatchObject({ ownCaseNumber: 'TSN 2023/112', date: '2023-11-22', officer: 'Maria Holm' });
  });

  it.each(statements)('is read back whole as a statement: %s', async (_, statement) => {
    const { bytes } = await renderers.write(statementPaper(factsOf(statement)), format);
    const { content, found, kind } = await readBack(bytes);
    expect(told(content)).toEqual(told(statement));
    expect(kind).toBe('letter');
    expect(found).toMatchObject({ ownCaseNumber: 'TSN 2023/112', date: '2023-11-22' });
  });
});

describe('a list below another', () => {
  const lists =
    'Följande gäller:\n- drift\n  - sommartid\n    - sopning\n    - klippning\n  - vintertid\n- underhåll\n  1. belysning\n     1. gator\n        - i tätorten\n  2. skyltar\n- nybyggnad';
  it.each(['docx', 'pdf'] as const)('is read back as it was written: %s', async (format) => {
    const statement = { ...written, assessment: lists };
    const { bytes } = await renderers.write(staffReportPaper(factsOf(statement)), format);
    const { content } = await readBack(bytes);
    expect(blocksOf(content.assessment)).toEqual(blocksOf(lists));
  });
});
