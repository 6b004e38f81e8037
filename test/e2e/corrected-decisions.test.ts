import { describe, expect, it } from '@jest/globals';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const turned = { reason: 'fel text', clauses: [{ text: 'att avstyrka' }], stance: 'rejects' };
const correct = (id: string, body: object, verb = 'correct') =>
  service.as('tsn-sekreterare').post(`/consultations/${id}/${verb}`, body, { ifMatch: '*' });

describe.each([
  ['correct', 'confirmed'],
  ['forward-correction', 'forwarded'],
] as const)('by %s', (verb, state) => {
  it('clauses turned round after as-proposed are no longer as proposed', async () => {
    const { id } = await given(service).consultation(state);
    const mended = await done(correct(id, turned, verb));
    expect(mended['decision']).toMatchObject({ outcome: 'amended', clauses: turned.clauses });
    expect(mended['warnings']).toMatchObject([{ code: 'outcome-follows' }]);
    const corrections = await done(service.as('tsn-sekreterare').get(`/consultations/${id}/corrections`));
    expect((corrections['items'] as Answer[])[0]).toMatchObject({ earlier: { outcome: 'as-proposed' } });

    const back = await done(correct(id, { reason: 'Jo, enligt förslaget', outcome: 'as-proposed' }, verb));
    expect(back['decision']).toMatchObject({ outcome: 'as-proposed', clauses: statement.clauses });
  });

  it('votes, dissent and notes of the minutes are put right, and what they said before is kept', async () => {
    const { id } = await given(service).consultation(state);
    const right = {
      reservations: [{ by: 'Anna Ek (S)', text: 'Yrkandet borde ha bifallits.' }],
      votes: [{ question: 'Bifall till förslaget?', yes: 7, no: 6, abstain: 0 }],
      minutesNotes: [{ by: 'Bo Lund (M)', text: 'Frågan återkommer.' }],
    };
    const mended = await done(correct(id, { reason: 'Fel i protokollet', ...right }, verb));
    expect(mended['decision']).toMatchObject(right);
    const corrections = await done(service.as('tsn-sekreterare').get(`/consultations/${id}/corrections`));
    expect((corrections['items'] as Answer[])[0]).toMatchObject({ earlier: { reservations: [], votes: [] } });
    if (verb === 'forward-correction')
      expect(
        (await done(service.as('ks-registrator').get(`/consultations/${id}`)))['decision'],
      ).toMatchObject(right);
  });

  it('an outcome that the wording does not show is refused', async () => {
    const { id } = await given(service).consultation(state);
    const refused = await correct(id, { ...turned, outcome: 'as-proposed' }, verb).expect(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/clauses',
      '/stance',
    ]);
    const empty = await correct(id, { reason: 'Fel utfall', outcome: 'amended' }, verb).expect(422);
    expect(empty.body.errors).toMatchObject([{ pointer: '/clauses', code: 'wording-required' }]);
    const own = await done(correct(id, { ...turned, outcome: 'own-text' }, verb));
    expect(own['decision']).toMatchObject({ outcome: 'own-text' });
    expect(own['warnings']).toBeUndefined();
  });
});

it('a committee’s decision stays with the committee, unless another meeting is named', async () => {
  const { consultation, step } = given(service);
  const add = (body: object) => done(service.as('tsn-sekreterare').post('/bodies/TSN/meetings', body), 201);
  const organ = 'Planutskottet';
  const [first, moved] = [await add({ date: '2026-10-05', organ }), await add({ date: '2026-10-06', organ })];
  const board = await add({ date: '2026-10-06' });
  const { id } = await consultation('approved');
  await step('tsn-sekreterare', id, 'schedule', { meetingId: first.id });
  await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });

  const other = { reason: 'Fel dag', meetingDate: '2026-10-06' };
  expect(await done(correct(id, other))).toMatchObject({
    meetingId: moved.id,
    decision: { route: 'committee', decidedOn: '2026-10-06' },
  });
  const to = (meetingId: string) => correct(id, { reason: 'Fel sammanträde', meetingId });
  expect(await done(to(board.id))).toMatchObject({
    meetingId: board.id,
    decision: { route: 'board', committee: null },
  });
  expect(await done(to(first.id))).toMatchObject({
    meetingDate: '2026-10-05',
    decision: { decidedOn: '2026-10-05', route: 'committee', committee: organ },
  });
  const later = await add({ date: '2026-12-09' });
  const refused = await to(later.id).expect(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/meetingId' }]);
});

it('the day of the meeting and of the confirmation are corrected, as far as they can be', async () => {
  await given(service).meeting('2026-10-26');
  await given(service).meeting('2026-11-30');
  const { id } = await given(service).consultation('decided');
  const refusals = [
    [{ meetingDate: '2026-10-27' }, '/meetingDate'],
    [{ meetingDate: '2026-11-30' }, '/meetingDate'],
    [{ decidedOn: '2026-10-26' }, '/decidedOn'],
    [{ confirmedOn: TODAY }, '/confirmedOn'],
  ] as const;
  for (const [body, pointer] of refusals) {
    const refused = await correct(id, { reason: 'Fel dag', ...body }).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer }]);
  }
  const moved = await done(correct(id, { reason: 'Fel dag', meetingDate: '2026-10-26', section: '80' }));
  expect(moved).toMatchObject({
    meetingDate: '2026-10-26',
    decision: { decidedOn: '2026-10-26', section: '80' },
  });
  await given(service).step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
  const before = await correct(id, { reason: 'Fel dag', confirmedOn: '2026-10-25' }).expect(422);
  expect(before.body.errors).toMatchObject([{ code: 'before-the-decision' }]);
  const confirmed = { confirmedOn: '2026-10-26', immediate: true };
  const mended = await done(correct(id, { reason: 'Omedelbar justering', ...confirmed }));
  expect(mended['decision']).toMatchObject({ confirmedOn: '2026-10-26', confirmedImmediately: true });
});
