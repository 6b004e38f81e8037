import { ROLES, type Actor, type Role } from './actor.js';
import type { Kind, VerbOn } from './kinds.js';
import { InsufficientAssurance, NotPermitted } from './problem.js';
import { roleWords } from './role-words.js';
import type { Texts } from './texts.js';
import { oneOf } from './words.js';

/** Whose the record is. Bodies by code, the officer by username; absent when the record has none. */
export interface Subject {
  /** The body that owns a case, document, meeting or delivery. */
  readonly body?: string | null;
  /** All bodies that a change of a person touches: whoever makes it has the right in each. */
  readonly bodies?: readonly string[];
  /** The body that asks; for a reply to an outside referral there is none in Yttra. */
  readonly issuer?: string | null;
  /** The body that is asked; null for a consultee outside Yttra. */
  readonly consultee?: string | null;
  readonly officer?: string | null;
  /** Where it is confidential, the lists that bind each body's people: who is not on them takes no step there. */
  readonly lists?: Readonly<Record<string, readonly (readonly string[] | null)[]>>;
  /** Whose own it is, by username. */
  readonly person?: string | null;
}

/** The lists that bind the people of each body; a side outside Yttra has none. */
export const listsOfSides = (
  ...sides: readonly (readonly [body: string | null, ...lists: (readonly string[] | null)[]])[]
): NonNullable<Subject['lists']> =>
  Object.fromEntries(sides.flatMap(([body, ...lists]) => (body === null ? [] : [[body, lists]])));

/** One way to have the right, and who has it then. */
interface Grant {
  readonly holds: (actor: Actor, subject: Subject) => boolean;
  readonly who: Texts;
}

const withRole =
  (side: 'body' | 'issuer' | 'consultee', where: Texts) =>
  (...roles: Role[]): Grant => {
    const { sv, en } = oneOf(roles.map((role) => roleWords[role]));
    return {
      holds: (actor, subject) => roles.some((role) => actor.holds(role, subject[side])),
      who: { sv: `${sv} ${where.sv}`, en: `${en} ${where.en}` },
    };
  };
const own = withRole('body', { sv: 'hos organet', en: 'of the body' });
const atIssuer = withRole('issuer', { sv: 'hos den som remitterar', en: 'at the issuer' });
const atConsultee = withRole('consultee', { sv: 'hos remissinstansen', en: 'at the consultee' });
/** The case officer the matter is assigned to, while still an officer of that body. */
const itsOfficer: Grant = {
  holds: (actor, { consultee, officer }) => officer === actor.username && actor.holds('officer', consultee),
  who: { sv: 'ärendets handläggare', en: 'the case officer of the matter' },
};
/** Nobody at an outside sender can act here, so the body's registrar records what it answered or received. */
const registrarForOutsideIssuer: Grant = {
  holds: (actor, { issuer, consultee }) => issuer == null && actor.holds('registrar', consultee),
  who: {
    sv: 'remissinstansens registrator för en avsändare utanför kommunen',
    en: 'the consultee’s registrar for a sender outside the municipality',
  },
};
/** Nobody answers here for a consultee outside Yttra, so the issuer's registrar records what came on paper. */
const registrarForOutsideConsultee: Grant = {
  holds: (actor, { issuer, consultee }) => consultee == null && actor.holds('registrar', issuer),
  who: {
    sv: 'registratorn hos den som remitterar, för en remissinstans utanför Yttra',
    en: 'the issuer’s registrar for a consultee outside Yttra',
  },
};
const staffAtConsultee = atConsultee('registrar', 'officer', 'manager', 'secretary');
const staffAtIssuer = atIssuer('registrar', 'officer', 'manager', 'secretary');
const itself: Grant = {
  holds: (actor, { person }) => person === actor.username,
  who: { sv: 'personen själv', en: 'the person themselves' },
};
const inEachBody: Grant = {
  holds: (actor, { bodies = [] }) =>
    bodies.length > 0 && bodies.every((body) => actor.holds('administrator', body)),
  who: {
    sv: 'den som är systemförvaltare i alla organ det rör',
    en: 'the administrator of every body concerned',
  },
};
const municipalAdministrator: Grant = {
  holds: (actor) => actor.isMunicipalAdministrator,
  who: { sv: 'kommunens systemförvaltare', en: 'the municipality’s administrator' },
};

