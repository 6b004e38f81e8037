import { Injectable } from '@nestjs/common';
import { Webhook as Signer } from 'standardwebhooks';
import { Clock } from '../../config/clock.js';
import { KeepSecrets } from './keep-secrets.js';

/** Signs as Standard Webhooks has it; while a secret is being rotated with both, the new one first. */
@Injectable()
export class SignMessage {
  constructor(
    private readonly keepSecrets: KeepSecrets,
    private readonly clock: Clock,
  ) {}

  /** @param sealed the endpoint's valid secrets. */
  async headers(
    id: string,
    body: Buffer,
    webhookId: string,
    sealed: readonly Buffer[],
  ): Promise<Record<string, string>> {
    return signed(id, body, await this.keepSecrets.open(webhookId, sealed), this.clock.now());
  }
}

/** A receiver takes any signature that fits one of its secrets. */
export function signed(
  id: string,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(id, now, body)).join(' '),
  };
}
