import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personas } from '../../src/operating/demo-municipality.js';
import type { ConsultationState } from '../../src/rules/consultation-states.js';
import { given, NOW, statement } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { Visitor } from '../support/visitor.js';

const STATES: readonly ConsultationState[] = ['sent', 'drafting', 'forwarded'];
const WORD_OF_STATEMENT = statement.clauses[0]!.text;

let service: Service;
let base: string;
const matters = new Map<string, { readonly id: string }>();
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  base = await service.app.getUrl();
  for (const state of STATES) matters.set(state, await given(service).consultation(state));
  const { id, version } = await given(service).consultation('drafting', {
    title: 'Remiss om kvarteret Eken',
  });
  const seenBy = [{ body: 'TSN', role: 'registrar' }];
  await service
    .as('tsn-registrator')
    .post(
      `/consultations/${id}/mark-confidential`,
      { provision: 'OSL 26:1', of: 'consultation', seenBy },
      { ifMatch: version },
    )
    .expect(200);
  matters.set('confidential', { id });
});
afterAll(() => service.stop());

/** What the API lets somebody read of a consultation: whether it is there, and what of it is told. */
async function byTheApi(persona: string, id: string) {
  const { status, body } = await service.as(persona).get(`/consultations/${id}`);
  const written = await service.as(persona).get(`/consultations/${id}/statement`);
  return {
    status,
    title: status === 200 ? (body.title as string) : null,
    seesStatement: written.status === 200 && written.body.version > 0,
    verbs: status === 200 ? (body.availableActions as string[]) : [],
  };
}

describe('the page of a consultation', () => {
  it.each(personas.map(({ username }) => username))(
    'shows %s what the API shows, and no more',
    async (persona) => {
      const visitor = new Visitor(base);
      await visitor.signIn(persona);
      for (const [name, { id }] of matters) {
        const api = await byTheApi(persona, id);
        const page = await visitor.visit(`/svar/${id}?oppna=ja`);
        const links = page.elements.map(({ attributes }) => attributes['href']);
        const shown = {
          status: page.status,
          seesStatement: page.text.includes(WORD_OF_STATEMENT),
          register: links.includes(`/svar/${id}/registrera`),
          assign: links.includes(`/svar/${id}/fordela`),
          submit: links.includes(`/svar/${id}/lamna`),
        };
        expect([name, shown]).toEqual([
          name,
          {
            status: api.status,
            seesStatement: api.seesStatement,
            register: api.verbs.includes('register'),
            assign: api.verbs.includes('assign'),
            submit: api.verbs.includes('submit'),
          },
        ]);
        if (api.title !== null) expect(page.text).toContain(api.title);
        else expect(page.text).not.toMatch(/Internremiss|kvarteret Eken/);
      }
    },
  );
});
