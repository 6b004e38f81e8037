import type { Reason } from './problem.js';
import { refusal } from './refusals.js';

/** A meeting that had the matter on its agenda and did not decide it for the body: what the minutes say of it. */
export interface Postponement {
  /** Put off as it is (*bordläggning*), sent back for more work (*återremiss*), or prepared for the board (*beredning*). */
  readonly how: 'tabled' | 'referred-back' | 'prepared';
  readonly meetingDate: string;
  /** The committee that met; null for the body itself. */
  readonly organ: string | null;
  readonly section: string | null;
  readonly reason: string | null;
  /** The meeting it was put off to; null where none was known. */
  readonly nextMeetingDate: string | null;
  /** What a committee proposes in words of its own; left out where it proposes what the administration does, or nothing. */
  readonly clauses?: { text: string }[];
  /** The committee left the matter to the board without a proposal. */
  readonly noProposal?: boolean;
  /** Members of the committee who took no part in what it proposes. */
  readonly notTakingPart?: { by: string; text?: string }[];
  /** Recorded by mistake: it keeps its place, so that the others keep their numbers, and counts for nothing. */
  readonly takenBack?: boolean;
}

/** The latest that holds, with its number from 1. */
export function latestOf(postponements: readonly Postponement[]): { latest?: Postponement; number: number } {
  const at = postponements.findLastIndex(({ takenBack }) => !takenBack);
  return at < 0 ? { number: 0 } : { latest: postponements[at]!, number: at + 1 };
}

/** KL 5:51: a tabled matter comes up again as it is, so nothing is added to it until a meeting has had it again. */
export const isTabled = (postponements: readonly Postponement[]): boolean =>
  latestOf(postponements).latest?.how === 'tabled';

const tabledStays = refusal(
  'tabled-matter-changed',
  'Ärendet är bordlagt och ska tas upp igen som det är: inget nytt ska läggas till. Ska det beredas mer återremitterar sammanträdet det.',
  'The matter is tabled and comes up again as it is: nothing new is to be added. For more work the meeting refers it back.',
);

/** What is said to whoever changes what a meeting has tabled. It hinders nothing: the text may have been wrong. */
export const tabledWarnings = (postponements: readonly Postponement[]): Reason[] =>
  isTabled(postponements) ? [tabledStays] : [];
