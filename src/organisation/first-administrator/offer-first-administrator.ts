import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../config/clock.js';
import type { Settings } from '../../config/settings.js';
import { handOverCode } from './hand-over-code.js';
import { inSweden, invitation, linkInForce, makeLink } from './first-administrator-link.js';

/** What is said at start outside demo mode: nobody has a password here, so someone must be let in once. */
@Injectable()
export class OfferFirstAdministrator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Answers what may be said to everyone, the log included: nothing where there is an administrator. */
  async offer({ publicUrl, firstAdministratorFile }: Settings): Promise<string | undefined> {
    const ask = <Row>(sql: string, values: unknown[]): Promise<Row[]> => this.dataSource.query(sql, values);
    const made = await makeLink(ask, this.clock.now(), false);
    if (made) return handOverCode(invitation(made, publicUrl), firstAdministratorFile, process.stdout);
    const until = await linkInForce(ask, this.clock.now());
    return until && `Koden för den första systemförvaltaren gäller till ${inSweden(until)}; npm run yttra -- first-administrator gör en ny.`; // prettier-ignore
  }

  /** Whether there is anything to do at the page. */
  async isOpen(): Promise<boolean> {
    const ask = <Row>(sql: string, values: unknown[]): Promise<Row[]> => this.dataSource.query(sql, values);
    return (await linkInForce(ask, this.clock.now())) !== undefined;
  }
}
