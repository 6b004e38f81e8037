import { beforeAll, describe, expect, it } from '@jest/globals';
import { personas } from '../../src/demo/demo-municipality.js';
import type { ConsultationState } from '../../src/rules/consultation-states.js';
import { given, statement, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const STATES: readonly ConsultationState[] = [
  'sent',
  'drafting',
  'approved',
  'on-agenda',
  'decided',
  'confirmed',
  'forwarded',
];
const WORD_OF_STATEMENT = statement.clauses[0]!.text;

/** The same of a case, a referral and a consultation. */
const MARKED_AND_PUBLISHED: Readonly<Record<string, string>> = {
  'mark-confidential': 'sekretessmarkera',
  'lift-confidentiality': 'hav-sekretess',
  publish: 'publicera',
};
/** Where each step that has a form is taken. */
const FORMS: Readonly<Record<string, string>> = {
  register: 'registrera',
  'correct-registration': 'ratta-numret',
  assign: 'fordela',
  submit: 'lamna',
  return: 'aterlamna',
  approve: 'godkann',
  schedule: 'satt-upp',
  unschedule: 'ta-bort',
  table: 'bordlagg',
  'refer-back': 'aterremittera',
  prepare: 'bered',
  'correct-postponement': 'ratta-bordlaggning',
  decide: 'beslut',
  'decide-by-delegation': 'delegation',
  correct: 'ratta-beslutet',
  'add-reservation': 'reservation',
  confirm: 'justera',
  forward: 'expediera',
  'forward-correction': 'expediera-rattat',
  acknowledge: 'kvittera',
  decline: 'avboj',
  'correct-decline': 'ratta-avbojandet',
  'correct-consultee': 'ratta-remissinstansen',
  'allow-recorded-reply': 'lat-fora-in',
  'record-reply': 'for-in-svar',
  'correct-reply': 'ratta-infort-svar',
  reopen: 'oppna-igen',
  recall: 'ta-tillbaka',
  'request-extension': 'anstand',
  'write-message': 'meddelande',
  'mute-reminders': 'tysta',
  'snooze-reminders': 'skjut-upp',
  'unmute-reminders': 'paminn',
  ...MARKED_AND_PUBLISHED,
};

const matters = new Map<string, { readonly id: string }>();
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
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

/** What the API lets somebody read of a consultation: whether it is there, and what of it is told. */
async function byTheApi(persona: string, id: string) {
  const { status, body } = await service.as(persona).get(`/consultations/${id}`);
  const written = await service.as(persona).get(`/consultations/${id}/statement`);
  return {
    status,
    title: status === 200 ? (body.title as string) : null,
    statementStatus: written.status,
    seesStatement: written.status === 200 && written.body.version > 0,
    mayWrite: written.status === 200 && (written.body.availableActions as string[]).includes('save'),
    verbs: status === 200 ? (body.availableActions as string[]) : [],
  };
}

describe('the page of a consultation', () => {
  it.each(personas.map(({ username }) => username))(
    'shows %s what the API shows, and no more',
    async (persona) => {
      const visitor = await Visitor.signedIn(service.base, persona);
      for (const [name, { id }] of matters) {
        const api = await byTheApi(persona, id);
        const page = await visitor.visit(`/svar/${id}?oppna=ja`);
        const steps = Object.entries(FORMS).filter(([, path]) => page.links.includes(`/svar/${id}/${path}`));
        expect([
          name,
          page.status,
          page.text.includes(WORD_OF_STATEMENT),
          steps.map(([verb]) => verb),
        ]).toEqual([
          name,
          api.status,
          api.seesStatement,
          Object.keys(FORMS).filter((verb) => api.verbs.includes(verb)),
        ]);
        const editor = await visitor.visit(`/svar/${id}/yttrande`);
        expect([name, editor.status, editor.text.includes(WORD_OF_STATEMENT)]).toEqual([
          name,
          api.statementStatus,
          api.seesStatement,
        ]);
        expect(editor.elements.some(({ name: tag }) => tag === 'textarea')).toBe(api.mayWrite);
        if (api.title !== null) expect(page.text).toContain(api.title);
        else expect(page.text).not.toMatch(/Internremiss|kvarteret Eken/);
      }
    },
  );
});

/** Where each step of a referral and of a case that has a form is taken. */
const REFERRAL_FORMS: Readonly<Record<string, string>> = {
  extend: 'forlang',
  'add-consultee': 'lagg-till',
  'record-unasked-reply': 'oombett-svar',
  close: 'avsluta',
  reopen: 'oppna-igen',
  withdraw: 'aterkalla',
  ...MARKED_AND_PUBLISHED,
};
const CASE_FORMS: Readonly<Record<string, string>> = {
  edit: 'andra',
  'correct-registration': 'ratta-numret',
  'open-consultation': 'eget-svar',
  close: 'avsluta',
  reopen: 'oppna-igen',
  ...MARKED_AND_PUBLISHED,
};

describe('the pages of a referral, its draft and its case', () => {
  it.each(personas.map(({ username }) => username))(
    'show %s what the API shows, and no more',
    async (persona) => {
      const visitor = await Visitor.signedIn(service.base, persona);
      const draft = await given(service).draftReferral();
      const { referralId, caseId } = (
        await service.as('ks-registrator').get(`/consultations/${matters.get('forwarded')!.id}`)
      ).body as { referralId: string; caseId: string };
      for (const id of [referralId, draft.id]) {
        const api = await service.as(persona).get(`/referrals/${id}`);
        const plans = await service.as(persona).get(`/referrals/${id}/plans`);
        const page = await visitor.visit(`/remisser/${id}?oppna=ja`);
        expect([page.status, plans.status === 200 && id !== draft.id]).toEqual([
          api.status,
          page.text.includes('Senaste livstecken'),
        ]);
        const isAtIssuer = page.path.startsWith('/remisser/');
        const offered = Object.entries(REFERRAL_FORMS).filter(([, path]) =>
          page.elements.some(({ attributes }) => attributes['href'] === `/remisser/${id}/${path}`),
        );
        const verbs = api.status === 200 && isAtIssuer ? (api.body.availableActions as string[]) : [];
        expect(offered.map(([verb]) => verb)).toEqual(
          Object.keys(REFERRAL_FORMS).filter((verb) => verbs.includes(verb)),
        );
        for (const path of Object.values(REFERRAL_FORMS))
          expect((await visitor.visit(`/remisser/${id}/${path}`)).status).toBe(api.status);
      }
      const draftStatus = (await service.as(persona).get(`/referrals/${draft.id}`)).status;
      for (const step of ['arende', 'handlingar', 'missiv', 'fragor', 'instanser', 'kontrollera'])
        expect((await visitor.visit(`/remisser/${draft.id}/utkast/${step}`)).status).toBe(draftStatus);
      const api = await service.as(persona).get(`/cases/${caseId}`);
      const page = await visitor.visit(`/arenden/${caseId}?oppna=ja`);
      const offered = Object.entries(CASE_FORMS).filter(([, path]) =>
        page.elements.some(({ attributes }) => attributes['href'] === `/arenden/${caseId}/${path}`),
      );
      const verbs = api.status === 200 ? (api.body.availableActions as string[]) : [];
      expect([page.status, offered.map(([verb]) => verb)]).toEqual([
        api.status,
        Object.keys(CASE_FORMS).filter((verb) => verbs.includes(verb)),
      ]);
      for (const body of ['KS', 'TSN', 'BIN']) {
        const register = await service.as(persona).get(`/bodies/${body}/register`);
        const registerPage = await visitor.visit(`/diarium/${body.toLowerCase()}`);
        // Whose register is not the reader's looks like one that is not there.
        expect([body, registerPage.status]).toEqual([body, register.status === 200 ? 200 : 404]);
        const mayRegister = personas.some(
          (each) => each.username === persona && each.body === body && each.role === 'registrar',
        );
        const newCase = await visitor.visit(`/diarium/${body.toLowerCase()}/nytt-arende`);
        expect([body, newCase.status]).toEqual([body, mayRegister ? 200 : 404]);
        const statistics = await service.as(persona).get(`/bodies/${body}/statistics`);
        const statisticsPage = await visitor.visit(`/statistik?namnd=${body}`);
        expect([body, statisticsPage.status]).toEqual([body, statistics.status === 200 ? 200 : 404]);
      }
      const found = await visitor.visit('/sok?q=strategi');
      const listed = await service.as(persona).get('/consultations?q=strategi&limit=10');
      const ids = (listed.body.items as { id: string }[]).map(({ id }) => `/svar/${id}`);
      const hrefs = found.elements.map(({ attributes }) => attributes['href'] ?? '');
      expect(hrefs.filter((href) => href.startsWith('/svar/'))).toEqual(ids);
    },
  );
});

describe('the pages of a meeting and of a compilation', () => {
  it.each(personas.map(({ username }) => username))(
    'show %s what the API shows, and no more',
    async (persona) => {
      const visitor = await Visitor.signedIn(service.base, persona);
      const api = await service.as(persona).get(`/bodies/TSN/meetings/${TODAY}`).expect(200);
      const onAgenda = (api.body.matters ?? []) as { consultationId: string; title: string | null }[];
      const page = await visitor.visit(`/sammantraden/tsn/${TODAY}`);
      const links = page.elements.flatMap(({ attributes: { href = '' } }) =>
        href.startsWith('/svar/') ? [href.slice('/svar/'.length)] : [],
      );
      // A reader of the board sees what it has decided there, as in the list of consultations; no other sees anything.
      const listed = await service.as(persona).get('/consultations?consultee=TSN&limit=100');
      const decided = (listed.body.items as { id: string; state: string }[]).filter(({ state }) =>
        ['decided', 'confirmed', 'forwarded', 'received'].includes(state),
      );
      const isReader = persona === 'tsn-lasare';
      const seen = isReader
        ? decided.map(({ id }) => id)
        : onAgenda.map(({ consultationId }) => consultationId);
      expect([page.status, links.filter((id) => seen.includes(id)).length]).toEqual([200, seen.length]);
      if (!persona.startsWith('tsn-')) expect(links).toEqual([]);
      expect(page.text).not.toContain('kvarteret Eken');
      const settling = await visitor.visit(`/sammantraden/tsn/${TODAY}/justera`);
      expect(settling.status).toBe(api.body.matters === null ? 404 : 200);

      const { referralId } = (
        await service.as('ks-registrator').get(`/consultations/${matters.get('forwarded')!.id}`)
      ).body as { referralId: string };
      const compiled = await service.as(persona).get(`/referrals/${referralId}/compilation`);
      const compilation = await visitor.visit(`/remisser/${referralId}/sammanstallning`);
      expect([compilation.status, compilation.text.includes(WORD_OF_STATEMENT)]).toEqual([
        compiled.status,
        compiled.status === 200,
      ]);
    },
  );
});

/** Where an address of a page leads that begins so, each once. */
const leadingTo = (
  page: { elements: readonly { attributes: Readonly<Record<string, string>> }[] },
  base: string,
  called = '[\\da-f-]{36}',
) => [
  ...new Set(
    page.elements.flatMap(({ attributes: { href = '' } }) => {
      const [, id] = new RegExp(`^${base}/(${called})$`).exec(href) ?? [];
      return id === undefined ? [] : [id];
    }),
  ),
];

describe('the pages of administration', () => {
  beforeAll(async () => {
    await service
      .as('admin')
      .post('/api-clients', { body: 'KS', name: 'Ärendesystemet', scopes: [{ body: 'KS', verbs: ['read'] }] })
      .expect(201);
    const webhook = { body: 'KS', url: 'https://diariet.kommun.example/yttra', events: ['*'] };
    await service.as('admin').post('/webhooks', webhook).expect(201);
    for (const body of ['KS', 'TSN'])
      await service
        .as(`${body.toLowerCase()}-registrator`)
        .post(`/bodies/${body}/consultee-groups`, { name: `Grupp av ${body}`, consultees: [{ body: 'BIN' }] })
        .expect(201);
  });

  it.each(personas.map(({ username }) => username))(
    'show %s what the API shows, and no more',
    async (persona) => {
      const visitor = await Visitor.signedIn(service.base, persona);
      const api = service.as(persona);
      const ids = async (path: string) => {
        const { status, body } = await api.get(path);
        return status === 200 ? (body.items as { id: string }[]).map(({ id }) => id) : [];
      };
      for (const [page, path] of [
        ['/forvaltning/leveranser?lage=alla', '/deliveries?limit=25'],
        ['/forvaltning/webhookar', '/webhooks?limit=100'],
        ['/forvaltning/api-klienter', '/api-clients?limit=100'],
      ] as const) {
        const seen = await visitor.visit(page);
        const shown = leadingTo(seen, page.split('?')[0]!);
        const isOpen = seen.status === 200;
        expect([page, shown.toSorted()]).toEqual([page, isOpen ? (await ids(path)).toSorted() : []]);
        for (const id of await ids(path)) {
          const one = await visitor.visit(`${page.split('?')[0]}/${id}`);
          expect([page, one.status]).toEqual([page, isOpen ? 200 : 404]);
        }
      }
      for (const body of ['KS', 'TSN', 'BIN']) {
        const audit = await api.get(`/bodies/${body}/audit-trail`);
        const auditPage = await visitor.visit(`/forvaltning/granskning?namnd=${body}`);
        expect([body, auditPage.status]).toEqual([body, audit.status === 200 ? 200 : 404]);
        const people = await api.get(`/bodies/${body}/people`);
        const peoplePage = await visitor.visit(`/forvaltning/personer?namnd=${body}`);
        if (people.status !== 200) expect([body, peoplePage.status]).toEqual([body, 404]);
        if (peoplePage.status === 200) {
          const named = (people.body.items as { username: string }[]).map(({ username }) => username);
          expect([
            body,
            leadingTo(peoplePage, `/forvaltning/personer/${body}`, '(?!ny$)[\\w.-]+').toSorted(),
          ]).toEqual([body, named.toSorted()]);
        }
        const groups = await ids(`/bodies/${body}/consultee-groups`);
        const groupsPage = await visitor.visit(`/forvaltning/grupper?namnd=${body}`);
        const shown = leadingTo(groupsPage, `/forvaltning/grupper/${body}`, '[\\da-f-]{36}/andra');
        const forms = groupsPage.status === 200 ? groups.map((id) => `${id}/andra`) : [];
        expect([body, shown]).toEqual([body, forms]);
      }
    },
  );
});
