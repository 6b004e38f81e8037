import supertest, { type Test } from 'supertest';
import { done, type Answer } from './given.js';
import type { Service } from './service.js';

export const REMOVE_ON = '2027-06-30';

/** The public register as anyone reaches it: without a token, and with no path of its own but those it names. */
export async function everyone(
  service: Service,
): Promise<(path: string, headers?: Record<string, string>) => Test> {
  const base = service.base;
  return (path, headers = {}) =>
    supertest(base)
      .get(path.startsWith('/register') ? path : `/public/v1${path}`)
      .set(headers);
}

/** Publishes records as the personas of their bodies do. */
export function publishing(service: Service) {
  const as = (persona: string, path: string, record: Answer, body: object) =>
    done(
      service
        .as(persona)
        .post(`/${path}/${record.id}/publish`, { removeOn: REMOVE_ON, ...body }, { ifMatch: record.version }),
    );
  return {
    publishCase: (record: Answer, body: object = {}) => as('ks-registrator', 'cases', record, body),
    publishReferral: (record: Answer, body: object = {}) => as('ks-registrator', 'referrals', record, body),
    publishStatement: (record: Answer, body: object = {}, persona = 'tsn-registrator') =>
      as(persona, 'consultations', record, body),
    unpublish: (publication: Answer, persona = 'ks-registrator') =>
      done(
        service
          .as(persona)
          .post(
            `/publications/${publication.id}/unpublish`,
            { reason: 'Felaktigt publicerat' },
            { ifMatch: publication.version },
          ),
      ),
  };
}
