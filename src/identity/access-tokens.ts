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

/** No issuer's tokens come near it, and nothing is read out of one that is larger. */
const LONGEST_TOKEN = 8192;
const MOST_SKEW_SECONDS = 60;

export interface ProvenToken {
  readonly username: string;
  /** In milliseconds, as the process keeps time. */
  readonly expiresAt: number;
  /** In seconds, as tokens say it; of a token that does not, now. */
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
   * Pinned algorithm, issuer, audience and type, an expiry demanded, at most 60 s of clock skew. What the
   * token says of keys (`jwk`, `jku`, `x5c`, `x5u`) is never heeded: the keys are the issuer's.
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

  /** @throws Unauthenticated, also for a key that turns out not to be one. */
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
