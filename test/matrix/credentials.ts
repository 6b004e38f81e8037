import { generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done } from '../support/given.js';
import { personaOf, type Persona as Asker, type Service } from '../support/service.js';
import { SCOPE_OF_THE_SYSTEM } from './personas.js';

/** The bearer token of each persona; undefined for who sends none. */
export type Credentials = ReadonlyMap<string, string | undefined>;

/** People by their usernames, systems by keys of their own, and what proves nothing. */
export async function credentials(service: Service, usernames: readonly string[]): Promise<Credentials> {
  const tokens = new Map<string, string | undefined>();
  const issuer = service.app.get(DemoIssuer);
  for (const username of usernames) tokens.set(username, (await issuer.issue(username)).accessToken);
  const base = service.base;
  const keeperOf = (body: string, administrator: string): Keeper => ({
    body,
    keeps: personaOf(base, tokens.get(administrator)!),
    answers: personaOf(base, tokens.get(`${body.toLowerCase()}-registrator`)!),
  });
  const keeper = keeperOf('TSN', 'tsn-admin');
  await system(keeperOf('KS', 'admin'), ['read']);
  tokens.set('system-som-laser', (await system(keeper, ['read'])).key);
  tokens.set('system-som-registrerar', (await system(keeper, SCOPE_OF_THE_SYSTEM)).key);
  tokens.set('aterkallad-nyckel', await revokedKey(keeper));
  tokens.set('ingen', undefined);
  tokens.set('utgangen-token', await signed(await demoKey(service), '-2m'));
  tokens.set('forfalskad-token', await signed((await generateKeyPair('ES256')).privateKey, '2h'));
  tokens.set('osignerad-token', claims(new UnsecuredJWT({})).setExpirationTime('2h').encode());
  return tokens;
}

/** A body's administrator, and its registrar, who answers for what a system may do. */
interface Keeper {
  readonly body: string;
  readonly keeps: Asker;
  readonly answers: Asker;
}

async function system({ body, keeps, answers }: Keeper, verbs: readonly string[]) {
  const registered = { body, name: 'Verksamhetssystem', scopes: [{ body, verbs }] };
  const client = await done(keeps.post('/api-clients', registered));
  const { key, prefix } = await done(keeps.post(`/api-clients/${client.id}/keys`, {}));
  await done(answers.post(`/api-clients/${client.id}/take-over`, {}, { ifMatch: '*' }));
  return { id: client.id, key: key as string, prefix: prefix as string };
}

async function revokedKey(keeper: Keeper): Promise<string> {
  const { id, key, prefix } = await system(keeper, ['read']);
  await done(
    keeper.keeps.post(`/api-clients/${id}/keys/${prefix}/revoke`, { reason: 'Läckt' }, { ifMatch: '*' }),
  );
  return key;
}

type SigningKey = Awaited<ReturnType<typeof importJWK>>;

async function demoKey(service: Service): Promise<SigningKey> {
  const [row]: { private_jwk: JWK }[] = await service.database.query(
    'SELECT private_jwk FROM demo_signing_key',
  );
  return importJWK(row!.private_jwk, 'ES256');
}

/** Says that it is the registrar of KS: were it believed, it would see nearly all. */
const claims = <Token extends SignJWT | UnsecuredJWT>(token: Token): Token =>
  token.setIssuer('urn:yttra:demo').setAudience('yttra').setSubject('ks-registrator').setIssuedAt() as Token;

const signed = (key: SigningKey, expires: string): Promise<string> =>
  claims(new SignJWT({}))
    .setProtectedHeader({ alg: 'ES256', kid: 'demo', typ: 'at+jwt' })
    .setExpirationTime(expires)
    .sign(key);
