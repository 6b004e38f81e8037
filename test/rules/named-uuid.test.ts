import { describe, expect, it } from '@jest/globals';
import { namedUuid } from '../../src/archive/packing/named-uuid.js';

/** The namespace of domain names (RFC 9562, 6.6). */
const DOMAINS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('the UUID of a name', () => {
  it.each([
    // Of RFC 9562, A.4, and as Python's uuid5 makes it.
    ['www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['ärende', '163b327a-20b7-578c-bd81-731893ee8a97'],
  ])('of %s is %s', (name, expected) => {
    expect(namedUuid(DOMAINS, name)).toBe(expected);
  });

  it('is another within another', () => {
    expect(namedUuid(namedUuid(DOMAINS, 'a'), 'register')).not.toBe(
      namedUuid(namedUuid(DOMAINS, 'b'), 'register'),
    );
  });
});
