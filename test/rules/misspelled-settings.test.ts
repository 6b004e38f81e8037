import { describe, expect, it } from '@jest/globals';
import { misspelledSettings } from '../../src/config/misspelled-settings.js';
import { settingSpecs } from '../../src/config/setting-specs.js';

describe('a variable that nearly has the name of a setting', () => {
  it.each([
    ['DATABSE_POOL_SIZE', 'DATABASE_POOL_SIZE'],
    ['OIDC_CLIENTID', 'OIDC_CLIENT_ID'],
    ['CLAMD_URI', 'CLAMD_URL'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['MAIL_FRM', 'MAIL_FROM'],
    ['webhook_secrets_key', 'WEBHOOK_SECRETS_KEY'],
  ])('%s is told of as %s', (given, meant) => {
    const told = misspelledSettings({ [given]: 'x', PATH: '/bin' });
    expect(told).toEqual([expect.objectContaining({ given, meant })]);
  });

  it('is not any that is set', () => {
    const all = Object.fromEntries(Object.keys(settingSpecs).map((name) => [name, 'x']));
    expect(misspelledSettings(all)).toEqual([]);
  });

  it.each([
    'HOME',
    'HOSTNAME',
    'LOGNAME',
    'NODE_OPTIONS',
    'NODE_EXTRA_CA_CERTS',
    'REDIS_PORT',
    'SMTP_HOST',
    'OTEL_SERVICE_NAME',
    'DATABASE_HOST',
    'PGDATABASE',
    'YTTRA_SERVICE_PORT',
  ])('is not %s, which is of others', (given) => expect(misspelledSettings({ [given]: 'x' })).toEqual([]));

  it('is not one beside the right name, nor an empty one', () => {
    expect(misspelledSettings({ CLAMD_URI: 'x', CLAMD_URL: 'y' })).toEqual([]);
    expect(misspelledSettings({ CLAMD_URI: '' })).toEqual([]);
  });
});
