import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { loggable } from '../database/loggable.js';
import { asActor } from '../identity/as-actor.js';
import {
  caseIsVisible,
  consultationIsVisible,
  deliveryIsVisible,
  dispatchIsVisible,
  documentIsVisible,
  extensionIsVisible,
  referralIsVisible,
  scopeOf,
  webhookIsVisible,
} from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { NotPermitted, type DomainError } from '../rules/problem.js';
import { API_BASE } from './api-base.js';
import { workOf } from './trace-requests.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why it was refused, for whoever keeps refusals. */
    refusal?: DomainError;
  }
}

/**
 * How many refusals may wait to be written. When more come at once, it is a program that tries, and the rest are
 * dropped.
 */
const MOST_WAITING = 200;

/** Records that have a body, by where they are found: the condition under which `row` is there for the caller. */
const SEEN: Readonly<Record<string, (actor: Actor) => string>> = {
  cases: () => caseIsVisible('row'),
  referrals: () => referralIsVisible('row'),
  consultations: () => consultationIsVisible('row'),
  dispatches: () =>
    `EXISTS (SELECT FROM consultations sent WHERE sent.id = row.consultation_id AND ${dispatchIsVisible('sent')})`,
  extensions: () => extensionIsVisible('row'),
  documents: () => documentIsVisible('row'),
  deliveries: (actor) => deliveryIsVisible(actor)('row'),
  webhooks: (actor) => webhookIsVisible(actor)('row'),
};
const RECORD = new RegExp(`^${API_BASE}/(${Object.keys(SEEN).join('|')})/:id(/|$)`);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Keeps who was refused what: 403, and 404 for a record that is there but not for them. It is written after the
 * answer has been sent and in a transaction of its own, so that it neither rolls back with what was refused, nor
 * delays or fails an answer, nor tells by its time whether there is a record: an absent one is looked for alike.
 */
@Injectable()
export class KeepRefusals implements BeforeApplicationShutdown {
  private readonly log = new Logger(KeepRefusals.name);
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.last;
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, { statusCode }, done) => {
      if (request.actor && (statusCode === 403 || statusCode === 404))
        this.keep(request, request.actor, statusCode);
      done();
    });
  }

  /**
   * Writes one at a time, so that somebody who is refused often occupies one connection to the database and no more.
   */
  private keep(request: FastifyRequest, actor: Actor, status: number): void {
    const record = recordOf(request);
    if (this.waiting >= MOST_WAITING || (status === 404 && !record)) return;
    this.waiting += 1;
    this.last = this.last
      .then(() => asActor(actor, () => this.write(request, actor, status, record)))
      .catch((failed: unknown) => this.log.warn(`A refusal was not kept: ${loggable(failed).message}`))
      .finally(() => (this.waiting -= 1));
  }

  private async write(
    request: FastifyRequest,
    actor: Actor,
    status: number,
    record: { collection: string; id: string } | undefined,
  ): Promise<void> {
    const { url = '' } = request.routeOptions;
    const { code } = request.params as { code?: string };
    const action = request.refusal instanceof NotPermitted ? request.refusal.action : null;
    const own = [...new Set([...actor.staffOf, ...actor.readerOf, ...actor.administratorOf])];
    // A record that is there for the caller, and lacks only what was asked for of it, was not refused.
    const isHidden =
      status === 404 && record
        ? `NOT EXISTS (SELECT FROM ${record.collection} row WHERE row.id = $12::uuid AND ${SEEN[record.collection]!(actor)})`
        : '$12::uuid IS NULL OR true';
    await this.dataSource.query(
      `SELECT note_refused_attempt($3, $4, $5, $6, $7, $8, $9, $10, $11)
       WHERE $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL AND (${isHidden})`,
      [
        ...scopeOf(actor),
        actor.username,
        status,
        action,
        `${request.method} ${url}`,
        record?.collection ?? null,
        record?.id ?? null,
        code === undefined ? own : [code],
        request.id,
        workOf(request).trace.traceId,
        record?.id ?? null,
      ],
    );
  }
}

function recordOf({ routeOptions, params }: FastifyRequest): { collection: string; id: string } | undefined {
  const { url = '' } = routeOptions;
  const collection = /^\/svar\/:id(\/|$)/.test(url) ? 'consultations' : RECORD.exec(url)?.[1];
  const { id } = params as { id?: string };
  return collection === undefined || id === undefined || !UUID.test(id)
    ? undefined
    : { collection, id: id.toLowerCase() };
}
