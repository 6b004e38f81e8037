import { afterAll, describe, expect, it } from '@jest/globals';
import { Threads } from '../../src/http/threads.js';

/** The pool for heavy work survives work that ends badly, or never. */
const threads = new Threads();
afterAll(() => threads.onApplicationShutdown());

const run = (name: string, input: unknown = 0) =>
  threads.run<(input: unknown) => unknown>('../../test/hostile/work-for-threads.mjs', name, input);

describe('a thread', () => {
  it.each([
    ['never ends', 'forever', { slug: 'too-demanding' }],
    ['wants all the memory', 'hoard', { slug: 'too-demanding' }],
    ['ends its thread', 'die', { message: 'worker exited with code: 1' }],
    ['fails', 'fail', { message: 'It went wrong.' }],
  ])('whose work %s is replaced', async (_, name, failure) => {
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 10);
    const ended = await Promise.allSettled([run(name), run(name), run(name)]);
    clearInterval(turning);
    const refused = { status: 'rejected', reason: expect.objectContaining(failure) };
    expect(ended).toEqual([refused, refused, refused]);
    expect(turns).toBeGreaterThan(0);
    expect(await run('twice', 21)).toBe(42);
  });

  it('is not ended for the time that the machine has given to others', async () => {
    expect(await run('wait', 6_000)).toBe('done');
  });

  it('takes no more than may wait, and forgets nobody who does', async () => {
    const all = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => run('twice', n)));
    const done = all.filter(({ status }) => status === 'fulfilled');
    const refused = all.filter(({ status }) => status === 'rejected');
    expect({ done: done.length, refused: refused.length }).toEqual({ done: 52, refused: 8 });
    expect(refused).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ slug: 'unavailable' }),
    });
  });
});
