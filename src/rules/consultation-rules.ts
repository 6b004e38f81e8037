import { caseClosed } from './case-lifecycle.js';
import type { ConsultationState, DelegatedRoute } from './consultation-states.js';
import type { Rule } from './lifecycle.js';
import type { ToBePublished } from './record-rules.js';
import { refusal, type Refusal } from './refusals.js';
import { SIGNED_PAPERS, type SignedPaper } from './signatures.js';

export interface ConsultationFacts extends ToBePublished {
  readonly everRegistered: boolean;
  /** False for a body’s own reply to a referral from outside. */
  readonly ofAReferral: boolean;
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
  /** Whether a committee of the body meets about it. */
  readonly committeeMeets: boolean;
  /** Whether a meeting has tabled it, referred it back or prepared it. */
  readonly postponed: boolean;
  /** It was decided for the board, which is told of it (KL 6:39–40, 7:8). */
  readonly toBeReported: boolean;
  readonly reportIsAwaited: boolean;
  /** Whether the consultee has people in Yttra, who answer for it, and has agreed to the issuer's recording its reply. */
  readonly consulteeAnswersHere: boolean;
  readonly recordedReplyAllowed: boolean;
  /** Where the consultation was when the issuer recorded a reply; null where none is recorded. */
  readonly recordedFrom: ConsultationState | null;
  readonly replyIsPublished: boolean;
  /** Whether a correction mends the recorded reply and does not take it back: only the request says. */
  readonly replyStays?: boolean;
  /** Whether the issuer has taken it back. */
  readonly recalled: boolean;
  /** Where it was when its referral was closed or withdrawn, or it was recalled; null where it was not. */
  readonly closedFrom: ConsultationState | null;
  /** Of what is reopened: whether its referral is withdrawn; of that, and of what was forwarded, whether its case is open. */
  readonly referralIsWithdrawn: boolean;
  readonly caseIsOpen: boolean;
  /** Whether the body keeps the steps of drafting, approving and recording apart: true unless it is set otherwise. */
  readonly fourEyes: boolean;
  /** Whether the caller submitted the draft, or approved it, be it in their own right or for another. */
  readonly callerSubmitted: boolean;
  readonly callerApproved: boolean;
  readonly extensionRequested: boolean;
  /** Whether a signature service is connected, and which papers it has been asked to have signed. */
  readonly signaturesOffered: boolean;
  readonly papersAwaitingSignatures: readonly SignedPaper[];
  /** Whether the caller has silenced some of their own reminders of it for now, and all of them for good. */
  readonly remindersSilenced: boolean;
  readonly remindersMuted: boolean;
  /** Remarks in the statement as it was dispatched last. */
  readonly remarks: number;
  /** Whether a part of it that is the caller's to decide on is marked. */
  readonly marked: boolean;
  /** Of the decided statement: somebody at the issuer may see it, and a document of its basis is kept from the caller. */
  readonly issuerMaySee: boolean;
  readonly basisKept: boolean;
  /** Whether a tabled matter has a meeting to come up at again: only the request says. */
  readonly nextMeetingGiven?: boolean;
  /** The paper that signatures are asked for, or whose request is withdrawn: only the request says. */
  readonly paperToSign?: SignedPaper;
  /** Only known while a decision by delegation is being made. */
  readonly delegatedRoute?: DelegatedRoute;
}

export type R = Rule<ConsultationFacts>;

