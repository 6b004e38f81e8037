import { describe, expect, it } from '@jest/globals';
import { isDigestTime } from '../../src/rules/digest-time.js';

// prettier-ignore
const instants: [instant: string, said: boolean, why: string][] = [
  ['2026-10-23T05:29:59Z', false, 'a second before half past seven, in summer time'],
  ['2026-10-23T05:30:00Z', true,  'half past seven on the last working day of summer time'],
  ['2026-10-25T06:30:00Z', false, 'the Sunday with 25 hours'],
  ['2026-10-26T05:30:00Z', false, 'half past six on the first working day of winter time'],
  ['2026-10-26T06:29:59Z', false, 'a second before half past seven'],
  ['2026-10-26T06:30:00Z', true,  'half past seven'],
  ['2026-10-26T22:59:59Z', true,  'the last second of the day'],
  ['2026-10-26T23:00:00Z', false, 'midnight, when the next day begins'],
  ['2027-03-26T06:30:00Z', false, 'Good Friday'],
  ['2027-03-28T05:30:00Z', false, 'Easter Day, with 23 hours'],
  ['2027-03-29T05:30:00Z', false, 'Easter Monday'],
  ['2027-03-30T05:29:59Z', false, 'a second before half past seven, in summer time again'],
  ['2027-03-30T05:30:00Z', true,  'half past seven on the first working day of summer time'],
  ['2026-12-23T06:30:00Z', true,  'the day before Christmas Eve'],
  ['2026-12-24T08:00:00Z', false, 'Christmas Eve'],
  ['2026-12-25T08:00:00Z', false, 'Christmas Day'],
  ['2026-12-26T08:00:00Z', false, 'Boxing Day'],
  ['2026-12-27T08:00:00Z', false, 'a Sunday'],
  ['2026-12-28T06:30:00Z', true,  'the Monday after Christmas'],
  ['2026-12-31T08:00:00Z', false, 'New Year’s Eve'],
  ['2027-06-25T08:00:00Z', false, 'Midsummer’s Eve'],
];

describe('the time of the digests', () => {
  it.each(instants)('%s: %s, %s', (instant, said) => {
    expect(isDigestTime(new Date(instant))).toBe(said);
  });
});
