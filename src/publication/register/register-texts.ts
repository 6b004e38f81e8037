import type { Outcome } from '../../decisions/decision.entity.js';
import type { Stance } from '../../rules/stance.js';
import type { Texts } from '../../rules/texts.js';
import type { PublicReferralState, Route } from './public-register.dto.js';
import type { List } from './read-register.js';

export const LIST_NAMES: Readonly<Record<List, Texts>> = {
  cases: { sv: 'Ärenden', en: 'Cases' },
  referrals: { sv: 'Remisser', en: 'Referrals' },
  statements: { sv: 'Yttranden', en: 'Statements' },
};

export const STATES: Readonly<Record<PublicReferralState, Texts>> = {
  open: { sv: 'Pågår', en: 'Open' },
  closed: { sv: 'Avslutat', en: 'Closed' },
  withdrawn: { sv: 'Återkallat', en: 'Withdrawn' },
};

export const STANCE_TEXTS: Readonly<Record<Stance, Texts>> = {
  supports: { sv: 'Tillstyrker', en: 'Supports' },
  'supports-with-comments': { sv: 'Tillstyrker med synpunkter', en: 'Supports with comments' },
  'no-objection': { sv: 'Inget att erinra', en: 'No objection' },
  rejects: { sv: 'Avstyrker', en: 'Rejects' },
  abstains: { sv: 'Avstår från att yttra sig', en: 'Abstains' },
  'not-stated': { sv: 'Ej angivet', en: 'Not stated' },
  grant: { sv: 'Bifall', en: 'Granted' },
  refuse: { sv: 'Avslag', en: 'Refused' },
  'deemed-answered': { sv: 'Anses besvarad', en: 'Deemed answered' },
};

export const ROUTE_TEXTS: Readonly<Record<Route, Texts>> = {
  board: { sv: 'Nämnden', en: 'The board' },
  committee: { sv: 'Utskott', en: 'A committee' },
  officer: { sv: 'Tjänsteperson, på delegation', en: 'An officer, by delegation' },
  administration: { sv: 'Förvaltningen, på delegation', en: 'The administration, by delegation' },
  'chair-urgent': { sv: 'Ordföranden, brådskande', en: 'The chair, as a matter of urgency' },
};

export const OUTCOME_TEXTS: Readonly<Record<Outcome, Texts>> = {
  'as-proposed': { sv: 'Enligt förslaget', en: 'As proposed' },
  amended: { sv: 'Med ändringar', en: 'With amendments' },
  'own-text': { sv: 'Med egen lydelse', en: 'In its own words' },
};

/** What stands in place of the title of what is masked. */
export const MASKED: Texts = {
  sv: 'Uppgifterna kan omfattas av sekretess',
  en: 'The particulars may be confidential',
};
