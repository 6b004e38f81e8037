import { parse } from 'cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Language } from '../rules/texts.js';
import type { Cookies } from './session-cookie.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page that anybody may see, and that follows what its reader has chosen as pages of staff do. */
    asChosen?: boolean;
  }
}

export const LANGUAGE_COOKIE = 'yttra-language';
export const APPEARANCE_COOKIE = 'yttra-appearance';

export const APPEARANCES = ['auto', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];
export const LANGUAGES: readonly Language[] = ['sv', 'en'];

/** Whether the keys of the pages are on; they are, unless the reader has turned them off. */
export const KEYS = ['pa', 'av'] as const;
export type Keys = (typeof KEYS)[number];
export const KEYS_COOKIE = 'yttra-keys';

export function keysOf(request: FastifyRequest): Keys {
  const said = parse(request.headers.cookie ?? '');
  return (said[`__Host-${KEYS_COOKIE}`] ?? said[KEYS_COOKIE]) === 'av' ? 'av' : 'pa';
}

/** How the reader wants pages to look; as the computer does, unless they have said. */
export function appearanceOf(request: FastifyRequest): Appearance {
  const said = parse(request.headers.cookie ?? '');
  const chosen = said[`__Host-${APPEARANCE_COOKIE}`] ?? said[APPEARANCE_COOKIE];
  return APPEARANCES.find((each) => each === chosen) ?? 'auto';
}

/**
 * Whoever has chosen a language reads pages in it, whatever their browser prefers. Not what others may keep for
 * everybody, such as the public register: what is kept there is told apart by `Accept-Language` alone.
 */
export function followChosenLanguage(fastify: FastifyInstance, cookies: Cookies): void {
  fastify.addHook('onRequest', async (request) => {
    const { page, asChosen } = request.routeOptions.config;
    if (!page && !asChosen) return;
    const chosen = LANGUAGES.find((each) => each === cookies.read(request, LANGUAGE_COOKIE));
    if (chosen) request.raw.headers['accept-language'] = chosen;
  });
}
