import { afterAll, beforeAll, expect } from '@jest/globals';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { startService, type Service } from '../support/service.js';
import { fingerprintsOf, type Fingerprints } from './fingerprint.js';
import type { Operation } from './operations.js';
import { mustBeDocumented, problemIn } from './problems.js';
import { Wire, withEach, type Answered, type Sent } from './wire.js';
import { AskWhoMayFirst } from '../../src/http/who-may-first.js';

/** A service that is sent what no client library would send. */
export interface House {
  readonly service: Service;
  readonly base: string;
  readonly wire: Wire;
  readonly fingerprints: Fingerprints;
  /** The header that says who asks. */
  as(persona: string): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

/** Only the API: nothing is delivered or tidied up, so what has changed was changed by a request. */
export async function openHouse(env: Record<string, string> = {}): Promise<House> {
  const service = await startService({ ROLE: 'api', ...env });
  const base = service.base;
  const wire = new Wire(base);
  const fingerprints = await fingerprintsOf(service.databaseUrl);
  return {
    service,
    base,
    wire,
    fingerprints,
    as: async (persona) => {
      const { accessToken } = await service.app.get(DemoIssuer).issue(persona);
      return { authorization: `Bearer ${accessToken}` };
    },
    close: async () => {
      wire.close();
      await fingerprints.close();
      await service.stop();
    },
  };
}

/** A request that has to be refused. */
export interface Attempt {
  readonly what: string;
  /** None for an address outside the document: then only the form of the refusal is looked at. */
  readonly operation?: Operation;
  readonly sent: Sent;
  readonly with: readonly number[];
  /** What the refusal has to say of a value, by its JSON pointer. */
  readonly pointer?: string;
}

/**
 * Turns the order of the API's checks round for this file of tests, so that every field of every operation can be tried without a record that
 * the sender may change. That who may is asked first is held by test/matrix/changing.test.ts and reading.test.ts.
 */
export function lookAtFieldsFirst(): void {
  const asItIs = Object.getOwnPropertyDescriptor(AskWhoMayFirst.prototype, 'intercept')!;
  beforeAll(() => {
    AskWhoMayFirst.prototype.intercept = (_context, next) => next.handle();
  });
  // The files of a worker share their modules.
  afterAll(() => {
    Object.defineProperty(AskWhoMayFirst.prototype, 'intercept', asItIs);
  });
}

/** Makes every attempt; all that was not refused as it has to be is listed, and nothing may have been written. */
export async function mustBeRefused(
  { wire, fingerprints }: House,
  attempts: readonly Attempt[],
): Promise<Answered[]> {
  expect(attempts.length).toBeGreaterThan(0);
  const before = await fingerprints.take();
  const wrong: string[] = [];
  const answers = await withEach(attempts, async (attempt) => {
    const answer = await wire.send(attempt.sent);
    const how = mistakeIn(attempt, answer);
    if (how !== undefined) wrong.push(`${attempt.what}: ${how}`);
    return answer;
  });
  expect(wrong).toEqual([]);
  expect(await fingerprints.take()).toEqual(before);
  return answers;
}

function mistakeIn({ operation, with: expected, pointer }: Attempt, answer: Answered): string | undefined {
  try {
    if (!expected.includes(answer.status)) return `${answer.status} ${answer.text.slice(0, 300)}`;
    const problem = problemIn(answer);
    if (operation) mustBeDocumented(operation, answer);
    if (pointer === undefined || problem.errors?.some((error) => error.pointer === pointer)) return undefined;
    return `${pointer} is not named: ${answer.text.slice(0, 300)}`;
  } catch (error) {
    return (error as Error).message;
  }
}
