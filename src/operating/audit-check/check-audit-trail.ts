import { stat } from 'node:fs/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DatabaseClient } from '../../database/database-client.js';
import { loggable } from '../../database/loggable.js';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';
import { settleSession } from '../../database/runtime-settings.js';
import { TellThoseConcerned } from '../../organisation/tell-those-concerned.js';
import { verifyTrail } from '../verify-audit/verify-trail.js';

const LOOKS_EVERY_SECONDS = 5;
/** The hour in Sweden at which a night's check begins; one that was missed then is done as soon as a worker runs. */
const NIGHT_BEGINS_AT = 2;
/** So long is a check left alone after whoever does it has said so last; a process that was killed says nothing more. */
const LEASE_SECONDS = 60;
const SAYS_SO_EVERY_MS = 15_000;
const MOST_ATTEMPTS = 3;
/** Nobody waits for a check: a migration that holds a table for a while is no failed attempt. */
const LOCK_PATIENCE_MS = '60000';

interface Claim {
  readonly id: string;
  readonly attempts: number;
}

/**
 * Checks the audit trail once a night and when an administrator has asked for it. The row is the promise: one worker at a
 * time has it, what a killed one has begun is begun anew by another when its lease runs out, and after three attempts it
 * has ended as interrupted.
 */
@Injectable()
export class CheckAuditTrail extends WorksPeriodically {
  private readonly log = new Logger(CheckAuditTrail.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly tellThoseConcerned: TellThoseConcerned,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, Math.min(LOOKS_EVERY_SECONDS, settings.RECONCILE_SECONDS)));
  }

  protected async round(stopping: AbortSignal): Promise<void> {
    await this.dataSource.query(PROMISE_THAT_OF_THE_NIGHT);
    await this.dataSource.query(GIVE_UP);
    const [[claim]]: [Claim[], number] = await this.dataSource.query(CLAIM);
    if (claim) await this.attempt(claim, stopping);
  }

  private async attempt(claim: Claim, stopping: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const lease = setInterval(() => void this.prolong(claim, lost), SAYS_SO_EVERY_MS);
    try {
      await this.keep(claim, await this.check(AbortSignal.any([stopping, lost.signal])));
    } catch (error) {
      if (lost.signal.aborted) return;
      // It was no attempt, and another worker finds it due.
      if (stopping.aborted) await this.dataSource.query(GIVE_BACK, [claim.id, claim.attempts]);
      else this.log.error(`The audit trail could not be checked: ${loggable(error).message}`);
    } finally {
      clearInterval(lease);
    }
  }

  /** Over a connection of its own: it lasts longer than the pool's may, and takes none from whoever is asked something. */
  private async check(stopping: AbortSignal): ReturnType<typeof verifyTrail> {
    const { url } = this.dataSource.options as { url?: string };
    const client = await new DatabaseClient({
      connectionString: this.settings.DATABASE_LISTEN_URL ?? url,
      application_name: 'yttra',
    }).reach();
    const end = () => client.end().catch(() => undefined); // already gone is as good as closed
    stopping.addEventListener('abort', end, { once: true });
    try {
      stopping.throwIfAborted();
      await settleSession(client, { 'yttra.service': 'on', lock_timeout: LOCK_PATIENCE_MS });
      return await verifyTrail(client, await this.publishedSeals());
    } finally {
      stopping.removeEventListener('abort', end);
      await end();
    }
  }

  /** Undefined until the first seal is published. */
  private async publishedSeals(): Promise<string | undefined> {
    const file = this.settings.AUDIT_SEALS_FILE;
    if (!file) return undefined;
    return stat(file).then(
      () => file,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      },
    );
  }

  /**
   * Nothing is kept once the attempt is not the latest. A break that the latest check found too has been told: until it is
   * mended each night finds it again.
   */
  private async keep(
    { id, attempts }: Claim,
    { trail, fault }: Awaited<ReturnType<typeof verifyTrail>>,
  ): Promise<void> {
    if (fault) this.log.error(`The audit trail is broken: ${fault.says}`);
    const { events, first_event, first_at, last_event, last_at } = trail;
    await this.dataSource.transaction(async (tx) => {
      const [, kept]: [unknown, number] = await tx.query(KEEP, [
        id,
        attempts,
        fault ? 'broken' : 'whole',
        events,
        first_event,
        first_at,
        last_event,
        last_at,
        fault?.kind ?? null,
        fault?.event ?? null,
      ]);
      if (!fault || kept === 0) return;
      const known: object[] = await tx.query(FOUND_BEFORE, [id]);
      if (known.length === 0)
        await this.tellThoseConcerned.municipalAdministrators({ tx }, 'audit-trail-broken');
    });
  }

  /** Another has taken it over once the attempt is not the latest any more. */
  private async prolong({ id, attempts }: Claim, lost: AbortController): Promise<void> {
    const [, held]: [unknown, number] = await this.dataSource
      .query(PROLONG, [id, attempts])
      .catch((error: unknown) => {
        this.log.warn(`The audit trail may be checked twice: ${loggable(error).message}`);
        return [undefined, 1];
      });
    if (held === 0) lost.abort();
  }
}

const LEASE = `now() + make_interval(secs => ${LEASE_SECONDS})`;
const IS_THE_LATEST = 'id = $1 AND attempts = $2 AND ended_at IS NULL';

/** One a night, whoever of the workers is first; not while another is under way, which is waited for. */
const PROMISE_THAT_OF_THE_NIGHT = `
  INSERT INTO audit_checks (night)
  SELECT night FROM (SELECT (now() AT TIME ZONE 'Europe/Stockholm' - interval '${NIGHT_BEGINS_AT} hours')::date AS night) this
  WHERE NOT EXISTS (SELECT FROM audit_checks WHERE audit_checks.night = this.night OR ended_at IS NULL)
  ON CONFLICT DO NOTHING`;

const GIVE_UP = `UPDATE audit_checks SET ended_at = now(), outcome = 'interrupted', due_at = NULL
  WHERE ended_at IS NULL AND due_at <= now() AND attempts >= ${MOST_ATTEMPTS}`;

const CLAIM = `UPDATE audit_checks SET attempts = attempts + 1, started_at = clock_timestamp(), due_at = ${LEASE}
  WHERE id = (SELECT id FROM audit_checks WHERE ended_at IS NULL AND due_at <= now() FOR UPDATE SKIP LOCKED)
  RETURNING id, attempts`;

const PROLONG = `UPDATE audit_checks SET due_at = ${LEASE} WHERE ${IS_THE_LATEST}`;

const GIVE_BACK = `UPDATE audit_checks SET attempts = attempts - 1, due_at = now(), started_at = NULL WHERE ${IS_THE_LATEST}`;

const KEEP = `UPDATE audit_checks SET ended_at = clock_timestamp(), due_at = NULL, outcome = $3, events = $4, first_event = $5,
  first_at = $6, last_event = $7, last_at = $8, broken_kind = $9, broken_event = $10 WHERE ${IS_THE_LATEST}`;

/** The same break, where the latest check before that got through found it. */
const FOUND_BEFORE = `SELECT FROM audit_checks this JOIN LATERAL (
    SELECT * FROM audit_checks earlier WHERE earlier.outcome IN ('whole', 'broken') AND earlier.id <> this.id
    ORDER BY earlier.ended_at DESC LIMIT 1) earlier
  ON (earlier.outcome, earlier.broken_kind, earlier.broken_event) IS NOT DISTINCT FROM (this.outcome, this.broken_kind, this.broken_event)
  WHERE this.id = $1`;
