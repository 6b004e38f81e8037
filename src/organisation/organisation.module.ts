import { Module } from '@nestjs/common';
import { KeepBodies } from './keep-bodies.js';
import { KeepCalendar } from './keep-calendar.js';
import { KeepConsulteeGroups } from './keep-consultee-groups.js';
import { KeepPeople } from './keep-people.js';
import { OrganisationController } from './organisation.controller.js';

@Module({
  controllers: [OrganisationController],
  providers: [KeepBodies, KeepCalendar, KeepConsulteeGroups, KeepPeople],
})
export class OrganisationModule {}
