import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../config/clock.js';
import { inSweden, invitation, linkInForce, makeLink } from './first-administrator-link.js';

/** What is said at start outside demo mode: nobody has a password here, so someone must be let in once. */
@Injectable()
export class OfferFirstAdministrator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Undefined where there is an administrator. The code of a link that works is never said again. */
  async offer(publicUrl: string): Promise<string | undefined> {
    const ask = <Row>(sql: string, values: unknown[]): Promise<Row[]> => this.dataSource.query(sql, values);
    const made = await makeLink(ask, this.clock.now(), false);
    if (made) return invitation(made, publicUrl);
    const until = await linkInForce(ask, this.clock.now());
    return until && `Koden för den första systemförvaltaren gäller till ${inSweden(until)}; npm run yttra -- first-administrator gör en ny.`; // prettier-ignore
  }

  /** Whether there is anything to do at the page. */
  async isOpen(): Promise<boolean> {
    const ask = <Row>(sql: string, values: unknown[]): Promise<Row[]> => this.dataSource.query(sql, values);
    return (await linkInForce(ask, this.clock.now())) !== undefined;
  }
}
