import type { Test } from 'supertest';
import type { ConsultationVerb } from '../../src/rules/consultation-lifecycle.js';
import { verbsOn } from '../../src/rules/kinds.js';
import type { ConsultationState } from '../../src/rules/consultation-states.js';
import type { Service } from './service.js';

/** A JSON object of the API. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers field by field and assert them
export type Answer = Record<string, any> & { id: string; version: number; state: string };

export const TODAY = '2026-11-02';
/** Verbs whose route is named for them, and that leave a consultation in another state or change what stands in it. */
export const STEPS = verbsOn.consultation
  .slice(0, verbsOn.consultation.indexOf('reopen') + 1)
  .filter((verb) => verb !== 'add-reservation');

/** Noon in Sweden of `TODAY`. */
export const NOW = `${TODAY}T11:00:00Z`;

export const statement = {
  title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
  summary: 'Strategin ska komplettera de kommunövergripande hållbarhetsmålen.',
  matter: 'Kommunfullmäktige beslutade den 22 maj 2023 att strategin ska revideras (§ 134).',
  assessment: 'Tekniska serviceförvaltningen ser positivt på att man underlättar målarbetet i stort.',
  stance: 'supports-with-comments',
  clauses: [
    { text: 'att tillstyrka förslaget med det tillägg som framgår av yttrandet' },
    { text: 'att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet.' },
  ],
  basis: [{ title: 'Denna tjänsteskrivelse, 2026-10-20' }],
  recipients: [{ body: 'KS' }],
  answers: [{ question: 1, text: 'Ja.' }],
  remarks: [{ passage: 'Boende och närmiljö', text: 'Bör nämna trygga gångvägar.' }],
};

/** Who builds what a test starts from is alone there, so nobody asks for a version only to send it back. */
const WHATEVER_VERSION = { ifMatch: '*' };

