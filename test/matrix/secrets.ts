import { done } from '../support/given.js';
import type { Thing } from './kinds.js';
import type { AsWhom } from './people.js';

/** What can be marked confidential by itself. */
export type Confidential = 'case' | 'referral' | 'statement' | 'document';

/** Everyone who is on the lists of this world, as columns of the tables. */
export const ON_THE_LIST = ['KS registrar', 'TSN registrar', 'tsn-handlaggare'];
const SEEN_BY = [
  { body: 'KS', role: 'registrar' },
  { body: 'TSN', role: 'registrar' },
  { person: 'tsn-handlaggare' },
];

const PLACES = {
  case: 'cases',
  referral: 'referrals',
  statement: 'consultations',
  document: 'documents',
} as const;

/** The referral's is told of to nobody, not even masked. Answers with the id of what was marked. */
export async function markConfidential(
  as: AsWhom,
  what: Confidential,
  names: Readonly<Record<Confidential, string>>,
): Promise<string> {
  const marking = {
    provision: 'OSL 21:7',
    seenBy: SEEN_BY,
    othersSee: what === 'referral' ? 'nothing' : 'masked',
  };
  const place = `/${PLACES[what]}/${names[what]}/mark-confidential`;
  await done(
    as(what === 'statement' ? 'tsn-registrator' : 'ks-registrator').post(place, marking, { ifMatch: '*' }),
  );
  return names[what];
}

/** Of which records lists tell no words, to those who may see them either: each reading is an act of its own. */
export function inDetailOnly(confidential: Confidential | undefined) {
  const when = (...marked: Confidential[]): Pick<Thing, 'isNamedInDetailOnly'> =>
    confidential && marked.includes(confidential) ? { isNamedInDetailOnly: true } : {};
  return {
    case: when('case'),
    matter: when('case', 'referral'),
    document: when('case', 'referral', 'document'),
    statement: when('case', 'referral', 'statement'),
  };
}
