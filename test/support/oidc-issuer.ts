import { createHash, generateKeyPairSync, randomUUID, sign as signBytes, type KeyObject } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the issuer is: well, refusing connections, silent, or answering what makes no sense. */
export type Health = 'up' | 'down' | 'silent' | 'garbage' | 'huge' | 'redirecting' | 'no keys';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const newKey = (kid: string = randomUUID()): SigningKey => ({
  kid,
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
});

/** Making one takes a third of a second, so all issuers of a process begin with the same. */
const FIRST_KEY = newKey('first');

const encode = (part: string | object): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** A token of any header and claims, signed as the caller sees fit. */
export const tokenOf = (header: object, claims: object, sign: (input: string) => Buffer): string => {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign(input).toString('base64url')}`;
};

export const rs256 =
  ({ privateKey }: Pick<SigningKey, 'privateKey'>) =>
  (input: string): Buffer =>
    signBytes('sha256', Buffer.from(input), privateKey);

/** An OpenID Connect issuer: a real listener on loopback that publishes its configuration and its keys. */
export class OidcIssuer {
  health: Health = 'up';
  /** How often each was asked for. */
  fetches = { configuration: 0, keys: 0 };
  /** What the configuration says besides, or instead. */
  configuration: Record<string, unknown> = {};
  signing = FIRST_KEY;
  /** Claims of the id token of whoever signs in with a browser; `null` leaves one out. */
  person: Record<string, unknown> = {};
  /** What the exchange of a code is answered with instead of tokens, as where the client's secret has expired. */
  refusal: { readonly status: number; readonly error: string } | undefined;
  private readonly codes = new Map<string, URLSearchParams>();
  private published = [this.signing];

  private constructor(
    readonly url: string,
    private readonly server: http.Server,
  ) {}

  static async start(): Promise<OidcIssuer> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new OidcIssuer(`http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`, server);
    server.on('request', (request, response) => issuer.answer(request, response));
    return issuer;
  }

  /** Signs with a new key from now on; the old one is withdrawn. */
  rotate(): void {
    this.signing = newKey();
    this.published = [this.signing];
  }

  /** An access token as RFC 9068 has them, for an hour; `null` leaves a header or claim out. */
  token(
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    key = this.signing,
  ): string {
    return tokenOf(this.header(header), this.claims(claims), rs256(key));
  }

  header(changes: Record<string, unknown> = {}): object {
    return without({ alg: 'RS256', kid: this.signing.kid, typ: 'at+jwt', ...changes });
  }

  claims(changes: Record<string, unknown> = {}): object {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: 'yttra', sub: 'tsn-registrator', iat: now, exp: now + 3600 };
    return without({ ...usual, jti: randomUUID(), ...changes });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The browser's part: whoever comes is let in, and sent back with a code that is good once. */
  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    this.codes.set(code, asked);
    const back = new URL(asked.get('redirect_uri')!);
    back.search = new URLSearchParams({ code, state: asked.get('state')!, iss: this.url }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  private async exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = new URLSearchParams(await text(request));
    const asked = this.codes.get(given.get('code') ?? '');
    this.codes.delete(given.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      asked?.get('code_challenge') === challenge && asked.get('redirect_uri') === given.get('redirect_uri');
    response.setHeader('content-type', 'application/json');
    if (this.refusal)
      return void response.writeHead(this.refusal.status).end(JSON.stringify({ error: this.refusal.error }));
    if (!isGood) return void response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' }));
    const claims = { aud: asked.get('client_id'), nonce: asked.get('nonce'), ...this.person };
    const id_token = this.token(claims, { typ: 'JWT' });
    response.end(JSON.stringify({ access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token }));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams } = new URL(request.url ?? '', this.url);
    if (path === '/realm/authorize') return this.authorize(searchParams, response);
    if (path === '/realm/token') return void this.exchange(request, response);
    const isConfiguration = path === '/realm/.well-known/openid-configuration';
    this.fetches[isConfiguration ? 'configuration' : 'keys']++;
    if (this.health === 'silent') return;
    if (this.health === 'down') return void response.socket?.destroy();
    if (this.health === 'redirecting') return void response.writeHead(302, { location: path }).end();
    if (this.health === 'garbage') return void response.end('<html>Underhåll pågår</html>');
    if (this.health === 'huge') return void response.end(`{"keys":"${'x'.repeat(1_000_000)}"}`);
    const content = isConfiguration
      ? {
          issuer: this.url,
          jwks_uri: `${this.url}/keys`,
          authorization_endpoint: `${this.url}/authorize`,
          token_endpoint: `${this.url}/token`,
          end_session_endpoint: `${this.url}/logout`,
          authorization_response_iss_parameter_supported: true,
          ...this.configuration,
        }
      : { keys: this.health === 'no keys' ? [] : this.published.map(jwkOf) };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(content));
  }
}

const jwkOf = ({ kid, publicKey }: SigningKey): object => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
});

const without = (fields: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
