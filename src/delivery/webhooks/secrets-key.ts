import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';

/** The keys that webhooks' secrets are encrypted with: the operator's, the new one first while it is being changed, or in demo mode one kept in the demo's database. */
@Injectable()
export class SecretsKey {
  private demoKey: Promise<Buffer> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** None where no key is set: there are no webhooks then. */
  async keys(): Promise<readonly Buffer[]> {
    const { WEBHOOK_SECRETS_KEY: given, demo } = this.settings;
    if (given.length > 0) return given.map((key) => Buffer.from(key, 'base64'));
    return demo ? [await (this.demoKey ??= this.keptKey())] : [];
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
