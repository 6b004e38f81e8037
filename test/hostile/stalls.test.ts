import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { given, NOW } from '../support/given.js';
import { mustBeRefused, openHouse, type House } from './house.js';
import { longestTurnOf } from './longest-turn.js';

/** One request must not make everyone wait: nothing of a size may cost much more than an honest one of that size. */
let house: House;
let registrar: { authorization: string };
let officer: { authorization: string };
let statement: string;
beforeAll(async () => {
  house = await openHouse();
  house.service.setNow(NOW);
  registrar = await house.as('ks-registrator');
  officer = await house.as('tsn-handlaggare');
  const { id } = await given(house.service).consultation('drafting');
  statement = `/yttra/v1/consultations/${id}/statement`;
});
afterAll(() => house.close());

const SIZE = 1024 * 1024;
/** As much of a part as fits in a body. */
const filled = (part: string, room = SIZE - 1000) => part.repeat(Math.floor(room / Buffer.byteLength(part)));

/**
 * How many times longer the loop stands still than for an honest body of the same size. The least of three: what a
 * busy machine adds is not there each time, and a rule that is slow is.
 */
async function timesWorse(work: () => Promise<unknown>, honest: () => Promise<unknown>): Promise<number> {
  const ratios: number[] = [];
  while (ratios.length < 3) {
    const quiet = await longestTurnOf(honest);
    ratios.push((await longestTurnOf(work)) / quiet);
    if (ratios.at(-1)! < WORST) break;
  }
  return Math.min(...ratios);
}

const WORST = 20;

const caseOf =
  (body: string, status = 422) =>
  () =>
    mustBeRefused(house, [
      {
        what: body.slice(0, 30),
        sent: {
          method: 'POST',
          path: '/yttra/v1/cases',
          headers: { ...registrar, 'content-type': 'application/json' },
          body,
        },
        with: [status],
      },
    ]);

describe('a body', () => {
  const honest = caseOf(`{"title":"${filled('Ett ärende ')}","issuer":"KS"}`);

  it.each([
    ['nested as deep as it can be', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 400],
    ['lists in lists', `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
    ['one field again and again', `{${filled('"title":"a",')}"issuer":"KS"}`, 400],
    ['as many fields as are read, none of them known', `{${many(4_900, (n) => `"a${n}":0`)}}`, 422],
    ['as many fields as fit', `{${many(90_000, (n) => `"a${n}":0`)}}`, 400],
    ['as many values as fit', `{"relatedCases":[${filled('1,')}1]}`, 400],
    ['as many objects as fit', `{"priorDecisions":[${filled('{},')}{}]}`, 400],
    ['objects with a field that there is not', `{"priorDecisions":[${filled('{"a":1},')}{}]}`, 400],
    ['as many escapes as fit', `{"title":"${filled('\\u0041')}"}`, 422],
    ['as many quotes as fit', `{"title":"${filled('\\"')}"}`, 422],
    ['marks without end', `{"title":"${filled('\u0301\u0323')}"}`, 400],
    ['letters with as many marks as may be', `{"title":"${filled(`a${'\u0301\u0323'.repeat(15)}`)}"}`, 422],
    ['umlauts in two characters', `{"title":"${filled('a\u030ao\u0308')}"}`, 422],
    ['a number without an end', `{"title":${filled('9')}}`, 422],
  ])('of %s keeps nobody waiting', async (_, body, status) => {
    expect(await timesWorse(caseOf(body, status), honest)).toBeLessThan(WORST);
  });
});

function many(number: number, each: (n: number) => string): string {
  return Array.from({ length: number }, (_, n) => each(n)).join(',');
}

/** As many distinct parts as fit in a body. */
function numbered(part: (n: number) => string, room = SIZE - 1000): string {
  const parts: string[] = [];
  for (let n = 0; room > 0; n++) room -= Buffer.byteLength(parts[parts.push(part(n)) - 1]!);
  return parts.slice(0, -1).join('');
}

/** A number in letters. */
const words = (n: number) => n.toString(36).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);

describe('a staff report', () => {
  const imported = (body: string) => async () => {
    const { status, text } = await house.wire.send({
      method: 'POST',
      path: `${statement}/import`,
      headers: { ...officer, 'content-type': 'text/plain', 'if-match': '*' },
      body,
    });
    if (![200, 422].includes(status)) throw new Error(`${status} ${text}`);
  };
  const honest = imported(filled('Förvaltningen ser positivt på förslaget. Det bör nämna gångvägar.\n'));

  it.each([
    ['one letter', filled('a')],
    ['one line of digits', filled('1')],
    ['empty lines', filled('\n')],
    ['pages', filled('\f')],
    ['numbers of pages', filled('1 (2)\n')],
    ['dates', filled('2023-11-22 ')],
    ['case numbers', filled('KS 2023/474 ')],
    ['half case numbers', filled('KS 2023/')],
    ['headings', filled('Sammanfattning\n')],
    ['clauses', filled('att \n')],
    ['recipients', filled('Beslut skickas till\nKS\n')],
    ['hyphens at ends of lines', filled('för-\n')],
    ['addresses', filled('a@')],
    ['case numbers, each its own', `${numbered((n) => `KS 2023/${n} `)}\nSammanfattning\n`],
    [
      'facts, each with a number of its own',
      `${numbered((n) => `Er beteckning\nKS 2023/${n} b\n`)}Bakgrund\n`,
    ],
    ['lines, each its own', `Sammanfattning\n${numbered((n) => `rad å${n}\r`)}`],
    ['pages, each its own', `Sammanfattning\n${numbered((n) => `ö${n}\f`)}`],
    ['names, each its own', `Bakgrund\n${numbered((n) => `A${words(n)}nämnden `)}`],
    ['sections of minutes', `Bakgrund\n${numbered((n) => `KS § ${n % 9999} 2023-11-22 `)}`],
  ])('of %s keeps nobody waiting', async (_, text) => {
    expect(await timesWorse(imported(text), honest)).toBeLessThan(WORST);
  });
});

describe('two versions of a statement', () => {
  let version = 0;
  const saved = async (matter: string) => {
    await officerSends('PUT', statement, JSON.stringify({ matter }));
    version += 1;
  };
  const officerSends = async (method: string, path: string, body?: string) => {
    const headers = { ...officer, 'content-type': 'application/json', 'if-match': '*' };
    const { status, text } = await house.wire.send({ method, path, headers, body });
    if (status !== 200) throw new Error(`${status} ${text}`);
    return JSON.parse(text) as { version: number };
  };
  const compared = () => officerSends('GET', `${statement}/versions/${version}/diff?against=${version - 1}`);
  const room = 99_000;

  it.each([
    ['words, each its own', numbered((n) => `ö${n} `, room), numbered((n) => `ä${n} `, room)],
    ['the same words the other way round', filled('a b ', room), filled('b a ', room)],
    ['marks', filled(',', room), filled('.', room)],
    ['lines of all kinds', numbered((n) => `ö${n}\r\n`, room), numbered((n) => `ö${n}\u2028`, room)],
    // A text in which nothing can be seen is empty, and saves nothing.
    ['spaces', `a${filled(' ', room)}b`, `a${filled(' \t', room)}b`],
  ])('of %s keep nobody waiting', async (_, before, after) => {
    ({ version } = await officerSends('GET', statement));
    await saved(before);
    await saved(after);
    const honest = () => officerSends('GET', statement);
    expect(await timesWorse(compared, honest)).toBeLessThan(WORST);
  });
});
