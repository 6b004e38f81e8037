import { caseClosed } from './case-lifecycle.js';
import { settled } from './consultation-rules.js';
import { SAID, type Lifecycle, type Rule } from './lifecycle.js';
import { isMarked, namesNobodyByNumber, type ToBePublished } from './record-rules.js';
import { words } from './words.js';
import { refusal } from './refusals.js';

export const REFERRAL_STATES = ['draft', 'sent', 'closed', 'withdrawn'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];
export type ReferralVerb =
  | 'edit'
  | 'attach-document'
  | 'detach-document'
  | 'add-consultee'
  | 'send'
  | 'extend'
  | 'supplement'
  | 'correct'
  | 'record-unasked-reply'
  | 'summarize-replies'
  | 'gather-remarks'
  | 'share-compilation'
  | 'mark-confidential'
  | 'lift-confidentiality'
  | 'publish'
  | 'close'
  | 'reopen'
  | 'withdraw';

/** What is done to a referral as a whole that those who were sent it are told of. */
export const TOLD_TO_CONSULTEES = [
  'send',
  'supplement',
  'correct',
  'share-compilation',
  'close',
  'reopen',
  'withdraw',
] as const satisfies readonly ReferralVerb[];
export interface ReferralFacts extends ToBePublished {
  readonly consultees: number;
  /** Of those, bodies of whose staff nobody may see it, where it is confidential. */
  readonly consulteesKeptOut: number;
  /** Calendar date in Swedish time, or null while none is set. */
  readonly replyBy: string | null;
  /** The letter, when there is one, and each attached document. */
  readonly packetItems: number;
  /** Of those, documents that are kept from the caller. */
  readonly packetItemsKept: number;
  /** Those asked who have not answered. */
  readonly unanswered: number;
  /** Replies that have come in, also of those who were not asked. */
  readonly replies: number;
  /** Replies, also to come, that are kept from the caller. */
  readonly repliesKept: number;
  readonly wasSent: boolean;
  readonly caseIsOpen: boolean;
  readonly marked: boolean;
  /** Only the day is corrected: then nothing is sent again. */
  readonly onlyItsDay?: boolean;
}

const hasConsultee: Rule<ReferralFacts> = {
  ...refusal('no-consultee-named', 'Ingen remissinstans är angiven.', 'No consultee is named.'),
  holds: (facts) => facts.consultees > 0,
};
const hasReplyBy: Rule<ReferralFacts> = {
  ...refusal('no-reply-by-date', 'Sista svarsdag saknas.', 'There is no reply-by date.'),
  holds: (facts) => facts.replyBy !== null,
};
const hasPacket: Rule<ReferralFacts> = {
  ...refusal(
    'empty-packet',
    'Remissen har varken missiv eller handlingar.',
    'The referral has neither a letter nor a document.',
  ),
  holds: (facts) => facts.packetItems > 0,
};

const everyConsulteeMaySee: Rule<ReferralFacts> = {
  ...refusal(
    'consultee-may-not-see',
    'Remissen är sekretessbelagd, och hos en remissinstans får ingen se den.',
    'The referral is confidential, and nobody at one of its consultees may see it.',
  ),
  holds: (facts) => facts.consulteesKeptOut === 0,
};
const nothingIsKeptFromSender: Rule<ReferralFacts> = {
  ...refusal(
    'document-kept-from-you',
    'En handling i remissen är sekretessbelagd och du får inte se den: låt någon som får det skicka.',
    'A document of the packet is confidential and you may not see it: let someone who may send it.',
  ),
  holds: (facts) => facts.packetItemsKept === 0,
};
const someoneIsUnanswered: Rule<ReferralFacts> = {
  ...settled,
  holds: (facts) => facts.unanswered > 0,
};
const somebodyHasReplied: Rule<ReferralFacts> = {
  ...refusal('no-reply-yet', 'Inget svar har kommit in.', 'No reply has come in.'),
  holds: (facts) => facts.replies > 0,
};
const noReplyIsKeptFromSharer: Rule<ReferralFacts> = {
  ...refusal(
    'reply-kept-from-you',
    'Ett svar är sekretessbelagt och du får inte se det: låt någon som får det dela sammanställningen.',
    'A reply is confidential and you may not see it: let someone who may share the compilation.',
  ),
  holds: (facts) => facts.repliesKept === 0,
};
const isSent: Rule<ReferralFacts> = {
  ...refusal('referral-not-sent', 'Remissen är inte skickad.', 'The referral has not been sent.'),
  holds: (facts) => facts.wasSent,
};

