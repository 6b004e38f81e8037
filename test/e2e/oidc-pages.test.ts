import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OidcIssuer } from '../support/oidc-issuer.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';

let issuer: OidcIssuer;
let service: Service;
let settings: Record<string, string>;
let base: string;
const PUBLIC = 'https://yttra.kommun.example';
const ROLE_MAP = {
  'yttra-tsn-reg': { body: 'TSN', role: 'registrar' },
  'yttra-tsn-chef': { body: 'TSN', role: 'manager' },
};
beforeAll(async () => {
  issuer = await OidcIssuer.start();
  settings = {
    DEMO: 'false',
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: 'yttra-pages',
    OIDC_ROLE_CLAIM: 'roles',
    OIDC_ROLE_MAP: JSON.stringify(ROLE_MAP),
    OIDC_CREATE_PEOPLE: 'true',
    PUBLIC_URL: PUBLIC,
  };
  service = await startService(settings);
  base = service.base;
});
beforeEach(() => {
  issuer.person = { sub: 'sara.nystrom', name: 'Sara Nyström', roles: ['yttra-tsn-reg'] };
});
afterAll(async () => {
  await service.stop();
  await issuer.stop();
});

/** The way of a browser: to the issuer, and back with what it was given; on the way it can be meddled with. */
async function signIn(
  meddle: (address: URL, visitor: Visitor) => void = () => undefined,
  at = base,
): Promise<[Visitor, Visited]> {
  const visitor = new Visitor(at);
  const left = await visitor.visit('/logga-in/fortsatt?till=/inkorg');
  const address = left.headers.get('location')!;
  expect(address.startsWith(`${issuer.url}/authorize?`)).toBe(true);
  const asked = new URL(address).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('scope')).toBe('openid profile');
  const answer = await fetch(address, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location')!);
  expect(back.origin + back.pathname).toBe(`${PUBLIC}/logga-in/svar`);
  meddle(back, visitor);
  return [visitor, await visitor.visit(back.pathname + back.search)];
}

