import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DisableEndpoint } from './disable-endpoint.js';

/**
 * Disables endpoints that have taken nothing for long: a schedule of attempts for each event would wear
 * on us and on whoever has their address now. Which are dead follows from their deliveries; nothing is
 * counted, so nothing can be counted wrong. Any number of processes may look at once.
 */
@Injectable()
export class DisableDeadEndpoints extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    private readonly disableEndpoint: DisableEndpoint,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, settings.RECONCILE_SECONDS));
  }

  protected round(): Promise<unknown> {
    return this.look();
  }

  async look(): Promise<void> {
    const dead: { webhook_id: string; delivery_id: string }[] = await this.dataSource.query(DEAD, [
      this.settings.WEBHOOK_DISABLE_AFTER_FAILURES,
      this.settings.WEBHOOK_DISABLE_AFTER_SECONDS,
    ]);
    for (const { webhook_id, delivery_id } of dead) {
      await this.disableEndpoint.disable(webhook_id, 'failing', delivery_id);
    }
    await this.cancelLeftOver();
  }

  /** What was on its way while its endpoint was disabled, and has come back since. */
  private async cancelLeftOver(): Promise<void> {
    await this.dataSource.query(
      `UPDATE deliveries SET state = 'cancelled', version = deliveries.version + 1, last_error = 'webhook-disabled'
       FROM webhooks WHERE webhooks.id = webhook_id AND webhooks.state = 'disabled'
         AND deliveries.state = 'pending' AND kind <> 'test'`,
    );
  }
}

/** Endpoints whose latest deliveries, $1 or more, have all failed, the first of them $2 seconds ago or earlier. */
const DEAD = `
  SELECT webhook.id AS webhook_id, failed.latest AS delivery_id
  FROM webhooks webhook
  CROSS JOIN LATERAL (
    SELECT greatest(webhook.enabled_at, max(delivered_at)) AS at FROM deliveries
    WHERE webhook_id = webhook.id AND state = 'delivered' AND kind <> 'test'
  ) AS lived
  CROSS JOIN LATERAL (
    SELECT count(*) AS number, min(created_at) AS since, (array_agg(id ORDER BY created_at DESC))[1] AS latest
    FROM deliveries
    WHERE webhook_id = webhook.id AND state = 'failed' AND kind <> 'test' AND created_at > lived.at
  ) AS failed
  WHERE webhook.state = 'enabled' AND failed.number >= $1 AND failed.since <= now() - make_interval(secs => $2)`;
