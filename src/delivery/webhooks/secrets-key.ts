import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';

/** The key that webhooks' secrets are encrypted with: the operator's, or in demo mode one kept in the demo's database. */
@Injectable()
export class SecretsKey {
  private demoKey: Promise<Buffer> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Undefined where no key is set: there are no webhooks then. */
  async key(): Promise<Buffer | undefined> {
    const { WEBHOOK_SECRETS_KEY: given, demo } = this.settings;
    if (given) return Buffer.from(given, 'base64');
    return demo ? (this.demoKey ??= this.keptKey()) : undefined;
  }

  /**
   * The first process that needs the demo's key makes it. Where two do so at once, the table's primary key lets one
   * win, and both use that row.
   */
  private async keptKey(): Promise<Buffer> {
    await this.dataSource.query('INSERT INTO demo_webhook_key (key) VALUES ($1) ON CONFLICT DO NOTHING', [
      randomBytes(32).toString('base64'),
    ]);
    const [row]: { key: string }[] = await this.dataSource.query('SELECT key FROM demo_webhook_key');
    return Buffer.from(row!.key, 'base64');
  }
}
