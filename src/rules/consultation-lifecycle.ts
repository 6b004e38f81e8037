import type { Lifecycle, Rule } from './lifecycle.js';
import type { Reason } from './problem.js';

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

export const CONSULTATION_VERBS = [
  'register',
  'correct-registration',
  'assign',
  'submit',
  'return',
  'approve',
  'schedule',
  'unschedule',
  'table',
  'refer-back',
  'decide',
  'decide-by-delegation',
  'correct',
  'confirm',
  'forward',
  'forward-correction',
  'acknowledge',
  'decline',
  'allow-recorded-reply',
  'record-reply',
  'correct-reply',
  'reopen',
  'close',
  'withdraw',
] as const;
export type ConsultationVerb = (typeof CONSULTATION_VERBS)[number];

/** Taken only as part of closing or withdrawing the referral; no one asks a consultation for them. */
export const VERBS_OF_THE_REFERRAL: readonly ConsultationVerb[] = ['close', 'withdraw'];

/** Unanswered: after the reply-by date such a consultation is overdue. */
export const UNANSWERED_STATES = between('sent', 'confirmed');

/** Who decides; an officer's, an administration's and a chair's urgent decision are made by delegation. */
export const DELEGATED_ROUTES = ['officer', 'administration', 'chair-urgent'] as const;
export type DelegatedRoute = (typeof DELEGATED_ROUTES)[number];

export interface ConsultationFacts {
  readonly everRegistered: boolean;
  readonly statementHasTitle: boolean;
  readonly statementClauses: number;
  readonly statementRecipients: number;
  /** The meeting the matter is on, and today, as calendar dates in Swedish time. */
  readonly meetingOn: string | null;
  readonly today: string;
  /** KL 6:38 2: a statement to the council may not be delegated. */
  readonly councilIsIssuerOrRecipient: boolean;
  /** The referral itself bars an officer's decision. */
  readonly referralBarsDelegation: boolean;
  /** False for a reply that the issuer recorded: nothing was decided or sent here. */
  readonly decided: boolean;
  /** Whether the consultee has people in Yttra, who answer for it, and has agreed to the issuer's recording its reply. */
  readonly consulteeAnswersHere: boolean;
  readonly recordedReplyAllowed: boolean;
  /** Where the consultation was when the issuer recorded a reply; null where none is recorded. */
  readonly recordedFrom: ConsultationState | null;
  readonly replyIsPublished: boolean;
  /** Whether the body keeps the steps of drafting, approving and recording apart: true unless it is set otherwise. */
  readonly fourEyes: boolean;
  /** Whether the caller submitted the draft, or approved it, be it in their own right or for another. */
  readonly callerSubmitted: boolean;
  readonly callerApproved: boolean;
  /** Only known while a decision by delegation is being made. */
  readonly delegatedRoute?: DelegatedRoute;
}

type R = Rule<ConsultationFacts>;

