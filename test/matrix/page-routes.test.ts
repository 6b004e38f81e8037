import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY } from '../support/given.js';
import { routesOf } from '../support/routes-of.js';
import { startService, type Service } from '../support/service.js';
import { Visitor } from '../support/visitor.js';
import { pageRoutes, STANDINGS } from './page-routes.js';

let service: Service;
let base: string;
const named: Record<string, string> = { body: 'tsn', meeting: TODAY };
const visitors: Visitor[] = [];
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  base = await service.app.getUrl();
  const { id } = await given(service).consultation('forwarded');
  const sent = await done(service.as('ks-registrator').get(`/consultations/${id}`));
  named['consultation'] = id;
  named['referral'] = sent['referralId'] as string;
  named['case'] = sent['caseId'] as string;
  named['draft'] = (await given(service).draftReferral()).id;
  named['document'] = (await given(service).document()).id;
  for (const standing of STANDINGS) {
    const visitor = new Visitor(base);
    if (standing !== 'nobody') await visitor.signIn(standing);
    visitors.push(visitor);
  }
});
afterAll(() => service.stop());

/** As it is answered, without following where it leads. */
async function statusFor({ cookies }: Visitor, path: string): Promise<number> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { status } = await fetch(base + path, {
    redirect: 'manual',
    headers: { Accept: 'text/html', ...(cookie && { Cookie: cookie }) },
  });
  return status;
}

describe('the pages', () => {
  it('have a line for every route outside the APIs, and for no other', () => {
    const routes = routesOf(service).flatMap((route) => {
      const [, path] = /^get (?!\/(?:yttra|public)\b)(.+)$/.exec(route) ?? [];
      return path === undefined ? [] : [path];
    });
    expect(Object.keys(pageRoutes).toSorted()).toEqual(routes.toSorted());
  });

  it.each(Object.entries(pageRoutes))('answer each standing as the rules say: %s', async (route, line) => {
    const path = (line.at ?? route).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      encodeURIComponent(named[name] ?? whole),
    );
    const answers: number[] = [];
    for (const visitor of visitors) answers.push(await statusFor(visitor, path));
    const said = (statuses: readonly unknown[]) =>
      STANDINGS.map((who, at) => `${who} ${String(statuses[at])}`);
    expect(said(answers)).toEqual(said(line.answers.split(' ')));
  });
});
