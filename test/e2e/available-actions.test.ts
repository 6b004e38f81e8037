import { beforeAll, describe, expect, it } from '@jest/globals';
import { CONSULTATION_STATES } from '../../src/rules/consultation-states.js';
import { lifecycles, verbsOn, type Kind } from '../../src/rules/kinds.js';
import { wordsOfEvent } from '../../src/rules/event-words.js';
import type { Step } from '../../src/rules/lifecycle.js';
import { operations } from '../matrix/api-document.js';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { publishing } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

let documentId: string;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  documentId = (await given(service).document()).id;
  await given(service).meeting();
});

const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS' }, { body: 'TSN' }] };
const why = { reason: 'Det ska provas' };
let number = 70_000;

/** A request of each action that the API's own description validates; what is in it the record may refuse (422). */
const bodies: Readonly<Record<string, () => object>> = {
  'case.create-referral': () => ({ title: 'Remiss' }),
  'case.correct-registration': () => ({ caseNumber: `KS 2026/${(number += 1)}`, ...why }),
  'case.open-consultation': () => ({ consultee: 'KS', replyBy: '2027-01-15' }),
  'case.mark-confidential': () => marking,
  'referral.mark-confidential': () => marking,
  'consultation.mark-confidential': () => marking,
  'document.mark-confidential': () => marking,
  'case.publish': () => ({ removeOn: '2027-06-30' }),
  'referral.publish': () => ({ removeOn: '2027-06-30' }),
  'consultation.publish': () => ({ removeOn: '2027-06-30' }),
  'consultation.lift-confidentiality': () => why,
  'referral.edit': () => ({ letter: 'Nämnden önskas yttra sig.' }),
  'referral.attach-document': () => ({ documentId }),
  'referral.add-consultee': () => ({ body: 'BIN' }),
  'referral.extend': () => ({ until: '2027-03-01', ...why }),
  'consultation.request-extension': () => ({ until: '2027-02-01', ...why }),
  'consultation.snooze-reminders': () => ({ until: '2026-12-01' }),
  'consultation.record-reply': () => ({ documentId, receivedOn: TODAY, stance: 'no-objection' }),
  'consultation.correct-reply': () => ({ ...why, takeBack: true }), // takes it back, as what is told means
  'consultation.confirm': () => ({ confirmedOn: TODAY }),
  'consultation.decide-by-delegation': () => ({
    route: 'administration',
    basis: 'Delegationsordningen 4.2',
    decidedOn: TODAY,
    decidedBy: 'Förvaltningschefen',
  }),
  'statement.save': () => statement,
  'extension.grant': () => ({ until: '2027-02-01' }),
  'webhook.edit': () => ({ description: 'Diariet' }),
};

/** The route of each action, as the description says it. */
const routes = new Map(
  [...operations].flatMap(([name, { 'x-action': action, requestBody }]) => {
    const [content] = Object.entries(requestBody?.content ?? {});
    return action ? [[action, { name, example: content?.[1].examples.example.value }] as const] : [];
  }),
);

interface Shown extends Answer {
  readonly availableActions: readonly string[];
  readonly unavailableActions: readonly { action: string; reasons: readonly { code: string }[] }[];
}

async function ask(persona: string, kind: Kind, verb: string, { id, version }: Shown) {
  const { name, example } = routes.get(`${kind}.${verb}`)!;
  const [method, template] = name.split(' ') as [string, string];
  const path = template.replace('{id}', id).replace('{documentId}', documentId);
  const as = service.as(persona);
  const options = { ifMatch: version };
  if (method === 'DELETE') return as.delete(path, options);
  if (kind === 'statement' && verb === 'import') return as.postText(path, example as string, options);
  const body = bodies[`${kind}.${verb}`]?.() ?? (example as object | undefined) ?? {};
  if (method === 'PATCH') return as.patch(path, body, options);
  return method === 'PUT' ? as.put(path, body, options) : as.post(path, body, options);
}

const keepsState = (kind: Kind, verb: string): boolean =>
  (lifecycles[kind] as Readonly<Record<string, readonly Step<string, never>[]>>)[verb]!.every(
    ({ to }) => to === 'same',
  );

/**
 * Whatever the record says of each action that the persona has the role for is what a request is told: what is closed
 * is refused with the same reasons, and what is open and leaves the record in its state is let in.
 */
async function walk(persona: string, kind: Kind, address: string, id: string): Promise<string[]> {
  const read = async () =>
    ({ ...(await done(service.as(persona).get(`${address}?explain=actions`))), id }) as unknown as Shown;
  const taken: string[] = [];
  let shown = await read();
  const told = [...shown.availableActions, ...shown.unavailableActions.map(({ action }) => action)];
  expect([...told].sort()).toEqual([...verbsOn[kind]].sort());
  for (const verb of verbsOn[kind]) {
    const reasons = shown.unavailableActions.find(({ action }) => action === verb)?.reasons;
    const codes = reasons?.map(({ code }) => code);
    if (codes?.includes('not-permitted') || (!codes && (!keepsState(kind, verb) || verb === 'remove')))
      continue;
    const { status, body } = await ask(persona, kind, verb, shown);
    const answer = { persona, verb, status, codes: body?.reasons?.map(({ code }: { code: string }) => code) };
    if (codes) expect(answer).toEqual({ persona, verb, status: 409, codes });
    else expect(status < 400 || status === 422 ? 'let in' : answer).toBe('let in');
    if (status >= 400) continue;
    taken.push(verb);
    shown = await read();
  }
  return taken;
}

