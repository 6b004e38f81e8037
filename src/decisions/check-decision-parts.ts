import type { EntityManager } from 'typeorm';
import { Invalid } from '../rules/problem.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { VoteBody, QuestionStanceBody } from './decision-parts.dto.js';
import { because as ofStatements } from '../statements/refusals.js';
import { because } from './refusals.js';

interface Parts {
  readonly votes?: readonly VoteBody[];
  readonly questionStances?: readonly QuestionStanceBody[];
}

/** @throws Invalid for a vote whose members do not make its numbers, and for a question that was not asked. */
export async function checkDecisionParts(
  tx: EntityManager,
  { referralId }: Consultation,
  { votes = [], questionStances = [] }: Parts,
): Promise<void> {
  const odd = votes.findIndex((vote) => !namesMakeCounts(vote));
  if (odd !== -1) throw new Invalid({ pointer: `/votes/${odd}/members`, ...because.namesAndCounts });
  if (questionStances.length === 0) return;
  const [asked]: { questions: number }[] = await tx.query(
    'SELECT jsonb_array_length(questions) AS questions FROM referrals WHERE id = $1',
    [referralId],
  );
  const unasked = questionStances.findIndex(({ question }) => question > (asked?.questions ?? 0));
  if (unasked !== -1)
    throw new Invalid({ pointer: `/questionStances/${unasked}/question`, ...ofStatements.unknownQuestion });
}

function namesMakeCounts({ members, yes, no, abstain }: VoteBody): boolean {
  if (members === undefined) return true;
  const voted = (how: string) => members.filter(({ vote }) => vote === how).length;
  return voted('yes') === yes && voted('no') === no && voted('abstain') === abstain;
}
