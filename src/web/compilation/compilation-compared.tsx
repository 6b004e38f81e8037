import type { ComponentChildren } from 'preact';
import type { CompilationView, CompiledConsulteeView } from '../../compilation/compilation.dto.js';
import { Day } from '../../markup/day.js';
import { Flag } from '../../markup/marks.js';
import { STANCES } from '../../rules/stance.js';
import type { Language, Texts } from '../../rules/texts.js';
import { stanceWords } from '../../rules/words.js';
import { preparationsOf } from './compiled-preparations.js';
import type { Reader } from '../frame/staff-frame.js';
import { CAME_LATE } from '../frame/words.js';

const T = {
  caption: {
    sv: 'Svaren, en kolumn för varje remissinstans',
    en: 'The replies, a column for each consultee',
  },
  scrolls: { sv: 'Svaren, kan rullas i sidled', en: 'The replies, can be scrolled sideways' },
  part: { sv: 'Del av svaret', en: 'Part of the reply' },
  summary: { sv: 'Sammanfattning', en: 'Summary' },
  assessment: { sv: 'Bedömning', en: 'Assessment' },
  decision: { sv: 'Beslut', en: 'Decision' },
  clause: { sv: 'Att-sats', en: 'Clause' },
  preparation: { sv: 'Beredning', en: 'Preparation' },
  dissents: { sv: 'Reservationer och särskilda yttranden', en: 'Reservations and special statements' },
  reservation: { sv: 'Reservation', en: 'Reservation' },
  special: { sv: 'Särskilt yttrande', en: 'Special statement' },
  proposal: { sv: 'Förslag', en: 'Proposal' },
  nothing: { sv: 'inget', en: 'nothing' },
  whole: { sv: 'Läs hela', en: 'Read it all' },
  recorded: { sv: 'infört av er', en: 'recorded by you' },
  document: { sv: 'Handling', en: 'Document' },
  masked: { sv: 'Sekretess, visas inte här', en: 'Confidential, not shown here' },
  notShown: { sv: 'Visas inte här', en: 'Not shown here' },
  asked: { sv: 'Svarade på frågan', en: 'Answered the question' },
  noRows: {
    sv: 'Inget svar har något att visa ordnat så här.',
    en: 'No reply has anything to show in this order.',
  },
} satisfies Record<string, Texts>;

/** How the replies are laid beside each other. */
export const ORDERS = ['fragor', 'att-satser', 'avsnitt'] as const;
export type Order = (typeof ORDERS)[number];

interface Row {
  readonly heading: string;
  readonly cell: (consultee: CompiledConsulteeView) => ComponentChildren;
}

interface Props {
  readonly reader: Reader;
  readonly view: CompilationView;
  readonly replies: readonly CompiledConsulteeView[];
  readonly order: Order;
  /** Whether the reader may open the replies; not those of a version that was shared, which says of none why it is not shown. */
  readonly linked?: boolean;
}

