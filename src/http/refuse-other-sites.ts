import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../rules/problem.js';

/**
 * A form that was sent by a page of another site is refused, whatever it carries and whatever else is amiss, so that none
 * of it is done, kept or shown. Browsers say where a request comes from; what says nothing is no browser, and has no
 * cookie of a person to misuse. To be watched before what says why a session could not be looked up.
 */
export function refuseOtherSites(fastify: FastifyInstance, publicUrl: string): void {
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (!request.routeOptions.config.form || isOfThisSite(request, publicUrl)) return done();
    done(
      new DomainError('not-permitted', {
        sv: 'Formuläret skickades inte från en sida i Yttra. Öppna sidan igen och skicka därifrån.',
        en: 'The form was not sent from a page of Yttra. Open the page again and send it from there.',
      }),
    );
  });
}

function isOfThisSite({ headers }: FastifyRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  return isOwn && (origin === undefined || origins(headers.host, publicUrl).includes(origin));
}

/** As a proxy may say it, and as the service is known. */
const origins = (host: string | undefined, publicUrl: string): string[] => [
  new URL(publicUrl).origin,
  `http://${host}`,
  `https://${host}`,
];
