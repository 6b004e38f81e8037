import { isSafeToFetch } from '../config/safe-to-fetch.js';
import type { Settings } from '../config/settings.js';
import { fetchJson } from './fetch-json.js';

/**
 * Where the issuer says that its signing keys are (OpenID Connect Discovery 1.0, section 4).
 *
 * @throws Error when it cannot be had, or is some other issuer's.
 */
export async function discoverKeys(settings: Pick<Settings, 'OIDC_ISSUER' | 'NODE_ENV'>): Promise<string> {
  const issuer = settings.OIDC_ISSUER ?? '';
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: named, jwks_uri: keys } = await fetchJson(address);
  if (named !== issuer) throw new Error('the configuration found there names another issuer');
  if (typeof keys !== 'string' || !isSafeToFetch(keys, settings.NODE_ENV === 'production'))
    throw new Error('jwks_uri in the configuration found there is not an https address');
  return keys;
}
