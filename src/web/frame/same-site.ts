import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../rules/problem.js';

/**
 * A form that was sent by a page of another site is refused, whatever it carries. Browsers say where a request comes
 * from; what says nothing is no browser, and has no cookie of a person to misuse.
 *
 * @throws DomainError `not-permitted`
 */
export function refuseOtherSites({ headers }: FastifyRequest, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  if (isOwn && (origin === undefined || origins(headers.host, publicUrl).includes(origin))) return;
  throw new DomainError('not-permitted', {
    sv: 'Formuläret skickades inte från en sida i Yttra. Öppna sidan igen och skicka därifrån.',
    en: 'The form was not sent from a page of Yttra. Open the page again and send it from there.',
  });
}

/** As a proxy may say it, and as the service is known. */
const origins = (host: string | undefined, publicUrl: string): string[] => [
  new URL(publicUrl).origin,
  `http://${host}`,
  `https://${host}`,
];