/** Answers with the body, or fails with what the service said. */
export async function done(test: Test, ...statuses: number[]): Promise<Answer> {
  const { status, body } = await test;
  const expected = statuses.length > 0 ? statuses : [200, 201, 202];
  if (!expected.includes(status)) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

/** The codes of why a step was refused. */
export const reasonsOf = async (test: Test): Promise<string[]> =>
  ((await done(test, 409))['reasons'] as Answer[]).map(({ code }) => code as string);

/** Which fields are wrong, each with the code of its rule. */
export const errorsOf = async (test: Test): Promise<[string, string][]> =>
  ((await done(test, 422))['errors'] as Answer[]).map(({ pointer, code }) => [pointer, code]);

/** Builds what a test starts from, through the API as the personas would. */
export function given(service: Pick<Service, 'as'>) {
  const as = (persona: string) => service.as(persona);

  const referralCase = (body: object = {}) =>
    done(
      as('ks-registrator').post('/cases', {
        title: 'Strategi för social hållbarhet 2024-2030',
        issuer: 'KS',
        ...body,
      }),
    );

  const draftReferral = async (body: object = {}, caseId?: string) =>
    done(
      as('ks-handlaggare').post(`/cases/${caseId ?? (await referralCase()).id}/referrals`, {
        title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
        replyBy: '2026-12-15',
        letter: 'Kommunstyrelsen önskar nämndens yttrande.',
        questions: [{ text: 'Är utvecklingsområdena relevanta?' }],
        consultees: [{ body: 'TSN' }],
        ...body,
      }),
    );

  const sentReferral = async (body: object = {}, caseId?: string) => {
    const draft = await draftReferral(body, caseId);
    return done(as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: draft.version }));
  };

  const consultationIdOf = async (persona: string, referral: Answer, consultee = 'TSN') => {
    const page = await done(as(persona).get(`/cases/${referral['caseId']}/consultations?limit=100`));
    return (page['items'] as Answer[]).find((item) => item['consultee'] === consultee)?.id;
  };

  /** The consultation of one consultee, as a persona sees it. */
  const consultationOf = async (persona: string, referral: Answer, consultee = 'TSN') =>
    done(as(persona).get(`/consultations/${await consultationIdOf(persona, referral, consultee)}`));

  /** Takes one step of a consultation, whatever its version is now. */
  const step = (persona: string, id: string, verb: ConsultationVerb, body: object = {}) =>
    done(as(persona).post(`/consultations/${id}/${verb}`, body, WHATEVER_VERSION));

  const saveStatement = (id: string, body: object = statement) =>
    done(as('tsn-handlaggare').put(`/consultations/${id}/statement`, body, WHATEVER_VERSION));

  const meeting = async (date = TODAY, body = 'TSN') =>
    done(as(`${body.toLowerCase()}-sekreterare`).post(`/bodies/${body}/meetings`, { date }), 201, 409);

  /** A document of the executive board. */
  const document = (fields: Record<string, string> = {}, text = 'Svar på remissen.') =>
    done(as('ks-registrator').upload({ title: 'Svar', kind: 'reply', body: 'KS', ...fields }, text));

  /** The states that a consultation of TSN goes through, each with the step that leads to it. */
  const way: readonly (readonly [ConsultationState, (id: string) => Promise<unknown>])[] = [
    ['sent', async () => undefined],
    ['registered', (id) => step('tsn-registrator', id, 'register')],
    [
      'drafting',
      async (id) => {
        await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
        await saveStatement(id);
      },
    ],
    ['in-review', (id) => step('tsn-handlaggare', id, 'submit')],
    ['approved', (id) => step('tsn-chef', id, 'approve')],
    [
      'on-agenda',
      async (id) => {
        await meeting();
        await step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
      },
    ],
    ['decided', (id) => step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' })],
    ['confirmed', (id) => step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY })],
    ['forwarded', (id) => step('tsn-sekreterare', id, 'forward')],
    ['received', (id) => step('ks-registrator', id, 'acknowledge')],
  ];
  const placeOnTheWay = (state: ConsultationState) => way.findIndex(([each]) => each === state);

  /** Takes a consultation of TSN from one state of the way to a later one. */
  const goOn = async (id: string, from: ConsultationState, to: ConsultationState) => {
    for (const [, take] of way.slice(placeOnTheWay(from) + 1, placeOnTheWay(to) + 1)) await take(id);
  };

  /** Brings a consultation of TSN that has just been sent to a state. */
  const onTheWay = (referral: Answer, id: string, state: ConsultationState): Promise<unknown> => {
    if (state === 'declined')
      return step('tsn-registrator', id, 'decline', {
        reason: 'Berör inte nämnden',
        basis: 'TSN 2026-10-01 § 7',
      });
    if (state === 'no-reply') return settle(referral, 'close');
    if (state === 'withdrawn') return settle(referral, 'withdraw');
    return goOn(id, 'sent', state);
  };

  const settle = (referral: Answer, verb: 'close' | 'withdraw', reason = 'Ärendet har förfallit') =>
    done(as('ks-registrator').post(`/referrals/${referral.id}/${verb}`, { reason }, WHATEVER_VERSION));

  /** A consultation of TSN in a state, as TSN's registrar sees it. The clock must stand at `NOW` or later. */
  const consultation = async (state: ConsultationState, referralBody: object = {}) => {
    const referral = await sentReferral(referralBody);
    const id = (await consultationIdOf('tsn-registrator', referral))!;
    await onTheWay(referral, id, state);
    return done(as('tsn-registrator').get(`/consultations/${id}`));
  };

  /** A consultation of TSN that has its officer, and nothing written yet. */
  const assigned = async () => {
    const { id } = await consultation('registered');
    return step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  };

  return {
    referralCase,
    draftReferral,
    sentReferral,
    consultationOf,
    step,
    saveStatement,
    meeting,
    document,
    settle,
    consultation,
    assigned,
    onTheWay,
    goOn,
  };
}