/** What is done or read besides the verbs of the tables: where there is no record yet, or none that has states. */
interface OtherVerbs {
  readonly body:
    | 'add'
    | 'manage'
    | 'arrange'
    | 'set-reminders'
    | 'set-paper-form'
    | 'set-report-headings'
    | 'set-word-template'
    | 'remove-word-template'
    | 'read-register'
    | 'read-statistics'
    | 'read-refused-attempts'
    | 'set-retention'
    | 'read-retention'
    | 'dispose'
    | 'read-audit-trail';
  readonly municipality: 'read-audit-trail' | 'check-audit-trail' | 'name-administrator';
  readonly person: 'manage' | 'edit' | 'move' | 'read' | 'reassign';
  readonly 'stand-in': 'read' | 'arrange' | 'revoke';
  readonly meeting: 'manage' | 'order-agenda';
  readonly 'consultee-group': 'manage';
  readonly document: 'upload';
  readonly case: 'register' | 'read-audit-trail' | 'read-archive';
  readonly referral: 'compile';
  readonly consultation: 'read-archive';
  readonly message: 'withdraw';
  readonly inbox: 'read';
  readonly 'calendar-feed': 'add' | 'revoke';
  readonly 'api-client': 'manage' | 'revoke' | 'take-over';
  readonly webhook: 'register';
}

/** A verb of a kind of record. One that the kind's table does not have does not compile, nor one without a line below. */
export type Action =
  | { [K in Kind]: `${K}.${VerbOn<K>}` }[Kind]
  | { [K in keyof OtherVerbs]: `${K}.${OtherVerbs[K]}` }[keyof OtherVerbs];

