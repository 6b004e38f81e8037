import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  holdsPersonalNumber,
  personalDataWarnings,
  personalNumberWarnings,
} from '../../src/rules/personal-data.js';

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
    '811218–9876', // en dash
    '811218—9876', // em dash
    '811218\u20119876', // hyphen that breaks no line
    '811218\u22129876', // minus
    '811218 - 9876',
    '811218\u00a09876',
    '811218\u202f-\u202f9876',
    '8112\u00ad18-9876', // soft hyphen
    '811218\u200b-\u20609876',
    '\u202d811218-9876\u202c',
    '８１１２１８－９８７６', // full width
    '18811218+9876',
    '1981-12-18-9876',
    'handling 811218-9876.pdf',
    'barn/811218-9876',
    '1981 12 18 9876',
    '1981-12-18 9876',
    '81-12-18-9876',
    '81 12 18-9876',
    '8112 18-9876',
    '811218 -  9876',
    '811218\u20439876', // hyphen bullet
    '811218--9876',
    '811218-98 76',
    'Ärende 2026 811218-9876',
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
    '810230-9874', // there is no 30 February
    '2023-11-22 1830',
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
    ['Samtal från 070-123 45 67', ['may-hold-a-telephone-number']],
    ['Samtal från 0701234567', ['may-hold-a-telephone-number']],
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

describe('a telephone number', () => {
  const codes = (text: string) => personalNumberWarnings(text).map(({ code }) => code);

  it.each([
    '070-123 45 67',
    '070–123 45 67',
    '0480-45 00 00',
    '08-123 456 78',
    '0911\u00a069 60 00',
    '+46 70 123 45 67',
    '0046 70-123 45 67',
    '+46 (0)70-123 45 67',
    '０７０－１２３ ４５ ６７',
    '0701234567',
    '+46701234567',
    '0046701234567',
    'tel:+46701234567',
    '+46-70-123 45 67',
    '(08) 508 290 00',
    '070.123.45.67',
    '070 - 123 45 67',
  ])('is seen in “%s”', (text) => {
    expect(codes(`Ring ${text}.`)).toEqual(['may-hold-a-telephone-number']);
  });

  it.each([
    'KS 2023/474',
    '0747/21',
    '2016/0166 KS-2',
    'STK-2014-1045',
    '2024-01-15',
    '§ 84',
    '10 000 000 kronor',
  ])('is not seen in “%s”', (text) => {
    expect(codes(`Se ${text}.`)).toEqual([]);
  });
});
