import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { actingAsTheService } from './acting.js';
import { loggable } from './loggable.js';

const failing = new Map<string, number>();

/** How many rounds in a row have failed in this process, by the work; none of what went well last. */
export const failingRounds = (): ReadonlyMap<string, number> => failing;

/**
 * Work that is done again and again while the process lives: never two at once, a failure is
 * logged and counted and the next round tries again, and `stop` waits for the round that is under way. Long work looks
 * at the signal it is given, and ends early once `stop` has been called. The database sees the service itself at work.
 */
export class PeriodicWork {
  private readonly log: Logger;
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly work: (stopping: AbortSignal) => Promise<unknown>,
  ) {
    this.log = new Logger(name);
  }

  start(everySeconds: number): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.round(), everySeconds * 1000);
    this.round();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  private round(): void {
    this.running ??= actingAsTheService(() => this.work(this.stopping.signal))
      .then(
        () => void failing.delete(this.name),
        (error: unknown) => {
          failing.set(this.name, (failing.get(this.name) ?? 0) + 1);
          this.log.error(loggable(error).message, loggable(error).stack);
        },
      )
      .finally(() => {
        this.running = undefined;
      });
  }
}

/** A part of the service with periodic work, from the start of the process to its end. */
export abstract class WorksPeriodically implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  /** @param everySeconds undefined where it is the work of other processes. */
  constructor(private readonly everySeconds: number | undefined) {
    this.work = new PeriodicWork(new.target.name, (stopping) => this.round(stopping));
  }

  protected abstract round(stopping: AbortSignal): Promise<unknown>;

  onApplicationBootstrap(): void {
    if (this.everySeconds !== undefined) this.work.start(this.everySeconds);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}

/** How often periodic work runs in this process: undefined, so never, where the process only answers requests. */
export const inWorkers = ({ ROLE }: Pick<Settings, 'ROLE'>, seconds: number): number | undefined =>
  ROLE === 'api' ? undefined : seconds;
