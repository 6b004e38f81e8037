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

/** What is marked, with how the tables call it. */
export interface Marked {
  readonly id: string;
  readonly suffix: string;
}

/** How the tables call what has been marked by both bodies, or by the one whose it is alone. */
export const suffixOf = (what: Confidential, alone = false): string =>
  alone ? `, confidential at ${what === 'statement' ? 'TSN' : 'KS'}` : ', confidential';

/**
 * Each body marks its own, unless the first does so alone. The referral's is told of to nobody, not even masked. Answers
 * with what was marked.
 */
export async function markConfidential(
  as: AsWhom,
  what: Confidential,
  names: Readonly<Record<Confidential, string>>,
  alone = false,
): Promise<Marked> {
  const othersSee = what === 'referral' ? 'nothing' : 'masked';
  const marking = { provision: 'OSL 21:7', seenBy: SEEN_BY, othersSee };
  const mark = (persona: string, place: string, more: object = {}) =>
    done(as(persona).post(`${place}/mark-confidential`, { ...marking, ...more }, { ifMatch: '*' }));
  const consultation = `/consultations/${names.statement}`;
  if (what === 'statement') {
    await mark('tsn-registrator', consultation);
    if (!alone) await mark('ks-registrator', consultation);
  } else {
    await mark('ks-registrator', `/${what}s/${names[what]}`);
    if (!alone && what !== 'document') await mark('tsn-registrator', consultation, { of: 'consultation' });
  }
  return { id: names[what], suffix: suffixOf(what, alone) };
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
