import { beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { done, given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

let path: string;
let version: number;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  const { id, version: first } = await done(
    service.as('ks-registrator').post('/cases', { title: 'Ett ärende', issuer: 'KS' }),
    201,
  );
  path = `/cases/${id}`;
  version = first;
});

/** Renames the case, and counts its version on where that was done. */
async function rename(ifMatch: string): Promise<number> {
  const { status } = await service
    .as('ks-registrator')
    .patch(path, { title: `Ett ärende, rättat ${version} gånger`, reason: 'Rättat' }, { ifMatch });
  if (status === 200) version += 1;
  return status;
}

describe('If-Match', () => {
  it.each([
    ['the version', () => `"${version}"`, 200],
    ['the version and a space', () => `"${version}" `, 200],
    ['the version among others', () => `"a,b",\t"${version}"`, 200],
    ['the version among empty elements', () => `, ,"${version}",,`, 200],
    ['any', () => ' * ', 200],
    ['another version', () => `"${version + 1}"`, 412],
    ['none', () => '', 412],
    ['empty elements', () => ', ,', 412],
    ['the version in a tag with a comma', () => `",${version}"`, 412],
    ['the version, weakly', () => `W/"${version}"`, 412],
    ['the version, weakly, and strongly', () => `W/"${version}", "${version}"`, 200],
    ['any twice', () => '*,*', 400],
    ['any and the version', () => `*, "${version}"`, 400],
    ['the version without quotation marks', () => `${version}`, 400],
    ['half a tag', () => `"${version}`, 400],
    ['two tags without a comma', () => `"${version}" "${version}"`, 400],
    ['a small w', () => `w/"${version}"`, 400],
  ])('that names %s is read as RFC 9110 says', async (_, ifMatch, status) => {
    expect(await rename(ifMatch())).toBe(status);
  });
});

describe('If-None-Match', () => {
  it.each([
    [(etag: string) => etag, 304],
    [(etag: string) => `W/${etag} `, 304],
    [(etag: string) => `"a,b", , ${etag}`, 304],
    [() => '*', 304],
    [() => '', 200],
    [() => '"other"', 200],
    [() => '*,*', 400],
    [(etag: string) => etag.slice(1), 400],
  ])('is read by the same rules, but weakly: %#', async (known, status) => {
    const { id } = await given(service).document();
    const content = () => service.as('ks-registrator').get(`/documents/${id}/content`);
    const { headers } = await content().expect(200);
    await content().set('If-None-Match', known(headers['etag']!)).expect(status);
  });

  it('that cannot be read is refused everywhere', async () => {
    const base = service.base;
    for (const path of ['/register', '/public/v1/cases', '/yttra/v1/api-info', '/health/live'])
      await supertest(base).get(path).set('If-None-Match', 'x').expect(400);
  });
});
