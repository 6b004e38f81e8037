import { performance } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import { meetingsIn } from '../../src/web/administration/read-ics.js';

const TODAY = '2026-10-01';

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');

const event = (start: string, ...more: string[]): string =>
  ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', start, 'SUMMARY:Nämnden', ...more, 'END:VEVENT'].join(
    '\r\n',
  );

const zone = (id: string, rule: string): string =>
  [
    'BEGIN:VTIMEZONE',
    `TZID:${id}`,
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    `RRULE:${rule}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n');

const starts = (...lines: string[]) =>
  meetingsIn(calendar(...lines), TODAY)?.meetings.map(({ date, time }) => [date, time]);

describe('a calendar file', () => {
  it.each([
    ['DTSTART;TZID=Europe/Stockholm:20270610T130000', '2027-06-10', '13:00'],
    ['DTSTART;TZID=W. Europe Standard Time:20270610T130000', '2027-06-10', '13:00'],
    ['DTSTART;TZID="W. Europe Standard Time":20270610T130000', '2027-06-10', '13:00'],
    ['DTSTART;TZID=Europe/Helsinki:20270610T130000', '2027-06-10', '12:00'],
    ['DTSTART;VALUE=DATE-TIME:20270610T130000', '2027-06-10', '13:00'],
    ['DTSTART:20270610T130000', '2027-06-10', '13:00'],
    ['DTSTART:20270610T230000Z', '2027-06-11', '01:00'],
    ['DTSTART;VALUE=DATE:20270610', '2027-06-10', null],
    ['DTSTART;TZID=Europe/Stock\r\n holm:20270610T130000', '2027-06-10', '13:00'],
  ])('begins %s', (line, date, time) => {
    expect(starts(event(line))).toEqual([[date, time]]);
  });

  it.each(['DTSTART:20270230T130000', 'DTSTART:20270610T250000', 'DTSTART;VALUE=DATE:20271301'])(
    'says that %s is no day, and enters none beside it',
    (line) => {
      expect(meetingsIn(calendar(event(line)), TODAY)).toMatchObject({ meetings: [], unreadable: 1 });
    },
  );

  it('names the series that began before, and counts what is cut', () => {
    const series = event('DTSTART:20200108T130000', 'RRULE:FREQ=MONTHLY;BYDAY=2WE');
    const many = Array.from({ length: 205 }, () => event('DTSTART:20270610T130000'));
    const read = meetingsIn(calendar(series, ...many), TODAY);
    expect(read?.meetings).toHaveLength(200);
    expect(read).toMatchObject({ earlierSeries: ['Nämnden'], cut: 5, unreadable: 0 });
  });

  it('is read as fast with a time zone of Outlook, or a hostile one, as without', () => {
    const local = 'DTSTART;TZID=W. Europe Standard Time:20270610T130000';
    const meetings = Array.from({ length: 150 }, () => event(local));
    const took = (...before: string[]) => {
      const begun = performance.now();
      expect(starts(...before, ...meetings)).toHaveLength(150);
      return performance.now() - begun;
    };
    took();
    const without = took();
    for (const rule of ['FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'FREQ=HOURLY', 'FREQ=SECONDLY'])
      expect(took(zone('W. Europe Standard Time', rule))).toBeLessThan(10 * without + 200);
  });

  it('is read as fast with thousands of beginnings that have no colon', () => {
    const took = (line: string) => {
      const lines = Array.from({ length: 20_000 }, () => line);
      const begun = performance.now();
      starts(event('DTSTART:20270610T130000'), event('SUMMARY:Nämnden', ...lines));
      return performance.now() - begun;
    };
    const without = took('XTSTART;');
    expect(took('DTSTART;')).toBeLessThan(10 * without + 500);
  });
});
