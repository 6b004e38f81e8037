import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings, type InvalidConfiguration } from '../../src/config/settings.js';
import { wrongSettings } from '../support/wrong-settings.js';

const base = {
  DATABASE_URL: 'postgres://localhost/yttra',
  OIDC_ISSUER: 'https://login.example',
  AUDIT_SEALS_STAY_INSIDE: 'true',
  OPERATOR_LANGUAGE: 'en',
};
const map = '{"yttra-tsn-reg":{"body":"TSN","role":"registrar"}}';
const wrong = (env: Record<string, string>) => wrongSettings({ ...base, ...env });

describe('the settings of the issuer', () => {
  it('need no address of its keys', () => expect(wrong({})).toEqual([]));

  it.each([
    ['http://login.example', {}],
    ['http://127.0.0.1.login.example', {}],
    ['http://127.0.0.1:8080', { NODE_ENV: 'production' }],
    ['ftp://login.example', {}],
  ])('refuse keys that would come in the clear (%s)', (OIDC_ISSUER, env) => {
    expect(wrong({ OIDC_ISSUER, ...env })).toEqual([expect.stringMatching(/^OIDC_ISSUER: must be https/)]);
    expect(wrong({ OIDC_JWKS_URL: OIDC_ISSUER, ...env })).toEqual([
      expect.stringMatching(/^OIDC_JWKS_URL: must be https/),
    ]);
  });

  it.each(['http://127.0.0.1:8080/realms/kommun', 'http://[::1]:8080', 'http://localhost:8080'])(
    'let an issuer on this machine be tried out (%s)',
    (OIDC_ISSUER) => expect(wrong({ OIDC_ISSUER })).toEqual([]),
  );

  it('let the issuer be only a name where the keys have an address', () => {
    expect(
      wrong({
        NODE_ENV: 'production',
        OIDC_ISSUER: 'http://adfs.kommun.example/adfs/services/trust',
        OIDC_JWKS_URL: 'https://adfs.kommun.example/adfs/discovery/keys',
      }),
    ).toEqual([]);
  });

  it('say where browsers come back to in production, and ask who signs in', () => {
    const pages = { NODE_ENV: 'production', OIDC_CLIENT_ID: 'yttra' };
    expect(wrong(pages)).toEqual(['PUBLIC_URL: is required with OIDC_CLIENT_ID']);
    expect(wrong({ ...pages, PUBLIC_URL: 'https://yttra.example' })).toEqual([]);
    expect(wrong({ OIDC_SCOPE: 'profile email' })).toEqual([
      expect.stringMatching(/^OIDC_SCOPE: must include openid/),
    ]);
  });

  it('refuse to sign browsers in by a configuration that would come in the clear', () => {
    const adfs = {
      NODE_ENV: 'production',
      OIDC_ISSUER: 'http://adfs.kommun.example/adfs/services/trust',
      OIDC_JWKS_URL: 'https://adfs.kommun.example/adfs/discovery/keys',
      OIDC_CLIENT_ID: 'yttra-pages',
      PUBLIC_URL: 'https://yttra.example',
    };
    expect(wrong(adfs)).toEqual([expect.stringMatching(/^OIDC_ISSUER: must be https with OIDC_CLIENT_ID/)]);
    expect(wrong({ ...adfs, OIDC_ISSUER: 'https://adfs.kommun.example/adfs' })).toEqual([]);
  });

  it('refuse to sign browsers in at an address where they drop the cookie', () => {
    const pages = { OIDC_CLIENT_ID: 'yttra-pages' };
    expect(wrong({ ...pages, PUBLIC_URL: 'http://yttra.example' })).toEqual([
      expect.stringMatching(/^PUBLIC_URL: must be https with OIDC_CLIENT_ID/),
    ]);
    expect(wrong({ ...pages, PUBLIC_URL: 'http://localhost:3000' })).toEqual([]);
    expect(wrong({ PUBLIC_URL: 'http://yttra.example' })).toEqual([]);
  });

  it('let no id token of the pages pass for an access token', () => {
    const same = { OIDC_CLIENT_ID: 'yttra', OIDC_AUDIENCE: 'yttra', PUBLIC_URL: 'https://yttra.example' };
    expect(wrong({ ...same, OIDC_TOKEN_TYPE: 'JWT' })).toEqual([
      expect.stringMatching(/^OIDC_AUDIENCE: must be another than OIDC_CLIENT_ID with OIDC_TOKEN_TYPE=JWT/),
    ]);
    expect(wrong(same)).toEqual([]);
    expect(wrong({ ...same, OIDC_TOKEN_TYPE: 'JWT', OIDC_AUDIENCE: 'yttra-api' })).toEqual([]);
  });

  it('take a map of roles from the variable or from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yttra-role-map-')), 'roles.json');
    writeFileSync(file, map);
    for (const OIDC_ROLE_MAP of [map, file]) {
      const settings = readSettings({ ...base, OIDC_ROLE_CLAIM: 'roles', OIDC_ROLE_MAP });
      expect(settings.OIDC_ROLE_MAP).toEqual(
        new Map([['yttra-tsn-reg', [{ body: 'TSN', role: 'registrar' }]]]),
      );
    }
  });

  it.each([
    ['{', /JSON/],
    ['/finns/inte.json', /ENOENT/],
    ['{}', /at least one/],
    ['{"hemlig":{"body":"tsn","role":"registrar"}}', /“hemlig” must be/],
    ['{"hemlig":{"body":"TSN","role":"chef"}}', /“hemlig” must be/],
    ['{"hemlig":{"body":"TSN"}}', /“hemlig” must be/],
    ['{"hemlig":{"body":"TSN","role":"registrar","also":"x"}}', /“hemlig” must be/],
    ['{"hemlig":[]}', /“hemlig” must be/],
    ['{"hemlig":null}', /“hemlig” must be/],
  ])('refuse a map of roles that is %s', (OIDC_ROLE_MAP, says) => {
    expect(wrong({ OIDC_ROLE_CLAIM: 'roles', OIDC_ROLE_MAP })).toEqual([expect.stringMatching(says)]);
  });

  it('belong together', () => {
    expect(wrong({ OIDC_ROLE_CLAIM: 'roles' })).toEqual([expect.stringMatching(/^OIDC_ROLE_MAP/)]);
    expect(wrong({ OIDC_ROLE_MAP: map })).toEqual([expect.stringMatching(/^OIDC_ROLE_MAP/)]);
    expect(wrong({ OIDC_CREATE_PEOPLE: 'true' })).toEqual([expect.stringMatching(/^OIDC_CREATE_PEOPLE/)]);
  });

  it.each(['a b', 'a"b', 'a,,b', 'å'])(
    'refuse a level of assurance that is no value (%s)',
    (ACR_REQUIRED) => {
      expect(wrong({ ACR_REQUIRED })).toEqual([expect.stringMatching(/^ACR_REQUIRED/)]);
    },
  );

  it.each(['-1', '61', 'NaN'])('refuse to remember people for %s seconds', (IDENTITY_CACHE_SECONDS) => {
    expect(wrong({ IDENTITY_CACHE_SECONDS })).toEqual([expect.stringMatching(/^IDENTITY_CACHE_SECONDS/)]);
  });

  it('of roles and levels say nothing to the demo’s own tokens', () => {
    const { OIDC_ISSUER: _none, ...demo } = {
      ...base,
      DEMO: 'true',
      DATABASE_URL: 'postgres://localhost/a_demo',
    };
    const refused = (env: object) => {
      try {
        readSettings({ ...demo, ...env });
        return [];
      } catch (error) {
        return (error as InvalidConfiguration).problems;
      }
    };
    expect(refused({})).toEqual([]);
    expect(refused({ ACR_REQUIRED: 'c1' })).toEqual(['OIDC_ISSUER: is required with ACR_REQUIRED']);
    expect(refused({ OIDC_ROLE_CLAIM: 'roles', OIDC_ROLE_MAP: map })).toEqual([
      'OIDC_ISSUER: is required with OIDC_ROLE_MAP',
    ]);
  });
});
