import type { Action } from './policy.js';

/** Scopes are kept by the names they were given: what these let do is named otherwise, or is more than one action. */
const NAMED_OTHERWISE = {
  'referral.create': ['case.create-referral'],
  'referral.edit': ['referral.edit', 'referral.attach-document', 'referral.detach-document'],
  'extension.request': ['consultation.request-extension'],
} as const satisfies Record<string, readonly Action[]>;

/**
 * What another system may be let do, in the name of a body. Not what a person does as themselves (draft and
 * submit, feeds, their own reminders), nor what an administrator does: a key that could make keys would
 * outlive its own revocation. A new action is for people until it stands here.
 */
export const CLIENT_ACTIONS = [
  'person.read',
  'body.read-register',
  'body.read-statistics',
  'meeting.manage',
  'consultee-group.manage',
  'document.upload',
  'document.correct',
  'document.remove',
  'document.mark-confidential',
  'document.lift-confidentiality',
  'case.register',
  'case.edit',
  'case.correct-registration',
  'case.open-consultation',
  'case.mark-confidential',
  'case.lift-confidentiality',
  'case.read-audit-trail',
  'case.close',
  'case.reopen',
  'referral.create',
  'referral.edit',
  'referral.add-consultee',
  'referral.extend',
  'referral.supplement',
  'referral.correct',
  'referral.record-unasked-reply',
  'referral.compile',
  'referral.summarize-replies',
  'referral.gather-remarks',
  'referral.share-compilation',
  'referral.mark-confidential',
  'referral.lift-confidentiality',
  'referral.send',
  'referral.close',
  'referral.reopen',
  'referral.withdraw',
  'consultation.register',
  'consultation.correct-registration',
  'consultation.assign',
  'consultation.return',
  'consultation.approve',
  'consultation.schedule',
  'consultation.unschedule',
  'consultation.table',
  'consultation.refer-back',
  'consultation.prepare',
  'consultation.correct-postponement',
  'consultation.decide',
  'consultation.decide-by-delegation',
  'consultation.correct',
  'consultation.confirm',
  'consultation.add-reservation',
  'consultation.forward',
  'consultation.forward-correction',
  'consultation.acknowledge',
  'consultation.decline',
  'consultation.correct-decline',
  'consultation.allow-recorded-reply',
  'consultation.record-reply',
  'consultation.correct-reply',
  'consultation.correct-consultee',
  'consultation.recall',
  'consultation.reopen',
  'consultation.mark-confidential',
  'consultation.lift-confidentiality',
  'consultation.write-message',
  'message.withdraw',
  'consultation.answer-remark',
  'extension.request',
  'extension.grant',
  'extension.refuse',
  'extension.correct',
  'extension.cancel',
  'inbox.read',
  'delivery.complete',
  'delivery.correct',
  'delivery.cancel',
  'delivery.retry',
] as const satisfies readonly (Action | keyof typeof NAMED_OTHERWISE)[];
export type ClientAction = (typeof CLIENT_ACTIONS)[number];

/** What a system may do whose scope names this. */
export const letDo = (verb: ClientAction): readonly Action[] =>
  isNamedOtherwise(verb) ? NAMED_OTHERWISE[verb] : [verb];

const isNamedOtherwise = (verb: ClientAction): verb is keyof typeof NAMED_OTHERWISE =>
  Object.hasOwn(NAMED_OTHERWISE, verb);

/**
 * `read`: what the body's readers see. `read-drafts`: also the body's drafts, of statements and referrals, and documents
 * that have been sent to nobody. With an action: the records that its staff act on, but of drafts only those that the
 * action is about.
 */
export const CLIENT_VERBS = ['read', 'read-drafts', ...CLIENT_ACTIONS] as const;
export type ClientVerb = (typeof CLIENT_VERBS)[number];

export const isAction = (verb: ClientVerb): verb is ClientAction => verb !== 'read' && verb !== 'read-drafts';

/** Verbs for which a system sees no more of the body's matters than its readers do. */
export const SEEN_AS_READERS: readonly ClientVerb[] = ['read', 'body.read-register', 'body.read-statistics'];

/** Verbs that are about people and no matter. */
export const SEEN_BY_ITSELF: readonly ClientVerb[] = ['person.read'];

/** Verbs that are about referrals which have not been sent. */
export const ON_DRAFT_REFERRALS: readonly ClientVerb[] = [
  'referral.create',
  'referral.edit',
  'referral.add-consultee',
  'referral.send',
];

/** What a client may do in one body. */
export interface Scope {
  readonly body: string;
  readonly verbs: readonly ClientVerb[];
}

/** A scope as it is kept: who answers for each verb. A verb that nobody answers for is asked for, and not given. */
export interface GivenScope extends Scope {
  readonly answeredBy: Readonly<Partial<Record<ClientVerb, string>>>;
  /** Given before anybody had to answer for it with rights of their own: until then it is enough that they are active. */
  readonly until?: string;
}
