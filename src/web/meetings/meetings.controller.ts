import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { OrderAgendaBody, ScheduleBody } from '../../decisions/scheduling.dto.js';
import { KeepAgenda } from '../../decisions/keep-agenda.js';
import { OrderAgenda } from '../../decisions/order-agenda.js';
import { callerOf } from '../../http/current-caller.js';
import { isCivilDate } from '../../http/field-rules.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { WriteBody } from '../../http/write.dto.js';
import { Conflict, NotFound } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { doneSentence } from '../../rules/words.js';
import { Act, type PageForm } from '../steps/act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { KeptWarnings, receiptOf } from '../steps/kept-warnings.js';
import { meetingsPath, pathOfMeeting } from './meeting-address.js';
import { moved, PUT_UP, TAKE_OFF } from './meeting-forms.js';
import { meetingPage, type MeetingProps } from './meeting-page.js';
import { MeetingSteps } from './meeting-steps.js';
import { meetingsPage } from './meetings-page.js';
import { ReadInbox } from '../inbox/read-inbox.js';
import { ReadMeetings, type Days } from './read-meetings.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';

const AHEAD = 50;
const BEFORE = 20;
const NONE: Days = { meetings: [], isAll: true };
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** When the reader's bodies meet, and what is on each agenda. */
@PagesAt('sammantraden')
export class MeetingsPageController {
  constructor(
    private readonly readMeetings: ReadMeetings,
    private readonly names: ReadNames,
    private readonly readInbox: ReadInbox,
    private readonly readers: Readers,
  ) {}

  @GetPage()
  async all(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const bodies = [...reader.actor.staffOf, ...reader.actor.readerOf];
    const [names, ahead, before] = await Promise.all([
      this.names.of(bodies),
      this.readMeetings.daysOf(caller, { bodies, from: reader.today, limit: AHEAD }),
      this.readMeetings.daysOf(caller, { bodies, before: reader.today, limit: BEFORE }),
    ]);
    await sendStaffPage(reply, 200, meetingsPage(reader, { names, ahead, before }));
  }

  @GetPage(':body')
  async ofBody(
    @Param('body') given: string,
    @Query('fore') fore: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [caller, reader, body] = [callerOf(request), this.readers.of(request), given.toUpperCase()];
    const names = await this.names.of([body]);
    if (!names.has(body)) throw new NotFound();
    const isLooking = isCivilDate(fore);
    const bodies = [body];
    const isElected = reader.actor.staffOf.length === 0 && reader.actor.readerOf.length > 0;
    const told = isElected ? await this.readInbox.told(caller) : undefined;
    const [ahead, before] = await Promise.all([
      isLooking ? NONE : this.readMeetings.daysOf(caller, { bodies, from: reader.today, limit: AHEAD }),
      this.readMeetings.daysOf(caller, { bodies, before: isLooking ? fore : reader.today, limit: BEFORE }),
    ]);
    const older = before.isAll ? undefined : `${meetingsPath(body)}?fore=${before.meetings.at(-1)!.date}`;
    await sendStaffPage(reply, 200, meetingsPage(reader, { names, ahead, before, older, body, told }));
  }
}

type Shown = Pick<MeetingProps, 'again'> & { readonly done: Texts | undefined; readonly status: number };

