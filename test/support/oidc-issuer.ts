import { generateKeyPairSync, randomUUID, sign as signBytes, type KeyObject } from 'node:crypto';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  signing = newKey('first');
  private published = [this.signing];

  private constructor(
    readonly url: string,
    private readonly server: http.Server,
  ) {}

  static async start(): Promise<OidcIssuer> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new OidcIssuer(`http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`, server);
    server.on('request', ({ url = '' }, response) => issuer.answer(url, response));
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

  private answer(path: string, response: ServerResponse): void {
    const isConfiguration = path === '/realm/.well-known/openid-configuration';
    this.fetches[isConfiguration ? 'configuration' : 'keys']++;
    if (this.health === 'silent') return;
    if (this.health === 'down') return void response.socket?.destroy();
    if (this.health === 'redirecting') return void response.writeHead(302, { location: path }).end();
    if (this.health === 'garbage') return void response.end('<html>Underhåll pågår</html>');
    if (this.health === 'huge') return void response.end(`{"keys":"${'x'.repeat(1_000_000)}"}`);
    const content = isConfiguration
      ? { issuer: this.url, jwks_uri: `${this.url}/keys`, ...this.configuration }
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
