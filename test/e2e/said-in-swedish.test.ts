import { describe, expect, it } from '@jest/globals';
import { CONSULTATION_STATES } from '../../src/rules/consultation-states.js';
import { englishCodeIn } from '../support/english-codes.js';
import { done, given, STEPS, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

interface Explained {
  readonly action: string;
  readonly reasons: readonly { readonly code: string; readonly detail: string }[];
}

const PERSONAS = [
  'ks-registrator',
  'tsn-registrator',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
  'tsn-lasare',
];

describe.each(CONSULTATION_STATES)('of a consultation that is %s', (state) => {
  it('is told only what is so, in Swedish: who does it, or else what is in the way', async () => {
    const { id, version } = await given(service).consultation(state);
    for (const persona of PERSONAS) {
      const as = service.as(persona);
      const answer = await as.get(`/consultations/${id}?explain=actions`);
      if (answer.status === 404) continue;
      const { unavailableActions } = answer.body as { unavailableActions: Explained[] };
      for (const { action, reasons } of unavailableActions) {
        const codes = reasons.map(({ code }) => code);
        if (codes.includes('not-permitted')) {
          expect({ persona, action, codes }).toEqual({ persona, action, codes: ['not-permitted'] });
          expect(reasons[0]!.detail).toMatch(/^Det gör \p{L}+/u);
        }
        for (const { detail } of reasons)
          expect([detail, englishCodeIn(detail)]).toEqual([detail, undefined]);
      }
      for (const verb of STEPS) {
        const { status, body } = await as.post(`/consultations/${id}/${verb}`, {}, { ifMatch: version });
        if (status < 400) continue;
        // Of a 422, `errors` lists the values that a choice has: those the API takes.
        const { detail, reasons = [] } = body as Answer;
        for (const text of [detail, ...reasons.map((each: { detail: string }) => each.detail)])
          expect([verb, text, englishCodeIn(text as string)]).toEqual([verb, text, undefined]);
        if (status === 403) expect(detail).toMatch(/Det gör (?:\p{L}+ )*\p{L}{4,}/u);
      }
    }
    await done(service.as('ks-registrator').get(`/consultations/${id}`));
  });
});
