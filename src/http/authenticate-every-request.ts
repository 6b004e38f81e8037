import type { FastifyInstance, FastifyRequest } from 'fastify';
import { asActor } from '../identity/as-actor.js';
import type { Identify } from '../identity/identify.js';
import type { Sessions } from '../identity/sessions.js';
import { Unauthenticated } from '../identity/unauthenticated.js';
import { DomainError } from '../rules/problem.js';
import { API_BASE, PUBLIC_BASE } from './api-base.js';
import type { RequestLimits } from './limit-requests.js';
import { wellFormed } from './read-body.js';
import { refuseUnreadableConditions } from './refuse-ambiguous.js';
import { acceptedOf } from './refuse-unacceptable.js';
import { isLookedAtByScript, SESSION_COOKIE, type Cookies } from './session-cookie.js';

/**
 * 401 comes before everything else, the body included, so the token is verified before a byte of
 * it is read. Deny by default: below the API's base path only a route that says `open` is open.
 */
export function authenticateEveryRequest(
  fastify: FastifyInstance,
  identify: Identify,
  limits: RequestLimits,
  { sessions, cookies }: { readonly sessions: Sessions; readonly cookies: Cookies },
): void {
  /**
   * Sets the actor of a session that has not ended. Where there is none, no actor is set, and the page leads to
   * sign-in.
   */
  const signedIn = async (request: FastifyRequest): Promise<boolean> => {
    const id = cookies.read(request, SESSION_COOKIE);
    const find = isLookedAtByScript(request) ? 'look' : 'find';
    const session = id === undefined ? undefined : await sessions[find](id);
    if (!session) return false;
    try {
      request.actor = await limits.signIn(request.ip, async () => identify.proveSession(session));
    } catch (refused) {
      if (!(refused instanceof Unauthenticated)) throw refused;
      await sessions.end(session.id);
      return false;
    }
    request.session = session;
    return true;
  };
  /** Why it could not be asked whose session it is, of a form: it is read all the same, to be given back. */
  const notAsked = new WeakMap<FastifyRequest, Error>();
  const isSignedIn = async (request: FastifyRequest): Promise<boolean> => {
    try {
      return await signedIn(request);
    } catch (failure) {
      if (!request.routeOptions.config.form || failure instanceof DomainError) throw failure;
      notAsked.set(request, failure as Error);
      return true;
    }
  };
  fastify.addHook('onRequest', async (request) => {
    const { url, config } = request.routeOptions;
    if (config.page && (await isSignedIn(request))) return refuseUnreadable(request.url);
    const isOpen = !url?.startsWith(`${API_BASE}/`) || config.open;
    // Health and metrics are not limited, so that monitoring gets an answer also while the service is flooded.
    if (isOpen && !/^\/(health\/\w+|metrics)$/.test(url ?? '')) limits.arrive(request.ip);
    refuseUnreadable(request.url);
    if (isOpen) {
      refuseUnreadableConditions(request);
      if (isApi(url) && !config.anyType) acceptedOf(request.raw, config.types);
      return;
    }
    const authorization = request.raw.headersDistinct['authorization'];
    request.actor = await limits.signIn(request.ip, () => identify.prove(authorization));
    refuseUnreadableConditions(request);
    if (!config.anyType) acceptedOf(request.raw, config.types);
  });
  // Runs after the body has been read, since callbacks of the body's stream lose the request's AsyncLocalStorage context.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const failure = notAsked.get(request);
    if (failure) done(failure);
    else if (request.actor) asActor(request.actor, done, () => request.caller?.mayWrite !== false);
    else done();
  });
}

/** The address and its query are text too. @throws DomainError `malformed`. */
function refuseUnreadable(url: string): void {
  if (!url.includes('%')) return;
  wellFormed(decoded(url));
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    throw new DomainError('malformed', {
      sv: 'Adressen ska vara UTF-8 med procenttecken: å skrivs %C3%A5, ett procenttecken %25.',
      en: 'The address must be percent-encoded UTF-8: å is written %C3%A5, a percent sign %25.',
    });
  }
}

/** What answers in JSON, unless its route says otherwise; pages, health and metrics do not. */
const isApi = (url = ''): boolean => [API_BASE, PUBLIC_BASE].some((base) => url.startsWith(`${base}/`));
