import { expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const as = (persona: string) => service.as(persona);
const codesOf = ({ warnings = [] }: Answer) => (warnings as Answer[]).map(({ code }) => code as string);

it('a reply does not come in before it was asked for', async () => {
  const { id } = await given(service).consultation('sent');
  const { id: documentId } = await given(service).document();
  await given(service).step('tsn-registrator', id, 'allow-recorded-reply');
  const wrongYear = { documentId, receivedOn: '2025-11-27', stance: 'supports' };
  const recorded = await as('ks-registrator')
    .post(`/consultations/${id}/record-reply`, wrongYear, { ifMatch: '*' })
    .expect(422);
  expect(recorded.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'before-sent' }]);
  expect(JSON.stringify(recorded.body)).toContain(TODAY);
  const registered = await as('tsn-registrator')
    .post(`/consultations/${id}/register`, { receivedOn: '2026-11-01' }, { ifMatch: '*' })
    .expect(422);
  expect(registered.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'before-sent' }]);
});

it('a matter that is decided before it came in is warned of, with both days', async () => {
  const warned = { code: 'before-received', detail: expect.stringMatching(/2026-10-28.*2026-11-02/) };
  const { id } = await given(service).consultation('approved');
  await given(service).meeting('2026-10-28');
  const scheduled = await given(service).step('tsn-sekreterare', id, 'schedule', {
    meetingDate: '2026-10-28',
  });
  expect(scheduled['warnings']).toContainEqual(warned);
  await given(service).step('tsn-sekreterare', id, 'unschedule');
  const delegated = { route: 'administration', basis: '4.2', decidedOn: '2026-10-28', decidedBy: 'Chefen' };
  const decided = await given(service).step('tsn-sekreterare', id, 'decide-by-delegation', delegated);
  expect(decided['warnings']).toContainEqual(warned);
});

it('an extension of many years is warned of, with both days', async () => {
  const { id } = await given(service).consultation('registered');
  const asked = await done(
    as('tsn-registrator').post(`/consultations/${id}/extensions`, { until: '2027-01-15', reason: 'Tid' }),
  );
  const body = { until: '2072-04-15', comment: 'omkastade siffror' };
  const granted = await done(
    as('ks-handlaggare').post(`/extensions/${asked.id}/grant`, body, { ifMatch: '*' }),
  );
  expect(codesOf(granted)).toEqual(['far-ahead']);
  const [{ detail }] = granted['warnings'];
  expect(detail).toContain('2072-04-15');
  expect(detail).toContain(TODAY);
});

it('odd days of an outside referral are warned of', async () => {
  const origin = { sender: 'Boverket', receivedOn: '2025-11-27', replyBy: '2025-11-20' };
  expect(codesOf(await given(service).referralCase({ origin }))).toEqual(['long-ago', 'due-before-receipt']);
  const usual = { sender: 'Boverket', receivedOn: '2026-10-30', replyBy: '2026-12-15' };
  expect(codesOf(await given(service).referralCase({ origin: usual }))).toEqual([]);
});

it.each(['1899-12-31', '2101-01-01', '0206-11-30', '9999-12-31'])(
  'the year of %s is refused',
  async (date) => {
    const origin = { sender: 'Boverket', replyBy: date };
    const refused = await as('ks-registrator')
      .post('/cases', { title: 'Remiss', issuer: 'KS', origin })
      .expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/origin/replyBy', code: 'year' }]);
    await as('ks-registrator').get(`/consultations?dueBefore=${date}`).expect(422);
  },
);