const hasTitle: R = {
  code: 'statement-has-no-title',
  otherwise: { sv: 'Yttrandet saknar rubrik.', en: 'The statement has no title.' },
  holds: (facts) => facts.statementHasTitle,
};
const hasClause: R = {
  code: 'statement-has-no-clause',
  otherwise: { sv: 'Förslaget till beslut saknar att-sats.', en: 'The statement has no decision clause.' },
  holds: (facts) => facts.statementClauses > 0,
};
const hasRecipient: R = {
  code: 'statement-has-no-recipient',
  otherwise: { sv: 'Det framgår inte vem beslutet skickas till.', en: 'The statement names no recipient.' },
  holds: (facts) => facts.statementRecipients > 0,
};
const meetingDayHasCome: R = {
  code: 'meeting-day-has-not-come',
  otherwise: { sv: 'Sammanträdesdagen har inte kommit än.', en: 'The day of the meeting has not come yet.' },
  holds: (facts) => facts.meetingOn !== null && facts.meetingOn <= facts.today,
};
const officerIsNotBarred = (
  code: string,
  sv: string,
  en: string,
  barred: (facts: ConsultationFacts) => boolean,
): R => ({
  code,
  otherwise: { sv, en },
  holds: (facts) => facts.delegatedRoute !== 'officer' || !barred(facts),
});
const notToTheCouncil = officerIsNotBarred(
  'delegation-barred-kl-6-38',
  'Enligt 6 kap. 38 § kommunallagen får beslut om yttrande till fullmäktige inte delegeras. Nämnden beslutar, eller ordföranden i brådskande fall (6 kap. 39 §).',
  'Chapter 6, section 38 of the Local Government Act bars delegating a statement to the council. The board decides, or its chair in urgent cases (6:39).',
  (facts) => facts.councilIsIssuerOrRecipient,
);
const notBarredByTheReferral = officerIsNotBarred(
  'delegation-barred-by-referral',
  'Remissen anger att svaret inte får beslutas på delegation till tjänsteperson (jfr 6 kap. 38 § kommunallagen).',
  'The referral bars an officer from deciding the reply (compare chapter 6, section 38 of the Local Government Act).',
  (facts) => facts.referralBarsDelegation,
);
const hasDecision: R = {
  code: 'no-decision-to-correct',
  otherwise: {
    sv: 'Svaret registrerades av remittenten; här finns inget beslut att rätta.',
    en: 'The issuer recorded this reply; there is no decision here to correct.',
  },
  holds: (facts) => facts.decided,
};
const consulteeHasAgreed: R = {
  code: 'consultee-has-not-agreed',
  otherwise: {
    sv: 'Remissinstansen svarar själv i Yttra och har inte gått med på att remittenten registrerar dess svar.',
    en: 'The consultee answers in Yttra itself and has not agreed to the issuer recording its reply.',
  },
  holds: (facts) => !facts.consulteeAnswersHere || facts.recordedReplyAllowed,
};
const recordedByIssuer: R = {
  code: 'not-recorded-by-issuer',
  otherwise: {
    sv: 'Här finns inget svar som remittenten har registrerat.',
    en: 'There is no reply here that the issuer recorded.',
  },
  holds: (facts) => facts.recordedFrom !== null,
};
const notPublished: R = {
  code: 'reply-is-published',
  otherwise: {
    sv: 'Svaret är publicerat: avpublicera det först.',
    en: 'The reply is published: unpublish it first.',
  },
  holds: (facts) => !facts.replyIsPublished,
};
const registeredBefore: R = {
  code: 'never-registered',
  otherwise: { sv: 'Remissen har aldrig diarieförts hos instansen.', en: 'It was never registered.' },
  holds: (facts) => facts.everRegistered,
};

/** Also whoever stands in is one person. A body that allows it all the same is warned each time. */
const submittedByAnother: R = {
  code: 'four-eyes-submitted',
  otherwise: {
    sv: 'Den som lämnade in utkastet godkänner eller beslutar det inte också. Det gör någon annan.',
    en: 'Whoever submitted the draft does not approve or decide it too. Somebody else does.',
  },
  holds: (facts) => !facts.fourEyes || !facts.callerSubmitted,
};
const approvedByAnother: R = {
  code: 'four-eyes-approved',
  otherwise: {
    sv: 'Den som godkände utkastet för inte också in nämndens beslut. Det gör någon annan.',
    en: 'Whoever approved the draft does not record the board’s decision too. Somebody else does.',
  },
  holds: (facts) => !facts.fourEyes || !facts.callerApproved,
};

const REGISTERED_TO_CONFIRMED = between('registered', 'confirmed');
const SENT_TO_ON_AGENDA = between('sent', 'on-agenda');

/** The states are listed in the order of the story. */
function between(first: ConsultationState, last: ConsultationState): readonly ConsultationState[] {
  return CONSULTATION_STATES.slice(CONSULTATION_STATES.indexOf(first), CONSULTATION_STATES.indexOf(last) + 1);
}