/** Who may do what. The lifecycle says when; an action without a line here does not compile. */
// prettier-ignore
export const policy: Readonly<Record<Action, readonly Grant[]>> = {
  'body.add':                          [municipalAdministrator],
  'body.manage':                       [own('administrator'), municipalAdministrator],
  // Which body it is, and who keeps its register.
  'body.arrange':                      [municipalAdministrator],
  'body.set-reminders':                [own('administrator'), municipalAdministrator],
  'body.set-paper-form':               [own('registrar', 'administrator'), municipalAdministrator],
  'body.set-report-headings':          [own('registrar', 'administrator'), municipalAdministrator],
  'body.set-word-template':            [own('registrar', 'administrator'), municipalAdministrator],
  'body.remove-word-template':         [own('registrar', 'administrator'), municipalAdministrator],
  'body.read-register':                [own('registrar', 'officer', 'manager', 'secretary', 'reader')],
  'body.read-statistics':              [own('registrar', 'officer', 'manager', 'secretary', 'reader')],
  'body.read-refused-attempts':       [own('administrator'), municipalAdministrator],
  'body.read-audit-trail':             [own('administrator'), municipalAdministrator],
  'body.set-retention':                [own('administrator'), municipalAdministrator],
  'body.read-retention':               [own('registrar', 'administrator'), municipalAdministrator],
  'body.dispose':                      [own('registrar')],
  'municipality.read-audit-trail':     [municipalAdministrator],
  'municipality.check-audit-trail':    [municipalAdministrator],
  'municipality.name-administrator':   [municipalAdministrator],
  'person.manage':                     [own('administrator'), municipalAdministrator],
  // A name, an address and the right to sign in are one in all bodies, and so is a move.
  'person.edit':                       [inEachBody, municipalAdministrator],
  'person.move':                       [inEachBody, municipalAdministrator],
  'person.read':                       [own(...ROLES), municipalAdministrator],
  // Whoever assigns matters.
  'person.reassign':                   [own('manager', 'registrar')],
  'stand-in.read':                     [own(...ROLES), municipalAdministrator],
  'stand-in.arrange':                  [itself, own('manager', 'administrator')],
  'stand-in.revoke':                   [itself, own('manager', 'administrator')],
  'meeting.manage':                    [own('secretary', 'administrator')],
  'meeting.order-agenda':              [own('secretary')],
  'consultee-group.manage':            [own('registrar', 'officer')],
  'document.upload':                   [own('registrar', 'officer', 'manager', 'secretary')],
  'document.correct':                  [own('registrar', 'officer', 'manager', 'secretary')],
  'document.remove':                   [own('registrar', 'officer', 'manager', 'secretary')],
  'document.mark-confidential':        [own('registrar', 'officer', 'manager', 'secretary')],
  'document.lift-confidentiality':     [own('registrar', 'manager')],

  'case.register':                     [own('registrar')],
  'case.edit':                         [own('registrar')],
  'case.correct-registration':         [own('registrar')],
  'case.create-referral':              [own('registrar', 'officer')],
  'case.open-consultation':            [own('registrar')],
  'case.read-audit-trail':             [own('registrar', 'officer', 'manager', 'secretary'), staffAtConsultee],
  'case.mark-confidential':            [own('registrar', 'officer', 'manager')],
  'case.lift-confidentiality':         [own('registrar', 'manager')],
  'case.publish':                      [own('registrar')],
  'case.close':                        [own('registrar')],
  'case.reopen':                       [own('registrar')],
  'case.archive':                      [own('registrar', 'administrator')],
  'case.read-archive':                 [own('registrar', 'administrator')],

  'referral.edit':                     [atIssuer('registrar', 'officer')],
  'referral.attach-document':          [atIssuer('registrar', 'officer')],
  'referral.detach-document':          [atIssuer('registrar', 'officer')],
  'referral.add-consultee':            [atIssuer('registrar', 'officer')],
  'referral.extend':                   [atIssuer('registrar', 'officer')],
  'referral.compile':                  [staffAtIssuer],
  'referral.mark-confidential':        [atIssuer('registrar', 'officer', 'manager')],
  'referral.lift-confidentiality':     [atIssuer('registrar', 'manager')],
  'referral.publish':                  [atIssuer('registrar')],
  'referral.supplement':               [atIssuer('registrar')],
  'referral.correct':                  [atIssuer('registrar')],
  'referral.record-unasked-reply':     [atIssuer('registrar')],
  'referral.summarize-replies':        [atIssuer('registrar', 'officer')],
  'referral.gather-remarks':           [atIssuer('registrar', 'officer')],
  'referral.share-compilation':        [atIssuer('registrar', 'officer')],
  'referral.send':                     [atIssuer('registrar')],
  'referral.close':                    [atIssuer('registrar')],
  'referral.reopen':                   [atIssuer('registrar')],
  'referral.withdraw':                 [atIssuer('registrar')],

  'consultation.register':             [atConsultee('registrar')],
  'consultation.correct-registration': [atConsultee('registrar')],
  'consultation.assign':               [atConsultee('manager', 'registrar')],
  'consultation.submit':               [itsOfficer],
  'consultation.return':               [atConsultee('manager')],
  'consultation.approve':              [atConsultee('manager')],
  'consultation.schedule':             [atConsultee('secretary')],
  'consultation.unschedule':           [atConsultee('secretary')],
  'consultation.table':                [atConsultee('secretary')],
  'consultation.refer-back':           [atConsultee('secretary')],
  'consultation.prepare':              [atConsultee('secretary')],
  'consultation.correct-postponement': [atConsultee('secretary')],
  'consultation.decide':               [atConsultee('secretary')],
  'consultation.decide-by-delegation': [atConsultee('manager', 'secretary')],
  'consultation.correct':              [atConsultee('secretary')],
  'consultation.confirm':              [atConsultee('secretary')],
  'consultation.add-reservation':      [atConsultee('secretary')],
  'consultation.report-to-board':      [atConsultee('secretary')],
  'consultation.forward':              [atConsultee('secretary', 'registrar')],
  'consultation.forward-correction':   [atConsultee('secretary', 'registrar')],
  'consultation.request-signatures':   [atConsultee('registrar', 'secretary')],
  'consultation.withdraw-signature-request': [atConsultee('registrar', 'secretary')],
  'consultation.acknowledge':          [atIssuer('registrar')],
  'consultation.decline':              [atConsultee('registrar', 'manager'), registrarForOutsideConsultee],
  'consultation.allow-recorded-reply': [atConsultee('registrar')],
  'consultation.record-reply':         [atIssuer('registrar')],
  'consultation.correct-decline':      [atConsultee('registrar', 'manager'), registrarForOutsideConsultee],
  'consultation.correct-reply':        [atIssuer('registrar')],
  'consultation.correct-consultee':    [atIssuer('registrar')],
  'consultation.recall':               [atIssuer('registrar')],
  'consultation.reopen':               [atIssuer('registrar')],
  'consultation.request-extension':    [atConsultee('registrar', 'manager'), itsOfficer, registrarForOutsideConsultee],
  'consultation.archive':             [atConsultee('registrar', 'administrator')],
  'consultation.read-archive':        [atConsultee('registrar', 'administrator')],
  'consultation.mark-confidential':    [atConsultee('registrar', 'manager', 'secretary'), itsOfficer, atIssuer('registrar', 'officer', 'manager')],
  'consultation.lift-confidentiality': [atConsultee('registrar', 'manager'), atIssuer('registrar', 'manager')],
  'consultation.write-message':        [staffAtConsultee, staffAtIssuer],
  'consultation.mute-reminders':       [staffAtConsultee, staffAtIssuer],
  'consultation.snooze-reminders':     [staffAtConsultee, staffAtIssuer],
  'consultation.unmute-reminders':     [staffAtConsultee, staffAtIssuer],
  'consultation.answer-remark':        [atIssuer('registrar', 'officer')],
  // The issuer's too of a statement that it has received; the subject names it only then.
  'consultation.publish':              [atConsultee('registrar'), atIssuer('registrar')],

  // Of the side that wrote it; the subject names no other.
  'message.withdraw':                  [staffAtConsultee, staffAtIssuer],

  'statement.save':                    [itsOfficer],
  'statement.import':                  [itsOfficer],

  'extension.grant':                   [atIssuer('registrar', 'officer'), registrarForOutsideIssuer],
  'extension.refuse':                  [atIssuer('registrar', 'officer'), registrarForOutsideIssuer],
  'extension.correct':                 [atIssuer('registrar', 'officer'), registrarForOutsideIssuer],
  'extension.cancel':                  [atConsultee('registrar', 'manager'), itsOfficer, registrarForOutsideConsultee],

  'inbox.read':                        [itself, own('registrar', 'officer', 'manager', 'secretary', 'administrator')],
  'delivery.complete':                 [own('registrar', 'secretary')],
  'delivery.correct':                  [own('registrar', 'secretary')],
  'delivery.cancel':                   [own('registrar', 'secretary')],
  'delivery.retry':                    [own('registrar', 'secretary', 'administrator'), municipalAdministrator],

  // The issuer too of a statement that it has received; the subject names it only then.
  'publication.unpublish':             [own('registrar'), atIssuer('registrar')],

  'calendar-feed.add':                 [itself, own('registrar', 'officer', 'manager', 'secretary', 'administrator')],
  'calendar-feed.revoke':              [itself, own('administrator')],

  'api-client.manage':                 [own('administrator')],
  'api-client.revoke':                 [own('administrator')],
  // Whoever may do the same answers for what a system does; whoever keeps it, for its keys.
  'api-client.take-over':              [own('registrar', 'officer', 'manager', 'secretary', 'administrator')],

  'webhook.register':                  [own('administrator')],
  'webhook.edit':                      [own('administrator')],
  'webhook.remove':                    [own('administrator')],
  'webhook.enable':                    [own('administrator')],
  'webhook.disable':                   [own('administrator')],
  'webhook.rotate-secret':             [own('administrator')],
  'webhook.ping':                      [own('administrator')],
  'webhook.replay':                    [own('administrator')],
};