describe('what a record says may be done is what a request is told', () => {
  const personas = ['tsn-registrator', 'tsn-handlaggare', 'tsn-chef', 'tsn-sekreterare', 'ks-registrator'];

  it.each(CONSULTATION_STATES)('of a consultation in the state %s', async (state) => {
    const { id } = await given(service).consultation(state);
    for (const persona of personas) {
      const taken = await walk(persona, 'consultation', `/consultations/${id}`, id);
      expect(taken).toContain('write-message');
    }
  });

  it('of a reply that the issuer recorded, and of a statement in two states', async () => {
    const { id } = await given(service).consultation('drafting');
    const statementOf = (persona: string) => walk(persona, 'statement', `/consultations/${id}/statement`, id);
    expect(await statementOf('tsn-handlaggare')).toEqual(['save', 'import']);
    await given(service).step('tsn-handlaggare', id, 'submit');
    expect(await statementOf('tsn-handlaggare')).toEqual([]);
    const { id: other } = await given(service).consultation('sent');
    await given(service).step('tsn-registrator', other, 'allow-recorded-reply');
    await given(service).step(
      'ks-registrator',
      other,
      'record-reply',
      bodies['consultation.record-reply']!(),
    );
    for (const persona of ['tsn-registrator', 'ks-registrator'])
      expect(await walk(persona, 'consultation', `/consultations/${other}`, other)).not.toContain(
        'answer-remark',
      );
  });

  it('of a referral in each state', async () => {
    const { draftReferral, sentReferral, settle } = given(service);
    const empty = await draftReferral({ consultees: [], letter: '', replyBy: undefined });
    const sent = await sentReferral();
    const referrals = {
      draft: [await draftReferral(), empty, await draftReferral({ title: '19121212-1212' })],
      sent: [sent],
      closed: [await settle(await sentReferral(), 'close')],
      withdrawn: [
        await settle(await sentReferral(), 'withdraw'),
        await settle(await draftReferral(), 'withdraw'),
      ],
    };
    for (const [state, each] of Object.entries(referrals)) {
      for (const { id } of each) {
        for (const persona of ['ks-registrator', 'ks-handlaggare']) {
          const taken = await walk(persona, 'referral', `/referrals/${id}`, id);
          expect(taken.includes('edit')).toBe(state === 'draft');
        }
      }
    }
  });

  it('of a case, open and closed, of the municipality’s own and from outside', async () => {
    const { referralCase } = given(service);
    const origin = { sender: 'Region Mitt', reference: 'RM 2026/1' };
    const numbered = { sender: 'Tolvan 19121212-1212' };
    for (const body of [{}, { origin }, { origin: numbered }]) {
      const { id } = await referralCase(body);
      expect(await walk('ks-registrator', 'case', `/cases/${id}`, id)).toContain('create-referral');
      await walk('ks-handlaggare', 'case', `/cases/${id}`, id);
      const { id: closed, version } = await referralCase(body);
      await done(service.as('ks-registrator').post(`/cases/${closed}/close`, {}, { ifMatch: version }));
      expect(await walk('ks-registrator', 'case', `/cases/${closed}`, closed)).toContain('edit');
    }
  });

  it('of a document, a publication, an extension, a delivery and a webhook', async () => {
    const { document, consultation, sentReferral, referralCase } = given(service);
    const { id } = await document();
    expect(await walk('ks-registrator', 'document', `/documents/${id}`, id)).toEqual([
      'correct',
      'mark-confidential',
      'lift-confidentiality',
    ]);
    const { publishCase, unpublish } = publishing(service);
    const published = await publishCase(await referralCase());
    await walk('ks-registrator', 'publication', `/publications/${published.id}`, published.id);
    await unpublish(published);
    await walk('ks-registrator', 'publication', `/publications/${published.id}`, published.id);

    const { id: asked } = await consultation('drafting');
    const requested = { until: '2027-01-15', ...why };
    const extension = await done(
      service.as('tsn-registrator').post(`/consultations/${asked}/extensions`, requested),
    );
    const extensionOf = (persona: string) =>
      walk(persona, 'extension', `/extensions/${extension.id}`, extension.id);
    await extensionOf('ks-registrator');
    for (const state of ['granted', 'forwarded']) {
      if (state === 'granted')
        await service
          .as('ks-registrator')
          .post(`/extensions/${extension.id}/grant`, {}, { ifMatch: extension.version });
      await extensionOf('ks-registrator');
      await extensionOf('tsn-registrator');
    }

    await sentReferral({ consultees: [{ name: 'Föreningen Lyktan' }] });
    const manual = await done(service.as('ks-registrator').get('/deliveries?channel=manual'));
    const [delivery] = manual['items'] as Answer[];
    await walk('ks-registrator', 'delivery', `/deliveries/${delivery!.id}`, delivery!.id);
    const webhook = await done(
      service
        .as('admin')
        .post('/webhooks', { body: 'KS', url: 'https://diariet.kommun.example/', events: ['*'] }),
    );
    const webhookOf = () => walk('admin', 'webhook', `/webhooks/${webhook.id}`, webhook.id);
    expect(await webhookOf()).toContain('ping');
    const { version } = await done(service.as('admin').get(`/webhooks/${webhook.id}`));
    await done(service.as('admin').post(`/webhooks/${webhook.id}/disable`, {}, { ifMatch: version }));
    expect(await webhookOf()).not.toContain('replay');
  });

  it('and is told afterwards in words of its own', async () => {
    const events: { object_type: string; verb: string }[] = await service.database.query(
      'SELECT DISTINCT object_type, verb FROM audit_events WHERE case_id IS NOT NULL',
    );
    expect(events.length).toBeGreaterThan(40);
    expect(events.filter(({ object_type, verb }) => !wordsOfEvent(object_type, verb))).toEqual([]);
  });
});
