import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newSecret, seal, unseal } from '../../src/delivery/webhooks/seal-secret.js';
import { wrongSettings } from '../support/wrong-settings.js';

const key = randomBytes(32);

describe('a sealed secret', () => {
  it('is opened with its key and its webhook only, and never the same twice', () => {
    const secret = newSecret();
    const sealed = seal(secret, key, 'a');
    expect(unseal(sealed, key, 'a')).toBe(secret);
    expect(sealed.equals(seal(secret, key, 'a'))).toBe(false);
    expect(sealed.includes(Buffer.from(secret))).toBe(false);
    expect(() => unseal(sealed, randomBytes(32), 'a')).toThrow();
    expect(() => unseal(sealed, key, 'b')).toThrow();
  });

  it('is not opened when a single bit of it has changed, or some of it is gone', () => {
    const sealed = seal(newSecret(), key, 'a');
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      expect(() => unseal(altered, key, 'a')).toThrow();
      expect(() => unseal(sealed.subarray(0, at), key, 'a')).toThrow();
    }
  });
});

describe('the settings of webhooks', () => {
  const base = { OIDC_JWKS_URL: 'https://login.example/jwks', AUDIT_SEALS_STAY_INSIDE: 'true' };
  const wrong = (env: Record<string, string>) => wrongSettings({ ...base, ...env });

  it('refuse private receivers in production', () => {
    expect(wrong({ WEBHOOK_ALLOWED_PRIVATE: '127.0.0.1:9000' })).toEqual([]);
    expect(wrong({ WEBHOOK_ALLOWED_PRIVATE: '127.0.0.1:9000', NODE_ENV: 'production' })).toEqual([
      'WEBHOOK_ALLOWED_PRIVATE: is refused when NODE_ENV is production',
    ]);
  });

  it.each([
    { WEBHOOK_SECRETS_KEY: 'short' },
    { WEBHOOK_SECRETS_KEY: randomBytes(31).toString('base64') },
    { WEBHOOK_SECRETS_KEY: `${key.toString('base64')},short` },
    { WEBHOOK_SECRETS_KEY: Array(3).fill(key.toString('base64')).join() },
    { WEBHOOK_CA_FILE: '/nowhere/authorities.pem' },
    { WEBHOOK_CA_FILE: 'package.json' },
    { WEBHOOK_PORTS: '443,25' },
    { WEBHOOK_PORTS: '443,' },
    { WEBHOOK_PORTS: '8443.5' },
    { WEBHOOK_ALLOWED_PRIVATE: '127.0.0.1' },
    { WEBHOOK_ALLOWED_PRIVATE: 'localhost:9000' },
  ])('refuse %j', (env) => {
    expect(wrong(env)).toEqual([expect.stringMatching(Object.keys(env)[0]!)]);
  });
});
