import { Module } from '@nestjs/common';
import { ApiClientsController } from './api-clients/api-clients.controller.js';
import { ApiClientsQueries } from './api-clients/api-clients.queries.js';
import { KeepApiClients } from './api-clients/keep-api-clients.js';
import { KeepApiKeys } from './api-clients/keep-api-keys.js';
import { KeepBodies } from './keep-bodies.js';
import { KeepCalendar } from './keep-calendar.js';
import { KeepConsulteeGroups } from './keep-consultee-groups.js';
import { KeepPeople } from './keep-people.js';
import { MovePerson } from './move-person.js';
import { OrganisationController } from './organisation.controller.js';
import { PeopleController } from './people.controller.js';
import { ArrangeStandIn } from './stand-ins/arrange-stand-in.js';
import { StandInsController } from './stand-ins/stand-ins.controller.js';
import { StandInsQueries } from './stand-ins/stand-ins.queries.js';

@Module({
  controllers: [OrganisationController, PeopleController, ApiClientsController, StandInsController],
  providers: [
    KeepBodies,
    KeepCalendar,
    KeepConsulteeGroups,
    KeepPeople,
    MovePerson,
    ApiClientsQueries,
    KeepApiClients,
    KeepApiKeys,
    ArrangeStandIn,
    StandInsQueries,
  ],
})
export class OrganisationModule {}
