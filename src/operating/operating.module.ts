import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { WebModule } from '../web/web.module.js';
import { HealthPageController } from './administration/health-page.controller.js';
import { OverviewController } from './administration/overview.controller.js';
import { ReadOverview } from './administration/read-overview.js';
import { AskForAuditCheck } from './audit-check/ask-for-audit-check.js';
import { AuditChecksController } from './audit-check/audit-checks.controller.js';
import { AuditChecksQueries } from './audit-check/audit-checks.queries.js';
import { CheckAuditTrail } from './audit-check/check-audit-trail.js';
import { CheckActions } from './check-actions.js';
import { CheckHealth } from './check-health.js';
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
        OrganisationModule,
        OutboxModule,
        WebModule,
        TerminusModule.forRoot({ errorLogStyle: 'json', gracefulShutdownTimeoutMs: 0 }),
      ],
      controllers: [
        AuditChecksController,
        HealthController,
        HealthPageController,
        OverviewController,
        ...(demo ? [DemoMailController, DemoTokensController] : []),
      ],
      providers: [
        AskForAuditCheck,
        AuditChecksQueries,
        CheckActions,
        CheckAuditTrail,
        CheckHealth,
        Metrics,
        ReadOverview,
        Watchdog,
        ...(demo ? [DemoMailbox] : []),
      ],
    };
  }
}
