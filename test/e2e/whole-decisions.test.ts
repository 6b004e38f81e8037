import { describe, expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const as = (persona: string) => service.as(persona);

/** What minutes may say besides the outcome. */
const minutes = {
  motions: [{ by: 'Bo Berg (M)', text: 'Avslag.', result: 'avslag' }],
  votes: [
    {
      question: 'Bifall eller avslag',
      yes: 1,
      no: 1,
      abstain: 1,
      members: [
        { name: 'Anna Andersson (S)', vote: 'yes' },
        { name: 'Bo Berg (M)', vote: 'no' },
        { name: 'Cia Ceder (C)', vote: 'abstain' },
      ],
    },
  ],
  reservations: [
    { by: 'Bo Berg (M)', form: 'to-be-handed-in', handInBy: '2026-11-09' },
    { by: 'Dan Dahl (SD)', form: 'oral' },
  ],
  specialStatements: [{ by: 'Cia Ceder (C)', text: 'Vi saknar en tidplan.' }],
  recusals: [{ by: 'Eva Ek (MP)' }],
  notTakingPart: [{ by: 'Fia Falk (V)' }],
  minutesNotes: [{ by: 'Gun Gren (L)', text: 'Liberalerna utgår från att skolorna hörs.' }],
  questionStances: [{ question: 1, stance: 'supports' }],
};

const decide = async (id: string, body: object) => {
  const { version } = await done(as('tsn-sekreterare').get(`/consultations/${id}`));
  return as('tsn-sekreterare').post(
    `/consultations/${id}/decide`,
    { outcome: 'as-proposed', section: '84', ...body },
    { ifMatch: version },
  );
};

describe('a decision', () => {
  it('holds all that the minutes say, and has it in the compilation', async () => {
    const { consultation, step } = given(service);
    const { id, referralId } = await consultation('on-agenda');
    const { body } = await decide(id, minutes);
    expect(body.decision).toMatchObject(minutes);

    const handedIn = await done(
      as('tsn-sekreterare').post(`/consultations/${id}/reservations`, {
        by: 'Bo Berg (M)',
        text: 'Kostnaderna är inte utredda.',
        form: 'written',
      }),
      201,
    );
    expect(handedIn).toEqual({
      number: 1,
      by: 'Bo Berg (M)',
      text: 'Kostnaderna är inte utredda.',
      form: 'written',
      handInBy: '2026-11-09',
    });
    const { items } = await done(as('tsn-handlaggare').get(`/consultations/${id}/reservations`));
    expect(items).toMatchObject([{ form: 'written' }, { by: 'Dan Dahl (SD)', text: null, form: 'oral' }]);

    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
    await step('tsn-sekreterare', id, 'forward');
    const compiled = await done(as('ks-handlaggare').get(`/referrals/${referralId}/compilation`));
    const { reservations: _reservations, ...rest } = minutes;
    expect(compiled).toMatchObject({
      issuerName: 'Kommunstyrelsen',
      questions: [{ answers: [{ consulteeName: 'Tekniska servicenämnden', stance: 'supports' }] }],
      passages: [
        {
          passage: 'Boende och närmiljö',
          remarks: [{ consultee: 'TSN', number: 1, text: 'Bör nämna trygga gångvägar.' }],
        },
      ],
      consultees: [
        {
          consulteeName: 'Tekniska servicenämnden',
          summary: expect.stringContaining('komplettera'),
          matter: expect.any(String),
          decision: { ...rest, reservations: [{ text: 'Kostnaderna är inte utredda.' }, { form: 'oral' }] },
        },
      ],
    });
  });

  it('of a committee names it, as its meeting does', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('approved');
    const committee = { date: TODAY, organ: 'Arbetsutskottet' };
    const meeting = await done(as('tsn-sekreterare').post('/bodies/TSN/meetings', committee), 201);
    await step('tsn-sekreterare', id, 'schedule', { meetingId: meeting.id });
    const boards = await decide(id, { route: 'board' });
    expect(boards.body.errors).toMatchObject([{ pointer: '/route', code: 'meeting-of-a-committee' }]);
    const { body } = await decide(id, {});
    expect(body.decision).toMatchObject({ route: 'committee', committee: 'Arbetsutskottet' });
    const corrected = await step('tsn-sekreterare', id, 'correct', {
      reason: 'Fel utskott',
      committee: 'Planutskottet',
    });
    expect(corrected['decision']).toMatchObject({ committee: 'Planutskottet' });
  });

  it('has as many votes as members who cast them, and stances on questions that were asked', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const refused = async (parts: object) =>
      ((await decide(id, parts)).body.errors as Answer[]).map(({ pointer, code }) => [pointer, code]);
    const [vote] = minutes.votes;
    expect(await refused({ votes: [{ ...vote, yes: 2 }] })).toEqual([
      ['/votes/0/members', 'names-and-counts-differ'],
    ]);
    expect(await refused({ questionStances: [{ question: 2, stance: 'supports' }] })).toEqual([
      ['/questionStances/0/question', 'unknown-question'],
    ]);
  });
});

describe('a compilation', () => {
  it('gathers remarks on one passage, however its heading is written', async () => {
    const { sentReferral, consultationOf, saveStatement, onTheWay, goOn } = given(service);
    const referral = await sentReferral();
    const { id } = await consultationOf('tsn-registrator', referral);
    await onTheWay(referral, id, 'drafting');
    await saveStatement(id, {
      title: 'Svar',
      clauses: [{ text: 'att tillstyrka' }],
      recipients: [{ body: 'KS' }],
      remarks: [
        { passage: 'Boende och närmiljö', text: 'Ett' },
        { passage: 'Ekonomi', text: 'Två' },
        { passage: 'BOENDE  och närmiljö.', text: 'Tre' },
      ],
    });
    await goOn(id, 'drafting', 'forwarded');
    const { passages } = await done(as('ks-handlaggare').get(`/referrals/${referral.id}/compilation`));
    expect(
      (passages as Answer[]).map(({ passage, remarks }) => [
        passage,
        remarks.map(({ text }: Answer) => text),
      ]),
    ).toEqual([
      ['Boende och närmiljö', ['Ett', 'Tre']],
      ['Ekonomi', ['Två']],
    ]);
  });
});
