import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { IdentityModule } from '../identity/identity.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { DemoTokensController } from './demo-tokens.controller.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Watchdog } from './watchdog.js';

@Module({})
export class OperatingModule {
  static with({ demo }: { demo: boolean }): DynamicModule {
    return {
      module: OperatingModule,
      imports: [
        IdentityModule,
        OutboxModule,
        TerminusModule.forRoot({ errorLogStyle: 'json', gracefulShutdownTimeoutMs: 0 }),
      ],
      controllers: demo ? [DemoTokensController, HealthController] : [HealthController],
      providers: [Metrics, Watchdog],
    };
  }
}
