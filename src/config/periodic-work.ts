import { Logger } from '@nestjs/common';

/**
 * Work that is done again and again while the process lives: never two at once, a failure is
 * logged and the next round tries again, and `stop` waits for the round that is under way.
 */
export class PeriodicWork {
  private readonly log: Logger;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    name: string,
    private readonly work: () => Promise<unknown>,
  ) {
    this.log = new Logger(name);
  }

  start(everySeconds: number): void {
    this.timer = setInterval(() => this.round(), everySeconds * 1000);
    this.round();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private round(): void {
    this.running ??= this.work()
      .then(
        () => undefined,
        (error: unknown) => this.log.error((error as Error).message, (error as Error).stack),
      )
      .finally(() => {
        this.running = undefined;
      });
  }
}
