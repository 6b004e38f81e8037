import * as oidc from 'openid-client';

/** What OAuth names its errors; an issuer, or a browser, could write anything there. */
const NAME = /^[a-z_]{3,40}$/;

/**
 * Why a sign-in with a browser failed, for the log: in names that the protocols and the library have, and nothing that
 * the browser, the issuer or a claim says.
 */
export function whySignInFailed(failed: unknown): string {
  if (failed instanceof oidc.ResponseBodyError)
    return `the issuer answered ${nameOf(failed.error)} (${failed.status})${adviceOn(failed.error)}`;
  if (failed instanceof oidc.AuthorizationResponseError)
    return `the issuer sent the browser back with ${nameOf(failed.error)}`;
  if (failed instanceof oidc.WWWAuthenticateChallengeError)
    return `the issuer answered ${failed.status}${adviceOn('invalid_client')}`;
  const causes = causesOf(failed);
  const code = causes.map(({ code }) => code).findLast((found) => typeof found === 'string');
  const claim = causes.map(({ claim }) => claim).find((found) => typeof found === 'string');
  return `${code ?? (failed as Error).name}${claim === undefined ? '' : ` (${claim})`}`;
}

const nameOf = (error: string): string => (NAME.test(error) ? error : 'an error of its own');

const adviceOn = (error: string): string =>
  ['invalid_client', 'unauthorized_client'].includes(error)
    ? ': see OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, and whether the secret has expired'
    : '';

interface Cause {
  readonly code?: unknown;
  /** Of the library, where a claim is not what it should be: its name. */
  readonly claim?: unknown;
  readonly cause?: unknown;
}

function causesOf(failed: unknown): Cause[] {
  if (typeof failed !== 'object' || failed === null) return [];
  return [failed, ...causesOf((failed as Cause).cause)];
}
