import { beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, TODAY } from '../support/given.js';
import { routesOf } from '../support/routes-of.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { contentsOf } from './contents-of.js';
import { pageRoutes, STANDINGS } from './page-routes.js';
import { postingPageRoutes } from './posting-page-routes.js';

const named: Record<string, string> = { body: 'tsn', meeting: TODAY };
const visitors: Visitor[] = [];
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  const { id } = await given(service).consultation('forwarded');
  const sent = await done(service.as('ks-registrator').get(`/consultations/${id}`));
  named['consultation'] = id;
  named['referral'] = sent['referralId'] as string;
  named['case'] = sent['caseId'] as string;
  named['draft'] = (await given(service).draftReferral()).id;
  named['document'] = (await given(service).document()).id;
  for (const standing of STANDINGS) {
    const visitor = new Visitor(service.base);
    if (standing !== 'nobody') await visitor.signIn(standing);
    visitors.push(visitor);
  }
});

/** As it is answered, without following where it leads. */
async function statusFor({ cookies }: Visitor, path: string): Promise<number> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = async () => {
    const { status } = await fetch(service.base + path, {
      redirect: 'manual',
      headers: { Accept: 'text/html', ...(cookie && { Cookie: cookie }) },
    });
    return status;
  };
  // A busy machine may take so long over a paper that a page says so first.
  return until(ask, (status) => status !== 202);
}

/** Every route outside the APIs that is asked so. */
const routesBy = (method: 'get' | 'post') =>
  routesOf(service)
    .flatMap((route) => {
      const [, asked, path] = /^(\w+) (?!\/(?:yttra|public)\b)(.+)$/.exec(route) ?? [];
      return asked === method && path !== undefined ? [path] : [];
    })
    .toSorted();

const addressOf = (route: string, at = route) =>
  at.replaceAll(/\{(\w+)\}/g, (whole, name: string) => encodeURIComponent(named[name] ?? whole));
const said = (statuses: readonly unknown[]) => STANDINGS.map((who, at) => `${who} ${String(statuses[at])}`);

describe('the pages', () => {
  it('have a line for every route outside the APIs, and for no other', () => {
    expect(Object.keys(pageRoutes).toSorted()).toEqual(routesBy('get'));
  });

  it.each(Object.entries(pageRoutes))('answer each standing as the rules say: %s', async (route, line) => {
    const answers: number[] = [];
    for (const visitor of visitors) answers.push(await statusFor(visitor, addressOf(route, line.at)));
    expect(said(answers)).toEqual(said(line.answers.split(' ')));
  });
});

/** Fields, and after them a report in a file where there is to be one. */
function formOf(fields: Readonly<Record<string, string>>, file?: string): URLSearchParams | FormData {
  if (file === undefined) return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append(
    'file',
    new File(['Förslag till beslut\natt tillstyrka förslaget\n'], file, { type: 'text/plain' }),
  );
  return form;
}

describe('the forms of the pages', () => {
  let before: ReadonlyMap<string, string>;
  const tokens: string[] = [];
  /** What is written down of the asking itself. */
  const contents = async () => {
    const all = new Map(await contentsOf(service.database));
    for (const table of ['sessions', 'refused_attempts', 'kept_forms']) all.delete(table);
    return all;
  };
  beforeAll(async () => {
    for (const visitor of visitors)
      tokens.push(
        visitor.cookies.size === 0 ? '' : (Visitor.hidden(await visitor.visit('/mitt'))['_token'] ?? ''),
      );
    before = await contents();
  });

  it('have a line for every route outside the APIs, and for no other', () => {
    expect(Object.keys(postingPageRoutes).toSorted()).toEqual(routesBy('post'));
  });

  it.each(Object.entries(postingPageRoutes))(
    'let in and refuse each standing as the rules say: %s',
    async (route, { at, answers: right, fields, file, withoutToken }) => {
      const expected = right.split(' ');
      const answers: unknown[] = [];
      for (const [index, { cookies }] of visitors.entries()) {
        const { status, headers } = await fetch(service.base + addressOf(route, at), {
          method: 'POST',
          redirect: 'manual',
          headers: {
            Accept: 'text/html',
            'Sec-Fetch-Site': 'same-origin',
            Origin: service.base,
            Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          },
          body: formOf(
            {
              _token: withoutToken ? 'of-another-session' : tokens[index]!,
              _version: '99999',
              ...Object.fromEntries(
                Object.entries(fields ?? {}).map((field) => field.map((text) => addressOf(text))),
              ),
            },
            file,
          ),
        });
        const isLetIn = ![401, 403, 404, 405].includes(status) && status < 500;
        const isSentToSignIn = headers.get('location')?.startsWith('/logga-in') ?? false;
        answers.push(expected[index] === '+' && isLetIn && !isSentToSignIn ? '+' : status);
      }
      expect(said(answers)).toEqual(said(expected));
    },
  );

  it('have changed nothing by that', async () => {
    expect(await contents()).toEqual(before);
  });
});
