import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { opened, sealed } from '../../src/database/sealed.js';
import { unseal } from '../../src/delivery/webhooks/seal-secret.js';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

describe('what versions before have sealed', () => {
  const key = Buffer.alloc(32, 7);

  it('is opened: a secret of a webhook', () => {
    const kept = bytes(
      'AeGbGKielqQhjRgtKybkgaQT8s7/oyG9yyE0Yr1jPGkk8QCWsqQCBZYBIaHu6EoDrdiDZRvJdHZMgdwOMUWYSf0MaNrM1L3Jtelg31SGNA==',
    );
    expect(unseal(kept, key, '3f0d1c55-8a4e-4b1c-9a57-0c1f2b7e6d10')).toBe(
      'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
    );
  });

  it('is opened: an answer that is kept for a repeat', () => {
    const kept = bytes('crLa2iVgK6xSODPZtu6/VQ65he7pWb/Itr4qvKDyYNjz6yKcejub+/Qw2XYMatAeZ/V78Ief');
    expect(opened(kept, key, 'POST /cases 9d5e').toString()).toBe('{"title":"Översiktsplan"}');
  });

  it('is opened: a form that waits for its user, which is of nothing', () => {
    const kept = bytes('7DOvuihIQ3WbAaRIXidaFrFfgWfb/4cJCU2BmWEKZWbcoa3ApO1IRg==');
    expect(opened(kept, key).toString()).toBe('ett förslag');
  });
});

describe('what is sealed', () => {
  it('is opened with its key and as what it is of, whole', () => {
    const key = randomBytes(32);
    const kept = sealed(Buffer.from('yttrande'), key, 'a');
    expect(opened(kept, key, 'a').toString()).toBe('yttrande');
    expect(() => opened(kept, randomBytes(32), 'a')).toThrow();
    expect(() => opened(kept, key, 'b')).toThrow();
    expect(() => opened(kept, key)).toThrow();
    expect(() => opened(kept.subarray(0, 20), key, 'a')).toThrow();
  });
});
