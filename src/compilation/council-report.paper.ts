import { filled, type Paper } from '../papers/paper.js';
import { dayOf, heading, inWords, points, text } from '../papers/parts.js';
import type { CompilationTotalsView, CompilationView, CompiledConsulteeView } from './compilation.dto.js';
import { latestOf, namesOfConsultees, passageParts, rowOf, thatDeclined } from './compilation.paper.js';
import type { SharedCompilationRowView } from './shared-compilations.dto.js';
import { stanceSaid } from './whole-statements.js';

/** What the officer writes in place of it; nothing that Yttra could know. */
const TO_FILL_IN = {
  summary: '[Sammanfatta förslaget och din bedömning.]',
  clause: 'att [skriv förslaget]',
  matter: '[Beskriv förslaget och varför det remitterades.]',
  assessment: '[Väg samman synpunkterna: vad ändras i förslaget, vad ändras inte och varför.]',
  economy: '[Beskriv vad förslaget kostar, och hur det betalas.]',
};

/** Whom the report is for: the issuer, and the council that decides in the end where there is one. */
export interface ForWhom {
  readonly council: string | null;
  readonly sentOn: string | null;
}

/**
 * The draft of a staff report in the issuer’s own case, once the replies have come in (*tjänsteskrivelse*): who was asked and
 * what they think, the remarks and how they were met, and what the officer has to write.
 *
 * @param shared the version of the compilation that it is made of, where that was shared.
 */
export function councilReportPaper(
  compilation: CompilationView,
  { council, sentOn }: ForWhom,
  shared?: Pick<SharedCompilationRowView, 'number' | 'sharedAt'>,
): Paper {
  const { title, issuerName, caseNumber, consultees } = compilation;
  const writtenAt = shared?.sharedAt ?? latestOf(compilation);
  return {
    language: 'sv',
    name: 'Tjänsteskrivelse',
    title,
    sender: issuerName,
    to: [issuerName],
    number: caseNumber,
    facts: [
      { label: 'Utkast', value: 'Texten inom hakparentes återstår att skriva' },
      { label: 'Ärendenummer', value: caseNumber },
    ],
    blocks: filled([
      heading('Sammanfattning'),
      text(TO_FILL_IN.summary),
      text(inShort(compilation.totals)),
      heading('Förslag till beslut'),
      {
        is: 'clauses',
        lead:
          council === null ? `${issuerName} beslutar` : `${issuerName} föreslår ${lowered(council)} besluta`,
        clauses: [TO_FILL_IN.clause, TO_FILL_IN.clause],
      },
      heading('Ärendet'),
      text(TO_FILL_IN.matter),
      text(askedWhen(compilation, sentOn)),
      heading('Remissinstanserna'),
      {
        is: 'table',
        head: ['Remissinstans', 'Ställningstagande', 'Ärendenummer', 'Beslut'],
        rows: consultees.map((consultee) => rowOf(consultee, shared !== undefined)),
      },
      heading('Har inte svarat', 3),
      points([...namesOfConsultees(compilation, compilation.missing), ...withoutReply(consultees)]),
      heading('Har avböjt att svara', 3),
      points(thatDeclined(compilation)),
      heading('Svaren på frågorna'),
      ...compilation.questions.flatMap(({ number, text: question, summary }) => [
        heading(`Fråga ${number}: ${question}`, 3),
        text(summary ?? ''),
      ]),
      heading('Synpunkter och hur de har bemötts'),
      ...compilation.passages.flatMap((passage) => passageParts(passage, issuerName)),
      heading('Reservationer och särskilda yttranden'),
      points(consultees.flatMap(dissents)),
      heading('Bedömning'),
      text(TO_FILL_IN.assessment),
      heading('Ekonomiska konsekvenser'),
      text(TO_FILL_IN.economy),
      heading('Beslutsunderlag'),
      points([
        'Denna tjänsteskrivelse, [datum]',
        shared
          ? `Remissammanställning, version ${shared.number}, ${inWords(dayOf(shared.sharedAt))}`
          : 'Remissammanställning, [datum]',
        ...consultees.flatMap(statementOf),
      ]),
      heading('Beslutet skickas till'),
      points(consultees.filter(hasReplied).map(({ consulteeName }) => consulteeName)),
      { is: 'signatures', signatures: [{ name: '[Namn]', title: 'Handläggare' }] },
    ]),
    foot: [issuerName],
    writtenAt,
  };
}

const hasReplied = ({ state }: CompiledConsulteeView): boolean =>
  state === 'forwarded' || state === 'received';

/** “26 remissinstanser har fått förslaget, och 25 har svarat: 24 tillstyrker, 1 avstyrker.” */
function inShort({
  consultees,
  answered,
  noReply,
  missing,
  declined,
  unasked,
  stances,
}: CompilationTotalsView): string {
  const told = Object.entries(stances).map(([stance, count]) => `${count} ${lowered(stanceSaid(stance))}`);
  const rest = [
    missing + noReply > 0 ? `${missing + noReply} har inte svarat.` : '',
    declined > 0 ? `${declined} har avböjt att svara.` : '',
    unasked > 0 ? `${unasked} till har svarat utan att ha blivit tillfrågade.` : '',
  ];
  const replied = `${consultees} remissinstanser har fått förslaget, och ${answered} har svarat`;
  return [`${replied}${told.length === 0 ? '' : `: ${told.join(', ')}`}.`, ...rest].filter(Boolean).join(' ');
}

function askedWhen({ replyBy }: CompilationView, sentOn: string | null): string {
  if (sentOn === null) return '';
  const until = replyBy === null ? '' : `, med svar senast den ${inWords(replyBy)}`;
  return `Förslaget skickades på remiss den ${inWords(sentOn)}${until}.`;
}

const withoutReply = (consultees: readonly CompiledConsulteeView[]): string[] =>
  consultees.filter(({ state }) => state === 'no-reply').map(({ consulteeName }) => consulteeName);

/** Listed, and not commented. */
const dissents = ({
  consulteeName,
  reservations,
  specialStatements,
  masked,
}: CompiledConsulteeView): string[] =>
  masked
    ? []
    : [
        ...reservations.map(({ by }) => `${consulteeName}: reservation av ${by}`),
        ...specialStatements.map(({ by }) => `${consulteeName}: särskilt yttrande av ${by}`),
      ];

const statementOf = (consultee: CompiledConsulteeView): string[] => {
  const { consulteeName, ownCaseNumber, decidedOn, reachedIssuerOn } = consultee;
  if (!hasReplied(consultee)) return [];
  const day = decidedOn ?? reachedIssuerOn;
  return [
    [`${consulteeName}, yttrande`, ownCaseNumber, day === null ? null : inWords(day)]
      .filter(Boolean)
      .join(', '),
  ];
};

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