describe('signing in at the issuer with a browser', () => {
  it('leads to the page that was wanted, with the roles that the issuer gives', async () => {
    const [visitor, page] = await signIn();
    expect([page.status, page.path]).toEqual([200, '/inkorg']);
    expect(page.text).toContain('Sara Nyström');
    expect(page.text).toContain('Registrator, TSN');
    expect([...visitor.cookies.keys()]).toEqual(['__Host-yttra']);
  });

  it('keeps the cookie to TLS and this host', async () => {
    const left = await fetch(`${base}/logga-in/fortsatt`, { redirect: 'manual' });
    expect(left.headers.getSetCookie()[0]).toMatch(
      /^__Host-yttra-errand=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('keeps of the claims those that roles and assurance are made of, and nothing else', async () => {
    issuer.person = { ...issuer.person, email: 'sara@kommun.example', groups: ['x'] };
    await signIn();
    const rows: { claims: object }[] = await service.database.query('SELECT claims FROM sessions');
    expect(rows.at(-1)!.claims).toEqual({ name: 'Sara Nyström', roles: ['yttra-tsn-reg'] });
  });

  it.each<[string, (back: URL, visitor: Visitor) => void]>([
    ['another state', (back) => back.searchParams.set('state', 'x')],
    ['a code of nobody', (back) => back.searchParams.set('code', 'x')],
    ['another issuer', (back) => back.searchParams.set('iss', 'https://evil.example')],
    ['a refusal', (back) => back.searchParams.set('error', 'access_denied')],
  ])('is refused with %s', async (_, meddle) => {
    const [visitor, page] = await signIn(meddle);
    expect(page.status).toBe(403);
    expect(page.text).toContain('Det gick inte att logga in');
    expect(visitor.cookies.has('__Host-yttra')).toBe(false);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another client', { aud: 'somebody-else' }],
    ['another nonce', { nonce: 'x' }],
    ['no nonce', { nonce: null }],
    ['a time that is over', { exp: Math.floor(Date.now() / 1000) - 3600 }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['nobody', { sub: null }],
    ['somebody without a role here', { sub: 'okand', roles: [] }],
  ])('is refused with an id token of %s', async (_, claims) => {
    issuer.person = { ...issuer.person, ...claims };
    const [visitor, page] = await signIn();
    expect(page.status).toBe(403);
    expect(visitor.cookies.has('__Host-yttra')).toBe(false);
  });

  it('tells whoever is not known here by which name they signed in, for the administrator to add', async () => {
    issuer.person = { ...issuer.person, sub: 'okand', roles: [] };
    const [, unknown] = await signIn();
    expect(unknown.read).toContain('Ditt konto är inte upplagt i Yttra');
    expect(unknown.read).toContain('okand');
    issuer.person = { ...issuer.person, exp: Math.floor(Date.now() / 1000) - 3600 };
    const [, late] = await signIn();
    expect(late.read).toContain('Inloggningen avbröts eller tog för lång tid.');
    expect(late.read).not.toContain('okand');
  });

  it('is refused with an id token that somebody else signed', async () => {
    const kept = issuer.signing;
    const { newKey } = await import('../support/oidc-issuer.js');
    issuer.signing = newKey(kept.kid);
    const [, page] = await signIn();
    issuer.signing = kept;
    expect(page.status).toBe(403);
  });

  it('takes another browser’s answer from nobody', async () => {
    let back = '';
    await signIn((address) => (back = address.pathname + address.search));
    expect((await new Visitor(base).visit(back)).status).toBe(404);
  });
});

describe('signing out', () => {
  async function signOut(at = base): Promise<[Visitor, Visited]> {
    const [visitor, page] = await signIn(undefined, at);
    return [visitor, await visitor.send('/logga-ut', Visitor.hidden(page), { Origin: PUBLIC })];
  }

  it('ends the session here, and leads to the issuer to end it there, without a word of who it was', async () => {
    const [visitor, page] = await signOut();
    const [, address] = /^0; url=(.+)$/.exec(page.headers.get('refresh')!)!;
    const { origin, pathname, searchParams } = new URL(address!);
    expect(origin + pathname).toBe(`${issuer.url}/logout`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'yttra-pages',
      post_logout_redirect_uri: `${PUBLIC}/logga-in`,
    });
    expect(page.status).toBe(200);
    expect(page.links).toContain(address);
    expect(visitor.cookies.has('__Host-yttra')).toBe(false);
    expect((await visitor.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it('everywhere leads to the issuer too, and leaves nothing in the browser', async () => {
    const [visitor] = await signIn();
    const mine = await visitor.visit('/mitt');
    const page = await visitor.send('/mitt/logga-ut-overallt', Visitor.hidden(mine), { Origin: PUBLIC });
    expect(page.headers.get('refresh')).toContain(`${issuer.url}/logout`);
    expect(page.headers.get('clear-site-data')).toBe('"storage"');
    expect((await visitor.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it('ends nothing and leads nowhere with another session’s token', async () => {
    const [visitor] = await signIn();
    const page = await visitor.send('/logga-ut', { _token: 'x' }, { Origin: PUBLIC });
    expect([page.path, page.headers.get('refresh')]).toEqual(['/inkorg', null]);
    expect((await visitor.visit('/inkorg')).path).toBe('/inkorg');
  });

  it('ends here where the issuer has no address for it', async () => {
    issuer.configuration = { end_session_endpoint: undefined };
    const other = await startService(settings);
    const [visitor, page] = await signOut(await other.app.getUrl());
    expect([page.path, page.headers.get('refresh')]).toEqual(['/logga-in', null]);
    expect((await visitor.visit('/inkorg')).path).toMatch(/^\/logga-in/);
    await other.stop();
    issuer.configuration = {};
  });
});