const onlyItsDay: Rule<ReferralFacts> = {
  ...refusal('written-anew', 'Det som står i remissen rättas.', 'What the referral says is corrected.'),
  holds: (facts) => facts.onlyItsDay === true,
};

const caseIsOpen: Rule<ReferralFacts> = {
  ...caseClosed,
  holds: (facts) => facts.caseIsOpen,
};

const frozen = refusal('wrong-state', 'Bara ett utkast kan ändras.', 'Only a draft can be changed.');
const ended = refusal(
  'wrong-state',
  'Remissen har avslutats eller återkallats.',
  'The referral has been closed or withdrawn.',
);
const notOut = refusal(
  'wrong-state',
  'Det går bara medan remissen är skickad.',
  'Possible only while the referral is sent.',
);

// prettier-ignore
export const referralLifecycle: Lifecycle<ReferralVerb, ReferralState, ReferralFacts> = {
  [SAID]: words.referral,
  edit:                   [{ from: ['draft'],         to: 'same', elsewhere: frozen }],
  'attach-document':      [{ from: ['draft'],         to: 'same', elsewhere: frozen }],
  'detach-document':      [{ from: ['draft'],         to: 'same', elsewhere: frozen }],
  'add-consultee':        [{ from: ['draft', 'sent'], to: 'same', elsewhere: ended }],
  send:                   [{ from: ['draft'],         to: 'sent', when: [hasConsultee, hasReplyBy, hasPacket, everyConsulteeMaySee, nothingIsKeptFromSender] }],
  extend:                 [{ from: ['sent'],          to: 'same', elsewhere: notOut, when: [someoneIsUnanswered] }],
  supplement:             [{ from: ['sent'],          to: 'same', elsewhere: notOut, when: [everyConsulteeMaySee, nothingIsKeptFromSender] }],
  correct:                [{ from: ['sent', 'closed', 'withdrawn'], to: 'same', given: onlyItsDay, when: [isSent] },
                           { from: ['sent', 'closed', 'withdrawn'], to: 'same', when: [isSent, everyConsulteeMaySee, nothingIsKeptFromSender] }],
  'record-unasked-reply': [{ from: ['sent', 'closed'], to: 'same' }],
  'summarize-replies':    [{ from: ['sent', 'closed'], to: 'same' }],
  'gather-remarks':       [{ from: ['sent', 'closed'], to: 'same' }],
  'share-compilation':    [{ from: ['sent', 'closed'], to: 'same', when: [somebodyHasReplied, noReplyIsKeptFromSharer] }],
  'mark-confidential':    [{ from: REFERRAL_STATES,   to: 'same' }],
  'lift-confidentiality': [{ from: REFERRAL_STATES,   to: 'same', when: [isMarked] }],
  publish:                [{ from: REFERRAL_STATES,   to: 'same', when: [isSent, namesNobodyByNumber] }],
  close:                  [{ from: ['sent'],          to: 'closed' }],
  reopen:                 [{ from: ['closed', 'withdrawn'], to: 'sent', given: isSent, when: [caseIsOpen] },
                           { from: ['withdrawn'],     to: 'draft', when: [caseIsOpen] }],
  withdraw:               [{ from: ['draft', 'sent'], to: 'withdrawn' }],
};