/** The replies side by side; on a phone one under the other, for each part. */
export const Compared = ({ reader, view, replies, order, linked = true }: Props) => {
  const { language } = reader;
  const rows = ROWS[order](view, replies, language, linked);
  if (rows.length === 0) return <p class="quiet">{T.noRows[language]}</p>;
  return (
    <div class="matrix-box scroll" role="region" aria-label={T.scrolls[language]} tabIndex={0}>
      <table class="compare" role="table">
        <caption class="ds-sr-only">{T.caption[language]}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              <span class="ds-sr-only">{T.part[language]}</span>
            </th>
            {replies.map((consultee) => (
              <Head reader={reader} consultee={consultee} linked={linked} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ heading, cell }) => (
            <tr role="row">
              <th scope="row" role="rowheader">
                {heading}
              </th>
              {replies.map((consultee) => (
                <td role="cell" data-label={consultee.consulteeName}>
                  {cell(consultee) || <Nothing language={language} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Head = ({
  reader: { language, today },
  consultee,
  linked,
}: {
  reader: Reader;
  consultee: CompiledConsulteeView;
  linked: boolean;
}) => {
  const {
    consultationId,
    consulteeName,
    stance,
    section,
    decidedOn,
    ownCaseNumber,
    recordedReply,
    late,
    masked,
  } = consultee;
  const words = STANCES.find((each) => each === stance);
  return (
    <th scope="col" role="columnheader">
      <span class="board">
        {linked ? <a href={`/svar/${consultationId}`}>{consulteeName}</a> : consulteeName}
      </span>
      <span class="row">
        {words && <Flag>{stanceWords[words][language]}</Flag>}
        {late && <Flag tone="late">{CAME_LATE[language]}</Flag>}
        {masked && linked && <Flag icon="lock">{T.masked[language]}</Flag>}
        {masked && !linked && <Flag>{T.notShown[language]}</Flag>}
      </span>
      <span class="ref">
        {section && <span>§ {section}</span>}{' '}
        {decidedOn && (
          <span>
            <Day date={decidedOn} language={language} form="list" today={today} />
          </span>
        )}{' '}
        {ownCaseNumber && <span>{ownCaseNumber}</span>} {recordedReply && <span>{T.recorded[language]}</span>}
        {linked &&
          recordedReply &&
          [recordedReply.documentId, ...recordedReply.attachments].map((id, at) => (
            <a href={`/handlingar/${id}`}>
              {T.document[language]} {at + 1}
            </a>
          ))}
      </span>
    </th>
  );
};

const Nothing = ({ language }: { readonly language: Language }) => (
  <span class="quiet nothing">
    <span aria-hidden="true">–</span>
    <span class="ds-sr-only">{T.nothing[language]}</span>
  </span>
);

type Rows = (
  view: CompilationView,
  replies: readonly CompiledConsulteeView[],
  language: Language,
  linked: boolean,
) => readonly Row[];

const ROWS: Readonly<Record<Order, Rows>> = {
  fragor: ({ questions }, replies, language, linked) => [
    ...questions.map(({ number, text, answers }): Row => ({
      heading: `${number}. ${text}`,
      cell: ({ consultationId }) => {
        const answer = answers.find((each) => each.consultationId === consultationId);
        return (
          answer && (
            <>
              <p class="as-written">{answer.text}</p>
              {answer.asked && (
                <p class="ref">
                  {T.asked[language]}: {answer.asked}
                </p>
              )}
            </>
          )
        );
      },
    })),
    ...whereSaid(replies, [
      { heading: T.summary[language], cell: ({ summary }) => summary && <p class="as-written">{summary}</p> },
      {
        heading: T.assessment[language],
        cell: ({ assessment, consultationId }) =>
          assessment && (
            <Long
              text={assessment}
              href={linked ? `/svar/${consultationId}/yttrande` : undefined}
              language={language}
            />
          ),
      },
      {
        heading: T.decision[language],
        cell: ({ clauses }) => clauses.length > 0 && clauses.map(({ text }) => <p class="att">{text}</p>),
      },
      { heading: T.preparation[language], cell: (consultee) => preparationsOf(consultee, language) },
      { heading: T.dissents[language], cell: (consultee) => dissentsOf(consultee, language) },
    ]),
  ],
  'att-satser': (_view, replies, language) =>
    Array.from({ length: Math.max(0, ...replies.map(({ clauses }) => clauses.length)) }, (_, at) => ({
      heading: `${T.clause[language]} ${at + 1}`,
      cell: ({ clauses }) => clauses[at] && <p class="att">{clauses[at].text}</p>,
    })),
  avsnitt: ({ passages }, _replies, language) =>
    passages.map(({ passage, remarks }) => ({
      heading: passage,
      cell: ({ consultationId }) => {
        const own = remarks.filter((remark) => remark.consultationId === consultationId);
        return (
          own.length > 0 &&
          own.map(({ text, proposal }) => (
            <>
              <p class="as-written">{text}</p>
              {proposal && (
                <p class="said">
                  {T.proposal[language]}: {proposal}
                </p>
              )}
            </>
          ))
        );
      },
    })),
};

/** Without rows in which nobody says anything. */
const whereSaid = (replies: readonly CompiledConsulteeView[], rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ cell }) => replies.some((consultee) => cell(consultee)));

const dissentsOf = (
  { reservations, specialStatements }: CompiledConsulteeView,
  language: Language,
): ComponentChildren => {
  const dissents = [
    ...reservations.map((each) => [T.reservation[language], each] as const),
    ...specialStatements.map((each) => [T.special[language], each] as const),
  ];
  return (
    dissents.length > 0 &&
    dissents.map(([what, { by, text }]) => (
      <>
        <p>
          {what}: {by}
        </p>
        {text && <p class="as-written">{text}</p>}
      </>
    ))
  );
};

const SHOWN = 600;

/** The beginning of a long text, and where the whole is. */
const Long = ({
  text,
  href,
  language,
}: {
  readonly text: string;
  /** None where the whole stands here. */
  readonly href: string | undefined;
  readonly language: Language;
}) =>
  href === undefined || text.length <= SHOWN ? (
    <p class="as-written">{text}</p>
  ) : (
    <>
      <p class="as-written">{text.slice(0, text.lastIndexOf(' ', SHOWN))} …</p>
      <p>
        <a href={href}>{T.whole[language]}</a>
      </p>
    </>
  );
