import { Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { DataSource } from 'typeorm';

const LIFETIME_SECONDS = 8 * 3600;
const KEY_ID = 'demo';

/**
 * Issues access tokens for the demo's personas; reachable in demo mode only. Its key lives in the
 * demo's database, so every process of the demo trusts the same tokens, and they outlive a restart.
 */
@Injectable()
export class DemoIssuer {
  readonly terms = { issuer: 'urn:yttra:demo', audience: 'yttra', algorithm: 'ES256' } as const;
  private privateJwk: JWK | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async keys(): Promise<JWTVerifyGetKey> {
    const { d: _secret, ...publicJwk } = await this.key();
    return createLocalJWKSet({
      keys: [{ ...publicJwk, kid: KEY_ID, alg: this.terms.algorithm, use: 'sig' }],
    });
  }

  async issue(username: string): Promise<{ accessToken: string; expiresIn: number }> {
    const key = await importJWK(await this.key(), this.terms.algorithm);
    const accessToken = await new SignJWT({})
      .setProtectedHeader({ alg: this.terms.algorithm, kid: KEY_ID, typ: 'at+jwt' })
      .setIssuer(this.terms.issuer)
      .setAudience(this.terms.audience)
      .setSubject(username)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(key);
    return { accessToken, expiresIn: LIFETIME_SECONDS };
  }

  /**
   * The first process that needs the signing key makes it. Where two do so at once, the table's primary key lets one
   * win, and both use that row.
   */
  private async key(): Promise<JWK> {
    if (this.privateJwk) return this.privateJwk;
    const { privateKey } = await generateKeyPair(this.terms.algorithm, { extractable: true });
    await this.dataSource.query(
      'INSERT INTO demo_signing_key (private_jwk) VALUES ($1) ON CONFLICT DO NOTHING',
      [await exportJWK(privateKey)],
    );
    const [row]: { private_jwk: JWK }[] = await this.dataSource.query(
      'SELECT private_jwk FROM demo_signing_key',
    );
    return (this.privateJwk = row!.private_jwk);
  }
}
