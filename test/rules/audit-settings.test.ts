import { describe, expect, it } from '@jest/globals';
import { wrongSettings } from '../support/wrong-settings.js';

const NEW = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('where seals are sent', () => {
  it.each([
    [{ AUDIT_SEALS_URL: 'https://sigill.example/yttra', AUDIT_SEALS_SECRET: NEW }, []],
    [{ AUDIT_SEALS_URL: 'https://sigill.example/yttra' }, [/^AUDIT_SEALS_SECRET: is required/]],
    [
      { AUDIT_SEALS_URL: 'http://sigill.example', AUDIT_SEALS_SECRET: NEW },
      [/^AUDIT_SEALS_URL: must be https/],
    ],
    [
      { AUDIT_SEALS_URL: 'http://127.0.0.1:1', AUDIT_SEALS_SECRET: NEW, NODE_ENV: 'production' },
      [/^AUDIT_SEALS_URL: must be https/],
    ],
    [{ NODE_ENV: 'production' }, [/^AUDIT_SEALS_FILE: set it or AUDIT_SEALS_URL/]],
    [{ NODE_ENV: 'production', AUDIT_SEALS_STAY_INSIDE: 'true' }, []],
    [{ NODE_ENV: 'production', AUDIT_SEALS_FILE: '/var/log/yttra/seals.jsonl' }, []],
    [
      { NODE_ENV: 'production', DATA_DIRECTORY: '/srv/yttra', AUDIT_SEALS_FILE: '/srv/yttra/seals.jsonl' },
      [/^AUDIT_SEALS_FILE: must be outside DATA_DIRECTORY/],
    ],
    [{ AUDIT_SEALS_SECRET: 'hemligt' }, [/^AUDIT_SEALS_SECRET: must be whsec_/]],
    [{ AUDIT_SEALS_SECRET: `${NEW},${NEW},${NEW}` }, [/^AUDIT_SEALS_SECRET: must be whsec_/]],
  ])('is checked at start: %j', (env, problems) => {
    expect(wrongSettings(env as Record<string, string>)).toEqual(
      problems.map((problem) => expect.stringMatching(problem)),
    );
  });
});