export const hasTitle: R = {
  ...refusal('statement-has-no-title', 'Yttrandet saknar rubrik.', 'The statement has no title.'),
  holds: (facts) => facts.statementHasTitle,
};
export const hasClause: R = {
  ...refusal(
    'statement-has-no-clause',
    'Förslaget till beslut saknar att-sats.',
    'The statement has no decision clause.',
  ),
  holds: (facts) => facts.statementClauses > 0,
};
export const hasRecipient: R = {
  ...refusal(
    'statement-has-no-recipient',
    'Det framgår inte vem beslutet skickas till.',
    'The statement names no recipient.',
  ),
  holds: (facts) => facts.statementRecipients > 0,
};
export const meetingDayHasCome: R = {
  ...refusal(
    'meeting-day-has-not-come',
    'Sammanträdesdagen har inte kommit än.',
    'The day of the meeting has not come yet.',
  ),
  holds: (facts) => facts.meetingOn !== null && facts.meetingOn <= facts.today,
};
export const committeeMeets: R = {
  ...refusal(
    'no-committee-meets',
    'Ärendet är inte på ett utskotts sammanträde: nämnden beslutar själv.',
    'The matter is on no committee’s meeting: the board decides itself.',
  ),
  holds: (facts) => facts.committeeMeets,
};
export const hasNextMeeting: R = {
  ...refusal('no-next-meeting', 'Nästa sammanträde är inte angivet.', 'No next meeting is given.'),
  holds: (facts) => facts.nextMeetingGiven === true,
};
const officerIsNotBarred = (rule: Refusal, barred: (facts: ConsultationFacts) => boolean): R => ({
  ...rule,
  holds: (facts) => facts.delegatedRoute !== 'officer' || !barred(facts),
});
export const notToTheCouncil = officerIsNotBarred(
  refusal(
    'delegation-barred-kl-6-38',
    'Enligt 6 kap. 38 § kommunallagen får beslut om yttrande till fullmäktige inte delegeras. Nämnden beslutar, eller ordföranden i brådskande fall (6 kap. 39 §).',
    'Chapter 6, section 38 of the Local Government Act bars delegating a statement to the council. The board decides, or its chair in urgent cases (6:39).',
  ),
  (facts) => facts.councilIsIssuerOrRecipient,
);
export const notBarredByTheReferral = officerIsNotBarred(
  refusal(
    'delegation-barred-by-referral',
    'Remissen anger att svaret inte får beslutas på delegation till tjänsteperson (jfr 6 kap. 38 § kommunallagen).',
    'The referral bars an officer from deciding the reply (compare chapter 6, section 38 of the Local Government Act).',
  ),
  (facts) => facts.referralBarsDelegation,
);
export const wasPostponed: R = {
  ...refusal(
    'never-postponed',
    'Ärendet har varken bordlagts, återremitterats eller beretts av ett utskott.',
    'The matter has been neither tabled nor referred back, nor prepared by a committee.',
  ),
  holds: (facts) => facts.postponed,
};
export const isToBeReported: R = {
  ...refusal(
    'nothing-to-report',
    'Det finns inget att anmäla: nämnden beslutade själv, eller har bestämt att sådana beslut inte anmäls.',
    'There is nothing to report: the board decided itself, or has decided that such decisions are not reported.',
  ),
  holds: (facts) => facts.toBeReported,
};
export const hasDecision: R = {
  ...refusal(
    'no-decision-to-correct',
    'Svaret registrerades av remittenten; här finns inget beslut att rätta.',
    'The issuer recorded this reply; there is no decision here to correct.',
  ),
  holds: (facts) => facts.decided,
};
export const consulteeHasAgreed: R = {
  ...refusal(
    'consultee-has-not-agreed',
    'Remissinstansen svarar själv i Yttra och har inte gått med på att remittenten registrerar dess svar.',
    'The consultee answers in Yttra itself and has not agreed to the issuer recording its reply.',
  ),
  holds: (facts) => !facts.consulteeAnswersHere || facts.recordedReplyAllowed,
};
export const recordedByIssuer: R = {
  ...refusal(
    'not-recorded-by-issuer',
    'Här finns inget svar som remittenten har registrerat.',
    'There is no reply here that the issuer recorded.',
  ),
  holds: (facts) => facts.recordedFrom !== null,
};
export const replyStays: R = {
  ...refusal('reply-is-taken-back', 'Svaret tas tillbaka.', 'The reply is taken back.'),
  holds: (facts) => facts.replyStays === true,
};
export const closedWithReferral: R = {
  ...refusal(
    'not-closed-with-referral',
    'Svaret avslutades inte med remissen.',
    'It was not closed with the referral.',
  ),
  holds: (facts) => facts.closedFrom !== null,
};
export const wasRecalled: R = {
  ...refusal(
    'not-recalled',
    'Frågan togs inte tillbaka: remissen återkallades.',
    'It was not recalled: the referral was withdrawn.',
  ),
  holds: (facts) => facts.recalled,
};
export const referralIsNotWithdrawn: R = {
  ...refusal(
    'referral-withdrawn',
    'Remissen är återkallad; öppna den igen först.',
    'The referral is withdrawn; reopen it first.',
  ),
  holds: (facts) => !facts.referralIsWithdrawn,
};
export const caseIsOpen: R = { ...caseClosed, holds: (facts) => facts.caseIsOpen };
export const notPublished: R = {
  ...refusal(
    'reply-is-published',
    'Svaret är publicerat: avpublicera det först.',
    'The reply is published: unpublish it first.',
  ),
  holds: (facts) => !facts.replyIsPublished,
};
export const isOfAReferral: R = {
  ...refusal(
    'archived-with-its-case',
    'Svaret hör till ert eget ärende och arkiveras med det.',
    'The reply belongs to your own case and is archived with it.',
  ),
  holds: (facts) => facts.ofAReferral,
};
export const notEndedYet = refusal(
  'consultation-has-not-ended',
  'Ärendet är inte slut hos er: svaret är inte mottaget, och ni har inte avstått eller slutat vara tillfrågade.',
  'Your matter has not ended: the reply has not been received, and you have neither declined nor ceased to be asked.',
);
export const registeredBefore: R = {
  ...refusal(
    'never-registered',
    'Remissen har aldrig diarieförts hos instansen.',
    'The consultee never registered it.',
  ),
  holds: (facts) => facts.everRegistered,
};

export const notRegisteredYet: R = {
  ...refusal(
    'registered-already',
    'Remissen är redan diarieförd hos remissinstansen.',
    'The consultee has registered it already.',
  ),
  holds: (facts) => !facts.everRegistered,
};