/** What nobody does for another: whoever stands in could prolong it, or keep the means to see what they saw. */
const IN_OWN_RIGHT_ONLY: readonly Action[] = [
  'stand-in.arrange',
  'stand-in.revoke',
  'calendar-feed.add',
  'calendar-feed.revoke',
  'api-client.take-over',
];

/** Whose right it is that the actor uses: their own, else that of someone they stand in for. */
function entitled(actor: Actor, action: Action, subject: Subject): Actor | undefined {
  const open = whereOpen(actor, subject);
  const others = IN_OWN_RIGHT_ONLY.includes(action) ? [] : actor.standsInFor;
  return [actor.inOwnRight, ...others].find((each) => {
    const whoever = each.within(action);
    return whoever !== undefined && policy[action].some(({ holds }) => holds(whoever, open));
  });
}

/** No body has this code, so nobody holds a role there. Not null, which stands for one outside Yttra. */
const KEPT = '';

/** The subject without the bodies at which it is kept from the actor, whatever role they hold there. */
function whereOpen(actor: Actor, subject: Subject): Subject {
  const kept = Object.entries(subject.lists ?? {}).flatMap(([body, lists]) =>
    lists.every((list) => actor.isOn(list)) ? [] : [body],
  );
  if (kept.length === 0) return subject;
  const at = (body: string | null = null) => (body !== null && kept.includes(body) ? KEPT : body);
  return { ...subject, body: at(subject.body), issuer: at(subject.issuer), consultee: at(subject.consultee) };
}

