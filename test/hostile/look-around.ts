import { collectionOf, type KnownRecords } from './known-records.js';
import { operations } from './operations.js';
import type { Wire } from './wire.js';

/** Reads every list as everyone, and then some of what was found and its lists. */
export async function lookAround(
  wire: Wire,
  tokens: ReadonlyMap<string, string>,
  known: KnownRecords,
): Promise<void> {
  const lists = operations.filter(({ method, path }) => method === 'GET' && !/\{(?!code|id)/.test(path));
  for (const [persona, authorization] of tokens)
    for (const { base, path } of lists.toSorted(
      (a, b) => Number(/\{id/.test(a.path)) - Number(/\{id/.test(b.path)),
    ))
      for (let number = 0; number < 10; number++) {
        const id = known.some(persona, collectionOf({ base, path }), number) ?? '';
        const code = ['KS', 'TSN'][number % 2]!;
        const address = `${base}${path.replace('{code}', code).replace('{id}', id)}?limit=100`;
        known.learn(
          persona,
          { base, path },
          await wire.send({ method: 'GET', path: address, headers: { authorization } }),
        );
      }
}
