import { minutesExtractPaper } from '../decisions/minutes-extract.paper.js';
import type { DecisionView } from '../consultations/decision-view.dto.js';
import { PARTS_OF, type FormKind } from '../papers/form/paper-form.js';
import type { Paper } from '../papers/paper.js';
import { part, text } from '../papers/parts.js';
import { staffReportPaper } from '../statements/staff-report.paper.js';
import type { ReplyFacts } from '../statements/statement-parts.js';
import { emptyStatement } from '../statements/statement.js';
import { statementPaper } from '../statements/statement.paper.js';

/** A paper of a made-up matter, for whoever sees none of the body's own: enough of it to see its shape. */
export function samplePaper(kind: FormKind, body: string): Paper {
  const facts = { ...sample, consultee: body };
  if (kind === 'staff-report') return staffReportPaper(facts);
  if (kind === 'statement') return statementPaper({ ...facts, decision });
  if (kind === 'minutes-extract') return minutesExtractPaper({ ...facts, decision });
  return {
    language: 'sv',
    name: NAMES[kind] ?? '',
    title: sample.consultation.title,
    sender: body,
    to: [],
    number: sample.consultation.ownCaseNumber,
    facts: [{ fact: 'day', label: 'Datum', value: '22 november 2026' }],
    blocks: PARTS_OF[kind].flatMap((each) => [part(each), text('Här står det som hör hit.')]),
    foot: [body],
    writtenAt: sample.writtenAt,
  };
}

const NAMES: Readonly<Partial<Record<FormKind, string>>> = {
  'referral-letter': 'Remissmissiv',
  'covering-message': 'Följebrev',
  receipt: 'Kvittens',
  agenda: 'Föredragningslista',
  compilation: 'Remissammanställning',
};

const clauses = [
  { text: 'att tillstyrka förslaget till strategi för social hållbarhet, och' },
  { text: 'att översända yttrandet till kommunstyrelsen.' },
];

const sample: ReplyFacts = {
  consultation: {
    title: 'Remiss: strategi för social hållbarhet',
    caseNumber: 'KS 2026/475',
    ownCaseNumber: 'NN 2026/112',
  },
  statement: {
    ...emptyStatement,
    title: 'Yttrande över strategi för social hållbarhet',
    stance: 'supports',
    summary: 'Nämnden har fått förslaget på remiss och ställer sig bakom det.',
    matter: 'Kommunstyrelsen har remitterat ett förslag till strategi för social hållbarhet.',
    assessment: 'Förvaltningen ser positivt på att målarbetet underlättas.',
    clauses,
    sections: [
      { heading: 'Ekonomiska konsekvenser', text: 'Förslaget ryms inom nämndens budget.' },
      { heading: 'Barnperspektiv', text: 'Barnens rätt till trygga miljöer stärks.' },
    ],
    basis: [{ title: 'Tjänsteskrivelse 2026-11-12' }, { title: 'Förslag till strategi 2026-09-01' }],
    recipients: [{ name: 'Kommunstyrelsen' }],
  },
  decision: null,
  issuer: 'Kommunstyrelsen',
  consultee: '',
  officer: 'Anna Ek',
  address: null,
  questions: [],
  names: new Map(),
  writtenAt: '2026-11-22T10:00:00.000Z',
};

const decision = {
  route: 'board',
  decidedOn: '2026-11-22',
  section: '84',
  bodyName: null,
  committee: null,
  decidedBy: null,
  basis: null,
  clauses,
  motions: [],
  votes: [],
  recusals: [],
  reservations: [],
  specialStatements: [],
  confirmedOn: '2026-11-29',
  confirmedImmediately: false,
  reportAtNextMeeting: false,
} as unknown as DecisionView;