/** Whose it is to do something, for whoever may not. */
export const whoMay = (action: Action): Texts => oneOf(policy[action].map(({ who }) => who));

export function permits(actor: Actor, action: Action, subject: Subject = {}): boolean {
  return entitled(actor, action, subject) !== undefined;
}

/** The bodies that the actor is of, as staff or as a reader, for which the policy lets them do it. */
export function bodiesWhere(actor: Actor, action: (`body.${string}` & Action) | 'person.read'): string[] {
  return [...actor.staffOf, ...actor.readerOf].filter((body) => permits(actor, action, { body }));
}

/** Username of the absent person whose right the actor uses; null for their own. */
export function onBehalfOf(actor: Actor, action: Action, subject: Subject): string | null {
  const whose = entitled(actor, action, subject)?.username ?? actor.username;
  return whose === actor.username ? null : whose;
}

/**
 * What enters something in a register, or makes a decision final: done by someone surely identified, where that is
 * needed. So is whoever gives a system the means to: it has the level of the session in which its key was made.
 */
export const SEALED_ACTIONS: readonly Action[] = [
  'case.register',
  'consultation.register',
  'consultation.confirm',
  'api-client.manage',
  'api-client.take-over',
];

export function isAssured(actor: Actor, action: Action): boolean {
  return actor.assurance.suffices || !SEALED_ACTIONS.includes(action);
}

/**
 * @throws NotPermitted when no grant of the action's line holds for this actor and record.
 * @throws InsufficientAssurance when one does, but the person has to sign in more surely first.
 */
export function authorize(actor: Actor, action: Action, subject: Subject = {}): void {
  if (!permits(actor, action, subject)) throw new NotPermitted(action, whoMay(action));
  if (!isAssured(actor, action)) throw new InsufficientAssurance(actor.assurance.needed);
}
