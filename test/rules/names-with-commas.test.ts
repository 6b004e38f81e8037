import { expect, it } from '@jest/globals';
import { inARow, listed, routeWords } from '../../src/rules/words.js';

const CARE = 'Nämnden för vård, omsorg och stöd';
const same = (name: string) => ({ sv: name, en: name });

it('names are kept apart by commas, and by semicolons where one of them has a comma of its own', () => {
  expect(inARow(['Socialnämnden', 'Bildningsnämnden'])).toBe('Socialnämnden, Bildningsnämnden');
  expect(inARow([routeWords.committee.sv, routeWords.officer.sv])).toBe(
    'Utskott; Tjänsteperson, på delegation',
  );
});

it('so are those that a sentence ends with “och”', () => {
  const names = ['Socialnämnden', CARE, 'Bildningsnämnden'].map(same);
  expect(listed(names, 'och', 'and').sv).toBe(`Socialnämnden; ${CARE} och Bildningsnämnden`);
  expect(listed(names.toReversed().slice(1), 'och', 'and').sv).toBe(`${CARE} och Socialnämnden`);
});
