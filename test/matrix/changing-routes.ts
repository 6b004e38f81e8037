import { randomUUID } from 'node:crypto';
import { realReport } from '../support/staff-reports.js';
import type { Kind, Thing } from './kinds.js';
import {
  administersThemEverywhere,
  bodys,
  bodysInOwnRight,
  consultees,
  consulteesRegistrarForOutside,
  issuers,
  issuersRegistrarForOutside,
  issuersRegistrarOnceReceived,
  itself,
  itsOfficer,
  municipal,
  type Right,
} from './rights.js';

/** An operation that changes something. */
export interface Changing {
  /** What its path names, or whose body a request without one is for. */
  readonly of: Kind;
  /** The table that says for whom it is there. */
  readonly view: string;
  /** Any of these is enough. */
  readonly by: readonly Right[];
  /** A request that is whole but, where that can be, asks for what the record refuses; else the OpenAPI example. */
  readonly body?: (thing: Thing) => object | string;
  /** What whoever may is told: that a version is missing, or that the record refuses. Nothing has changed then. */
  readonly letIn: readonly number[];
}

type More = Partial<Pick<Changing, 'view' | 'body' | 'letIn'>>;
const change = (of: Kind, by: readonly Right[], more: More = {}): Changing => ({
  of,
  view: of,
  letIn: [428],
  ...more,
  by,
});

const STAFF = ['registrar', 'officer', 'manager', 'secretary'] as const;
const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS' }, { body: 'TSN' }] };
const stranger = [{ body: 'XX' }];
const registrarOrSecretary = [bodys('registrar', 'secretary')];
const eitherSide = [consultees(...STAFF), issuers(...STAFF)];
const askers = [consultees('registrar', 'manager'), itsOfficer, issuersRegistrarForOutside];
const answerers = [issuers('registrar', 'officer'), consulteesRegistrarForOutside];
const itsAdministrator = [bodys('administrator')];
const administrators = [bodys('administrator'), municipal];
const secretaryOrAdministrator = [bodys('secretary', 'administrator')];
const arrangers = [itself, bodysInOwnRight('manager', 'administrator')];
const consultation = (by: readonly Right[], more?: More) => change('consultation', by, more);
const ofBody = (
  by: readonly Right[],
  letIn: readonly number[],
  body: (code: string, thing: Thing) => object,
) => change('body', by, { letIn, body: (thing) => body(thing.names['code']!, thing) });

