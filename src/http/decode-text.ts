import { DomainError } from '../rules/problem.js';

/** Letters and signs that Swedish text has beyond ASCII. Another encoding, read as Windows-1252, gives others. */
const SWEDISH = /^[\t\n\v\f\r -~åäöÅÄÖéÉèÈêëàÀáÁâôóòøØæÆüÜñçßšžíï§°·•–—‑…”“’‘´«»½¼¾±²³µ×€£©®\u00A0\u00AD]*$/u;
const A_SWEDISH_LETTER = /[åäöÅÄÖéÉ]/u;
/** In the code pages of DOS, ö is where Windows-1252 has a quotation mark. */
const QUOTE_IN_A_WORD = /\p{L}[”“]\p{Ll}/u;
/** Half of the bytes of Latin text in UTF-16 are zero. Two in five leave room for dashes and quotation marks. */
const ZEROS_OF_UTF16 = 0.4;

/**
 * A text in UTF-8, UTF-16 or Windows-1252 (and its part Latin-1), where it is sure which.
 *
 * @throws DomainError `malformed` for any other bytes, saying how to save the text.
 */
export function decodeText(bytes: Buffer): string {
  const text = markedUtf16(bytes) ?? utf8(bytes) ?? unmarkedUtf16(bytes) ?? windows1252(bytes);
  if (text === undefined) throw unrecognised();
  return text;
}

function markedUtf16(bytes: Buffer): string | undefined {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return decoded('utf-16le', bytes);
  return mark === 'feff' ? decoded('utf-16be', bytes) : undefined;
}

function utf8(bytes: Buffer): string | undefined {
  return bytes.includes(0) ? undefined : decoded('utf-8', bytes);
}

function unmarkedUtf16(bytes: Buffer): string | undefined {
  let [even, odd] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = bytes.length * ZEROS_OF_UTF16;
  if (bytes.length === 0 || bytes.length % 2 !== 0 || Math.max(even, odd) < many || Math.min(even, odd) > 0)
    return undefined;
  return decoded(odd > even ? 'utf-16le' : 'utf-16be', bytes);
}

/** What Windows-1252 has from 0x80 on. Node 20 takes it for Latin-1, which has no signs there; ? is none of either. */
const SIGNS = '€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ'.replaceAll('?', '\u0000');

function windows1252(bytes: Buffer): string | undefined {
  const text = bytes
    .toString('latin1')
    .replace(/[\u0080-\u009F]/gu, (sign) => SIGNS[sign.charCodeAt(0) - 0x80]!);
  const sure =
    text !== undefined && SWEDISH.test(text) && A_SWEDISH_LETTER.test(text) && !QUOTE_IN_A_WORD.test(text);
  return sure ? text : undefined;
}

function decoded(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const unrecognised = (): DomainError =>
  new DomainError('malformed', {
    sv: 'Det går inte att avgöra textens teckenkodning. Spara den som oformaterad text med kodningen UTF-8 och skicka den igen.',
    en: 'The encoding of the text cannot be told. Save it as plain text in UTF-8 and send it again.',
  });
