import { Injectable } from '@nestjs/common';
import type { Reader } from '../frame/staff-frame.js';
import { ApiClientsSection } from './api-clients-section.js';
import { AuditSection } from './audit-section.js';
import { BodiesSection } from './bodies-section.js';
import { CalendarSection } from './calendar-section.js';
import { DeliveriesSection } from './deliveries-section.js';
import { GoLiveSection } from './go-live-section.js';
import { GroupsSection } from './groups-section.js';
import { PaperFormsSection } from './paper-forms-section.js';
import { PeopleSection } from './people-section.js';
import { RemindersSection } from './reminders-section.js';
import { ReportHeadingsSection } from './report-headings-section.js';
import { RetentionSection } from './retention-section.js';
import type { Section } from './section.js';
import { WebhooksSection } from './webhooks-section.js';

/** The parts of the administration, in the order of its first page. */
@Injectable()
export class Sections {
  readonly all: readonly Section[];

  constructor(
    bodies: BodiesSection,
    people: PeopleSection,
    calendar: CalendarSection,
    groups: GroupsSection,
    reminders: RemindersSection,
    paperForms: PaperFormsSection,
    reportHeadings: ReportHeadingsSection,
    deliveries: DeliveriesSection,
    webhooks: WebhooksSection,
    apiClients: ApiClientsSection,
    retention: RetentionSection,
    audit: AuditSection,
    goLive: GoLiveSection,
  ) {
    this.all = [
      bodies,
      people,
      calendar,
      groups,
      reminders,
      paperForms,
      reportHeadings,
      deliveries,
      webhooks,
      apiClients,
      retention,
      audit,
      goLive,
    ];
  }

  /** Those where the reader has something to do. */
  of(reader: Reader): readonly Section[] {
    return this.all.filter((section) => section.isOpen(reader));
  }
}
