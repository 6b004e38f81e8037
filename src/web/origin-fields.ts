import type { CaseView, OriginBody } from '../cases/cases.dto.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';
import type { Texts } from '../rules/texts.js';
import { t, worded, type StepField } from './step-field.js';

type Field = StepField<Pick<CaseView, 'origin'>>;

export const partyKindWords: Readonly<Record<PartyKind, Texts>> = {
  organisation: t('Organisation eller myndighet', 'Organisation or authority'),
  private: t('Privatperson', 'Private person'),
};
const NOT_SAID = t('Inte angivet', 'Not stated');

const ofOrigin = (
  part: keyof OriginBody,
  field: Pick<Field, 'kind' | 'label' | 'hint' | 'instead' | 'options'>,
): Field => ({
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
export const originFields: readonly Field[] = [
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
