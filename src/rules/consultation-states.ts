export const CONSULTATION_STATES = [
  'sent',
  'registered',
  'drafting',
  'in-review',
  'approved',
  'on-agenda',
  'decided',
  'confirmed',
  'forwarded',
  'received',
  'declined',
  'no-reply',
  'withdrawn',
] as const;
export type ConsultationState = (typeof CONSULTATION_STATES)[number];

/** Unanswered: after the reply-by date such a consultation is overdue. */
export const UNANSWERED_STATES = between('sent', 'confirmed');

/** Who decides; an officer's, an administration's and a chair's urgent decision are made by delegation. */
/** What a decision makes of the proposal. */
export const OUTCOMES = ['as-proposed', 'amended', 'own-text'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Who decides at a meeting; the others decide by delegation. */
export const MEETING_ROUTES = ['board', 'committee'] as const;
export const DELEGATED_ROUTES = ['officer', 'administration', 'chair-urgent'] as const;
export type DelegatedRoute = (typeof DELEGATED_ROUTES)[number];
/** KL 6:40, 7:8: what is decided so is reported to the board as the board has decided. */
export const REPORTABLE_ROUTES = ['committee', 'officer', 'administration'] as const;
export type ReportableRoute = (typeof REPORTABLE_ROUTES)[number];
export type Route = (typeof MEETING_ROUTES)[number] | DelegatedRoute;

/** The states are listed in the order of the story. */
export function between(first: ConsultationState, last: ConsultationState): readonly ConsultationState[] {
  return CONSULTATION_STATES.slice(CONSULTATION_STATES.indexOf(first), CONSULTATION_STATES.indexOf(last) + 1);
}
