import { SAID, type Lifecycle } from './lifecycle.js';
import {
  approvedByAnother,
  awaitsSignatures,
  caseIsOpen,
  closedWithReferral,
  committeeMeets,
  consulteeHasAgreed,
  hasClause,
  hasDecision,
  hasRecipient,
  hasRemark,
  hasNextMeeting,
  hasTextToSign,
  hasTitle,
  isOfAReferral,
  isRemindedOfToReport,
  issuerMaySee,
  isToBeReported,
  meetingDayHasCome,
  notAwaitingSignatures,
  notBarredByTheReferral,
  notBetweenDecisionAndConfirmation,
  notDispatched,
  notEndedYet,
  notMutedAlready,
  nothingIsKeptFromSender,
  nothingToRemindOf,
  notPublished,
  notRegisteredYet,
  notRequestedAlready,
  notToTheCouncil,
  recordedByIssuer,
  referralIsNotWithdrawn,
  registeredBefore,
  remindersAreSilenced,
  replyStays,
  settled,
  signaturesAreOffered,
  submittedByAnother,
  wasPostponed,
  wasRecalled,
  type ConsultationFacts,
} from './consultation-rules.js';
import {
  between,
  CONSULTATION_STATES,
  UNANSWERED_STATES,
  type ConsultationState,
} from './consultation-states.js';
import type { Reason } from './problem.js';
import { isMarked, namesNobodyByNumber } from './record-rules.js';
import { words } from './words.js';

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
  'prepare',
  'correct-postponement',
  'decide',
  'decide-by-delegation',
  'correct',
  'add-reservation',
  'confirm',
  'forward',
  'forward-correction',
  'acknowledge',
  'decline',
  'correct-decline',
  'allow-recorded-reply',
  'record-reply',
  'correct-reply',
  'correct-consultee',
  'recall',
  'reopen',
  'report-to-board',
  'request-signatures',
  'withdraw-signature-request',
  'request-extension',
  'write-message',
  'mute-reminders',
  'snooze-reminders',
  'unmute-reminders',
  'answer-remark',
  'archive',
  'mark-confidential',
  'lift-confidentiality',
  'publish',
  'close',
  'withdraw',
  'resume',
  'hand-over',
] as const;
export type ConsultationVerb = (typeof CONSULTATION_VERBS)[number];

/** Taken only as part of closing, withdrawing or reopening the referral, or of winding the consultee up; no one asks a consultation for them. */
export const VERBS_OF_THE_REFERRAL = [
  'close',
  'withdraw',
  'resume',
  'hand-over',
] as const satisfies readonly ConsultationVerb[];

const REGISTERED_TO_RECEIVED = between('registered', 'received');
const DECIDED_TO_RECEIVED = between('decided', 'received');
const SENT_TO_ON_AGENDA = between('sent', 'on-agenda');
const SENT_TO_FORWARDED = between('sent', 'forwarded');

/** Where a consultation ends. What a body has received it registers there too (OSL 5:1), whatever its issuer, or the body at once, has made of it meanwhile. */
export const ENDED = ['received', 'declined', 'no-reply', 'withdrawn'] as const;

/** What the issuer can record a reply to; a recorded reply that is taken back leads there again. */
const RECORDED_FROM = ['sent', 'registered', 'drafting', 'no-reply', 'declined'] as const;

/** Also where nobody was asked, and is not then either. */
const BACK_TO_WHERE_IT_WAS = ([...RECORDED_FROM, 'withdrawn'] as const).map((state) => ({
  from: ['received'] as const,
  to: state,
  given: { ...recordedByIssuer, holds: (facts: ConsultationFacts) => facts.recordedFrom === state },
  when: [notPublished],
}));

/** Reopening a referral leads each consultation to where closing or withdrawing it found it. */
const BACK_TO_BEFORE_CLOSING = SENT_TO_ON_AGENDA.map((state) => ({
  from: ['no-reply', 'withdrawn'] as const,
  to: state,
  given: { ...closedWithReferral, holds: (facts: ConsultationFacts) => facts.closedFrom === state },
}));

