import { Injectable } from '@nestjs/common';
import type { Change } from '../../changes/change.js';
import { Clock } from '../../config/clock.js';
import { cancelWaiting } from '../../delivery/webhooks/cancel-waiting.js';
import { Webhook } from '../../delivery/webhooks/webhook.entity.js';
import { ApiClient } from '../../organisation/api-clients/api-client.entity.js';
import { StandIn } from '../../organisation/stand-ins/stand-in.entity.js';
import { TellThoseConcerned } from '../../organisation/tell-those-concerned.js';
import type { Refusal } from '../../rules/refusals.js';
import { because } from '../refusals.js';

/** Ends what a body had arranged for itself once it is wound up: who stands in for whom, and what other systems may do and are told. */
@Injectable()
export class EndArrangements {
  constructor(
    private readonly tellThoseConcerned: TellThoseConcerned,
    private readonly clock: Clock,
  ) {}

  /**
   * Each is an event of its own. The people concerned are told, and the body's administrators, who also see it in the
   * answer. To be called as the service, under the body's lock.
   */
  async end(change: Change, body: string): Promise<Refusal[]> {
    const clients = await this.clients(change, body);
    const webhooks = await this.webhooks(change, body);
    const standIns = await this.standIns(change, body);
    const named = [...clients, ...standIns];
    if (named.length + webhooks === 0) return [];
    await this.tellThoseConcerned.administrators(change, 'arrangements-ended', [body]);
    const counted = (one: string, several: string) =>
      [...named, ...(webhooks > 0 ? [`${webhooks} ${webhooks === 1 ? one : several}`] : [])].join(', ');
    return [
      because.arrangementsEnded({
        sv: counted('webbkrok', 'webbkrokar'),
        en: counted('webhook', 'webhooks'),
      }),
    ];
  }

  private async clients(change: Change, body: string): Promise<string[]> {
    const rows: object[] = await change.tx.query(
      'SELECT * FROM api_clients WHERE body_code = $1 AND active ORDER BY id FOR NO KEY UPDATE',
      [body],
    );
    const clients = rows.map((row) => change.track(ApiClient, row));
    for (const client of clients) {
      await change.tx.query(
        'UPDATE api_client_keys SET revoked_at = $2 WHERE client_id = $1 AND revoked_at IS NULL',
        [client.id, this.clock.now()],
      );
      client.active = false;
      await change.save(ApiClient, client, { verb: 'deactivate', objectType: 'api-client', body });
    }
    return clients.map(({ name }) => name);
  }

  /** How many: their addresses are for the body's own administrators. */
  private async webhooks(change: Change, body: string): Promise<number> {
    const rows: object[] = await change.tx.query(
      "SELECT * FROM webhooks WHERE body_code = $1 AND state = 'enabled' ORDER BY id FOR NO KEY UPDATE",
      [body],
    );
    const webhooks = rows.map((row) => change.track(Webhook, row));
    for (const webhook of webhooks) {
      webhook.take('disable');
      webhook.disabled('by-hand', this.clock.now());
      await cancelWaiting(change.tx, [webhook.id], 'webhook-disabled');
      await change.save(Webhook, webhook, { verb: 'disable', objectType: 'webhook', body });
    }
    return webhooks.length;
  }

  private async standIns(change: Change, body: string): Promise<string[]> {
    const rows: object[] = await change.tx.query(
      `SELECT * FROM stand_ins WHERE body_code = $1 AND revoked_at IS NULL AND until_on >= $2
       ORDER BY id FOR NO KEY UPDATE`,
      [body, change.today],
    );
    const arranged = rows.map((row) => change.track(StandIn, row));
    for (const each of arranged) {
      Object.assign(each, { revokedAt: this.clock.now(), revokedBy: change.caller.actor.username });
      await change.save(StandIn, each, { verb: 'revoke', objectType: 'stand-in', body });
      for (const person of [each.absent, each.standIn])
        await this.tellThoseConcerned.person(change, 'arrangements-ended', body, person);
    }
    return arranged.map(({ standIn, absent }) => `${standIn} – ${absent}`);
  }
}
