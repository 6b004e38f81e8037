import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createDatabase } from '../support/database.js';
import { OidcIssuer } from '../support/oidc-issuer.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const PUBLIC = 'https://yttra.kommun.example';

let database: Awaited<ReturnType<typeof createDatabase>>;
let issuer: OidcIssuer;
let service: RunningProcess;
beforeAll(async () => {
  database = await createDatabase();
  issuer = await OidcIssuer.start();
  service = await startProcess(database.url, {
    ROLE: 'api',
    DEMO: 'false',
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: 'yttra-pages',
    OIDC_CLIENT_SECRET: 'gammal-hemlighet',
    PUBLIC_URL: PUBLIC,
  });
});
beforeEach(() => {
  issuer.refusal = undefined;
  issuer.person = { sub: 'sara.nystrom', name: 'Sara Nyström' };
});
afterAll(async () => {
  await service.end('SIGTERM');
  await issuer.stop();
  await database.drop();
});

/** What the log says of a sign-in that a browser makes, once it has been written. */
async function logOfSignIn(meddle: (back: URL) => void = () => undefined): Promise<string> {
  const before = service.output().length;
  const visitor = new Visitor(service.url);
  const left = await visitor.visit('/logga-in/fortsatt?till=/inkorg');
  const back = new URL(
    (await fetch(left.headers.get('location')!, { redirect: 'manual' })).headers.get('location')!,
  );
  meddle(back);
  expect((await visitor.visit(back.pathname + back.search)).status).toBe(403);
  return until(
    async () => service.output().slice(before),
    (text) => text.includes('Signing in with a browser'),
  );
}

it.each([400, 401])('names what the issuer has against the client, answered with %s', async (status) => {
  issuer.refusal = { status, error: 'invalid_client' };
  expect(await logOfSignIn()).toMatch(
    new RegExp(
      `failed: the issuer answered invalid_client \\(${status}\\): see OIDC_CLIENT_ID, OIDC_CLIENT_SECRET`,
    ),
  );
});

it('names the claim that is not as it should be', async () => {
  issuer.person = { ...issuer.person, aud: 'somebody-else' };
  expect(await logOfSignIn()).toContain('failed: OAUTH_JWT_CLAIM_COMPARISON_FAILED (aud).');
});

it('names the setting of a claim that holds no username', async () => {
  issuer.person = { ...issuer.person, sub: 'Sara Nyström' };
  expect(await logOfSignIn()).toContain(
    'failed: the id token has no username in the claim sub: see OIDC_USERNAME_CLAIM.',
  );
});

it('says that the issuer sent the browser back without a code', async () => {
  const said = await logOfSignIn((back) => back.searchParams.set('error', 'access_denied'));
  expect(said).toContain('failed: the issuer sent the browser back with access_denied.');
});

it('repeats nothing that a browser, a person or an issuer wrote', async () => {
  issuer.refusal = { status: 400, error: 'Hemligt om Sara' };
  await logOfSignIn();
  await logOfSignIn((back) => back.searchParams.set('error', 'Hemligt om Sara'));
  expect(service.output()).not.toMatch(/Sara|Nyström|sara\.nystrom|Hemligt|hemlighet/);
});
