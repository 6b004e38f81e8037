import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { SETTINGS, type Settings } from '../config/settings.js';
import { DomainError } from '../rules/problem.js';
import { DemoIssuer } from './demo-issuer.js';
import { Unauthenticated } from './unauthenticated.js';

interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: string;
  readonly usernameClaim: string;
  readonly keys: JWTVerifyGetKey;
}

/** Verifies access tokens of the one issuer this deployment trusts. */
@Injectable()
export class AccessTokens {
  private trusted: TrustedIssuer | undefined;

  constructor(
    private readonly demoIssuer: DemoIssuer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Pinned algorithm, issuer and audience, an expiry demanded, at most 60 s of clock skew.
   *
   * @throws Unauthenticated whatever is wrong with the token, without saying what.
   * @throws DomainError `unavailable` while the issuer's keys cannot be fetched.
   */
  async verify(token: string): Promise<{ username: string; expiresAt: number }> {
    const trusted = (this.trusted ??= await this.trustedIssuer());
    try {
      const { payload } = await jwtVerify(token, trusted.keys, {
        issuer: trusted.issuer,
        audience: trusted.audience,
        algorithms: [trusted.algorithm],
        requiredClaims: ['exp', trusted.usernameClaim],
        clockTolerance: 60,
      });
      const username = payload[trusted.usernameClaim];
      if (typeof username !== 'string') throw new Unauthenticated();
      return { username: username.toLowerCase(), expiresAt: (payload.exp ?? 0) * 1000 };
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
        throw error instanceof Unauthenticated ? error : issuerUnavailable();
      }
      throw new Unauthenticated();
    }
  }

  private async trustedIssuer(): Promise<TrustedIssuer> {
    const { OIDC_ISSUER: issuer, OIDC_JWKS_URL: jwksUrl } = this.settings;
    if (issuer && jwksUrl) {
      return {
        issuer,
        audience: this.settings.OIDC_AUDIENCE,
        algorithm: this.settings.OIDC_ALGORITHM,
        usernameClaim: this.settings.OIDC_USERNAME_CLAIM,
        keys: createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5000, cooldownDuration: 30_000 }),
      };
    }
    return { ...this.demoIssuer.terms, usernameClaim: 'sub', keys: await this.demoIssuer.keys() };
  }
}

function issuerUnavailable(): DomainError {
  return new DomainError('unavailable', {
    sv: 'Inloggningstjänsten svarar inte. Försök igen om en stund.',
    en: 'The identity provider does not answer. Try again in a while.',
  });
}
