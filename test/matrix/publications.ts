import { done } from '../support/given.js';
import type { Kind, Thing } from './kinds.js';
import type { AsWhom } from './people.js';

/** What of all there is is published, by whose registrar: it says no more to anyone than the record does. */
const PUBLISHED: readonly (readonly [kind: Kind, situation: string, registrar: string])[] = [
  ['case', 'KS, sent, TSN registered', 'ks-registrator'],
  ['case', 'KS, confidential', 'ks-registrator'],
  ['referral', 'sent, TSN registered', 'ks-registrator'],
  ['consultation', 'TSN received', 'tsn-registrator'],
];

export async function buildPublications(as: AsWhom, things: readonly Thing[]): Promise<Thing[]> {
  return Promise.all(
    PUBLISHED.map(async ([kind, situation, registrar]): Promise<Thing> => {
      const record = things.find((thing) => thing.kind === kind && thing.situation === situation)!;
      const path = `/${kind}s/${record.names['id']}`;
      const { version } = await done(as(registrar).get(path));
      const body = { removeOn: '2027-06-30', publicTitle: 'Offentlig rubrik' };
      const { id, body: itsBody } = await done(
        as(registrar).post(`${path}/publish`, body, { ifMatch: version }),
      );
      return {
        kind: 'publication',
        situation: `${kind} ${situation}`,
        names: { id },
        body: itsBody as string,
        ...(kind === 'consultation' && { issuer: 'KS' }),
      };
    }),
  );
}
