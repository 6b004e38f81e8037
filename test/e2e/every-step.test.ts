import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsultationVerb } from '../../src/rules/consultation-lifecycle.js';
import { CONSULTATION_STATES, type ConsultationState } from '../../src/rules/consultation-states.js';
import { done, given, STEPS, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

/** F-33: every verb in every state, over HTTP. Written out from the design, not derived from the code. */
const possible: Partial<Record<ConsultationVerb, Partial<Record<ConsultationState, ConsultationState>>>> = {
  register: { sent: 'registered', declined: 'declined', 'no-reply': 'no-reply', withdrawn: 'withdrawn' },
  'correct-registration': {
    registered: 'registered',
    drafting: 'drafting',
    'in-review': 'in-review',
    approved: 'approved',
    'on-agenda': 'on-agenda',
    decided: 'decided',
    confirmed: 'confirmed',
    forwarded: 'forwarded',
    received: 'received',
  },
  assign: { registered: 'drafting', drafting: 'drafting', 'in-review': 'in-review', approved: 'approved' },
  submit: { drafting: 'in-review' },
  return: { 'in-review': 'drafting', approved: 'drafting' },
  approve: { 'in-review': 'approved' },
  schedule: { approved: 'on-agenda' },
  unschedule: { 'on-agenda': 'approved' },
  table: { 'on-agenda': 'approved' },
  'refer-back': { 'on-agenda': 'drafting' },
  decide: { 'on-agenda': 'decided' },
  'decide-by-delegation': { approved: 'confirmed', 'on-agenda': 'confirmed' },
  correct: { decided: 'decided', confirmed: 'confirmed' },
  confirm: { decided: 'confirmed' },
  forward: { confirmed: 'forwarded' },
  'forward-correction': { forwarded: 'forwarded', received: 'forwarded' },
  acknowledge: { forwarded: 'received' },
  decline: { sent: 'declined', registered: 'declined', drafting: 'declined' },
  'correct-decline': { declined: 'declined' },
  'record-reply': {
    sent: 'received',
    registered: 'received',
    drafting: 'received',
    'no-reply': 'received',
    declined: 'received',
  },
  'allow-recorded-reply': {
    sent: 'sent',
    registered: 'registered',
    drafting: 'drafting',
    'no-reply': 'no-reply',
    declined: 'declined',
  },
  'correct-consultee': Object.fromEntries(CONSULTATION_STATES.map((state) => [state, state])),
  recall: Object.fromEntries(
    (['sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda'] as const).map((state) => [
      state,
      'withdrawn',
    ]),
  ),
  reopen: { 'no-reply': 'sent', declined: 'sent' },
};

const who: Partial<Record<ConsultationVerb, string>> = {
  register: 'tsn-registrator',
  'correct-registration': 'tsn-registrator',
  assign: 'tsn-chef',
  submit: 'tsn-handlaggare',
  return: 'tsn-chef',
  approve: 'tsn-chef',
  decline: 'tsn-registrator',
  'correct-decline': 'tsn-registrator',
  acknowledge: 'ks-registrator',
  'allow-recorded-reply': 'tsn-registrator',
  'record-reply': 'ks-registrator',
  'correct-reply': 'ks-registrator',
  'correct-consultee': 'ks-registrator',
  recall: 'ks-registrator',
  reopen: 'ks-registrator',
};

let documentId: string;
const bodies: Partial<Record<ConsultationVerb, () => object>> = {
  'correct-registration': () => ({ caseNumber: 'TSN 2026/9001', reason: 'Fel nummer' }),
  assign: () => ({ officer: 'tsn-handlaggare' }),
  return: () => ({ comment: 'Komplettera' }),
  schedule: () => ({ meetingDate: TODAY }),
  table: () => ({ section: '80' }),
  'refer-back': () => ({ reason: 'Utred kostnaderna' }),
  prepare: () => ({ section: '71' }),
  decide: () => ({ outcome: 'as-proposed', section: '84' }),
  'decide-by-delegation': () => ({
    route: 'administration',
    basis: 'Delegationsordningen 4.2',
    decidedOn: TODAY,
    decidedBy: 'Förvaltningschefen',
  }),
  correct: () => ({ reason: 'Fel paragraf', section: '85' }),
  confirm: () => ({ confirmedOn: TODAY }),
  'forward-correction': () => ({ reason: 'Fel bilaga' }),
  decline: () => ({ reason: 'Berör inte nämnden', basis: 'TSN 2026-10-01 § 7' }),
  'correct-decline': () => ({ reason: 'Fel paragraf', basis: 'TSN 2026-10-01 § 8' }),
  'correct-postponement': () => ({ reason: 'Fel paragraf', section: '81' }),
  'record-reply': () => ({ documentId, receivedOn: TODAY, stance: 'no-objection' }),
  'correct-reply': () => ({ reason: 'Fel svar', takeBack: true }),
  'correct-consultee': () => ({ reason: 'Fel dag', sentOn: TODAY }),
  recall: () => ({ reason: 'Fel nämnd' }),
  reopen: () => ({ reason: 'Svar kommer' }),
};

const service = sharedService();
beforeAll(async () => {
  documentId = (await given(service).document()).id;
  await given(service).meeting();
});

async function rowsOf(id: string): Promise<object> {
  const [rows] = await service.database.query(
    `SELECT (SELECT to_json(c) FROM consultations c WHERE id = $1) AS consultation,
       (SELECT count(*) FROM audit_events WHERE consultation_id = $1) AS events,
       (SELECT count(*) FROM deliveries WHERE consultation_id = $1) AS deliveries,
       (SELECT count(*) FROM statement_versions WHERE consultation_id = $1) AS versions,
       (SELECT count(*) FROM dispatches WHERE consultation_id = $1) AS dispatches,
       (SELECT count(*) FROM decisions WHERE consultation_id = $1) AS decisions`,
    [id],
  );
  return rows;
}

describe.each(CONSULTATION_STATES)('in the state %s', (state) => {
  const refused = STEPS.filter((verb) => possible[verb]?.[state] === undefined);
  const taken = STEPS.filter((verb) => possible[verb]?.[state] !== undefined);

  it(`refuses what is not possible and changes nothing: ${refused.join(', ')}`, async () => {
    const { id } = await given(service).consultation(state);
    const before = await rowsOf(id);
    const { version } = await done(service.as('tsn-sekreterare').get(`/consultations/${id}`));
    for (const verb of refused) {
      const persona = who[verb] ?? 'tsn-sekreterare';
      const { status, body } = await service
        .as(persona)
        .post(`/consultations/${id}/${verb}`, bodies[verb]?.() ?? {}, { ifMatch: version });
      // The officer of a matter that was never assigned is nobody, and only its officer submits.
      const expected =
        verb === 'submit' && ['sent', 'registered', 'no-reply', 'declined', 'withdrawn'].includes(state)
          ? { status: 403, type: '/problems/not-permitted' }
          : { status: 409, type: '/problems/transition-refused' };
      expect({ verb, status, type: body.type }).toEqual({ verb, ...expected });
      if (status === 409) expect(body.reasons.length).toBeGreaterThan(0);
    }
    expect(await rowsOf(id)).toEqual(before);
  });

  if (taken.length > 0) {
    it.each(taken)('takes the step %s', async (verb) => {
      const { id } = await given(service).consultation(state);
      if (verb === 'record-reply') await given(service).step('tsn-registrator', id, 'allow-recorded-reply');
      const persona = who[verb] ?? 'tsn-sekreterare';
      const before = await done(service.as(persona).get(`/consultations/${id}`));
      expect(before['availableActions']).toContain(verb);

      const { status, body } = await service
        .as(persona)
        .post(`/consultations/${id}/${verb}`, bodies[verb]?.() ?? {}, { ifMatch: before.version });

      expect({ verb, status, state: body.state }).toEqual({
        verb,
        status: ['forward', 'forward-correction'].includes(verb) ? 202 : 200,
        state: possible[verb]?.[state],
      });
      expect(body.version).toBe(before.version + 1);
      const [event] = await service.database.query(
        "SELECT verb, actor, state FROM audit_events WHERE consultation_id = $1 AND object_type = 'consultation' ORDER BY id DESC LIMIT 1",
        [id],
      );
      expect(event).toEqual({ verb, actor: persona, state: body.state });
    });
  }
});