/** Nobody is asked again in what has ended as a whole. */
const ASKED_AGAIN = [referralIsNotWithdrawn, caseIsOpen];

/** A consultee that was recalled by mistake goes on from where it was. */
const BACK_TO_BEFORE_RECALL = SENT_TO_ON_AGENDA.map((state) => ({
  from: ['withdrawn'] as const,
  to: state,
  given: {
    ...wasRecalled,
    holds: (facts: ConsultationFacts) => facts.recalled && facts.closedFrom === state,
  },
  when: ASKED_AGAIN,
}));

/** With these a matter leaves its meeting: nobody waits for it there any more. */
export const VERBS_THAT_LEAVE_THE_AGENDA: readonly ConsultationVerb[] = [
  'recall',
  'close',
  'withdraw',
  'decline',
  'record-reply',
  'return',
  'hand-over',
];

// prettier-ignore
export const consultationLifecycle: Lifecycle<ConsultationVerb, ConsultationState, ConsultationFacts> = {
  [SAID]: words.consultation,
  register:               [{ from: ['sent'],                                           to: 'registered' },
                           { from: ENDED,                                              to: 'same',       when: [notRegisteredYet] }],
  'correct-registration': [{ from: REGISTERED_TO_RECEIVED,                             to: 'same',       when: [registeredBefore] }],
  assign:                 [{ from: ['registered'],                                     to: 'drafting'   },
                           { from: ['drafting', 'in-review', 'approved'],              to: 'same'       }],
  submit:                 [{ from: ['drafting'],                                       to: 'in-review',  when: [hasTitle, hasClause, hasRecipient] }],
  return:                 [{ from: ['in-review', 'approved'],                          to: 'drafting'   }],
  approve:                [{ from: ['in-review'],                                      to: 'approved',   when: [submittedByAnother] }],
  schedule:               [{ from: ['approved'],                                       to: 'on-agenda'  }],
  unschedule:             [{ from: ['on-agenda'],                                      to: 'approved'   }],
  table:                  [{ from: ['on-agenda'],                                      to: 'same',       given: hasNextMeeting },
                           { from: ['on-agenda'],                                      to: 'approved'   }],
  'refer-back':           [{ from: ['on-agenda'],                                      to: 'drafting'   }],
  prepare:                [{ from: ['on-agenda'],                                      to: 'same',       given: hasNextMeeting, when: [committeeMeets, meetingDayHasCome] },
                           { from: ['on-agenda'],                                      to: 'approved',   when: [committeeMeets, meetingDayHasCome] }],
  'correct-postponement': [{ from: CONSULTATION_STATES,                                to: 'same',       when: [wasPostponed] }],
  decide:                 [{ from: ['on-agenda'],                                      to: 'decided',    when: [meetingDayHasCome, approvedByAnother] }],
  'decide-by-delegation': [{ from: ['approved', 'on-agenda'],                          to: 'confirmed',  when: [notToTheCouncil, notBarredByTheReferral, submittedByAnother] }],
  correct:                [{ from: ['decided', 'confirmed'],                           to: 'same'       }],
  'add-reservation':      [{ from: ['decided'],                                        to: 'same',       elsewhere: notBetweenDecisionAndConfirmation }],
  confirm:                [{ from: ['decided'],                                        to: 'confirmed'  }],
  forward:                [{ from: ['confirmed'],                                      to: 'forwarded',  when: [issuerMaySee, nothingIsKeptFromSender] }],
  'forward-correction':   [{ from: ['forwarded', 'received'],                          to: 'forwarded',  when: [hasDecision, issuerMaySee, nothingIsKeptFromSender] }],
  acknowledge:            [{ from: ['forwarded'],                                      to: 'received'   }],
  decline:                [{ from: ['sent', 'registered', 'drafting'],                 to: 'declined'   }],
  'correct-decline':      [{ from: ['declined'],                                       to: 'same'       }],
  'allow-recorded-reply': [{ from: RECORDED_FROM,                                      to: 'same'       }],
  'record-reply':         [{ from: RECORDED_FROM,                                      to: 'received',   when: [consulteeHasAgreed] }],
  'correct-reply':        [{ from: ['received'],                                       to: 'same',       given: replyStays, when: [recordedByIssuer, notPublished] },
                           ...BACK_TO_WHERE_IT_WAS,
                           { from: ['received'],                                       to: 'same',       when: [recordedByIssuer] }],
  'correct-consultee':    [{ from: CONSULTATION_STATES,                                to: 'same'       }],
  recall:                 [{ from: SENT_TO_ON_AGENDA,                                  to: 'withdrawn'  }],
  reopen:                 [{ from: ['no-reply', 'declined'],                           to: 'registered', given: registeredBefore, when: ASKED_AGAIN },
                           { from: ['no-reply', 'declined'],                           to: 'sent',       when: ASKED_AGAIN },
                           ...BACK_TO_BEFORE_RECALL],
  'report-to-board':      [{ from: ['decided', 'confirmed', 'forwarded', 'received'],  to: 'same',       when: [isToBeReported] }],
  'request-signatures':   [{ from: ['decided', 'confirmed'],                            to: 'same',       when: [signaturesAreOffered, notAwaitingSignatures] },
                           { from: ['forwarded', 'received'],                           to: 'same',       when: [signaturesAreOffered, hasTextToSign, caseIsOpen, notAwaitingSignatures] }],
  'withdraw-signature-request': [{ from: DECIDED_TO_RECEIVED,                           to: 'same',       when: [awaitsSignatures] }],
  'request-extension':    [{ from: UNANSWERED_STATES,                                  to: 'same',       elsewhere: settled, when: [notRequestedAlready] }],
  'write-message':        [{ from: CONSULTATION_STATES,                                to: 'same'       }],
  'mute-reminders':       [{ from: SENT_TO_FORWARDED,                                  to: 'same',       elsewhere: nothingToRemindOf, when: [notMutedAlready] },
                           { from: ['received'],                                       to: 'same',       elsewhere: nothingToRemindOf, when: [isRemindedOfToReport, notMutedAlready] }],
  'snooze-reminders':     [{ from: SENT_TO_FORWARDED,                                  to: 'same',       elsewhere: nothingToRemindOf },
                           { from: ['received'],                                       to: 'same',       elsewhere: nothingToRemindOf, when: [isRemindedOfToReport] }],
  'unmute-reminders':     [{ from: SENT_TO_FORWARDED,                                  to: 'same',       elsewhere: nothingToRemindOf, when: [remindersAreSilenced] },
                           { from: ['received'],                                       to: 'same',       elsewhere: nothingToRemindOf, when: [isRemindedOfToReport, remindersAreSilenced] }],
  'answer-remark':        [{ from: ['forwarded', 'received'],                          to: 'same',       elsewhere: hasRemark, when: [hasRemark] }],
  archive:                [{ from: ENDED,                                              to: 'same',       elsewhere: notEndedYet, when: [registeredBefore, isOfAReferral] }],
  'mark-confidential':    [{ from: CONSULTATION_STATES,                                to: 'same'       }],
  'lift-confidentiality': [{ from: CONSULTATION_STATES,                                to: 'same',       when: [isMarked] }],
  publish:                [{ from: ['forwarded', 'received'],                          to: 'same',       elsewhere: notDispatched, when: [namesNobodyByNumber] }],
  close:                  [{ from: SENT_TO_ON_AGENDA,                                  to: 'no-reply'   }],
  withdraw:               [{ from: SENT_TO_ON_AGENDA,                                  to: 'withdrawn'  }],
  resume:                 BACK_TO_BEFORE_CLOSING,
  'hand-over':            [{ from: ['on-agenda'],                                      to: 'approved'   },
                           { from: ['sent', 'registered', 'drafting', 'in-review', 'approved'], to: 'same' }],
};

/** Where a body lets one person do what is meant for two: what the answer to the step warns of. */
export function fourEyesWarnings(verb: ConsultationVerb, facts: ConsultationFacts): Reason[] {
  const rules = consultationLifecycle[verb].flatMap(({ when = [] }) => when);
  return [submittedByAnother, approvedByAnother].filter(
    (rule) => rules.includes(rule) && !rule.holds({ ...facts, fourEyes: true }),
  );
}
