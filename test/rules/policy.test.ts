import { describe, expect, it } from '@jest/globals';
import { Actor, type Role } from '../../src/rules/actor.js';
import { Assurance } from '../../src/rules/assurance.js';
import { ClientActor } from '../../src/rules/client-actor.js';
import { CLIENT_ACTIONS, letDo } from '../../src/rules/client-scopes.js';
import {
  authorize,
  isAssured,
  onBehalfOf,
  permits,
  policy,
  whoMay,
  type Action,
} from '../../src/rules/policy.js';

const staffOfEither = [
  'consultee:registrar',
  'consultee:officer',
  'consultee:manager',
  'consultee:secretary',
  'issuer:registrar',
  'issuer:officer',
  'issuer:manager',
  'issuer:secretary',
  'its-officer',
];

/** Who may do what, written out from the design: `issuer:`, `consultee:` or `own:` with the roles, and the special ones. */
const expected: Record<Action, string[]> = {
  'body.set-retention': ['own:administrator', 'municipal'],
  'body.read-retention': ['own:registrar', 'own:administrator', 'municipal'],
  'body.dispose': ['own:registrar'],
  'case.archive': ['own:registrar', 'own:administrator'],
  'case.read-archive': ['own:registrar', 'own:administrator'],
  'consultation.archive': ['consultee:registrar', 'consultee:administrator'],
  'consultation.read-archive': ['consultee:registrar', 'consultee:administrator'],
  'body.add': ['municipal'],
  'body.manage': ['own:administrator', 'municipal'],
  'body.arrange': ['municipal'],
  'body.set-reminders': ['own:administrator', 'municipal'],
  'body.set-report-headings': ['own:registrar', 'own:administrator', 'municipal'],
  'body.set-word-template': ['own:registrar', 'own:administrator', 'municipal'],
  'body.remove-word-template': ['own:registrar', 'own:administrator', 'municipal'],
  'body.set-paper-form': ['own:registrar', 'own:administrator', 'municipal'],
  'body.read-audit-trail': ['own:administrator', 'municipal'],
  'municipality.read-audit-trail': ['municipal'],
  'municipality.check-audit-trail': ['municipal'],
  'municipality.name-administrator': ['municipal'],
  'body.read-register': ['own:registrar', 'own:officer', 'own:manager', 'own:secretary', 'own:reader'],
  'body.read-statistics': ['own:registrar', 'own:officer', 'own:manager', 'own:secretary', 'own:reader'],
  'body.read-refused-attempts': ['own:administrator', 'municipal'],
  'person.manage': ['own:administrator', 'municipal'],
  'person.edit': ['own:administrator', 'municipal'],
  'person.move': ['own:administrator', 'municipal'],
  'person.reassign': ['own:manager', 'own:registrar'],
  'person.read': [
    'own:registrar',
    'own:officer',
    'own:manager',
    'own:secretary',
    'own:reader',
    'own:administrator',
    'municipal',
  ],
  'stand-in.read': [
    'own:registrar',
    'own:officer',
    'own:manager',
    'own:secretary',
    'own:reader',
    'own:administrator',
    'municipal',
  ],
  'stand-in.arrange': ['itself', 'own:manager', 'own:administrator'],
  'stand-in.revoke': ['itself', 'own:manager', 'own:administrator'],
  'meeting.manage': ['own:secretary', 'own:administrator'],
  'meeting.order-agenda': ['own:secretary'],
  'consultee-group.manage': ['own:registrar', 'own:officer'],
  'document.upload': ['own:registrar', 'own:officer', 'own:manager', 'own:secretary'],
  'document.correct': ['own:registrar', 'own:officer', 'own:manager', 'own:secretary'],
  'document.remove': ['own:registrar', 'own:officer', 'own:manager', 'own:secretary'],
  'document.mark-confidential': ['own:registrar', 'own:officer', 'own:manager', 'own:secretary'],
  'document.lift-confidentiality': ['own:registrar', 'own:manager'],
  'case.register': ['own:registrar'],
  'case.edit': ['own:registrar'],
  'case.correct-registration': ['own:registrar'],
  'case.create-referral': ['own:registrar', 'own:officer'],
  'case.open-consultation': ['own:registrar'],
  'case.publish': ['own:registrar'],
  'case.read-audit-trail': [
    'own:registrar',
    'own:officer',
    'own:manager',
    'own:secretary',
    'consultee:registrar',
    'consultee:officer',
    'consultee:manager',
    'consultee:secretary',
    'its-officer',
  ],
  'case.mark-confidential': ['own:registrar', 'own:officer', 'own:manager'],
  'case.lift-confidentiality': ['own:registrar', 'own:manager'],
  'case.close': ['own:registrar'],
  'case.reopen': ['own:registrar'],
  'referral.edit': ['issuer:registrar', 'issuer:officer'],
  'referral.attach-document': ['issuer:registrar', 'issuer:officer'],
  'referral.detach-document': ['issuer:registrar', 'issuer:officer'],
  'referral.add-consultee': ['issuer:registrar', 'issuer:officer'],
  'referral.extend': ['issuer:registrar', 'issuer:officer'],
  'referral.compile': ['issuer:registrar', 'issuer:officer', 'issuer:manager', 'issuer:secretary'],
  'referral.mark-confidential': ['issuer:registrar', 'issuer:officer', 'issuer:manager'],
  'referral.lift-confidentiality': ['issuer:registrar', 'issuer:manager'],
  'referral.publish': ['issuer:registrar'],
  'referral.summarize-replies': ['issuer:registrar', 'issuer:officer'],
  'referral.gather-remarks': ['issuer:registrar', 'issuer:officer'],
  'referral.share-compilation': ['issuer:registrar', 'issuer:officer'],
  'referral.send': ['issuer:registrar'],
  'referral.reopen': ['issuer:registrar'],
  'referral.close': ['issuer:registrar'],
  'referral.supplement': ['issuer:registrar'],
  'referral.correct': ['issuer:registrar'],
  'referral.record-unasked-reply': ['issuer:registrar'],
  'referral.withdraw': ['issuer:registrar'],
  'consultation.mark-confidential': [
    'consultee:registrar',
    'consultee:manager',
    'consultee:secretary',
    'its-officer',
    'issuer:registrar',
    'issuer:officer',
    'issuer:manager',
  ],
  'consultation.lift-confidentiality': [
    'consultee:registrar',
    'consultee:manager',
    'issuer:registrar',
    'issuer:manager',
  ],
  'consultation.register': ['consultee:registrar'],
  'consultation.correct-registration': ['consultee:registrar'],
  'consultation.assign': ['consultee:manager', 'consultee:registrar'],
  'consultation.submit': ['its-officer'],
  'consultation.return': ['consultee:manager'],
  'consultation.approve': ['consultee:manager'],
  'consultation.schedule': ['consultee:secretary'],
  'consultation.unschedule': ['consultee:secretary'],
  'consultation.table': ['consultee:secretary'],
  'consultation.refer-back': ['consultee:secretary'],
  'consultation.prepare': ['consultee:secretary'],
  'consultation.correct-postponement': ['consultee:secretary'],
  'consultation.decide': ['consultee:secretary'],
  'consultation.decide-by-delegation': ['consultee:manager', 'consultee:secretary'],
  'consultation.correct': ['consultee:secretary'],
  'consultation.confirm': ['consultee:secretary'],
  'consultation.add-reservation': ['consultee:secretary'],
  'consultation.report-to-board': ['consultee:secretary'],
  'consultation.forward': ['consultee:secretary', 'consultee:registrar'],
  'consultation.forward-correction': ['consultee:secretary', 'consultee:registrar'],
  'consultation.request-signatures': ['consultee:secretary', 'consultee:registrar'],
  'consultation.withdraw-signature-request': ['consultee:secretary', 'consultee:registrar'],
  'consultation.acknowledge': ['issuer:registrar'],
  'consultation.decline': ['consultee:registrar', 'consultee:manager'],
  'consultation.allow-recorded-reply': ['consultee:registrar'],
  'consultation.record-reply': ['issuer:registrar'],
  'consultation.correct-decline': ['consultee:registrar', 'consultee:manager'],
  'consultation.correct-reply': ['issuer:registrar'],
  'consultation.correct-consultee': ['issuer:registrar'],
  'consultation.recall': ['issuer:registrar'],
  'consultation.reopen': ['issuer:registrar'],
  'consultation.request-extension': ['consultee:registrar', 'consultee:manager', 'its-officer'],
  'consultation.publish': ['consultee:registrar', 'issuer:registrar'],
  'consultation.write-message': staffOfEither,
  'message.withdraw': staffOfEither,
  'consultation.mute-reminders': staffOfEither,
  'consultation.snooze-reminders': staffOfEither,
  'consultation.unmute-reminders': staffOfEither,
  'consultation.answer-remark': ['issuer:registrar', 'issuer:officer'],
  'statement.save': ['its-officer'],
  'statement.import': ['its-officer'],
  'extension.grant': ['issuer:registrar', 'issuer:officer'],
  'extension.refuse': ['issuer:registrar', 'issuer:officer'],
  'extension.correct': ['issuer:registrar', 'issuer:officer'],
  'extension.cancel': ['consultee:registrar', 'consultee:manager', 'its-officer'],
  'inbox.read': [
    'itself',
    'own:registrar',
    'own:officer',
    'own:manager',
    'own:secretary',
    'own:administrator',
  ],
  'delivery.complete': ['own:registrar', 'own:secretary'],
  'delivery.correct': ['own:registrar', 'own:secretary'],
  'delivery.cancel': ['own:registrar', 'own:secretary'],
  'delivery.retry': ['own:registrar', 'own:secretary', 'own:administrator', 'municipal'],
  'publication.unpublish': ['own:registrar', 'issuer:registrar'],
  'calendar-feed.add': [
    'itself',
    'own:registrar',
    'own:officer',
    'own:manager',
    'own:secretary',
    'own:administrator',
  ],
  'calendar-feed.revoke': ['itself', 'own:administrator'],
  'api-client.manage': ['own:administrator'],
  'api-client.revoke': ['own:administrator'],
  'api-client.take-over': [
    'own:registrar',
    'own:officer',
    'own:manager',
    'own:secretary',
    'own:administrator',
  ],
  'webhook.register': ['own:administrator'],
  'webhook.edit': ['own:administrator'],
  'webhook.remove': ['own:administrator'],
  'webhook.enable': ['own:administrator'],
  'webhook.disable': ['own:administrator'],
  'webhook.rotate-secret': ['own:administrator'],
  'webhook.ping': ['own:administrator'],
  'webhook.replay': ['own:administrator'],
};

