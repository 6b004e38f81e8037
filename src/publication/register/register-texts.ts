import type { Texts } from '../../rules/texts.js';
import type { PublicReferralState } from './public-register.dto.js';
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

/** What stands in place of the title of what is masked. */
export const MASKED: Texts = {
  sv: 'Uppgifterna kan omfattas av sekretess',
  en: 'The particulars may be confidential',
};
