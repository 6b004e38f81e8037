import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ArchiveModule } from './archive/archive.module.js';
import { CasesModule } from './cases/cases.module.js';
import { ReferralCase } from './cases/referral-case.entity.js';
import { CompilationModule } from './compilation/compilation.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { ChangesModule } from './changes/changes.module.js';
import { ConsultationsModule } from './consultations/consultations.module.js';
import { Consultation } from './consultations/consultation.entity.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { runtimeDataSource } from './database/data-source.js';
import { CountOutgrownTables } from './database/count-outgrown-tables.js';
import { FollowDatabaseClock } from './database/follow-database-clock.js';
import { Delivery } from './delivery/delivery.entity.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { InboxItem } from './delivery/inbox-item.entity.js';
import { Webhook } from './delivery/webhooks/webhook.entity.js';
import { Document } from './documents/document.entity.js';
import { DocumentsModule } from './documents/documents.module.js';
import { WordTemplate } from './documents/word-templates/word-template.entity.js';
import { ForwardingModule } from './forwarding/forwarding.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { ApiClient } from './organisation/api-clients/api-client.entity.js';
import { Body } from './organisation/body.entity.js';
import { ConsulteeGroup } from './organisation/consultee-group.entity.js';
import { Meeting } from './organisation/meeting.entity.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { BodyPaperForm } from './organisation/paper-forms/paper-form.entity.js';
import { ReportHeadings } from './organisation/report-headings/report-headings.entity.js';
import { Person } from './organisation/person.entity.js';
import { StandIn } from './organisation/stand-ins/stand-in.entity.js';
import { OutboxModule } from './outbox/outbox.module.js';
import { CloseQueueConnection, QUEUE_CONNECTION, queueConnection } from './outbox/queue-connection.js';
import { Referral } from './referrals/referral.entity.js';
import { ReferralsModule } from './referrals/referrals.module.js';
import { QUEUE_PREFIX } from './outbox/queues.js';
import { PapersModule } from './papers/papers.module.js';
import { OperatingModule } from './operating/operating.module.js';
import { DeadlinesModule } from './deadlines/deadlines.module.js';
import { CalendarFeed } from './deadlines/calendar-feeds/calendar-feed.entity.js';
import { Extension } from './deadlines/extension.entity.js';
import { ReminderSettings } from './deadlines/reminders/reminder-settings.entity.js';
import { Decision } from './decisions/decision.entity.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { PublicationModule } from './publication/publication.module.js';
import { Publication } from './publication/publication.entity.js';
import { SignaturesModule } from './signatures/signatures.module.js';
import { StatementsModule } from './statements/statements.module.js';
import { WebModule } from './web/web.module.js';

const entities = [
  Document,
  ApiClient,
  Body,
  BodyPaperForm,
  ReportHeadings,
  CalendarFeed,
  ConsulteeGroup,
  Meeting,
  Person,
  StandIn,
  Consultation,
  Decision,
  Delivery,
  Extension,
  InboxItem,
  Publication,
  Referral,
  ReferralCase,
  Webhook,
  WordTemplate,
  ReminderSettings,
];

/** The whole service, in the order of the story. */
@Module({})
export class AppModule {
  static with(settings: Settings, databaseUrl: string): DynamicModule {
    const { DATABASE_POOL_SIZE: poolSize, DATABASE_LISTEN_URL: direct } = settings;
    const database = { url: databaseUrl, poolSize, pooled: direct !== undefined, entities };
    const connection = queueConnection(settings, direct ?? databaseUrl);
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        TypeOrmModule.forRoot({ ...runtimeDataSource(database).options, retryAttempts: 0 }),
        BullModule.forRoot({ connection, prefix: QUEUE_PREFIX }),
        IdentityModule,
        ChangesModule,
        PapersModule,
        HttpModule,
        OutboxModule,
        DeliveryModule,
        OrganisationModule,
        DocumentsModule,
        CasesModule,
        ReferralsModule,
        ConsultationsModule,
        StatementsModule,
        DecisionsModule,
        ForwardingModule,
        SignaturesModule,
        DeadlinesModule,
        CompilationModule,
        StatisticsModule,
        PublicationModule,
        ArchiveModule,
        WebModule,
        OperatingModule.with(settings),
      ],
      providers: [
        FollowDatabaseClock,
        CountOutgrownTables,
        CloseQueueConnection,
        { provide: QUEUE_CONNECTION, useValue: connection },
      ],
    };
  }
}
