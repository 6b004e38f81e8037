import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { CheckActions } from './check-actions.js';
import { DemoMailController } from '../demo/demo-mail/demo-mail.controller.js';
import { DemoMailbox } from '../demo/demo-mail/demo-mailbox.js';
import { DemoTokensController } from '../demo/demo-tokens.controller.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Watchdog } from './watchdog.js';

@Module({})
export class OperatingModule {
  static with({ demo }: { demo: boolean }): DynamicModule {
    return {
      module: OperatingModule,
      imports: [
        DeliveryModule,
        DiscoveryModule,
        IdentityModule,
        OutboxModule,
        TerminusModule.forRoot({ errorLogStyle: 'json', gracefulShutdownTimeoutMs: 0 }),
      ],
      controllers: [HealthController, ...(demo ? [DemoMailController, DemoTokensController] : [])],
      providers: [CheckActions, Metrics, Watchdog, ...(demo ? [DemoMailbox] : [])],
    };
  }
}