const roles: Role[] = ['registrar', 'officer', 'manager', 'secretary', 'reader'];
const subject = {
  body: 'OWN',
  bodies: ['OWN'],
  issuer: 'KS',
  consultee: 'TSN',
  officer: 'anna',
  person: 'karin',
};
const place = { own: 'OWN', issuer: 'KS', consultee: 'TSN' } as const;

const actors: Record<string, Actor> = {
  ...Object.fromEntries(
    Object.entries(place).flatMap(([side, body]) =>
      roles.map((role) => [`${side}:${role}`, new Actor('bo', 'Bo', { [body]: [role] })]),
    ),
  ),
  'its-officer': new Actor('anna', 'Anna', { TSN: ['officer'] }),
  'its-former-officer': new Actor('anna', 'Anna', { TSN: ['reader'] }),
  itself: new Actor('karin', 'Karin', {}),
  'another body’s administrator': new Actor('admin', 'Admin', { KS: ['administrator'] }),
  municipal: new Actor('admin', 'Admin', {}, Assurance.notNeeded, [], true),
  'own:administrator': new Actor('admin', 'Admin', { OWN: ['administrator'] }),
  'consultee:administrator': new Actor('admin', 'Admin', { TSN: ['administrator'] }),
  stranger: new Actor('eva', 'Eva', { BIN: ['registrar', 'officer', 'manager', 'secretary', 'reader'] }),
  nobody: new Actor('nobody', 'Nobody', {}),
};

