import { Injectable } from '@nestjs/common';
import { civilDate } from '../rules/civil-date.js';

/** More than this apart, and one of the two clocks is wrong. */
const MOST_SECONDS_OFF = 60;

/**
 * The only source of "now": tests put their own in its place. It is PostgreSQL's clock, which all processes
 * share, carried on by one that never goes back: what is done to the clock of this machine moves no day.
 */
@Injectable()
export class Clock {
  /** What PostgreSQL's clock said, in milliseconds, and when it was asked. */
  private heard: { readonly said: number; readonly at: number } | undefined;

  now(): Date {
    return new Date(this.database() ?? Date.now());
  }

  /** Today's date in Sweden, whatever time zone the process runs in. */
  today(): string {
    return civilDate(this.now());
  }

  /** Milliseconds that never go back, whatever is done to the clock: how long something has lasted. */
  elapsed(): number {
    return performance.now();
  }

  /** @param at of `elapsed`, when PostgreSQL's clock said so. */
  follow(said: Date, at: number): void {
    this.heard = { said: said.getTime(), at };
  }

  /** How far ahead of PostgreSQL's clock this machine's is, negative when it is behind; undefined before it was asked. */
  secondsAhead(): number | undefined {
    const database = this.database();
    return database === undefined ? undefined : Math.round((Date.now() - database) / 1000);
  }

  /** Whether this machine's clock is so wrong that the process must not speak to anybody. */
  isOff(): boolean {
    const seconds = this.secondsAhead();
    return seconds === undefined || Math.abs(seconds) > MOST_SECONDS_OFF;
  }

  private database(): number | undefined {
    return this.heard && this.heard.said + this.elapsed() - this.heard.at;
  }
}
