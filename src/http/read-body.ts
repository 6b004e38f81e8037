import qs from 'qs';
import { DomainError, Invalid, type ProblemSlug } from '../rules/problem.js';
import { because } from './refusals.js';
import { holdsControls, withLineFeeds } from '../rules/text.js';

const MAX_DEPTH = 32;
/** Twice what the largest body has that any field allows; validating each takes time that all others wait. */
const MAX_VALUES = 5000;

/**
 * Reads a JSON body strictly: an object in UTF-8 or nothing, no NUL, no lone surrogate, no poisoned prototype,
 * no name twice in one object, no list of lists, bounded depth and number; texts come out as `cleanText` says.
 * Measured: Fastify alone stores Latin-1 bytes as replacement characters, PostgreSQL refuses NUL and silently
 * alters lone surrogates, JSON.parse keeps the last of two, and class-validator looks through lists of lists.
 *
 * @throws DomainError `malformed`.
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decodeUtf8(bytes, { ignoreBOM: true });
  // RFC 8259 allows none, and readers differ on it.
  if (text.startsWith('\ufeff'))
    throw malformed(
      'Innehållet börjar med en byteordningsmarkering (BOM), som JSON inte har. Skicka UTF-8 utan den.',
      'The content begins with a byte order mark (BOM), which JSON has not. Send UTF-8 without it.',
    );
  const value = parsed(text);
  if (!isObject(value)) throw malformed('Innehållet är inget JSON-objekt.', 'The content is no JSON object.');
  const body = cleaned(value, '', { left: MAX_VALUES });
  if (namesIn(text) !== namesOf(body))
    throw malformed('Innehållet har samma fält två gånger.', 'The content has the same field twice.');
  return body;
}

/**
 * Reads a form of a page as strictly: `clauses[0][text]` is a field in a list, lines end as everywhere else, and what
 * is left empty is left out.
 *
 * @throws DomainError `malformed`.
 */
export const readForm = (bytes: Buffer): Record<string, unknown> => formOf(decodeUtf8(bytes));

/**
 * The fields of a form, read as `readForm` says, of its text or of its parts by their names.
 *
 * @throws DomainError `malformed`.
 */
export function formOf(form: string | Record<string, string>): Record<string, unknown> {
  const fields = qs.parse(form as string, {
    depth: 6,
    strictDepth: false,
    parameterLimit: MAX_VALUES,
    arrayLimit: 200,
    plainObjects: true,
  });
  return cleaned(withoutEmpty(fields), '', { left: MAX_VALUES }) as Record<string, unknown>;
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== '').map(withoutEmpty);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (item === '' ? [] : [[name, withoutEmpty(item)]])),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('Innehållet är inte giltig JSON.', 'The content is not valid JSON.');
  }
}

/** @throws DomainError `malformed` for bytes that are not UTF-8. */
function decodeUtf8(bytes: Buffer, options: { ignoreBOM?: boolean } = {}): string {
  try {
    return new TextDecoder('utf-8', { ...options, fatal: true }).decode(bytes);
  } catch {
    throw malformed('Innehållet är inte UTF-8.', 'The content is not UTF-8.');
  }
}

/**
 * More marks on one letter than any writing has (UAX #15, Stream-Safe Text Format). To put marks in order takes time
 * with the square of their number: measured, a text of 1 MiB of them kept everyone waiting for more than a minute.
 */
const ENDLESS_MARKS = /(?<!\p{M})\p{M}{31}/u;

/**
 * A text as it may be stored: readable, and with lines that end with line feeds.
 *
 * @param pointer where in the request the text stands, for the sentence that refuses it.
 * @throws as `readableText`.
 */
export const cleanText = (text: string, pointer = ''): string => withLineFeeds(readableText(text, pointer));

/**
 * A text whose lines and pages end as they came: whoever reads a report knows a page by its form feed.
 *
 * @throws as `wellFormed`; Invalid for controls that end no line.
 */
export function readableText(text: string, pointer = ''): string {
  const formed = wellFormed(text);
  if (holdsControls(withLineFeeds(formed))) throw new Invalid({ pointer, ...because.controlCharacter });
  return formed;
}

/**
 * A text in normal form C.
 *
 * @throws DomainError `malformed` for NUL, lone surrogates and more than 30 marks on a letter.
 */
export function wellFormed(text: string): string {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw malformed(
      'Text får inte innehålla NUL eller ensamma surrogat.',
      'Text may not hold NUL or lone surrogates.',
    );
  }
  if (ENDLESS_MARKS.test(text)) {
    throw malformed(
      'Text får ha högst 30 kombinerande tecken i följd.',
      'Text may have at most 30 combining marks in a row.',
    );
  }
  return text.normalize('NFC');
}

/** How many values may still come. */
interface Room {
  left: number;
}

/** @param pointer where the value stands (RFC 6901), of which each slash is one level of depth. */
function cleaned(value: unknown, pointer: string, room: Room): unknown {
  if (room.left-- === 0)
    throw malformed('Innehållet har för många värden.', 'The content has too many values.');
  if (typeof value === 'string') return cleanText(value, pointer);
  if (typeof value !== 'object' || value === null) return value;
  if (pointer.split('/').length > MAX_DEPTH + 1)
    throw malformed('Innehållet är för djupt nästlat.', 'The content is nested too deeply.');
  if (Array.isArray(value)) return value.map((item, index) => cleanedItem(item, `${pointer}/${index}`, room));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      // Names that every object has would be looked past where unknown fields are refused.
      if (key in Object.prototype || key === 'prototype') {
        throw malformed('Innehållet har ett otillåtet fältnamn.', 'The content has a forbidden field name.');
      }
      const name = cleanText(key, pointer);
      return [name, cleaned(item, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, room)];
    }),
  );
}

function cleanedItem(item: unknown, pointer: string, room: Room): unknown {
  if (Array.isArray(item))
    throw malformed('Innehållet har en lista direkt i en lista.', 'The content has a list right in a list.');
  return cleaned(item, pointer, room);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many fields a JSON text names: its strings that a colon follows. */
function namesIn(json: string): number {
  let names = 0;
  for (const [, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) names += 1;
  return names;
}

/** How many fields there are in a value. */
function namesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value);
  return parts.reduce((sum: number, part) => sum + namesOf(part), Array.isArray(value) ? 0 : parts.length);
}

function malformed(sv: string, en: string, slug: ProblemSlug = 'malformed'): DomainError {
  return new DomainError(slug, { sv, en });
}
