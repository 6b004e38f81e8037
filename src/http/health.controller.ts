import { Controller, Get, Header, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { collectDefaultMetrics, register } from 'prom-client';

/** For load balancers and operators; holds no personal data. */
@ApiExcludeController()
@Controller()
export class HealthController implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
  ) {
    register.clear();
    collectDefaultMetrics();
  }

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
  async ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.database.pingCheck('database', { timeout: 2000 }),
      () => ({ process: { status: this.stopping ? 'down' : 'up' } }),
    ]);
  }

  @Get('metrics')
  @Header('Content-Type', register.contentType)
  async metrics(): Promise<string> {
    return register.metrics();
  }
}