/** What the issuer can record a reply to; a recorded reply that is taken back leads there again. */
const RECORDED_FROM = ['sent', 'registered', 'drafting', 'no-reply', 'declined'] as const;

const BACK_TO_WHERE_IT_WAS = RECORDED_FROM.map((state) => ({
  from: ['received'] as const,
  to: state,
  given: { ...recordedByIssuer, holds: (facts: ConsultationFacts) => facts.recordedFrom === state },
  when: [notPublished],
}));

// prettier-ignore
export const consultationLifecycle: Lifecycle<ConsultationVerb, ConsultationState, ConsultationFacts> = {
  register:               [{ from: ['sent'],                                           to: 'registered' }],
  'correct-registration': [{ from: REGISTERED_TO_CONFIRMED,                            to: 'same'       }],
  assign:                 [{ from: ['registered'],                                     to: 'drafting'   },
                           { from: ['drafting', 'in-review', 'approved'],              to: 'same'       }],
  submit:                 [{ from: ['drafting'],                                       to: 'in-review',  when: [hasTitle, hasClause, hasRecipient] }],
  return:                 [{ from: ['in-review', 'approved'],                          to: 'drafting'   }],
  approve:                [{ from: ['in-review'],                                      to: 'approved',   when: [submittedByAnother] }],
  schedule:               [{ from: ['approved'],                                       to: 'on-agenda'  }],
  unschedule:             [{ from: ['on-agenda'],                                      to: 'approved'   }],
  table:                  [{ from: ['on-agenda'],                                      to: 'approved'   }],
  'refer-back':           [{ from: ['on-agenda'],                                      to: 'drafting'   }],
  decide:                 [{ from: ['on-agenda'],                                      to: 'decided',    when: [meetingDayHasCome, approvedByAnother] }],
  'decide-by-delegation': [{ from: ['approved', 'on-agenda'],                          to: 'confirmed',  when: [notToTheCouncil, notBarredByTheReferral, submittedByAnother] }],
  correct:                [{ from: ['decided', 'confirmed'],                           to: 'same'       }],
  confirm:                [{ from: ['decided'],                                        to: 'confirmed'  }],
  forward:                [{ from: ['confirmed'],                                      to: 'forwarded'  }],
  'forward-correction':   [{ from: ['forwarded', 'received'],                          to: 'forwarded',  when: [hasDecision] }],
  acknowledge:            [{ from: ['forwarded'],                                      to: 'received'   }],
  decline:                [{ from: ['sent', 'registered', 'drafting'],                 to: 'declined'   }],
  'allow-recorded-reply': [{ from: RECORDED_FROM,                                      to: 'same'       }],
  'record-reply':         [{ from: RECORDED_FROM,                                      to: 'received',   when: [consulteeHasAgreed] }],
  'correct-reply':        [...BACK_TO_WHERE_IT_WAS,
                           { from: ['received'],                                       to: 'same',       when: [recordedByIssuer] }],
  reopen:                 [{ from: ['no-reply', 'declined'],                           to: 'registered', given: registeredBefore },
                           { from: ['no-reply', 'declined'],                           to: 'sent'       }],
  close:                  [{ from: SENT_TO_ON_AGENDA,                                  to: 'no-reply'   }],
  withdraw:               [{ from: SENT_TO_ON_AGENDA,                                  to: 'withdrawn'  }],
};

/** Where a body lets one person do what is meant for two: what the answer to the step warns of. */
export function fourEyesWarnings(verb: ConsultationVerb, facts: ConsultationFacts): Reason[] {
  const rules = consultationLifecycle[verb].flatMap(({ when = [] }) => when);
  return [submittedByAnother, approvedByAnother]
    .filter((rule) => rules.includes(rule) && !rule.holds({ ...facts, fourEyes: true }))
    .map(({ code, otherwise }) => ({ code, detail: otherwise }));
}
