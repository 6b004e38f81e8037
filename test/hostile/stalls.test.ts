import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { given, NOW } from '../support/given.js';
import { mustBeRefused, openHouse, type House } from './house.js';

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

/** The longest that the event loop stood still while this was done. */
async function stallOf(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  // What stood still is counted once it runs again.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return delay.max;
}

/**
 * How many times longer the loop stands still than for an honest body of the same size. The least of three: what a
 * busy machine adds is not there each time, and a rule that is slow is.
 */
async function timesWorse(work: () => Promise<unknown>, honest: () => Promise<unknown>): Promise<number> {
  const ratios: number[] = [];
  while (ratios.length < 3) {
    const quiet = await stallOf(honest);
    ratios.push((await stallOf(work)) / quiet);
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
    ['marks that wait for a letter', `{"title":"${filled('\u0301')}"}`, 422],
    ['a number without an end', `{"title":${filled('9')}}`, 422],
  ])('of %s keeps nobody waiting', async (_, body, status) => {
    expect(await timesWorse(caseOf(body, status), honest)).toBeLessThan(WORST);
  });
});

function many(number: number, each: (n: number) => string): string {
  return Array.from({ length: number }, (_, n) => each(n)).join(',');
}

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
  ])('of %s keeps nobody waiting', async (_, text) => {
    expect(await timesWorse(imported(text), honest)).toBeLessThan(WORST);
  });
});
