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
export const DELEGATED_ROUTES = ['officer', 'administration', 'chair-urgent'] as const;
export type DelegatedRoute = (typeof DELEGATED_ROUTES)[number];

/** The states are listed in the order of the story. */
export function between(first: ConsultationState, last: ConsultationState): readonly ConsultationState[] {
  return CONSULTATION_STATES.slice(CONSULTATION_STATES.indexOf(first), CONSULTATION_STATES.indexOf(last) + 1);
}
