import { expect, it } from '@jest/globals';
import { Sentence } from '../../src/markup/day.js';
import { documentOf } from '../../src/markup/render.js';

const said = (text: string) =>
  documentOf(Sentence({ text, language: 'sv' })).replace(/^<!doctype html>\s*/i, '');

it('a sentence of a rule has its days in words, and for programs', () => {
  expect(said('Svarstiden till 2027-01-29 går över jul och nyår.')).toBe(
    'Svarstiden till <time datetime="2027-01-29">29 januari 2027</time> går över jul och nyår.',
  );
});

it('what is no day stands as it was written', () => {
  for (const text of ['2026-02-31 finns inte.', 'Dnr 501-2210-2023', '2026-99-99', '2026-01-012'])
    expect(said(text)).toBe(text);
});
