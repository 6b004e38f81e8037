import type { CaseView, OriginBody } from '../../cases/cases.dto.js';
import { PARTY_KINDS, type PartyKind } from '../../rules/party-kind.js';
import type { Texts } from '../../rules/texts.js';
import { foundInWords } from '../../statements/statement-fields.js';
import { linesIn, t, worded, type StepField } from '../steps/step-field.js';

export type CaseField = StepField<CaseView>;

export const title: CaseField = {
  name: 'title',
  kind: 'line',
  label: t('Rubrik', 'Title'),
  instead: t('Skriv vad ärendet gäller', 'Write what the case is about'),
  first: (view) => view.title,
  now: (view) => view.title,
};
export const classification: CaseField = {
  name: 'classification',
  kind: 'line',
  label: t('Klassificering', 'Classification'),
  hint: t(
    'Beteckningen i er klassificeringsstruktur eller diarieplan. Lämna tomt om ni inte har någon.',
    'Where it belongs in your plan for sorting registers. Leave empty if you have none.',
  ),
  first: (view) => view.classification ?? undefined,
  now: (view) => view.classification,
};
export const relatedCases: CaseField = {
  name: 'relatedCases',
  kind: 'lines',
  label: t('Hör ihop med', 'Related to'),
  hint: t('Ett diarienummer på varje rad.', 'A case number a line.'),
  first: (view) => view.relatedCases.join('\n'),
  now: (view) => view.relatedCases.join(', '),
};

/** ”KF 2023-05-22 § 134: strategin ska revideras” as it is read and written, a decision a line. */
const DECISION = /^(\S+)\s+(\S+)\s+§\s*(.*?)(?::\s+(.+))?$/u;

const decisionIn = (line: string): object => {
  const [, body, date, section, about] = DECISION.exec(line) ?? [];
  if (body === undefined) return { body: line };
  return { body: body.toUpperCase(), date, section, ...(about !== undefined && { about }) };
};

const decisionsIn = ({ priorDecisions }: CaseView): string[] =>
  priorDecisions.map(({ about: text, ...decision }) =>
    foundInWords({ ...decision, ...(text !== undefined && { text }) }),
  );

export const priorDecisions: CaseField = {
  name: 'priorDecisions',
  kind: 'lines',
  label: t('Bygger på beslut', 'Based on decisions'),
  hint: t(
    'Ett beslut på varje rad: organets kod, dag, paragraf och, om du vill, vad som beslutades. KF 2023-05-22 § 134: strategin ska revideras',
    'A decision a line: the body’s code, day, section and, if you like, what was decided. KF 2023-05-22 § 134: strategin ska revideras',
  ),
  instead: t(
    'Skriv organets kod, dag och paragraf så här: KF 2023-05-22 § 134',
    'Write the body’s code, day and section like this: KF 2023-05-22 § 134',
  ),
  read: (typed) => linesIn(typed).map(decisionIn),
  first: (view) => decisionsIn(view).join('\n'),
  now: (view) => decisionsIn(view).join('\n'),
};

export const partyKindWords: Readonly<Record<PartyKind, Texts>> = {
  organisation: t('Organisation eller myndighet', 'Organisation or authority'),
  private: t('Privatperson', 'Private person'),
};
export const NOT_SAID = t('Inte angivet', 'Not stated');

const ofOrigin = (
  part: keyof OriginBody,
  field: Pick<CaseField, 'kind' | 'label' | 'hint' | 'instead' | 'options'>,
): CaseField => ({
  name: `origin.${part}`,
  ...field,
  emptied: true,
  first: ({ origin }) => origin?.[part],
  now: ({ origin }, _, language) => {
    const value = origin?.[part];
    return part === 'senderKind' && value ? partyKindWords[value as PartyKind][language] : value;
  },
});

/** Who sent what a case began with, and when it is to be answered. */
export const originFields: readonly CaseField[] = [
  ofOrigin('sender', {
    kind: 'line',
    label: t('Avsändare', 'Sender'),
    hint: t(
      'Den som har skickat remissen till er. Lämna tomt när ärendet börjar hos er själva.',
      'Who sent the referral to you. Leave empty where the case begins with yourselves.',
    ),
    instead: t('Skriv vem som skickade den', 'Write who sent it'),
  }),
  ofOrigin('senderKind', {
    kind: 'choice',
    label: t('Avsändaren är', 'The sender is'),
    hint: t(
      'Bara en organisation eller myndighet namnges i det offentliga diariet.',
      'Only an organisation or authority is named in the public register.',
    ),
    options: worded(PARTY_KINDS, partyKindWords, NOT_SAID),
  }),
  ofOrigin('reference', { kind: 'line', label: t('Avsändarens diarienummer', 'The sender’s number') }),
  ofOrigin('email', {
    kind: 'email',
    label: t('Avsändarens e-postadress', 'The sender’s e-mail'),
    hint: t('Dit svaret skickas.', 'Where the reply is sent.'),
  }),
  ofOrigin('receivedOn', { kind: 'date', label: t('Inkom den', 'Received on') }),
  ofOrigin('replyBy', { kind: 'date', label: t('Svar senast', 'Reply by') }),
];
