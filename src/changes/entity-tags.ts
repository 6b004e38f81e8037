import { DomainError } from '../rules/problem.js';

export type ConditionHeader = 'If-Match' | 'If-None-Match';

/** An entity tag as RFC 9110 (8.8.3) writes it; a comma may stand within. */
const ENTITY_TAG = /(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/y;
const SEPARATOR = /[ \t]*(?:,[ \t]*|$)/y;

interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

/**
 * Whether a condition names this strong tag: `If-Match` compares strongly, so that a weak tag never matches,
 * `If-None-Match` weakly, since a proxy that compresses the answer weakens its tag (RFC 9110, 13.1).
 *
 * @throws DomainError `malformed` for what is neither `*` nor a list of entity tags.
 */
export function namesTag(header: ConditionHeader, value: string, etag: string): boolean {
  const tags = entityTags(header, value);
  if (tags === '*') return true;
  return tags.some(({ weak, opaque }) => opaque === etag && !(weak && header === 'If-Match'));
}

/** Elements of a list may be empty (RFC 9110, 5.6.1). @throws DomainError `malformed`. */
export function entityTags(header: ConditionHeader, value: string): '*' | readonly EntityTag[] {
  const trimmed = value.trim();
  if (trimmed === '*') return '*';
  const tags: EntityTag[] = [];
  let at = 0;
  while (at < trimmed.length) {
    ENTITY_TAG.lastIndex = at;
    const [tag = '', weak, opaque] = ENTITY_TAG.exec(trimmed) ?? [];
    if (opaque !== undefined) tags.push({ weak: weak !== undefined, opaque });
    SEPARATOR.lastIndex = at + tag.length;
    if (!SEPARATOR.test(trimmed)) throw malformed(header);
    at = SEPARATOR.lastIndex;
  }
  return tags;
}

function malformed(header: ConditionHeader): DomainError {
  return new DomainError('malformed', {
    sv: `${header} ska vara * eller ETag-värden inom citattecken, åtskilda av komman.`,
    en: `${header} must be * or ETag values between quotation marks, separated by commas.`,
  });
}
