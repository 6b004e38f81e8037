import { filled, type Block, type Fact, type Paper } from '../papers/paper.js';
import { heading, inWords } from '../papers/parts.js';
import type { AgendaMatterView, AgendaView } from './agenda.dto.js';

/** The agenda (*föredragningslista*) of a meeting, with what is proposed in each matter. */
export function agendaPaper(
  meeting: AgendaView & { readonly matters: AgendaMatterView[] },
  body: string,
  names: ReadonlyMap<string, string>,
): Paper {
  const facts: (Fact | null)[] = [
    { label: 'Sammanträde', value: inWords(meeting.date) },
    meeting.time === null ? null : { label: 'Tid', value: meeting.time },
    meeting.place === null ? null : { label: 'Plats', value: meeting.place },
  ];
  return {
    language: 'sv',
    name: 'Föredragningslista',
    title: `${meeting.organ ?? body} den ${inWords(meeting.date)}`,
    sender: body,
    to: [],
    number: null,
    facts: facts.filter((fact) => fact !== null),
    blocks: filled(meeting.matters.flatMap((matter, at) => matterParts(matter, at + 1, names))),
    foot: [body],
    writtenAt: `${meeting.date}T12:00:00.000Z`,
  };
}

/** What is confidential stands there by its number, and by nothing that says what it is about. */
function matterParts(
  { title, ownCaseNumber, caseNumber, issuer, section, officerName, clauses, replyBy }: AgendaMatterView,
  number: number,
  names: ReadonlyMap<string, string>,
): Block[] {
  const facts: (Fact | null)[] = [
    ownCaseNumber === null ? null : { label: 'Ärendenummer', value: ownCaseNumber },
    issuer === null ? null : { label: 'Remiss från', value: `${names.get(issuer) ?? issuer}, ${caseNumber}` },
    { label: 'Svar senast', value: inWords(replyBy) },
    officerName === null ? null : { label: 'Handläggare', value: officerName },
    section === null ? null : { label: 'Paragraf', value: `§ ${section}` },
  ];
  return [
    heading(`${number} ${title ?? 'Sekretessbelagt ärende'}`),
    { is: 'facts', facts: facts.filter((fact) => fact !== null) },
    {
      is: 'clauses',
      lead: section === null ? 'Förslag till beslut' : 'Beslut',
      clauses: clauses.map((clause) => clause.text),
    },
  ];
}
