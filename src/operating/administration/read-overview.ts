import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { Clock } from '../../config/clock.js';
import { DeliveriesQuery, type DeliveryRowView } from '../../delivery/deliveries.dto.js';
import { DeliveriesQueries } from '../../delivery/deliveries.queries.js';
import { WebhooksQuery, type WebhookRowView } from '../../delivery/webhooks/webhooks.dto.js';
import { WebhooksQueries } from '../../delivery/webhooks/webhooks.queries.js';
import { ApiClientsQuery, type ApiClientView } from '../../organisation/api-clients/api-clients.dto.js';
import { ApiClientsQueries } from '../../organisation/api-clients/api-clients.queries.js';
import type { RefusedAttemptView } from '../../organisation/refused-attempts/refused-attempts.dto.js';
import { RefusedAttemptsQueries } from '../../organisation/refused-attempts/refused-attempts.queries.js';
import { leaversIn, type Leaver } from '../../organisation/tell-of-what-is-left.js';
import { permits, type Action } from '../../rules/policy.js';
import { ReadNames } from '../../web/frame/read-names.js';
import { ReadGoLive, type GoLive } from '../../web/administration/read-go-live.js';
import type { Reader } from '../../web/frame/staff-frame.js';
import type { Options } from '../../web/steps/step-field.js';
import { CheckHealth, isWell } from '../check-health.js';
import { Metrics, type PapersWaiting } from '../metrics.js';
import { Watchdog, type Late } from '../watchdog.js';

const SHOWN = 10;
const REFUSED_DAYS = 7;
const DAY_MS = 86_400_000;

/** What has failed or is late, as far as the reader may see to it. */
export interface Overview {
  readonly bodies: Options;
  readonly failed: readonly DeliveryRowView[];
  readonly moreFailed: boolean;
  readonly webhooks: readonly WebhookRowView[];
  readonly clients: readonly ApiClientView[];
  readonly leavers: readonly Leaver[];
  readonly refused: readonly RefusedAttemptView[];
  /** How the service does; null for whoever does not look after all of it. */
  readonly service: {
    readonly late: Late;
    readonly auditTrailBroken: boolean;
    readonly papers: PapersWaiting;
    readonly packages: PapersWaiting;
    readonly signatures: PapersWaiting;
    /** The parts of it that are not well, by their names in the report of health. */
    readonly unwell: readonly string[];
  } | null;
  /** How far the municipality has come with its start, until it has sent its first referral. */
  readonly start: GoLive | null;
}

/** Reads what is known already: deliveries, webhooks, attempts, and what the watchdog and the metrics see. */
@Injectable()
export class ReadOverview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly deliveries: DeliveriesQueries,
    private readonly webhooks: WebhooksQueries,
    private readonly clients: ApiClientsQueries,
    private readonly refusedAttempts: RefusedAttemptsQueries,
    private readonly names: ReadNames,
    private readonly metrics: Metrics,
    private readonly watchdog: Watchdog,
    private readonly health: CheckHealth,
    private readonly goLive: ReadGoLive,
  ) {}

  async of(caller: Caller, reader: Reader): Promise<Overview> {
    const bodies = await this.names.everyBody();
    const where = (action: Action) => bodies.filter(([body]) => permits(reader.actor, action, { body }));
    const codes = where('body.read-refused-attempts').map(([code]) => code);
    // Whoever may hand the matters over, and whoever closed the sign-in of the one who left.
    const left = [...new Set([...where('person.manage'), ...where('person.reassign')])];
    const since = new Date(this.clock.now().getTime() - REFUSED_DAYS * DAY_MS);
    const all = { limit: 100 };
    const [failed, webhooks, clients, refused, leavers, service, goLive] = await Promise.all([
      this.deliveries.list(
        caller,
        Object.assign(new DeliveriesQuery(), { state: ['failed' as const], limit: SHOWN }),
      ),
      this.webhooks.list(caller, Object.assign(new WebhooksQuery(), all)),
      this.clients.list(caller, Object.assign(new ApiClientsQuery(), all)),
      this.refusedAttempts.latest(caller, codes, since, SHOWN),
      leaversIn(
        this.dataSource,
        left.map(([code]) => code),
      ),
      reader.actor.isMunicipalAdministrator ? this.service() : null,
      reader.actor.isMunicipalAdministrator ? this.goLive.read() : null,
    ]);
    return {
      bodies,
      failed: failed.items,
      moreFailed: failed.nextCursor !== null,
      webhooks: webhooks.items.filter(
        ({ disabledBecause, failing }) =>
          failing !== null || disabledBecause === 'gone' || disabledBecause === 'failing',
      ),
      clients: clients.items.filter(({ active, needsTakeOver }) => active && needsTakeOver),
      leavers,
      refused,
      service,
      start: goLive?.referrals === 0 ? goLive : null,
    };
  }

  private async service(): Promise<NonNullable<Overview['service']>> {
    const [waiting, unwritten, { report }] = await Promise.all([
      this.watchdog.look(),
      this.metrics.unwritten(),
      this.health.check(),
    ]);
    const late = this.watchdog.isLate(waiting);
    const unwell = Object.entries(report.details)
      .filter(([part, detail]) => !isWell(part, detail))
      .map(([part]) => part)
      // That deliveries or reminders are late is told by itself.
      .filter((part) => part !== 'delivering' || !(late.deliveries || late.reminders));
    return { late, auditTrailBroken: waiting.auditTrailBroken, ...unwritten, unwell };
  }
}
