import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JWTPayload } from 'jose';
import * as oidc from 'openid-client';
import { SETTINGS, type Settings } from '../config/settings.js';
import { DomainError } from '../rules/problem.js';
import type { ProvenToken } from './access-tokens.js';
import { usernameOf } from './claims.js';
import { Unauthenticated } from './unauthenticated.js';
import { whySignInFailed } from './why-sign-in-failed.js';

/** What the browser keeps while its person is at the issuer. */
export interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const TIMEOUT_SECONDS = 5;

/** Signing in with a browser at the issuer: OpenID Connect, authorization code with PKCE. */
@Injectable()
export class IssuerSignIn {
  private readonly log = new Logger(IssuerSignIn.name);
  private known: Promise<oidc.Configuration> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  get isOffered(): boolean {
    return this.settings.OIDC_ISSUER !== undefined && this.settings.OIDC_CLIENT_ID !== '';
  }

  /** Where the browser goes, and what it has to bring back. @throws DomainError `unavailable` */
  async begin(): Promise<{ address: string; errand: Errand }> {
    const errand = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const address = oidc.buildAuthorizationUrl(await this.issuer(), {
      redirect_uri: this.returnAddress,
      scope: this.settings.OIDC_SCOPE,
      state: errand.state,
      nonce: errand.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(errand.verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, errand };
  }

  /**
   * Exchanges the code for an id token, whose signature, issuer, audience, nonce and age are checked.
   *
   * @throws Unauthenticated whatever is wrong with what the browser brought.
   * @throws DomainError `unavailable` while the issuer cannot be reached.
   */
  async end(query: string, errand: Errand): Promise<ProvenToken> {
    const issuer = await this.issuer();
    const tokens = await oidc
      .authorizationCodeGrant(issuer, new URL(`${this.returnAddress}?${query}`), {
        expectedState: errand.state,
        expectedNonce: errand.nonce,
        pkceCodeVerifier: errand.verifier,
        idTokenExpected: true,
      })
      .catch((failed: unknown) => {
        this.tell(whySignInFailed(failed));
        throw isOfTheLine(failed) ? unavailable() : new Unauthenticated();
      });
    const claims = tokens.claims() as JWTPayload | undefined;
    const { OIDC_USERNAME_CLAIM } = this.settings;
    const username = claims && usernameOf(claims, OIDC_USERNAME_CLAIM);
    if (!claims || username === undefined) {
      this.tell(`the id token has no username in the claim ${OIDC_USERNAME_CLAIM}: see OIDC_USERNAME_CLAIM`);
      throw new Unauthenticated();
    }
    const { iat, exp } = claims;
    return { username, claims, issuedAt: iat ?? 0, expiresAt: (exp ?? 0) * 1000 };
  }

  /**
   * Where the browser goes to end its session at the issuer too (OpenID Connect RP-Initiated Logout 1.0). It names the
   * client and not the person: that would take the id token, which is not kept, so the issuer may ask whether it is meant.
   *
   * @returns undefined where the issuer has no such address, or cannot be asked now.
   */
  async endAddress(): Promise<string | undefined> {
    try {
      const issuer = await this.issuer();
      if (issuer.serverMetadata().end_session_endpoint === undefined) return undefined;
      const back = `${this.settings.publicUrl}/logga-in`;
      return oidc.buildEndSessionUrl(issuer, { post_logout_redirect_uri: back }).href;
    } catch {
      return undefined;
    }
  }

  private get returnAddress(): string {
    return `${this.settings.publicUrl}/logga-in/svar`;
  }

  /** The issuer's metadata: fetched once, and again only where fetching failed. */
  private async issuer(): Promise<oidc.Configuration> {
    this.known ??= this.discover();
    try {
      return await this.known;
    } catch (failed) {
      this.known = undefined;
      this.tell(`the configuration of the issuer cannot be read (${whySignInFailed(failed)})`);
      throw unavailable();
    }
  }

  /** The page says no more than that it failed: whoever keeps the service sees here what to mend. */
  private tell(why: string): void {
    this.log.warn(`Signing in with a browser failed: ${why}.`);
  }

  private async discover(): Promise<oidc.Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ALGORITHM } = this.settings;
    const issuer = new URL(OIDC_ISSUER!);
    return oidc.discovery(
      issuer,
      OIDC_CLIENT_ID,
      { id_token_signed_response_alg: OIDC_ALGORITHM },
      OIDC_CLIENT_SECRET === '' ? oidc.None() : oidc.ClientSecretBasic(OIDC_CLIENT_SECRET),
      {
        timeout: TIMEOUT_SECONDS,
        // Settings allow http on this machine alone, and not in production.
        execute: [
          oidc.enableNonRepudiationChecks,
          ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
  }
}

/** Whether the exchange failed because the issuer could not be reached in time, and not because of what it answered. */
const isOfTheLine = (failed: unknown): boolean =>
  !(failed instanceof oidc.ResponseBodyError || failed instanceof oidc.AuthorizationResponseError) &&
  ['OAUTH_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'].some((code) =>
    JSON.stringify([failed, (failed as Error).cause], ['code', 'cause']).includes(code),
  );

const unavailable = (): DomainError =>
  new DomainError('unavailable', {
    sv: 'Inloggningstjänsten svarar inte. Försök igen om en stund.',
    en: 'The identity provider does not answer. Try again in a while.',
  });
