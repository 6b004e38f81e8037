import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { Actor } from '../rules/actor.js';
import { API_BASE } from './api-base.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the answer says of itself; undefined where it says nothing. */
    confidential?: boolean;
  }
}

interface ConfidentialRecord {
  readonly case_id: string | null;
  readonly referral_id: string | null;
  readonly consultation_id: string | null;
  readonly bodies: (string | null)[];
}

/**
 * Remembers each reading of what is confidential, before it is answered: one event for one request. A view that says
 * whether it is confidential is taken at its word; of whatever else is read under a record's address the database is
 * asked. Lists show nothing of what is confidential, so they are no reading.
 *
 * What cannot be remembered is not answered either.
 */
export function noteReadings(fastify: FastifyInstance, dataSource: DataSource, auditTrail: AuditTrail): void {
  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    const { confidential } = (payload ?? {}) as { confidential?: unknown };
    if (typeof confidential === 'boolean') request.confidential = confidential;
    done(null, payload);
  });
  fastify.addHook('onSend', async (request, reply) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || request.confidential === false) return;
    const read = recordOf(request);
    if (!request.actor || !read) return;
    const [record]: ConfidentialRecord[] = await dataSource.query(
      'SELECT * FROM confidential_record($1, $2)',
      [read.collection, read.id],
    );
    if (record) await remember(request, request.actor, record, read.id);
  });

  async function remember(
    request: FastifyRequest,
    actor: Actor,
    record: ConfidentialRecord,
    id: string,
  ): Promise<void> {
    const mine = [...actor.staffOf, ...actor.readerOf];
    await auditTrail.remember(dataSource.manager, {
      actor: actor.username,
      body: record.bodies.find((body) => body !== null && mine.includes(body)) ?? mine[0] ?? null,
      verb: 'read',
      // Not the record itself: reading changes nothing of it, and what it has been through is counted by its events.
      objectType: 'reading',
      objectId: id,
      caseId: record.case_id,
      referralId: record.referral_id,
      consultationId: record.consultation_id,
      after: { read: request.routeOptions.url!.replace(API_BASE, '') },
      requestId: request.id,
    });
  }
}

/** Records that can be confidential; `confidential_record` knows the same. */
const RECORD = new RegExp(`^${API_BASE}/(cases|referrals|consultations|dispatches|extensions|documents)/:id`);

/** `/consultations/:id/messages` reads of the consultation with that id. */
function recordOf({ routeOptions, params }: FastifyRequest): { collection: string; id: string } | undefined {
  const collection = RECORD.exec(routeOptions.url ?? '')?.[1];
  return collection === undefined ? undefined : { collection, id: (params as { id: string }).id };
}
