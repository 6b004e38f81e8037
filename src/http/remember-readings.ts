import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { AuditTrail } from '../audit/audit-trail.js';
import { API_BASE } from './api-base.js';
import type { Caller } from '../changes/caller.js';

interface ConfidentialRecord {
  readonly id: string;
  readonly case_id: string | null;
  readonly referral_id: string | null;
  readonly consultation_id: string | null;
  readonly bodies: (string | null)[];
}

/** Those of the records that are, or are part of, something confidential. */
const CONFIDENTIAL = `
  SELECT read.id, confidential.* FROM jsonb_to_recordset($1) AS read (collection text, id uuid)
  CROSS JOIN LATERAL confidential_record(read.collection, read.id) confidential ORDER BY read.collection, read.id`;

/**
 * Remembers what a request has read in confidence, before it is answered: one event for each record that a use case
 * said it had read (`caller.hasRead`). What cannot be remembered is not answered.
 */
export function rememberReadings(
  fastify: FastifyInstance,
  dataSource: DataSource,
  auditTrail: AuditTrail,
): void {
  fastify.addHook('onSend', async (request, reply) => {
    const { caller } = request;
    // Leading elsewhere, and a refusal of the API, tell nothing of the record; a page that is refused shows it as it is now.
    const isRefusedPage = reply.statusCode >= 400 && request.routeOptions.config.page;
    if (!caller || (reply.statusCode > 299 && !isRefusedPage)) return;
    const read = caller.readings.all();
    if (read.length === 0) return;
    const records: ConfidentialRecord[] = await dataSource.query(CONFIDENTIAL, [JSON.stringify(read)]);
    if (records.length === 0) return;
    await dataSource.transaction(async (tx) => {
      for (const record of records) await auditTrail.remember(tx, eventOf(request, caller, record));
    });
  });
}

function eventOf(request: FastifyRequest, { actor }: Caller, record: ConfidentialRecord) {
  const mine = [...actor.staffOf, ...actor.readerOf];
  return {
    actor: actor.username,
    body: record.bodies.find((body) => body !== null && mine.includes(body)) ?? mine[0] ?? null,
    verb: 'read',
    // Not the record itself: reading changes nothing of it, and what it has been through is counted by its events.
    objectType: 'reading',
    objectId: record.id,
    caseId: record.case_id,
    referralId: record.referral_id,
    consultationId: record.consultation_id,
    after: { read: request.routeOptions.url!.replace(API_BASE, '') },
    requestId: request.id,
  };
}
