import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's log lines through the same pino as Fastify's. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: unknown): void {
    // Nest logs every module and route at start as `log`; those lines are written at the level `debug`.
    this.pino.debug({ context }, String(message));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.pino.error({ context, stack }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.pino.warn({ context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.pino.trace({ context }, String(message));
  }
}
