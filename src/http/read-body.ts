import { DomainError, type ProblemSlug } from '../rules/problem.js';

const MAX_DEPTH = 32;

/**
 * Reads a JSON body strictly: UTF-8 or nothing, no NUL, no lone surrogate, no poisoned prototype,
 * bounded depth; texts come out in Unicode normal form C. Measured: Fastify alone stores Latin-1
 * bytes as replacement characters, and PostgreSQL refuses NUL and silently alters lone surrogates.
 *
 * @throws DomainError `malformed`.
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decodeUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('Innehållet är inte giltig JSON.', 'The content is not valid JSON.');
  }
  return cleaned(value, 0);
}

/** @throws DomainError `malformed` for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('Innehållet är inte UTF-8.', 'The content is not UTF-8.');
  }
}

/** A text as it may be stored: normal form C. @throws DomainError `malformed` for NUL and lone surrogates. */
export function cleanText(text: string): string {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw malformed(
      'Text får inte innehålla NUL eller ensamma surrogat.',
      'Text may not hold NUL or lone surrogates.',
    );
  }
  return text.normalize('NFC');
}

function cleaned(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH)
    throw malformed('Innehållet är för djupt nästlat.', 'The content is nested too deeply.');
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw malformed('Innehållet har ett otillåtet fältnamn.', 'The content has a forbidden field name.');
      }
      return [cleanText(key), cleaned(item, depth + 1)];
    }),
  );
}

function malformed(sv: string, en: string, slug: ProblemSlug = 'malformed'): DomainError {
  return new DomainError(slug, { sv, en });
}
