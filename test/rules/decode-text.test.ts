import { describe, expect, it } from '@jest/globals';
import { decodeText } from '../../src/http/decode-text.js';

const TEXT = 'Sammanfattning\r\nÅtgärder för Älvsjö – idé\r\n';
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const windows1252 = (text: string): Buffer => Buffer.from(text.replaceAll('–', '\u0096'), 'latin1');

describe('a text', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, little end first, with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16, big end first, with a mark', bigEndian(`\uFEFF${TEXT}`)],
    ['UTF-16, little end first', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16, big end first', bigEndian(TEXT)],
    ['Windows-1252', windows1252(TEXT)],
  ])('is read in %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT);
  });

  it.each([
    ['the code page of DOS', [0x46, 0x94, 0x72, 0x73, 0x6c, 0x61, 0x67]],
    ['the code page of DOS with å and ä', [0x86, 0x74, 0x67, 0x84, 0x72, 0x64]],
    ['Mac Roman', [0x8c, 0x74, 0x67, 0x8a, 0x72, 0x64]],
    ['UTF-8 with a byte lost', [...Buffer.from('Åtgärder'), 0xc3]],
    ['no letters but the high bytes of an image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['UTF-16 of half a letter', [0x00, 0x53, 0x00]],
    ['NUL', [0x53, 0x00, 0x53, 0x53]],
  ])('is refused in %s, with how to save it', (_, bytes) => {
    expect(() => decodeText(Buffer.from(bytes))).toThrow(
      expect.objectContaining({
        slug: 'malformed',
        detail: { sv: expect.stringContaining('UTF-8'), en: expect.any(String) },
      }),
    );
  });
});
