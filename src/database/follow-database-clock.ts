import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { PeriodicWork } from './periodic-work.js';

const EVERY_SECONDS = 5;
const ANSWERS = 3;
/** An answer that took longer than this is not used: it says too little of what the time is on arrival. */
const MOST_MS = 2000;

/** Sets the process's clock by PostgreSQL's: before anything else begins, and again and again. */
@Injectable()
export class FollowDatabaseClock implements OnModuleInit, BeforeApplicationShutdown {
  // While PostgreSQL does not answer, the clock goes on from its last answer; readiness reports the outage.
  private readonly work = new PeriodicWork(FollowDatabaseClock.name, () => this.ask().catch(() => undefined));

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.ask();
    this.work.start(EVERY_SECONDS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** Of a few answers the one that came quickest is used: the others waited for a connection or for this process. */
  private async ask(): Promise<void> {
    let quickest = MOST_MS;
    for (let answer = 0; answer < ANSWERS; answer++) {
      const before = performance.now();
      const [{ said }]: [{ said: Date }] = await this.dataSource.query('SELECT clock_timestamp() AS said');
      const after = performance.now();
      if (after - before > quickest) continue;
      quickest = after - before;
      // PostgreSQL's clock said so before the answer was here, so that ours is never ahead of it: what is dated by ours
      // would otherwise stand after what happens next and is dated by PostgreSQL's.
      this.clock.follow(said, after);
    }
  }
}