/** One meeting, its agenda, and the forms that change it. */
@PagesAt('sammantraden/:body/:meeting')
export class MeetingPageController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly keepAgenda: KeepAgenda,
    private readonly meetingSteps: MeetingSteps,
    private readonly orderAgenda: OrderAgenda,
    private readonly readMeetings: ReadMeetings,
    private readonly readers: Readers,
    private readonly warnings: KeptWarnings,
    private readonly names: ReadNames,
  ) {}

  @GetPage()
  async page(
    @Param('body') body: string,
    @Param('meeting') meeting: string,
    @Query('klart') done: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.findKeptForm.find(request, reply);
    await this.show({ request, reply }, body, meeting, {
      done: typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done] : undefined,
      again: kept && 'kept',
      status: 200,
    });
  }

  /** Puts a matter up, takes one off, or moves one a step. */
  @PostForm()
  async change(
    @Param('body') body: string,
    @Param('meeting') meeting: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = (request.body ?? {}) as Record<string, unknown>;
    const form = this.formOf(fields, body.toUpperCase(), meeting);
    await this.act.act(request, reply, {
      ...form,
      show: ({ again, status }) =>
        this.show({ request, reply }, body, meeting, { done: undefined, again, status }),
      done: `${pathOfMeeting(body, meeting)}${form.done}`,
    });
  }

  /** @throws NotFound for a form that the page does not have. */
  private formOf(
    { gor, arende, flytta, ordning }: Readonly<Record<string, unknown>>,
    body: string,
    meeting: string,
  ): Pick<PageForm, 'body' | 'read' | 'take'> & { readonly done: string } {
    if (typeof flytta === 'string' && typeof ordning === 'string') {
      const order = moved(ordning.split(' '), flytta);
      return {
        body: OrderAgendaBody,
        read: () => ({ consultations: order }),
        take: (caller) => this.orderAgenda.order(caller, body, meeting, order),
        done: `#arende-${flytta.split(' ')[1]}`,
      };
    }
    if (typeof arende !== 'string' || !UUID.test(arende)) throw new NotFound();
    if (gor === PUT_UP)
      return {
        body: ScheduleBody,
        read: () => ({}),
        take: async (caller) =>
          this.keepAgenda.schedule(caller, arende, await this.named(caller, body, meeting)),
        done: `?klart=${gor}#arende-${arende}`,
      };
    if (gor !== TAKE_OFF) throw new NotFound();
    return {
      body: WriteBody,
      read: () => ({}),
      take: async (caller) => {
        const seen = await this.readMeetings.one(caller, body, meeting);
        await this.meetingSteps.refuseOfAnother(caller, seen, arende);
        return this.keepAgenda.unschedule(caller, arende);
      },
      done: `?klart=${gor}`,
    };
  }

  private async named(caller: Caller, body: string, meeting: string): Promise<{ meetingId: string }> {
    const { agenda } = await this.readMeetings.one(caller, body, meeting);
    return { meetingId: agenda.id };
  }

  /** Where the address names a day with several meetings, they are shown to choose from. */
  private async show(
    { request, reply }: Http,
    given: string,
    meeting: string,
    { status, done: plain, again }: Shown,
  ): Promise<void> {
    const [caller, reader, body] = [callerOf(request), this.readers.of(request), given.toUpperCase()];
    try {
      const seen = await this.readMeetings.one(caller, body, meeting);
      const path = pathOfMeeting(body, meeting);
      const kept = await this.warnings.takeAll(request, reply);
      const done = receiptOf(kept, plain)?.[reader.language];
      const page = meetingPage({ reader, seen, path, warnings: kept.said, done, again });
      await sendStaffPage(reply, status, page);
    } catch (refused) {
      if (!(refused instanceof Conflict)) throw refused;
      const ahead = await this.readMeetings.calendar(caller, { bodies: [body], from: meeting, limit: AHEAD });
      const names = await this.names.of([body]);
      const ofTheDay = { meetings: ahead.filter(({ date }) => date === meeting), isAll: true };
      const page = { names, ahead: ofTheDay, before: NONE, body, isOneDay: true };
      await sendStaffPage(reply, 200, meetingsPage(reader, page));
    }
  }
}

/** What was done, by the address that its form leads to. */
const DONE: Readonly<Record<string, Texts>> = {
  [PUT_UP]: doneSentence('consultation', 'schedule'),
  [TAKE_OFF]: doneSentence('consultation', 'unschedule'),
  beslut: doneSentence('consultation', 'decide'),
};
