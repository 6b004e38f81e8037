import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { KeepSecrets } from './keep-secrets.js';
import { WEBHOOK } from './webhook.kind.js';
import type { WebhookSecretView } from './webhooks.dto.js';

@Injectable()
export class RotateSecret {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly keepSecrets: KeepSecrets,
  ) {}

  /** For a while messages are signed with both, the new and the old. Shown once, as when it was registered. */
  async rotate(caller: Caller, id: string): Promise<WebhookSecretView> {
    let secret: string | null = null;
    const view = await this.makeChange.step(
      caller,
      WEBHOOK,
      id,
      'rotate-secret',
      async (_webhook, { tx }) => {
        secret = await this.keepSecrets.renew(tx, id);
      },
    );
    return { ...view, secret };
  }
}