describe('the policy', () => {
  it.each(Object.keys(policy) as Action[])('lets exactly the design’s roles do %s', (action) => {
    const permitted = Object.keys(actors).filter((actor) => permits(actors[actor]!, action, subject));
    expect(permitted.sort()).toEqual([...expected[action]].sort());
  });

  it('says to whoever may not whose it is', () => {
    const registrar = new Actor('bo', 'Bo', { TSN: ['registrar'] });
    expect(() => authorize(registrar, 'consultation.decide', subject)).toThrow(
      'not-permitted: Your role may not do this. It is done by the board secretary at the consultee.',
    );
    expect(whoMay('body.add').sv).toBe('kommunens systemförvaltare');
    expect(whoMay('consultation.decide').sv).toBe('nämndsekreteraren hos remissinstansen');
    expect(whoMay('referral.edit').sv).toBe('registratorn eller en handläggare hos den som remitterar');
  });

  it('lets the consultee’s registrar record what an outside sender says', () => {
    const outside = { ...subject, issuer: null };
    for (const action of ['extension.grant', 'extension.refuse'] as const) {
      expect(permits(actors['consultee:registrar']!, action, outside)).toBe(true);
      expect(permits(actors['consultee:officer']!, action, outside)).toBe(false);
      expect(permits(actors['issuer:registrar']!, action, outside)).toBe(false);
    }
  });

  it('lets the issuer’s registrar record what a consultee outside says, and nobody for a body here', () => {
    const outside = { ...subject, consultee: null };
    for (const action of [
      'consultation.decline',
      'consultation.correct-decline',
      'consultation.request-extension',
    ] as const) {
      expect(permits(actors['issuer:registrar']!, action, outside)).toBe(true);
      expect(permits(actors['issuer:officer']!, action, outside)).toBe(false);
      expect(permits(actors['issuer:registrar']!, action, subject)).toBe(false);
    }
  });

  it('lets a stand-in do what the absent may, and says for whom unless it is their own right', () => {
    const absent = new Actor('anna', 'Anna', { TSN: ['officer'] });
    const standIn = new Actor('bo', 'Bo', { TSN: ['registrar'] }, Assurance.notNeeded, [absent]);
    expect(permits(standIn, 'consultation.submit', subject)).toBe(true);
    expect(onBehalfOf(standIn, 'consultation.submit', subject)).toBe('anna');
    expect(permits(standIn, 'consultation.register', subject)).toBe(true);
    expect(onBehalfOf(standIn, 'consultation.register', subject)).toBeNull();
    expect(onBehalfOf(standIn, 'consultation.request-extension', subject)).toBeNull();
    expect(permits(standIn, 'consultation.approve', subject)).toBe(false);
    expect(permits(standIn, 'consultation.submit', { ...subject, officer: 'bo' })).toBe(false);
  });

  it('lets no stand-in prolong it, or keep the absent person’s feeds', () => {
    const absent = new Actor('karin', 'Karin', { OWN: ['manager'] });
    const standIn = new Actor('bo', 'Bo', { OWN: ['reader'] }, Assurance.notNeeded, [absent]);
    for (const action of ['stand-in.arrange', 'stand-in.revoke', 'calendar-feed.add'] as const)
      expect({ action, may: permits(standIn, action, subject) }).toEqual({ action, may: false });
  });

  it('lets nobody change a person who also works where they are not administrator', () => {
    const both = new Actor('admin', 'Admin', { KS: ['administrator'], TSN: ['administrator'] });
    for (const action of ['person.edit', 'person.move'] as const) {
      expect(permits(both, action, { bodies: ['KS', 'TSN'] })).toBe(true);
      expect(permits(both, action, { bodies: ['KS', 'TSN', 'BIN'] })).toBe(false);
      expect(permits(both, action, { bodies: [] })).toBe(false);
    }
  });

  it('lets no stand-in have what is the municipality’s', () => {
    const absent = new Actor('karin', 'Karin', { OWN: ['manager'] }, Assurance.notNeeded, [], true);
    const standIn = new Actor('bo', 'Bo', { OWN: ['reader'] }, Assurance.notNeeded, [absent]);
    expect(standIn.isMunicipalAdministrator).toBe(false);
  });

  it('lets another system do what its scopes name, where they name it', () => {
    const system = new ClientActor('7', 'Diariet', [
      { body: 'TSN', verbs: ['read', 'consultation.register'] },
    ]);
    const permitted = (Object.keys(policy) as Action[]).filter((action) => permits(system, action, subject));
    expect(permitted).toEqual(['consultation.register']);
    expect(permits(system, 'consultation.register', { ...subject, consultee: 'BIN' })).toBe(false);
    expect(permits(system, 'calendar-feed.add', { person: system.username })).toBe(false);
  });

  it('knows no verb for systems that none of a body’s staff may do', () => {
    const subjects = ['body', 'issuer', 'consultee'].map((side) => ({ issuer: 'BIN', [side]: 'TSN' }));
    for (const verb of CLIENT_ACTIONS) {
      const system = new ClientActor('7', 'Diariet', [{ body: 'TSN', verbs: [verb] }]);
      expect({
        verb,
        may: subjects.some((each) => letDo(verb).every((action) => permits(system, action, each))),
      }).toEqual({
        verb,
        may: true,
      });
    }
  });

  it('grants nothing on a record that belongs to nobody', () => {
    for (const action of Object.keys(policy) as Action[]) {
      for (const [name, actor] of Object.entries(actors)) {
        if (!actor.isMunicipalAdministrator)
          expect({ action, name, may: permits(actor, action, {}) }).toEqual({ action, name, may: false });
      }
    }
  });

  it('asks for a sure identification only where something is registered or confirmed', () => {
    const sealed = (Object.keys(policy) as Action[]).filter(
      (action) => !isAssured(new Actor('bo', 'Bo', {}, new Assurance(['loa2'], ['loa3'])), action),
    );
    expect(sealed.sort()).toEqual([
      'api-client.manage',
      'api-client.take-over',
      'case.register',
      'consultation.confirm',
      'consultation.register',
    ]);
  });

  it('asks nothing of anybody where no level is needed, or theirs is among those that are', () => {
    for (const assurance of [Assurance.notNeeded, new Assurance(['loa3', 'loa2'], ['loa4', 'loa3'])]) {
      const actor = new Actor('bo', 'Bo', { KS: ['registrar'] }, assurance);
      expect(() => authorize(actor, 'case.register', { body: 'KS' })).not.toThrow();
    }
  });
});
