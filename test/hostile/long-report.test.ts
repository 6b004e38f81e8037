import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ReadReport } from '../../src/statements/read-report.js';
import { startService, type Service } from '../support/service.js';
import { longestTurnOf } from './longest-turn.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const PAGES = 355;
/** A turn of the loop that nobody notices; to read the report in it would take several times as long. */
const UNNOTICED_MS = 250;

const page = (number: number): string =>
  [
    `Exempelkommunen                                              ${number} (${PAGES})`,
    '',
    ...Array.from({ length: 8 }, (_, at) =>
      [
        ...(at === 4 && number % 20 === 1 ? ['Ekonomiska konsekvenser', ''] : []),
        `I kvarter ${number} föreslås åtgärd ${at} i den ordning som framgår av planen, och med den`,
        `kostnad som anges där. Kommunfullmäktige beslutade den 22 maj 2023 § ${(number * 8 + at) % 900} att`,
        `åtgärden ska prövas, se KS 2023/${number * 8 + at}. Den kan genomföras ${at} år efter beslutet,`,
        'och följs upp tillsammans med de andra.',
        '',
      ].join('\n'),
    ),
  ].join('\n');

it('a report of 355 pages is read off the event loop, which turns meanwhile', async () => {
  const pages = Array.from({ length: PAGES }, (_, at) => page(at + 1)).join('\f');
  const text = `Tjänsteskrivelse\nDatum: 2026-11-02\n\nYttrande över planen\n\nÄrendet\nPlanen har kommit på remiss.\n\n${pages}\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n`;
  const reading = service.app.get(ReadReport);
  await reading.read('Yttrande\n\nBedömning\nPlanen är bra.\n', null);
  let clauses: unknown;
  const longest = await longestTurnOf(async () => {
    clauses = await reading.read(text, null).then(
      ({ content }) => content.clauses,
      (refused: { invalid?: unknown }) => refused.invalid ?? refused,
    );
  });
  expect(clauses).toEqual([{ text: 'att tillstyrka planen.' }]);
  expect(longest).toBeLessThan(UNNOTICED_MS);
});
