import { Controller, Get, Header, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { CheckHealth } from './check-health.js';
import { Metrics } from './metrics.js';

/** For load balancers and operators; holds no personal data. */
@ApiExcludeController()
@Controller()
export class HealthController implements BeforeApplicationShutdown {
  constructor(
    private readonly health: CheckHealth,
    private readonly metricsOfProcess: Metrics,
  ) {}

  /** Told before connections close, so that a load balancer sends no one here any more. */
  beforeApplicationShutdown(): void {
    this.health.stop();
  }

  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @HealthCheck()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    const { status, report } = await this.health.check();
    reply.status(status);
    return report;
  }

  @Get('metrics')
  @Header('Content-Type', Metrics.contentType)
  async metrics(): Promise<string> {
    return this.metricsOfProcess.read();
  }
}