/** Also whoever stands in is one person. A body that allows it all the same is warned each time. */
export const submittedByAnother: R = {
  ...refusal(
    'four-eyes-submitted',
    'Den som lämnade in utkastet godkänner eller beslutar det inte också. Det gör någon annan.',
    'Whoever submitted the draft does not approve or decide it too. Somebody else does.',
  ),
  holds: (facts) => !facts.fourEyes || !facts.callerSubmitted,
};
export const approvedByAnother: R = {
  ...refusal(
    'four-eyes-approved',
    'Den som godkände utkastet för inte också in nämndens beslut. Det gör någon annan.',
    'Whoever approved the draft does not record the board’s decision too. Somebody else does.',
  ),
  holds: (facts) => !facts.fourEyes || !facts.callerApproved,
};

export const notRequestedAlready: R = {
  ...refusal(
    'extension-requested-already',
    'Anstånd är redan begärt och inte avgjort.',
    'An extension has been requested already and is not settled.',
  ),
  holds: (facts) => !facts.extensionRequested,
};
export const signaturesAreOffered: R = {
  ...refusal(
    'no-signature-service',
    'Ingen underskriftstjänst är ansluten. Handlingen skrivs under på annat sätt.',
    'No signature service is connected. The paper is signed in another way.',
  ),
  holds: (facts) => facts.signaturesOffered,
};
export const hasTextToSign: R = {
  ...refusal(
    'nothing-decided-to-sign',
    'Svaret registrerades av remittenten; här finns inget beslut att skriva under.',
    'The issuer recorded this reply; there is no decision here to sign.',
  ),
  holds: (facts) => facts.decided,
};
export const notAwaitingSignatures: R = {
  ...refusal(
    'signatures-requested-already',
    'Underskrifter är redan begärda. Vänta på dem, eller ta tillbaka begäran först.',
    'Signatures have been requested already. Wait for them, or withdraw the request first.',
  ),
  holds: ({ papersAwaitingSignatures: awaiting, paperToSign }) =>
    paperToSign === undefined ? awaiting.length < SIGNED_PAPERS.length : !awaiting.includes(paperToSign),
};
export const awaitsSignatures: R = {
  ...refusal('no-signatures-requested', 'Här väntar inga underskrifter.', 'No signatures are awaited here.'),
  holds: ({ papersAwaitingSignatures: awaiting, paperToSign }) =>
    paperToSign === undefined ? awaiting.length > 0 : awaiting.includes(paperToSign),
};

export const nothingToRemindOf = refusal(
  'nothing-to-remind-of',
  'Ärendet är klart här. Yttra påminner inte om det.',
  'The matter is over here. Yttra does not remind of it.',
);
/** Of what has been received Yttra reminds only where a decision taken for the board is still to be reported to it. */
export const isRemindedOfToReport: R = { ...nothingToRemindOf, holds: (facts) => facts.reportIsAwaited };
export const notMutedAlready: R = {
  ...refusal(
    'reminders-muted-already',
    'Du har redan tystat dina påminnelser om det här ärendet.',
    'You have muted your reminders of this matter already.',
  ),
  holds: (facts) => !facts.remindersMuted,
};
export const remindersAreSilenced: R = {
  ...refusal(
    'no-reminders-silenced',
    'Du har varken tystat eller skjutit upp dina påminnelser om det här ärendet.',
    'You have neither muted nor snoozed your reminders of this matter.',
  ),
  holds: (facts) => facts.remindersSilenced,
};

export const hasRemark: R = {
  ...refusal(
    'no-such-remark',
    'Svaret har inga synpunkter att bemöta.',
    'The reply has no remarks to answer.',
  ),
  holds: (facts) => facts.remarks > 0,
};
export const issuerMaySee: R = {
  ...refusal(
    'issuer-may-not-see',
    'Yttrandet är sekretessbelagt, och hos den som remitterade får ingen se det.',
    'The statement is confidential, and nobody at the issuer may see it.',
  ),
  holds: (facts) => facts.issuerMaySee,
};
export const nothingIsKeptFromSender: R = {
  ...refusal(
    'document-kept-from-you',
    'En handling i underlaget är sekretessbelagd och du får inte se den: låt någon som får det expediera.',
    'A document of the basis is confidential and you may not see it: let someone who may forward it.',
  ),
  holds: (facts) => !facts.basisKept,
};

/** Until the statement is forwarded there is something to extend; after it, or once settled, there is not. */
export const settled = refusal(
  'consultation-settled',
  'Remissinstansen har redan svarat eller är inte längre tillfrågad.',
  'The consultee has already answered or is no longer asked.',
);
export const notBetweenDecisionAndConfirmation = refusal(
  'not-between-decision-and-confirmation',
  'En reservation kan föras in efter beslutet och tills protokollet är justerat.',
  'A reservation can be added after the decision and until the minutes are confirmed.',
);
export const notDispatched = refusal(
  'statement-not-dispatched',
  'Yttrandet är inte expedierat.',
  'The statement has not been dispatched.',
);