// prettier-ignore
export const changingRoutes: Readonly<Record<string, Changing>> = {
  'POST /cases':                            ofBody([bodys('registrar')], [409], (issuer, { names }) => ({ title: 'Ärende', issuer, caseNumber: names['takenNumber'] })),
  'PATCH /cases/{id}':                      change('case', [issuers('registrar')], { body: () => ({ title: 'Annan rubrik', reason: 'Fel' }) }),
  'POST /cases/{id}/correct-registration':  change('case', [issuers('registrar')]),
  'POST /cases/{id}/close':                 change('case', [issuers('registrar')]),
  'POST /cases/{id}/reopen':                change('case', [issuers('registrar')]),
  'POST /cases/{id}/archive':                change('case', [issuers('registrar', 'administrator')]),
  'POST /cases/{id}/referrals':             change('case', [issuers('registrar', 'officer')], { body: () => ({ title: 'Remiss', consultees: stranger }), letIn: [409, 422] }),
  'POST /cases/{id}/consultations':         change('case', [issuers('registrar')], { body: () => ({ consultee: 'AMN', replyBy: '2027-01-15' }), letIn: [409, 422] }),
  'POST /cases/{id}/mark-confidential':     change('case', [issuers('registrar', 'officer', 'manager')], { body: () => marking }),
  'POST /cases/{id}/lift-confidentiality':  change('case', [issuers('registrar', 'manager')]),

  'POST /cases/{id}/publish':               change('case', [issuers('registrar')]),
  'POST /referrals/{id}/publish':           change('referral', [issuers('registrar')]),
  'POST /consultations/{id}/publish':       consultation([consultees('registrar'), issuersRegistrarOnceReceived]),
  'POST /publications/{id}/unpublish':      change('publication', [bodys('registrar'), issuers('registrar')]),

  'PATCH /referrals/{id}':                  change('referral', [issuers('registrar', 'officer')], { body: () => ({ title: 'Annan rubrik' }) }),
  'POST /referrals/{id}/documents':         change('referral', [issuers('registrar', 'officer')], { body: () => ({ documentId: randomUUID() }), letIn: [409, 422] }),
  'DELETE /referrals/{id}/documents/{documentId}': change('referral', [issuers('registrar', 'officer')]),
  'POST /referrals/{id}/consultees':        change('referral', [issuers('registrar', 'officer')], { body: () => stranger[0]!, letIn: [409, 422] }),
  'POST /referrals/{id}/extend':            change('referral', [issuers('registrar', 'officer')], { body: () => ({ until: '2027-01-15', reason: 'Jul' }) }),
  'POST /referrals/{id}/supplement':        change('referral', [issuers('registrar')], { body: () => ({ reason: 'Bilaga', documents: [randomUUID()] }) }),
  'POST /referrals/{id}/summaries':          change('referral', [issuers('registrar', 'officer')], { body: () => ({ question: 100, text: 'Ja.' }), letIn: [409, 422] }),
  'POST /referrals/{id}/gathered-passages':  change('referral', [issuers('registrar', 'officer')], { body: () => ({ passage: 'A', under: 'a' }), letIn: [409, 422] }),
  'POST /referrals/{id}/share-compilation': change('referral', [issuers('registrar', 'officer')]),
  'POST /referrals/{id}/correct':           change('referral', [issuers('registrar')]),
  'POST /referrals/{id}/unasked-replies':   change('referral', [issuers('registrar')], { body: () => ({ name: 'Byalaget', documentId: randomUUID(), receivedOn: '2026-10-01', stance: 'supports' }), letIn: [409, 422] }),
  'POST /referrals/{id}/send':              change('referral', [issuers('registrar')]),
  'POST /referrals/{id}/close':             change('referral', [issuers('registrar')]),
  'POST /referrals/{id}/reopen':            change('referral', [issuers('registrar')]),
  'POST /referrals/{id}/withdraw':          change('referral', [issuers('registrar')]),
  'POST /referrals/{id}/mark-confidential': change('referral', [issuers('registrar', 'officer', 'manager')], { body: () => marking }),
  'POST /referrals/{id}/lift-confidentiality': change('referral', [issuers('registrar', 'manager')]),

  'POST /consultations/{id}/register':             consultation([consultees('registrar')]),
  'POST /consultations/{id}/correct-registration': consultation([consultees('registrar')]),
  'POST /consultations/{id}/decline':              consultation([consultees('registrar', 'manager'), issuersRegistrarForOutside]),
  'POST /consultations/{id}/correct-decline':      consultation([consultees('registrar', 'manager'), issuersRegistrarForOutside]),
  'POST /consultations/{id}/correct-consultee':    consultation([issuers('registrar')]),
  'POST /consultations/{id}/assign':               consultation([consultees('manager', 'registrar')]),
  'PUT /consultations/{id}/statement':             consultation([itsOfficer], { view: 'work', body: () => ({ title: 'Yttrande' }) }),
  'PUT /consultations/{id}/statement/working-copy': consultation([itsOfficer], { view: 'work', body: () => ({ basedOn: 1, title: 'Yttrande' }) }),
  'DELETE /consultations/{id}/statement/working-copy': consultation([itsOfficer], { view: 'work' }),
  'DELETE /consultations/{id}/statement/import-warnings': consultation([itsOfficer], { view: 'work' }),
  'POST /consultations/{id}/statement/import':     consultation([itsOfficer], { view: 'work', body: () => realReport }),
  'POST /consultations/{id}/submit':               consultation([itsOfficer]),
  'POST /consultations/{id}/return':               consultation([consultees('manager')]),
  'POST /consultations/{id}/approve':              consultation([consultees('manager')]),
  'POST /consultations/{id}/schedule':             consultation([consultees('secretary')]),
  'POST /consultations/{id}/unschedule':           consultation([consultees('secretary')]),
  'POST /consultations/{id}/table':                consultation([consultees('secretary')]),
  'POST /consultations/{id}/refer-back':           consultation([consultees('secretary')]),
  'POST /consultations/{id}/prepare':              consultation([consultees('secretary')]),
  'POST /consultations/{id}/correct-postponement': consultation([consultees('secretary')]),
  'POST /consultations/{id}/decide':               consultation([consultees('secretary')]),
  'POST /consultations/{id}/decide-by-delegation': consultation([consultees('manager', 'secretary')]),
  'POST /consultations/{id}/correct':              consultation([consultees('secretary')]),
  'POST /consultations/{id}/confirm':              consultation([consultees('secretary')]),
  'POST /consultations/{id}/reservations':         consultation([consultees('secretary')], { letIn: [409, 201] }),
  'POST /consultations/{id}/report-to-board':      consultation([consultees('secretary')]),
  'POST /consultations/{id}/forward':              consultation([consultees('secretary', 'registrar')]),
  'POST /consultations/{id}/forward-correction':   consultation([consultees('secretary', 'registrar')]),
  'POST /consultations/{id}/request-signatures':   consultation([consultees('secretary', 'registrar')]),
  'POST /consultations/{id}/withdraw-signature-request': consultation([consultees('secretary', 'registrar')]),
  'POST /consultations/{id}/acknowledge':          consultation([issuers('registrar')]),
  'POST /consultations/{id}/allow-recorded-reply': consultation([consultees('registrar')]),
  'POST /consultations/{id}/record-reply':         consultation([issuers('registrar')]),
  'POST /consultations/{id}/correct-reply':        consultation([issuers('registrar')]),
  'POST /consultations/{id}/recall':               consultation([issuers('registrar')]),
  'POST /consultations/{id}/reopen':               consultation([issuers('registrar')]),
  'POST /consultations/{id}/messages':             consultation(eitherSide, { letIn: [201] }),
  'POST /consultations/{id}/messages/{messageId}/withdraw': change('message', [issuers(...STAFF)], { letIn: [409] }),
  'POST /consultations/{id}/remark-answers':       consultation([issuers('registrar', 'officer')], { body: () => ({ remark: 99, text: 'Svar' }), letIn: [409, 422] }),
  'POST /consultations/{id}/extensions':           consultation(askers, { body: () => ({ until: '2026-11-03', reason: 'Jul' }), letIn: [409, 422] }),
  'POST /consultations/{id}/reminders/mute':       consultation(eitherSide),
  'POST /consultations/{id}/reminders/snooze':     consultation(eitherSide),
  'POST /consultations/{id}/reminders/unmute':     consultation(eitherSide),
  'POST /consultations/{id}/archive':              consultation([consultees('registrar', 'administrator')]),
  'POST /consultations/{id}/mark-confidential':    consultation([consultees('registrar', 'manager', 'secretary'), itsOfficer, issuers('registrar', 'officer', 'manager')], { body: () => marking }),
  'POST /consultations/{id}/lift-confidentiality': consultation([consultees('registrar', 'manager'), issuers('registrar', 'manager')], { body: () => ({ reason: 'Upphört' }) }),

  'POST /extensions/{id}/grant':            change('extension', answerers),
  'POST /extensions/{id}/refuse':           change('extension', answerers),
  'POST /extensions/{id}/correct':          change('extension', answerers),
  'POST /extensions/{id}/cancel':           change('extension', askers),
  'POST /deliveries/{id}/complete':         change('delivery', registrarOrSecretary),
  'POST /deliveries/{id}/correct':          change('delivery', registrarOrSecretary),
  'POST /deliveries/{id}/cancel':           change('delivery', registrarOrSecretary),
  'POST /deliveries/{id}/retry':            change('delivery', [...registrarOrSecretary, ...administrators]),
  'POST /inbox/{id}/read':                  change('inbox item', [itself, bodys(...STAFF, 'administrator')], { view: 'inbox' }),

  'PATCH /webhooks/{id}':                   change('webhook', itsAdministrator, { body: () => ({ events: ['*'] }) }),
  'DELETE /webhooks/{id}':                  change('webhook', itsAdministrator),
  'POST /webhooks/{id}/enable':             change('webhook', itsAdministrator),
  'POST /webhooks/{id}/disable':            change('webhook', itsAdministrator),
  'POST /webhooks/{id}/rotate-secret':      change('webhook', itsAdministrator),
  'POST /webhooks/{id}/ping':               change('webhook', itsAdministrator),
  'POST /webhooks/{id}/replay':             change('webhook', itsAdministrator),
  'PATCH /api-clients/{id}':                change('api client', itsAdministrator, { body: () => ({ name: 'Annat system' }) }),
  'POST /api-clients/{id}/take-over':       change('api client', [bodysInOwnRight(...STAFF, 'administrator')]),
  'DELETE /api-clients/{id}':               change('api client', itsAdministrator),
  'POST /api-clients/{id}/keys':            change('api client', itsAdministrator, { letIn: [201, 409] }),
  'POST /api-clients/{id}/keys/{prefix}/revoke': change('api key', itsAdministrator, { view: 'api client' }),
  'DELETE /calendar-feeds/{id}':            change('feed', [itself, bodysInOwnRight('administrator')]),

  'POST /documents':                        ofBody([bodys(...STAFF)], [422], (body) => ({ title: 'Handling', kind: 'reply', body, replaces: randomUUID() })),
  'POST /documents/{id}/correct':           change('document', [bodys(...STAFF)]),
  'DELETE /documents/{id}':                 change('document', [bodys(...STAFF)]),
  'POST /documents/{id}/mark-confidential':    change('document', [bodys(...STAFF)], { body: () => marking }),
  'POST /documents/{id}/lift-confidentiality': change('document', [bodys('registrar', 'manager')]),
  'POST /webhooks':                         ofBody(itsAdministrator, [201], (body) => ({ body, url: 'https://diariet.kommun.example/', events: ['message'] })),
  'POST /api-clients':                      ofBody(itsAdministrator, [422], (body) => ({ body, name: 'System', scopes: [{ body: 'AMN', verbs: ['read'] }] })),
  'POST /calendar-feeds':                   ofBody([bodysInOwnRight(...STAFF, 'administrator')], [201], (body) => ({ body })),
  'POST /audit-checks':                     ofBody([municipal], [202], () => ({})),
  'POST /bodies':                           ofBody([municipal], [409], (code) => ({ code, name: 'Nämnden', kind: 'board' })),
  'PATCH /bodies/{code}':                   ofBody(administrators, [428], () => ({ name: 'Nämnden' })),
  'PUT /bodies/{code}/reminder-settings':   change('body', administrators),
  'PUT /bodies/{code}/paper-forms/{kind}':  change('body', [bodys('registrar'), ...administrators], { body: () => ({ clauses: 'numbered' }) }),
  'PUT /bodies/{code}/report-headings':     change('body', [bodys('registrar'), ...administrators], { body: () => ({ headings: [] }) }),
  'POST /bodies/{code}/statement-imports':  ofBody([bodys('officer')], [415], () => ({})),
  'PUT /bodies/{code}/word-templates/{kind}': ofBody([bodys('registrar'), ...administrators], [422], () => ({})),
  'DELETE /bodies/{code}/word-templates/{kind}': change('body', [bodys('registrar'), ...administrators]),
  'POST /bodies/{code}/meetings':           ofBody(secretaryOrAdministrator, [422], () => ({ date: '2027-02-03', agendaClosesOn: '2027-02-04' })),
  'PATCH /bodies/{code}/meetings/{id}':     change('meeting', secretaryOrAdministrator, { view: 'body' }),
  'DELETE /bodies/{code}/meetings/{id}':    change('meeting', secretaryOrAdministrator, { view: 'body' }),
  'PUT /bodies/{code}/meetings/{id}/agenda': change('meeting', [bodys('secretary')], { view: 'body', body: () => ({ consultations: [] }) }),
  'POST /bodies/{code}/consultee-groups':   ofBody([bodys('registrar', 'officer')], [422], () => ({ name: 'Grupp', consultees: stranger })),
  'PUT /bodies/{code}/consultee-groups/{id}': change('group', [bodys('registrar', 'officer')], { body: () => ({ name: 'Grupp', consultees: [{ body: 'AMN' }] }) }),
  'DELETE /bodies/{code}/consultee-groups/{id}': change('group', [bodys('registrar', 'officer')]),
  'POST /bodies/{code}/retention-rules':    ofBody(administrators, [409], () => ({ kind: 'attachment', years: 100, decision: 'KF § 1' })),
  'DELETE /bodies/{code}/retention-rules/{kind}': change('body', administrators, { letIn: [404] }),
  'POST /bodies/{code}/disposals':          ofBody([bodys('registrar')], [404], () => ({ documents: [randomUUID()], reason: 'Gallringsbeslut' })),
  'POST /bodies/{code}/people':             ofBody(administrators, [409], (_, { person }) => ({ username: person, name: 'Namn', roles: ['reader'] })),
  'PUT /bodies/{code}/people/{username}':   change('person', administrators, { view: 'people' }),
  'POST /bodies/{code}/people/{username}/reassign': change('person', [bodys('manager', 'registrar')], { view: 'people', body: () => ({ officer: 'ingen.alls' }), letIn: [409, 422] }),
  'PATCH /people/{username}':               change('person', [administersThemEverywhere, municipal], { view: 'people', body: () => ({ name: 'Annat namn' }) }),
  // From SN to BIN, says the example: nobody administers both but the municipality's.
  'POST /people/{username}/move':           change('person', [municipal], { view: 'people' }),
  'POST /bodies/{code}/stand-ins':          ofBody(arrangers, [422], (_, { person }) => ({ absent: person, standIn: 'ingen.alls', from: '2026-12-21', until: '2026-12-23' })),
  'POST /bodies/{code}/stand-ins/{id}/revoke': change('stand-in', arrangers, { view: 'people' }),
};
