import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  type HealthIndicatorFunction,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ping } from '../documents/inspection/clamd.js';
import { UnnamedProxies } from '../http/unnamed-proxies.js';
import { answered, Watchdog } from './watchdog.js';

/**
 * Whether a part is well for a person to read. The report says `up` of what a load balancer is not to act on: proxies
 * that nobody named, a virus scanner that does not answer, a full disk of the database, and lateness where another
 * process delivers.
 */
export const isWell = (part: string, detail: HealthIndicatorResult[string]): boolean =>
  detail.status === 'up' &&
  detail['answers'] !== false &&
  detail['full'] !== true &&
  detail['deliveriesLate'] !== true &&
  detail['remindersLate'] !== true &&
  !(part === 'unnamedProxies' && Number(detail['requests']) > 0);

/** How this process does, for whoever asks: a load balancer, or an administrator on a page. */
@Injectable()
export class CheckHealth {
  private stopping = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly watchdog: Watchdog,
    private readonly clock: Clock,
    private readonly unnamedProxies: UnnamedProxies,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** From now on this process says that it is down. */
  stop(): void {
    this.stopping = true;
  }

  /** @returns the same report when something is wrong as when all is well, so that the reason can be read. */
  async check(): Promise<{ readonly status: number; readonly report: HealthCheckResult }> {
    try {
      return { status: 200, report: await this.health.check(this.checks()) };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      return { status: error.getStatus(), report: error.getResponse() as HealthCheckResult };
    }
  }

  private checks(): HealthIndicatorFunction[] {
    return [
      () => this.database.pingCheck('database', { timeout: 2000 }),
      () => ({ process: { status: this.stopping ? 'down' : 'up' } }),
      () => this.room(),
      () => this.clockCheck(),
      () => this.watchdog.check(),
      // Never down: anyone can send such a header, and would take the service away.
      () => ({ unnamedProxies: { status: 'up', ...this.unnamedProxies.seen } }),
      () => this.virusScanner(),
    ];
  }

  /**
   * Told, and no reason to send nobody here: all processes have one database, and everything can be read meanwhile. While
   * the database does not answer it is not known.
   */
  private async room(): Promise<HealthIndicatorResult> {
    return { room: { status: 'up', full: (await answered(this.watchdog.diskIsFull())) ?? null } };
  }

  /** Told, and no reason to send nobody here: without it uploads are refused, and all else goes on. */
  private async virusScanner(): Promise<HealthIndicatorResult> {
    const { CLAMD_URL } = this.settings;
    if (!CLAMD_URL) return { virusScanner: { status: 'up', configured: false } };
    const answers = await ping(CLAMD_URL).then(
      () => true,
      () => false,
    );
    return { virusScanner: { status: 'up', configured: true, answers } };
  }

  /** A process that speaks to nobody, since its clock is wrong, is not one to send anybody to. */
  private clockCheck(): HealthIndicatorResult {
    const secondsAhead = this.clock.secondsAhead() ?? null;
    return { clock: { status: this.clock.isOff() ? 'down' : 'up', secondsAhead } };
  }
}
