import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consultationLifecycle, type ConsultationVerb } from '../../src/rules/consultation-lifecycle.js';
import type { ConsultationState } from '../../src/rules/consultation-states.js';
import { done, given, STEPS, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

let documentId: string;
const service = sharedService();
beforeAll(async () => {
  documentId = (await given(service).document()).id;
  await given(service).meeting();
});

const personas = ['tsn-registrator', 'tsn-handlaggare', 'tsn-chef', 'tsn-sekreterare', 'ks-registrator'];

/** A body that is well-formed for every verb; what a verb does not know is left out. */
const bodies: Partial<Record<ConsultationVerb, object>> = {
  'correct-registration': { caseNumber: 'TSN 2026/9001', reason: 'Fel nummer' },
  assign: { officer: 'tsn-handlaggare' },
  return: { comment: 'Komplettera' },
  schedule: { meetingDate: TODAY },
  table: { section: '80' },
  'refer-back': { reason: 'Utred' },
  prepare: { section: '71' },
  decide: { outcome: 'amended', section: '84', clauses: [{ text: 'att avstyrka' }] },
  'decide-by-delegation': {
    route: 'chair-urgent',
    basis: 'KL 6:39',
    decidedOn: TODAY,
    decidedBy: 'Ordföranden',
  },
  correct: { reason: 'Fel', section: '85' },
  confirm: { confirmedOn: TODAY },
  'forward-correction': { reason: 'Fel', section: '86' },
  decline: { reason: 'Nej', basis: 'TSN § 7' },
  'correct-decline': { reason: 'Fel', basis: 'TSN § 8' },
  'correct-postponement': { reason: 'Fel', section: '81' },
  'correct-reply': { reason: 'Fel', takeBack: true },
  'correct-consultee': { reason: 'Fel dag', sentOn: TODAY },
  recall: { reason: 'Fel nämnd' },
  reopen: { reason: 'Jo' },
};

it('whoever tries whatever in whatever order: the audit trail replays to the state that is there', async () => {
  const tries = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.constantFrom(...personas)), {
    minLength: 20,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(tries, async (attempts) => {
      const { id } = await given(service).consultation('drafting');
      for (const [verb, persona] of attempts) {
        const { version } = await done(service.as(persona).get(`/consultations/${id}`));
        const body =
          verb === 'record-reply'
            ? { documentId, receivedOn: TODAY, stance: 'supports' }
            : (bodies[verb] ?? {});
        const { status } = await service
          .as(persona)
          .post(`/consultations/${id}/${verb}`, body, { ifMatch: version });
        expect([200, 202, 403, 409]).toContain(status);
      }
      const [row] = await service.database.query(
        'SELECT state, version, statement_version FROM consultations WHERE id = $1',
        [id],
      );
      expect(await replayed(id)).toEqual({ state: row.state, changes: row.version - 1 });
      const [{ versions }] = await service.database.query(
        'SELECT count(*) AS versions FROM statement_versions WHERE consultation_id = $1',
        [id],
      );
      expect(versions).toBe(row.statement_version);
    }),
    // The same walks each time, so that a build fails for what was changed; `FUZZ_SEED=n` takes others.
    { numRuns: 12, seed: Number(process.env['FUZZ_SEED'] ?? 474) },
  );
});

/** Follows the audit events of a consultation; each must be a step of the lifecycle from where the one before led. */
async function replayed(id: string): Promise<{ state: string; changes: number }> {
  const events: { verb: ConsultationVerb | 'ask'; state: ConsultationState }[] = await service.database.query(
    "SELECT verb, state FROM audit_events WHERE consultation_id = $1 AND object_type = 'consultation' ORDER BY id",
    [id],
  );
  expect(events[0]).toEqual({ verb: 'ask', state: 'sent' });
  let state: ConsultationState = 'sent';
  for (const { verb, state: to } of events.slice(1)) {
    const from = state;
    const legal = consultationLifecycle[verb as ConsultationVerb].some(
      (step) => step.from.includes(from) && (step.to === 'same' ? from : step.to) === to,
    );
    expect({ verb, from, to, legal }).toEqual({ verb, from, to, legal: true });
    state = to;
  }
  return { state, changes: events.length - 1 };
}
