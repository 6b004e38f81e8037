import { UNANSWERED_STATES, type ConsultationState } from './consultation-states.js';

/** What tells whether a reply was in time. */
export interface Due {
  readonly state: ConsultationState;
  readonly reply_by: string;
  readonly reached_issuer_on: string | null;
  /** Nobody set it a day. */
  readonly unasked: boolean;
}

/** Late is judged by the day it reached the issuer, never by the day somebody typed that in. */
export const isLate = ({ reply_by, reached_issuer_on, unasked }: Due): boolean =>
  !unasked && reached_issuer_on !== null && reached_issuer_on > reply_by;

export const isOverdue = (
  { state, reply_by }: Omit<Due, 'unasked' | 'reached_issuer_on'>,
  today: string,
): boolean => UNANSWERED_STATES.includes(state) && reply_by < today;
