import { actorIdOf } from '../identity/actor-id.js';
import type { Actor } from '../rules/actor.js';
import { DomainError, type ProblemSlug } from '../rules/problem.js';
import type { Language } from '../rules/texts.js';
import { problemTypes } from './problem-types.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A failure of which no more is known than its kind. */
export function plain(slug: ProblemSlug): DomainError {
  return new DomainError(slug, problemTypes[slug].remedy);
}

/**
 * A failure as RFC 9457 says it.
 *
 * @param request its address without the query, which may hold what somebody searches for.
 * @param actor named by an id where the operator may be asked why they may not.
 */
export function problemBody(
  error: DomainError,
  request: { readonly url: string; readonly id: string },
  language: Language,
  actor?: Actor,
): string {
  const { status, title } = problemTypes[error.slug];
  return JSON.stringify({
    type: `/problems/${error.slug}`,
    title: title[language],
    status,
    detail: error.detail[language],
    instance: request.url.split('?')[0],
    requestId: request.id,
    ...(actor && { actor: actorIdOf(actor) }),
    ...(error.reasons.length > 0 && {
      reasons: error.reasons.map(({ code, detail }) => ({ code, detail: detail[language] })),
    }),
    ...(error.invalid.length > 0 && {
      errors: error.invalid.map(({ pointer, code, detail }) => ({ pointer, code, detail: detail[language] })),
    }),
  });
}
