import { expect, it } from '@jest/globals';
import { doneSentence, words, type Vocabulary } from '../../src/rules/words.js';

/** `registrerades`, `sattes`, `togs`: what is said of something, which a sentence names first. */
const isPassive = (text: string) => /^\p{L}*(?:[dt]es|gs|ts|vs|lls)(?: |$)/u.test(text);

it('what was done is said of one thing, of every verb of every kind', () => {
  const verbs = Object.values(words).flatMap((each: Vocabulary<string, string>) => Object.values(each.verbs));
  expect(verbs.length).toBeGreaterThan(90);
  const wrong = verbs.filter(
    ({ done, of }) => isPassive(done.sv) === (of === null) || done.en.startsWith('was ') === (of === null),
  );
  expect(wrong).toEqual([]);
});

it('is a sentence, with the number that a referral got', () => {
  expect([
    doneSentence('consultation', 'register', { number: 'TSN 2026/112' }),
    doneSentence('consultation', 'confirm'),
    doneSentence('consultation', 'request-extension'),
    doneSentence('referral', 'close'),
    doneSentence('extension', 'correct'),
    doneSentence('extension', 'correct', { tookBack: true }),
  ]).toEqual([
    {
      sv: 'Remissen registrerades som TSN 2026/112.',
      en: 'The referral was registered as TSN 2026/112.',
    },
    { sv: 'Paragrafen justerades.', en: 'The section of the minutes was confirmed.' },
    { sv: 'Anstånd begärdes.', en: 'An extension was requested.' },
    { sv: 'Remissen avslutades.', en: 'The referral was closed.' },
    { sv: 'Anståndet rättades.', en: 'The extension was corrected.' },
    { sv: 'Anståndet togs tillbaka.', en: 'The extension was taken back.' },
  ]);
});
