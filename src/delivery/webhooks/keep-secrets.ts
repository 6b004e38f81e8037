import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Conflict } from '../../rules/problem.js';
import { newSecret, opened, seal } from './seal-secret.js';
import { SecretsKey } from './secrets-key.js';
import { because } from '../refusals.js';

/** The code is what an operator reads at the delivery. */
export class SecretUnreadable extends Error {
  readonly code = 'secret-unreadable';

  constructor() {
    super('A secret cannot be opened: is WEBHOOK_SECRETS_KEY the key that it was sealed with?');
  }
}

/** Makes, keeps and opens the secrets that an endpoint's messages are signed with. */
@Injectable()
export class KeepSecrets {
  constructor(
    private readonly secretsKey: SecretsKey,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Gives a webhook a new secret, and answers with it: the only time that it is outside its seal. The
   * one before stays valid for a while, so that the receiver can change over without losing a message.
   *
   * @throws Conflict where the operator has set no key.
   */
  async renew(tx: EntityManager, webhookId: string): Promise<string> {
    const [key] = await this.secretsKey.keys();
    if (!key) throw new Conflict(because.webhooksNotSetUp);
    const secret = newSecret();
    await tx.query('DELETE FROM webhook_secrets WHERE webhook_id = $1 AND valid_until IS NOT NULL', [
      webhookId,
    ]);
    await tx.query(
      `UPDATE webhook_secrets SET valid_until = now() + make_interval(secs => $2)
       WHERE webhook_id = $1 AND valid_until IS NULL`,
      [webhookId, this.settings.WEBHOOK_OLD_SECRET_SECONDS],
    );
    await tx.query('INSERT INTO webhook_secrets (id, webhook_id, sealed) VALUES ($1, $2, $3)', [
      randomUUID(),
      webhookId,
      seal(secret, key, webhookId),
    ]);
    return secret;
  }

  /**
   * Opens what an endpoint's messages are signed with, the current one first.
   *
   * @throws SecretUnreadable when there is no key, or none is the one that they were sealed with.
   */
  async open(webhookId: string, sealed: readonly Buffer[]): Promise<string[]> {
    const keys = await this.secretsKey.keys();
    return sealed.map((each) => {
      const found = opened(each, keys, webhookId);
      if (!found) throw new SecretUnreadable();
      return found.secret;
    });
  }
}
