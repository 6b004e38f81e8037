import type { Consultation } from '../consultations/consultation.entity.js';
import { Invalid, type InvalidValue, type Reason } from '../rules/problem.js';
import type { Decision } from './decision.entity.js';
import { because } from './refusals.js';

/** What a decision says of the proposal that it adopted. */
type Adopting = Pick<Decision, 'adoptedPreparation' | 'outcome' | 'clauses'>;

/**
 * Holds a decision to the committee's proposal that it is said to adopt.
 *
 * @returns a warning where other words were decided than the committee proposed: the minutes may have mended them.
 * @throws Invalid for what is no proposal, and where words of a committee's own are said to be what the administration proposed.
 */
export function checkAdopted(
  { postponements }: Pick<Consultation, 'postponements'>,
  { adoptedPreparation, outcome, clauses }: Adopting,
): Reason[] {
  if (adoptedPreparation === null) return [];
  const made = postponements[adoptedPreparation - 1];
  const refuse = (reason: Omit<InvalidValue, 'pointer'>) =>
    new Invalid({ pointer: '/adoptedPreparation', ...reason });
  if (made?.how !== 'prepared' || made.takenBack) throw refuse(because.noSuchPreparation);
  const organ = made.organ ?? '';
  if (made.noProposal) throw refuse(because.nothingToAdopt(organ));
  if (made.clauses === undefined) return [];
  if (outcome === 'as-proposed') throw refuse(because.notTheAdministrations(organ));
  const inWords = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text).join('\n');
  return inWords(made.clauses) === inWords(clauses) ? [] : [because.otherWords(organ)];
}

/** The number that is kept of the one that a request names: 0 is none of them. */
export const adoptedIn = ({ adoptedPreparation }: { adoptedPreparation?: number }): number | null =>
  adoptedPreparation || null;
