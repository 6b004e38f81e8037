import { filled, type Block, type Paper } from '../papers/paper.js';
import { heading, inWords, points, text } from '../papers/parts.js';
import type { Stance } from '../rules/stance.js';
import { stanceWords, words } from '../rules/words.js';
import type {
  CompilationView,
  CompiledConsulteeView,
  CompiledPassageView,
  CompiledQuestionView,
} from './compilation.dto.js';

/**
 * The compilation of the replies (*remissammanställning*): who has answered what, the answers to each question, the
 * remarks on each passage with how they were met, and every statement unedited in an annex.
 */
export function compilationPaper(compilation: CompilationView): Paper {
  const { totals, consultees, replyBy, issuerName } = compilation;
  const names = (codes: readonly string[]) => codes.map((code) => nameOf(consultees, code));
  return {
    language: 'sv',
    name: 'Remissammanställning',
    title: compilation.title,
    sender: issuerName,
    to: [],
    number: compilation.caseNumber,
    facts: [
      { label: 'Ärendenummer', value: compilation.caseNumber },
      ...(replyBy === null ? [] : [{ label: 'Svar senast', value: inWords(replyBy) }]),
    ],
    blocks: filled([
      heading('Svaren i korthet'),
      {
        is: 'table',
        head: ['Tillfrågade', 'Har svarat', 'Saknas', 'Inget svar', 'Avstår', 'Sena'],
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
        rows: consultees.map(rowOf),
      },
      heading('Svar saknas'),
      points(names(compilation.missing)),
      heading('Sena svar'),
      points(names(compilation.late)),
      heading('Avstår från att svara'),
      points(names(compilation.declined)),
      heading('Svar på frågorna'),
      ...compilation.questions.flatMap(questionParts),
      heading('Synpunkter på förslagets text'),
      ...compilation.passages.flatMap((passage) => passageParts(passage, issuerName)),
      heading('Yttrandena i sin helhet'),
      ...consultees.flatMap(wholeStatement),
    ]),
    foot: [issuerName],
    writtenAt: latestOf(compilation),
  };
}

const nameOf = (consultees: readonly CompiledConsulteeView[], code: string): string =>
  consultees.find(({ consultee }) => consultee === code)?.consulteeName ?? code;

const stance = (said: string | null): string =>
  said === null ? '' : (stanceWords[said as Stance]?.sv ?? said);

const rowOf = (consultee: CompiledConsulteeView): string[] => [
  consultee.consulteeName,
  stance(consultee.stance) || words.consultation.states[consultee.state].sv,
  consultee.ownCaseNumber ?? '',
  [consultee.decidedOn, consultee.section === null ? null : `§ ${consultee.section}`]
    .filter(Boolean)
    .join(', '),
];

const questionParts = ({ number, text: question, answers }: CompiledQuestionView): Block[] => [
  heading(`Fråga ${number}: ${question}`, 3),
  ...answers.map((answer) =>
    text(
      [
        `${[answer.consulteeName, stance(answer.stance)].filter(Boolean).join(', ')}:`,
        ...(answer.asked === null ? [] : [`Svar på frågan som den löd då: ${answer.asked}`]),
        answer.text,
      ].join('\n'),
    ),
  ),
];

const passageParts = ({ passage, remarks }: CompiledPassageView, issuer: string): Block[] => [
  heading(passage, 3),
  ...remarks.flatMap(({ consulteeName, text: remark, proposal, issuerAnswer }) => [
    text(`${consulteeName}:\n${remark}`),
    text(proposal === null ? '' : `Förslag till ny lydelse:\n${proposal}`),
    text(issuerAnswer === null ? '' : `${issuer} svarar:\n${issuerAnswer}`),
  ]),
];

/** Reservations and special statements are listed, and not commented. */
function wholeStatement(consultee: CompiledConsulteeView): Block[] {
  const { clauses, summary, matter, assessment, sections, reservations, specialStatements } = consultee;
  const dissent = [...reservations, ...specialStatements].map(({ by, text: why }) =>
    [by, why].filter(Boolean).join(': '),
  );
  return [
    heading(consultee.consulteeName, 3),
    { is: 'clauses', lead: stance(consultee.stance), clauses: clauses.map((clause) => clause.text) },
    ...[summary, matter, assessment].map((part) => text(part ?? '')),
    ...sections.flatMap((section) => [text(section.heading), text(section.text)]),
    text(dissent.length > 0 ? 'Reservationer och särskilda yttranden:' : ''),
    points(dissent),
  ];
}

/** When the latest of what stands in it was written. */
const latestOf = ({ consultees, replyBy }: CompilationView): string =>
  consultees
    .map(
      ({ dispatch, recordedReply }) =>
        dispatch?.sentAt ?? (recordedReply && `${recordedReply.receivedOn}T12:00:00.000Z`),
    )
    .filter((at) => typeof at === 'string')
    .toSorted()
    .at(-1) ?? `${replyBy ?? '2000-01-01'}T12:00:00.000Z`;
