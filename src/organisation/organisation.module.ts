import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AdministrationController } from './administration/administration.controller.js';
import { ReadAdministration } from './administration/read-administration.js';
import { ApiClientsController } from './api-clients/api-clients.controller.js';
import { ApiClientsQueries } from './api-clients/api-clients.queries.js';
import { KeepApiClients } from './api-clients/keep-api-clients.js';
import { KeepApiKeys } from './api-clients/keep-api-keys.js';
import { TakeOverClient } from './api-clients/take-over-client.js';
import { TellOfClientsLeft } from './api-clients/tell-of-clients-left.js';
import { AppointFirstAdministrator } from './first-administrator/appoint-first-administrator.js';
import { FirstAdministratorController } from './first-administrator/first-administrator.controller.js';
import { FirstAdministratorPageController } from './first-administrator/first-administrator-page.controller.js';
import { OfferFirstAdministrator } from './first-administrator/offer-first-administrator.js';
import { KeepBodies } from './keep-bodies.js';
import { KeepCalendar } from './keep-calendar.js';
import { KeepConsulteeGroups } from './keep-consultee-groups.js';
import { KeepPeople } from './keep-people.js';
import { MovePerson } from './move-person.js';
import { OrganisationController } from './organisation.controller.js';
import { KeepPaperForms } from './paper-forms/keep-paper-forms.js';
import { PaperFormsController } from './paper-forms/paper-forms.controller.js';
import { KeepReportHeadings } from './report-headings/keep-report-headings.js';
import { ReportHeadingsController } from './report-headings/report-headings.controller.js';
import { KeepSavedSearches } from './saved-searches/keep-saved-searches.js';
import { SavedSearchesController } from './saved-searches/saved-searches.controller.js';
import { PeopleController } from './people.controller.js';
import { RefusedAttemptsController } from './refused-attempts/refused-attempts.controller.js';
import { RefusedAttemptsQueries } from './refused-attempts/refused-attempts.queries.js';
import { ArrangeStandIn } from './stand-ins/arrange-stand-in.js';
import { StandInsController } from './stand-ins/stand-ins.controller.js';
import { StandInsQueries } from './stand-ins/stand-ins.queries.js';
import { TellOfWhatIsLeft } from './tell-of-what-is-left.js';
import { TellThoseConcerned } from './tell-those-concerned.js';

/** What later folders ask for too. */
const offered = [
  KeepBodies,
  KeepCalendar,
  KeepConsulteeGroups,
  KeepPaperForms,
  KeepReportHeadings,
  KeepSavedSearches,
  KeepPeople,
  MovePerson,
  ApiClientsQueries,
  KeepApiClients,
  KeepApiKeys,
  TakeOverClient,
  ArrangeStandIn,
  StandInsQueries,
  RefusedAttemptsQueries,
  TellThoseConcerned,
  ReadAdministration,
];

@Module({
  imports: [AuditModule, DeliveryModule, IdentityModule],
  controllers: [
    OrganisationController,
    PeopleController,
    ApiClientsController,
    StandInsController,
    RefusedAttemptsController,
    AdministrationController,
    PaperFormsController,
    ReportHeadingsController,
    SavedSearchesController,
    FirstAdministratorController,
    FirstAdministratorPageController,
  ],
  providers: [
    ...offered,
    TellOfClientsLeft,
    TellOfWhatIsLeft,
    AppointFirstAdministrator,
    OfferFirstAdministrator,
  ],
  exports: offered,
})
export class OrganisationModule {}
