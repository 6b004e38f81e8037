import { filled, type Block, type Paper } from '../papers/paper.js';
import { dayOf, heading, inWords, points, text } from '../papers/parts.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { standWords, words } from '../rules/words.js';
import type {
  CompilationView,
  CompiledConsulteeView,
  CompiledPassageView,
  CompiledQuestionView,
} from './compilation.dto.js';
import type { SharedCompilationRowView } from './shared-compilations.dto.js';
import { stanceSaid, wholeStatements } from './whole-statements.js';

/**
 * The compilation of the replies (*remissammanställning*): who has answered what, the answers to each question, the
 * remarks on each passage with how they were met, and every statement unedited in an annex.
 *
 * @param shared the version that was shared, where it is one.
 */
export function compilationPaper(
  compilation: CompilationView,
  shared?: Pick<SharedCompilationRowView, 'number' | 'sharedAt' | 'note'>,
): Paper {
  const { totals, consultees, replyBy, issuerName } = compilation;
  const names = (codes: readonly string[]) => namesOfConsultees(compilation, codes);
  return {
    language: 'sv',
    name: 'Remissammanställning',
    title: compilation.title,
    sender: issuerName,
    to: [],
    number: compilation.caseNumber,
    facts: [
      { fact: 'ownNumber', label: 'Ärendenummer', value: compilation.caseNumber },
      ...(replyBy === null
        ? []
        : [{ fact: 'lastDay' as const, label: 'Svar senast', value: inWords(replyBy) }]),
      ...(shared
        ? [{ label: 'Delad', value: `${inWords(dayOf(shared.sharedAt))}, version ${shared.number}` }]
        : []),
    ],
    blocks: filled([
      text(shared?.note ?? ''),
      heading('Svaren i korthet'),
      {
        is: 'table',
        head: ['Tillfrågade', 'Har svarat', 'Saknas', 'Inget svar', 'Avböjt', 'Sena'],
        rows: [
          [
            totals.consultees,
            totals.answered,
            totals.missing,
            totals.noReply,
            totals.declined,
            totals.late,
          ].map(String),
        ],
      },
      {
        is: 'table',
        head: ['Remissinstans', 'Ställningstagande', 'Ärendenummer', 'Beslut'],
        rows: consultees.map((consultee) => rowOf(consultee, shared !== undefined)),
      },
      heading('Svar saknas'),
      points([
        ...names(compilation.missing),
        ...consultees
          .filter(({ state }) => state === 'no-reply')
          .map(({ consulteeName }) => `${consulteeName} (svarade inte innan remissen avslutades)`),
      ]),
      heading('Sena svar'),
      points(names(compilation.late)),
      heading('Avböjt att svara'),
      points(thatDeclined(compilation)),
      heading('Svar på frågorna'),
      ...compilation.questions.flatMap(questionParts),
      heading('Synpunkter på förslagets text'),
      ...compilation.passages.flatMap((passage) => passageParts(passage, issuerName)),
      ...wholeStatements(compilation),
    ]),
    foot: [issuerName],
    writtenAt: shared?.sharedAt ?? latestOf(compilation),
  };
}

export const namesOfConsultees = (
  { consultees }: Pick<CompilationView, 'consultees'>,
  codes: readonly string[],
): string[] =>
  codes.map((code) => consultees.find(({ consultee }) => consultee === code)?.consulteeName ?? code);

/** Each with the day on which it declined, which a version that was shared before days were kept does not have. */
export const thatDeclined = ({ consultees }: Pick<CompilationView, 'consultees'>): string[] =>
  consultees
    .filter(({ state }) => state === 'declined')
    .map(({ consulteeName, declinedOn, masked }) => {
      if (declinedOn) return `${consulteeName}, ${inWords(declinedOn)}`;
      return declinedOn === null && !masked ? `${consulteeName} (dagen är inte känd)` : consulteeName;
    });

/** In a version that was shared, of whoever had not replied no more than that. */
export const stateSaid = ({ state }: CompiledConsulteeView, isShared: boolean): string =>
  isShared && UNANSWERED_STATES.includes(state) ? 'Inte svarat än' : words.consultation.states[state].sv;

export const rowOf = (consultee: CompiledConsulteeView, isShared: boolean): string[] => [
  consultee.consulteeName,
  consultee.masked ? 'Visas inte' : stanceSaid(consultee.stance) || stateSaid(consultee, isShared),
  consultee.ownCaseNumber ?? '',
  [consultee.decidedOn, consultee.section === null ? null : `§ ${consultee.section}`]
    .filter(Boolean)
    .join(', '),
];

const summaryParts = (summary: string | null): Block[] =>
  summary === null ? [] : [text(`Sammanfattning:\n${summary}`)];

const questionParts = ({ number, text: question, summary, answers }: CompiledQuestionView): Block[] => [
  heading(`Fråga ${number}: ${question}`, 3),
  ...summaryParts(summary),
  ...answers.map((answer) =>
    text(
      [
        `${[answer.consulteeName, stanceSaid(answer.stance)].filter(Boolean).join(', ')}:`,
        ...(answer.asked === null ? [] : [`Svar på frågan som den löd då: ${answer.asked}`]),
        answer.text,
      ].join('\n'),
    ),
  ),
];

/** A passage with every remark on it, each followed by how it was met. */
export const passageParts = (
  { passage, names, summary, remarks }: CompiledPassageView,
  issuer: string,
): Block[] => [
  heading(passage, 3),
  ...summaryParts(summary),
  ...names.flatMap((name) =>
    name.summary === null ? [] : [text(`Sammanfattning av ”${name.passage}”:\n${name.summary}`)],
  ),
  ...remarks.flatMap(({ consulteeName, text: remark, proposal, issuerAnswer, stand }) => [
    text(`${consulteeName}:\n${remark}`),
    text(proposal === null ? '' : `Förslag till ny lydelse:\n${proposal}`),
    text(
      issuerAnswer === null
        ? ''
        : `${issuer} svarar${stand === null ? '' : `, ${standWords[stand].sv.toLowerCase()}`}:\n${issuerAnswer}`,
    ),
  ]),
];

/** When the latest of what stands in it was written. */
export const latestOf = ({ consultees, replyBy }: CompilationView): string =>
  consultees
    .map(
      ({ dispatch, recordedReply }) =>
        dispatch?.sentAt ?? (recordedReply && `${recordedReply.receivedOn}T12:00:00.000Z`),
    )
    .filter((at) => typeof at === 'string')
    .toSorted()
    .at(-1) ?? `${replyBy ?? '2000-01-01'}T12:00:00.000Z`;
