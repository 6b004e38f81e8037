import { expect, it } from '@jest/globals';
import { summaryOf, type EventToSay } from '../../src/cases/audit-summary.js';

const asked: EventToSay = {
  at: new Date('2026-11-05T23:30:00Z'),
  objectType: 'extension',
  verb: 'request-extension',
  actor: null,
  state: 'requested',
  before: null,
  after: { requestedOn: '2026-11-06', requestedUntil: '2027-01-20' },
  reason: null,
  names: {
    body: null,
    actor: null,
    absent: null,
    caseNumber: 'KS 2026/1',
    referral: null,
    consultee: 'Byalaget',
    ownNumber: null,
    officer: null,
    document: null,
    recipient: null,
    carried: null,
    compilation: null,
    consultees: null,
  },
};

it('an extension is said to have been asked for on a day only where that is not the day of the event, in Sweden', () => {
  expect(summaryOf(asked, 'sv')).toBe(
    'Anståndet för Byalaget: begärdes för tid till och med den 20 januari 2027.',
  );
  const letter = { ...asked, after: { ...asked.after, requestedOn: '2026-11-03' } };
  expect(summaryOf(letter, 'sv')).toBe(
    'Anståndet för Byalaget: begärdes den 3 november 2026 för tid till och med den 20 januari 2027.',
  );
});

it.each([
  ['extension', 'correct-extension', 'granted', null, null, 'rättades'],
  ['extension', 'correct-extension', 'cancelled', null, null, 'togs tillbaka'],
  ['extension', 'cancel-extension', 'cancelled', null, null, 'begäran togs tillbaka'],
  ['consultation', 'correct-reply', 'received', null, null, 'infört svar rättades'],
  ['consultation', 'correct-reply', 'registered', null, null, 'infört svar togs tillbaka'],
  ['consultation', 'correct-reply', 'received', { recordedByIssuer: true }, {}, 'infört svar togs tillbaka'],
  ...(
    [
      [
        { postponements: [{}, {}] },
        { postponements: [{}, { takenBack: true }] },
        'återremissen togs tillbaka.',
      ],
      [{ postponements: [{}] }, { postponements: [{ section: '2' }] }, 'återremissen rättades.'],
      [null, null, 'återremissen rättades eller togs tillbaka.'],
    ] as const
  ).map((each) => ['consultation', 'correct-postponement', 'on-agenda', ...each] as const),
] as const)('%s %s that leads to %s (%j, %j) says: %s', (objectType, verb, state, before, after, words) => {
  const said = summaryOf({ ...asked, objectType, verb, state, before, after }, 'sv');
  expect(said).toContain(words);
});
