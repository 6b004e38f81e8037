import type { Refusal } from './refusals.js';
import type { Texts } from './texts.js';

/** Last part of a problem's `type`, `/problems/<slug>`. Stable: integrators branch on it. */
export type ProblemSlug =
  | 'malformed'
  | 'unauthenticated'
  | 'not-permitted'
  | 'insufficient-assurance'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'content-gone'
  | 'request-in-progress'
  | 'transition-refused'
  | 'conflict'
  | 'stale-version'
  | 'too-large'
  | 'too-demanding'
  | 'unsupported-media-type'
  | 'validation'
  | 'idempotency-key-reused'
  | 'precondition-required'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable'
  | 'storage-full';

/** Something that a warning or a refusal says. `code` is stable, the texts are for people. */
export interface Reason {
  readonly code: string;
  readonly detail: Texts;
}

/** One invalid value of a request (422): which value, by JSON pointer, and which rule it breaks. */
export interface InvalidValue extends Refusal {
  readonly pointer: string;
}

/** A refusal the caller can understand. Knows nothing about HTTP; the problem filter gives it a status. */
export class DomainError extends Error {
  constructor(
    readonly slug: ProblemSlug,
    readonly detail: Texts,
    readonly reasons: readonly Refusal[] = [],
    readonly invalid: readonly InvalidValue[] = [],
  ) {
    super(`${slug}: ${detail.en}`);
    this.name = new.target.name;
  }
}

/** Absent, or not visible to the caller: the two must look the same. */
export class NotFound extends DomainError {
  constructor() {
    super('not-found', {
      sv: 'Det finns inget på den här adressen som du får se.',
      en: 'There is nothing at this address that you may see.',
    });
  }
}

/** The record is there, and the file that belongs to it no longer. */
export class ContentGone extends DomainError {
  constructor() {
    super('content-gone', {
      sv: 'Handlingen finns registrerad, men filen saknas i lagringen. Säg till driften, som kan hämta den ur en säkerhetskopia.',
      en: 'The document is on record, but its file is missing from the storage. Tell the operators, who can bring it back from a backup.',
    });
  }
}

/** The caller sees the record but holds no role that may do this. */
export class NotPermitted extends DomainError {
  constructor(
    readonly action: string,
    who: Texts,
  ) {
    super('not-permitted', {
      sv: `Din roll får inte göra detta. Det gör ${who.sv}.`,
      en: `Your role may not do this. It is done by ${who.en}.`,
    });
  }
}

/** The role is there, but the person was not identified surely enough when they signed in; `acrValues` would do. */
export class InsufficientAssurance extends DomainError {
  constructor(readonly acrValues: readonly string[]) {
    super('insufficient-assurance', {
      sv: `Logga in med högre tillitsnivå för att göra detta (acr: ${acrValues.join(' eller ')}).`,
      en: `Sign in with a higher level of assurance to do this (acr: ${acrValues.join(' or ')}).`,
    });
  }
}

/** Too much, too fast. The answer says when to come back. */
export class TooManyRequests extends DomainError {
  constructor(
    readonly retryAfterSeconds: number,
    what: Texts = { sv: 'För många anrop.', en: 'Too many requests.' },
  ) {
    super('too-many-requests', {
      sv: `${what.sv} Försök igen om ${retryAfterSeconds} s.`,
      en: `${what.en} Try again in ${retryAfterSeconds} s.`,
    });
  }
}

/** The record is not in a state that allows the step; `reasons` names every unmet rule. */
export class TransitionRefused extends DomainError {
  constructor(verb: Texts, state: Texts, reasons: readonly Refusal[]) {
    super(
      'transition-refused',
      {
        sv: `Det går inte att göra nu: ”${verb.sv}”, i läget ”${state.sv}”.`,
        en: `This cannot be done now: “${verb.en}”, in the state “${state.en}”.`,
      },
      reasons,
    );
  }
}

/** The record contradicts the request in a way that is not a lifecycle step, such as a number already taken. */
export class Conflict extends DomainError {
  constructor(...reasons: readonly [Refusal, ...Refusal[]]) {
    super('conflict', reasons[0].detail, reasons);
  }
}

/** Well-formed but invalid: every invalid value is listed, none is saved. */
export class Invalid extends DomainError {
  constructor(...invalid: readonly [InvalidValue, ...InvalidValue[]]) {
    super(
      'validation',
      { sv: 'Begäran innehåller värden som inte går att använda.', en: 'The request holds invalid values.' },
      [],
      invalid,
    );
  }
}
