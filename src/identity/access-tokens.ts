import { Inject, Injectable } from '@nestjs/common';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { SETTINGS, type Settings } from '../config/settings.js';
import { isOtherThanAccessToken, usernameOf } from './claims.js';
import { DemoIssuer } from './demo-issuer.js';
import { IssuerKeys } from './issuer-keys.js';
import { Unauthenticated } from './unauthenticated.js';

/** In characters. Tokens of known issuers are far shorter; a longer one is refused before it is decoded. */
const LONGEST_TOKEN = 8192;
const MOST_SKEW_SECONDS = 60;

export interface ProvenToken {
  readonly username: string;
  /** When the token expires, in milliseconds since 1970, as `Date.now()` counts. */
  readonly expiresAt: number;
  /**
   * When the token was issued, in seconds since 1970, as its `iat` says; the time of the request where it says nothing.
   */
  readonly issuedAt: number;
  readonly claims: JWTPayload;
}

/** Verifies access tokens of the one issuer this deployment trusts. */
@Injectable()
export class AccessTokens {
  private readonly terms: JWTVerifyOptions;
  private readonly usernameClaim: string;
  private demoKeys: JWTVerifyGetKey | undefined;

  constructor(
    private readonly demoIssuer: DemoIssuer,
    private readonly issuerKeys: IssuerKeys,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const { issuer, audience, algorithm, type } = settings.OIDC_ISSUER
      ? {
          issuer: settings.OIDC_ISSUER,
          audience: settings.OIDC_AUDIENCE,
          algorithm: settings.OIDC_ALGORITHM,
          type: settings.OIDC_TOKEN_TYPE,
        }
      : { ...demoIssuer.terms, type: 'at+jwt' };
    this.usernameClaim = settings.OIDC_ISSUER ? settings.OIDC_USERNAME_CLAIM : 'sub';
    this.terms = {
      issuer,
      audience,
      algorithms: [algorithm],
      typ: type,
      requiredClaims: ['exp'],
      clockTolerance: MOST_SKEW_SECONDS,
    };
  }

  /**
   * Pinned algorithm, issuer, audience and type, an expiry demanded, at most 60 s of clock skew. Keys that
   * the token itself brings or points to (`jwk`, `jku`, `x5c`, `x5u`) are ignored: only the issuer's keys verify it.
   *
   * @throws Unauthenticated whatever is wrong with the token, without saying what.
   * @throws DomainError `unavailable` while the issuer's keys cannot be had.
   */
  async verify(token: string): Promise<ProvenToken> {
    if (token.length > LONGEST_TOKEN || demandsMore(token)) throw new Unauthenticated();
    const claims = await this.proven(token);
    const username = usernameOf(claims, this.usernameClaim);
    if (username === undefined) throw new Unauthenticated();
    if (this.terms.typ === 'JWT' && isOtherThanAccessToken(claims)) throw new Unauthenticated(username);
    const now = Date.now() / 1000;
    const issuedAt = typeof claims.iat === 'number' ? Math.min(claims.iat, now) : now;
    return { username, claims, issuedAt, expiresAt: (claims.exp ?? 0) * 1000 };
  }

  private async proven(token: string): Promise<JWTPayload> {
    if (!this.settings.OIDC_ISSUER) {
      this.demoKeys ??= await this.demoIssuer.keys();
      return this.provenBy(this.demoKeys, token);
    }
    const keys = await this.issuerKeys.current();
    try {
      return await this.provenBy(keys, token);
    } catch (error) {
      const newer = error instanceof NoSuchKey ? await this.issuerKeys.newerThan(keys) : undefined;
      if (!newer) throw error;
      return this.provenBy(newer, token);
    }
  }

  /** @throws Unauthenticated, also where the issuer has published something under this id that is no usable key. */
  private async provenBy(keys: JWTVerifyGetKey, token: string): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, keys, this.terms)).payload;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw new NoSuchKey();
      // Claims are looked at once the signature has been found good.
      const isSigned = error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
      throw new Unauthenticated(isSigned ? usernameOf(error.payload, this.usernameClaim) : undefined);
    }
  }
}

/** The token names a key that is not among those held: forged, or newer than they. */
class NoSuchKey extends Unauthenticated {}

/** `crit` names extensions that must be understood (RFC 7515, section 4.1.11); here none is. */
function demandsMore(token: string): boolean {
  try {
    return Object.hasOwn(decodeProtectedHeader(token), 'crit');
  } catch {
    return true;
  }
}
