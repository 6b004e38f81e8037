import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsPersonalNumber, personalDataWarnings } from '../../src/rules/personal-data.js';

/** The check digit that makes nine digits a number, worked out by weights and not as the code does it. */
const checkDigit = (nine: string): number => {
  const weighed = [...nine].map((digit, index) => String(Number(digit) * [2, 1][index % 2]!)).join('');
  return (10 - ([...weighed].reduce((sum, digit) => sum + Number(digit), 0) % 10)) % 10;
};
const two = (value: number) => String(value).padStart(2, '0');

describe('a personal identity number', () => {
  it.each([
    '811218-9876',
    '8112189876',
    '811218+9876',
    '811218 9876',
    '19811218-9876',
    '198112189876',
    'Ansökan från 811218-9876.',
    // A coordination number: the day and 60.
    '701063-2391',
  ])('is seen in “%s”', (text) => {
    expect(holdsPersonalNumber(text)).toBe(true);
  });

  it.each([
    'Strategi för social hållbarhet 2024-2030',
    'KS 2023/474',
    '811218-9875',
    '811318-9876',
    '5566778899',
    '0811218-98765',
    'telefon 08-123 45 67',
    '2026-11-25 12:30',
  ])('is not seen in “%s”', (text) => {
    expect(holdsPersonalNumber(text)).toBe(false);
  });

  it('is seen whoever has it, and however it is written', () => {
    const people = fc.record({
      year: fc.integer({ min: 0, max: 99 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      serial: fc.integer({ min: 0, max: 999 }),
      between: fc.constantFrom('', '-', '+', ' '),
      century: fc.constantFrom('', '19', '20'),
    });
    fc.assert(
      fc.property(people, ({ year, month, day, serial, between, century }) => {
        const date = two(year) + two(month) + two(day);
        const number = String(serial).padStart(3, '0');
        const text = `Från ${century}${date}${between}${number}${checkDigit(date + number)}, i ärendet`;
        return holdsPersonalNumber(text);
      }),
    );
  });
});

describe('a title', () => {
  const codes = (title: string) => personalDataWarnings(title).map(({ code }) => code);

  it.each([
    ['Ansökan från Anna Andersson', ['may-name-a-person']],
    ['Anna Andersson, bygglov', ['may-name-a-person']],
    ['Klagomål av Åsa von Öberg-Lind', ['may-name-a-person']],
    ['Fråga från anna@example.se', ['may-hold-an-email-address']],
    ['Samtal från 070-123 45 67', ['may-hold-a-personal-number']],
    ['Ansökan 811218-9875', ['may-hold-a-personal-number']],
  ])('such as “%s” is warned of', (title, expected) => {
    expect(codes(title)).toEqual(expected);
  });

  it.each([
    'Strategi för social hållbarhet 2024-2030',
    'Internremiss, Hållbarhetsmål 2024-2040',
    'Remiss från Socialdepartementet om SOU 2025:12',
    'Kommunstyrelsens yttrande över KS 2023/474',
    'Remiss från Region Skåne',
    'Detaljplan för Kvarnen 3 m.fl.',
  ])('such as “%s” is not', (title) => {
    expect(codes(title)).toEqual([]);
  });
});
