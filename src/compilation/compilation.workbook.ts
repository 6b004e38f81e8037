import { preparationText } from '../decisions/preparation-parts.js';
import type { Workbook, WorkbookCell, WorkbookSheet } from '../papers/workbook.js';
import { standWords } from '../rules/words.js';
import type { CompilationView, CompiledConsulteeView } from './compilation.dto.js';
import { latestOf, stateSaid } from './compilation.paper.js';
import type { SharedCompilationRowView } from './shared-compilations.dto.js';
import { stanceSaid } from './whole-statements.js';

/** The compilation as tables, to be sorted and filtered: the consultees, the answers, the remarks with how they were met, and the totals. */
export function compilationWorkbook(
  compilation: CompilationView,
  shared?: Pick<SharedCompilationRowView, 'sharedAt'>,
): Workbook {
  return {
    title: compilation.title,
    sender: compilation.issuerName,
    sheets: [
      consulteesSheet(compilation, shared !== undefined),
      answersSheet(compilation),
      remarksSheet(compilation),
      totalsSheet(compilation),
    ],
    writtenAt: shared?.sharedAt ?? latestOf(compilation),
  };
}

type Column<Row> = readonly [head: string, width: number, cell: (row: Row) => WorkbookCell];

const sheetOf = <Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): WorkbookSheet => ({
  name,
  columns: columns.map(([head, width]) => ({ head, width })),
  rows: rows.map((row) => columns.map(([, , cell]) => cell(row))),
});

const day = (date: string | null): WorkbookCell => (date === null ? null : { day: date });

const consulteesSheet = ({ consultees }: CompilationView, isShared: boolean): WorkbookSheet =>
  sheetOf<CompiledConsulteeView>('Remissinstanser', consultees, [
    ['Remissinstans', 30, ({ consulteeName }) => consulteeName],
    ['Läge', 16, (consultee) => stateSaid(consultee, isShared)],
    ['Ställningstagande', 24, ({ masked, stance }) => (masked ? 'Visas inte' : stanceSaid(stance))],
    ['Tillfrågad', 11, ({ unasked }) => !unasked],
    ['Svar senast', 12, ({ replyBy }) => day(replyBy)],
    ['Inkom', 12, ({ reachedIssuerOn }) => day(reachedIssuerOn)],
    ['Sent', 8, ({ late }) => late],
    ['Ärendenummer', 18, ({ ownCaseNumber }) => ownCaseNumber],
    ['Beslutat', 12, ({ decidedOn }) => day(decidedOn)],
    ['Paragraf', 10, ({ section }) => section],
    ['Beslut', 60, ({ clauses }) => clauses.map(({ text }) => text).join('\n')],
    ['Beredning', 40, ({ decision }) => (decision?.preparations ?? []).map(preparationText).join('\n')],
    ['Sammanfattning', 60, ({ summary }) => summary],
    ['Bedömning', 60, ({ assessment }) => assessment],
    ['Antal synpunkter', 11, ({ remarks, masked }) => (masked ? null : remarks.length)],
    ['Reservationer och särskilda yttranden', 40, dissentsOf],
    ['Avböjde', 12, ({ declinedOn }) => day(declinedOn ?? null)],
    ['Varför den avböjt', 30, ({ declinedBecause }) => declinedBecause],
  ]);

const dissentsOf = ({ reservations, specialStatements }: CompiledConsulteeView): string =>
  [...reservations, ...specialStatements]
    .map(({ by, text }) => [by, text].filter(Boolean).join(': '))
    .join('\n');

const answersSheet = ({ questions }: CompilationView): WorkbookSheet =>
  sheetOf(
    'Svar på frågor',
    questions.flatMap(({ number, text, answers }) =>
      answers.map((answer) => ({ ...answer, number, question: answer.asked ?? text })),
    ),
    [
      ['Nr', 6, ({ number }) => number],
      ['Fråga', 40, ({ question }) => question],
      ['Remissinstans', 30, ({ consulteeName }) => consulteeName],
      ['Ställningstagande', 24, ({ stance }) => stanceSaid(stance)],
      ['Svar', 80, ({ text }) => text],
    ],
  );

const remarksSheet = ({ passages, issuerName }: CompilationView): WorkbookSheet =>
  sheetOf(
    'Synpunkter',
    passages.flatMap(({ passage, remarks }) => remarks.map((remark) => ({ ...remark, passage }))),
    [
      ['Avsnitt', 30, ({ passage }) => passage],
      ['Remissinstans', 30, ({ consulteeName }) => consulteeName],
      ['Nr', 6, ({ number }) => number],
      ['Synpunkt', 60, ({ text }) => text],
      ['Förslag till ny lydelse', 40, ({ proposal }) => proposal],
      [`Svar från ${issuerName}`, 60, ({ issuerAnswer }) => issuerAnswer],
      ['Tillgodosedd', 22, ({ stand }) => stand && standWords[stand].sv],
    ],
  );

const totalsSheet = ({ totals }: CompilationView): WorkbookSheet => {
  const counts: readonly (readonly [string, number])[] = [
    ['Tillfrågade', totals.consultees],
    ['Har svarat', totals.answered],
    ['Saknas', totals.missing],
    ['Inget svar', totals.noReply],
    ['Avböjt', totals.declined],
    ['Återkallade', totals.withdrawn],
    ['Sena', totals.late],
    ['Svarade utan att vara tillfrågade', totals.unasked],
    ...Object.entries(totals.stances).map(([stance, count]) => [stanceSaid(stance), count] as const),
  ];
  return sheetOf('Antal', counts, [
    ['Vad', 34, ([what]) => what],
    ['Antal', 10, ([, count]) => count],
  ]);
};
