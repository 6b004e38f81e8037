import {
  Controller,
  Get,
  Header,
  Inject,
  Res,
  ServiceUnavailableException,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { UnnamedProxies } from '../http/unnamed-proxies.js';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ping } from '../documents/inspection/clamd.js';
import { Metrics } from './metrics.js';
import { Watchdog } from './watchdog.js';

/** For load balancers and operators; holds no personal data. */
@ApiExcludeController()
@Controller()
export class HealthController implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly watchdog: Watchdog,
    private readonly clock: Clock,
    private readonly metricsOfProcess: Metrics,
    private readonly unnamedProxies: UnnamedProxies,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Told before connections close, so that a load balancer sends no one here any more. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @HealthCheck()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    try {
      return await this.health.check([
        () => this.database.pingCheck('database', { timeout: 2000 }),
        () => ({ process: { status: this.stopping ? 'down' : 'up' } }),
        () => this.clockCheck(),
        () => this.watchdog.check(),
        // Never down: anyone can send such a header, and would take the service away.
        () => ({ unnamedProxies: { status: 'up', ...this.unnamedProxies.seen } }),
        () => this.virusScanner(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      // Not a problem of the request: the same report as when all is well, so that the reason can be read.
      reply.status(error.getStatus());
      return error.getResponse() as HealthCheckResult;
    }
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

  @Get('metrics')
  @Header('Content-Type', Metrics.contentType)
  async metrics(): Promise<string> {
    return this.metricsOfProcess.read();
  }
}
