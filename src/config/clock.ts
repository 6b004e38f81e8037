import { Injectable } from '@nestjs/common';
import { civilDate } from '../rules/civil-date.js';

/** The only source of "now": tests put their own in its place. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today's date in Sweden, whatever time zone the process runs in. */
  today(): string {
    return civilDate(this.now());
  }
}
