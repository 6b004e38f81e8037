import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { CreatedIn } from '../http/resource-headers.js';
import { KeepBodies } from './keep-bodies.js';
import { KeepCalendar } from './keep-calendar.js';
import { KeepConsulteeGroups } from './keep-consultee-groups.js';
import { KeepPeople } from './keep-people.js';
import { AddBodyBody, BodiesPage, BodiesQuery, BodyView } from './bodies.dto.js';
import { AddMeetingBody, MeetingsPage, MeetingsQuery, MeetingView, MoveMeetingBody } from './meetings.dto.js';
import { AddPersonBody, EditPersonBody, PeoplePage, PersonView, SetRolesBody } from './people.dto.js';
import { ConsulteeGroupBody, ConsulteeGroupsPage, ConsulteeGroupView } from './consultee-groups.dto.js';
import { MeView } from './me.dto.js';

@ApiTags('Organisation')
@Controller()
export class OrganisationController {
  constructor(
    private readonly bodies: KeepBodies,
    private readonly calendar: KeepCalendar,
    private readonly people: KeepPeople,
    private readonly groups: KeepConsulteeGroups,
  ) {}

  /**
   * Read who you are and which roles you hold.
   * @remarks Läs vem du är och vilka roller du har.
   */
  @Get('me')
  async me(@CurrentCaller() caller: Caller): Promise<MeView> {
    return this.people.me(caller);
  }

  /**
   * List the bodies.
   * @remarks Lista organen.
   */
  @Get('bodies')
  async listBodies(@CurrentCaller() caller: Caller, @Query() query: BodiesQuery): Promise<BodiesPage> {
    return this.bodies.list(caller, query);
  }

  /**
   * Add a body.
   * @remarks Lägg upp ett organ.
   */
  @Does('body.add')
  @Post('bodies')
  @CreatedIn('bodies')
  async addBody(@CurrentCaller() caller: Caller, @Body() body: AddBodyBody): Promise<BodyView> {
    return this.bodies.add(caller, body);
  }

  /**
   * Read a body.
   * @remarks Läs om ett organ.
   */
  @Get('bodies/:code')
  async body(@Param('code') code: string): Promise<BodyView> {
    return this.bodies.one(code);
  }

  /**
   * List a body's meetings, earliest first.
   * @remarks Lista ett organs sammanträden, det tidigaste först.
   */
  @Get('bodies/:code/meetings')
  async listMeetings(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: MeetingsQuery,
  ): Promise<MeetingsPage> {
    return this.calendar.list(caller, code, query);
  }

  /**
   * Add a meeting to the calendar.
   * @remarks Lägg in ett sammanträde i kalendern.
   */
  @Does('meeting.manage')
  @Post('bodies/:code/meetings')
  @CreatedIn('bodies/:code/meetings')
  async addMeeting(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: AddMeetingBody,
  ): Promise<MeetingView> {
    return this.calendar.add(caller, code, body);
  }

  /**
   * Move a meeting with what is on its agenda. It is named by its id, or by its day where that names one.
   * @remarks Flytta ett sammanträde med det som är uppsatt till det. Det anges med sitt id, eller med dagen när den räcker.
   */
  @Does('meeting.manage')
  @Patch('bodies/:code/meetings/:id')
  async moveMeeting(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: MoveMeetingBody,
  ): Promise<MeetingView> {
    return this.calendar.move(caller, code, id, body);
  }

  /**
   * Cancel a meeting that has nothing on its agenda.
   * @remarks Ställ in ett sammanträde som inget är uppsatt till.
   */
  @Does('meeting.manage')
  @Delete('bodies/:code/meetings/:id')
  @HttpCode(204)
  async cancelMeeting(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<void> {
    return this.calendar.cancel(caller, code, id);
  }

  /**
   * List the people of a body and their roles.
   * @remarks Lista personerna i ett organ och deras roller.
   */
  @Does('person.read')
  @Get('bodies/:code/people')
  async listPeople(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<PeoplePage> {
    return this.people.list(caller, code, query);
  }

  /**
   * Add a person to a body.
   * @remarks Lägg upp en person i ett organ.
   */
  @Does('person.manage')
  @Post('bodies/:code/people')
  @CreatedIn('bodies/:code/people')
  async addPerson(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: AddPersonBody,
  ): Promise<PersonView> {
    return this.people.add(caller, code, body);
  }

  /**
   * Read a person of a body.
   * @remarks Läs om en person i ett organ.
   */
  @Does('person.read')
  @Get('bodies/:code/people/:username')
  async person(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('username') username: string,
  ): Promise<PersonView> {
    return this.people.one(caller, code, username);
  }

  /**
   * Set the roles of a person in a body; none takes all away.
   * @remarks Sätt en persons roller i ett organ; inga alls tar bort dem.
   */
  @Does('person.manage')
  @Put('bodies/:code/people/:username')
  async setRoles(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('username') username: string,
    @Body() body: SetRolesBody,
  ): Promise<PersonView> {
    return this.people.setRoles(caller, code, username, body);
  }

  /**
   * Change a person's name or address, or let them sign in no more.
   * @remarks Ändra en persons namn eller adress, eller stäng av inloggningen.
   */
  @Does('person.edit')
  @Patch('people/:username')
  async editPerson(
    @CurrentCaller() caller: Caller,
    @Param('username') username: string,
    @Body() body: EditPersonBody,
  ): Promise<PersonView> {
    return this.people.edit(caller, username, body);
  }

  /**
   * List a body's groups of consultees.
   * @remarks Lista ett organs sändlistor med remissinstanser.
   */
  @Get('bodies/:code/consultee-groups')
  async listGroups(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<ConsulteeGroupsPage> {
    return this.groups.list(caller, code, query);
  }

  /**
   * Add a group of consultees.
   * @remarks Lägg upp en sändlista med remissinstanser.
   */
  @Does('consultee-group.manage')
  @Post('bodies/:code/consultee-groups')
  @CreatedIn('bodies/:code/consultee-groups')
  async addGroup(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: ConsulteeGroupBody,
  ): Promise<ConsulteeGroupView> {
    return this.groups.add(caller, code, body);
  }

  /**
   * Read a group of consultees.
   * @remarks Läs en sändlista.
   */
  @Get('bodies/:code/consultee-groups/:id')
  async group(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id', RecordId) id: string,
  ): Promise<ConsulteeGroupView> {
    return this.groups.one(caller, code, id);
  }

  /**
   * Replace a group of consultees. Referrals made of it keep theirs.
   * @remarks Ersätt en sändlista. Remisser som gjorts av den behåller sina remissinstanser.
   */
  @Does('consultee-group.manage')
  @Put('bodies/:code/consultee-groups/:id')
  async replaceGroup(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id', RecordId) id: string,
    @Body() body: ConsulteeGroupBody,
  ): Promise<ConsulteeGroupView> {
    return this.groups.replace(caller, code, id, body);
  }

  /**
   * Remove a group of consultees.
   * @remarks Ta bort en sändlista.
   */
  @Does('consultee-group.manage')
  @Delete('bodies/:code/consultee-groups/:id')
  @HttpCode(204)
  async removeGroup(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id', RecordId) id: string,
  ): Promise<void> {
    return this.groups.remove(caller, code, id);
  }
}
