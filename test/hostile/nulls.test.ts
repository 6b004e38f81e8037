import { beforeAll, expect, it } from '@jest/globals';
import { API_BASE } from '../../src/http/api-base.js';
import { given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { operations, type Operation } from './operations.js';

/** Whoever may take the steps that are tried, so that a body is looked at to its end. */
const WHO = ['admin', 'ks-handlaggare', 'ks-registrator', 'tsn-handlaggare', 'tsn-sekreterare'];
const METHODS: Readonly<Record<string, 'post' | 'put' | 'patch'>> = {
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
};

const service = sharedService();
const records: Record<string, readonly string[]> = {};
beforeAll(async () => {
  const { consultation, draftReferral, referralCase, sentReferral } = given(service);
  records['consultations'] = [(await consultation('drafting')).id, (await consultation('on-agenda')).id];
  records['referrals'] = [(await draftReferral()).id, (await sentReferral()).id];
  records['cases'] = [(await referralCase()).id];
});

const fieldsOf = ({ example }: Operation) =>
  typeof example === 'object' && example !== null && !Array.isArray(example) ? Object.keys(example) : [];

/** Below the API's root, for each record of its kind that there is. */
function pathsOf({ path }: Operation): string[] {
  const named = path
    .replace('{code}', 'TSN')
    .replace('{username}', 'tsn-lasare')
    .replace('{kind}', 'statement');
  const [, kind = ''] = path.split('/');
  return named.includes('{id}') ? (records[kind] ?? []).map((id) => named.replace('{id}', id)) : [named];
}

it('a field of a body that is null is refused or taken as left out, wherever it is', async () => {
  let asked = 0;
  const broken: string[] = [];
  for (const operation of operations) {
    const method = METHODS[operation.method];
    if (!method || operation.base !== API_BASE || operation.mediaType !== 'application/json') continue;
    for (const path of pathsOf(operation))
      for (const field of fieldsOf(operation))
        for (const persona of WHO) {
          const body = { ...(operation.example as object), [field]: null };
          const { status } = await service.as(persona)[method](path, body, { ifMatch: '*' });
          asked += 1;
          if (status >= 500) broken.push(`${status} ${persona} ${operation.name} ${field}`);
        }
  }
  expect(broken).toEqual([]);
  expect(asked).toBeGreaterThan(1000);
});
