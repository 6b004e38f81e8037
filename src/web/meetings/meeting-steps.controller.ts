import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { NotFound } from '../../rules/problem.js';
import { Act } from '../steps/act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { KeptWarnings } from '../steps/kept-warnings.js';
import { pathOfMeeting } from './meeting-address.js';
import { DECIDE, isOnAgenda, isOpen, MeetingSteps } from './meeting-steps.js';
import { ReadMeetings, type MeetingSeen } from './read-meetings.js';
import { Readers } from '../frame/readers.js';
import { RecordSteps, type Http } from '../steps/record-steps.js';
import { ReplySteps } from '../reply/reply-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { isSettledVerb, settlingPage, type SettlingProps } from './settling-page.js';
import { chosenIn, TakeSeveral } from '../steps/take-several.js';

/** What a meeting decided, recorded matter by matter. */
@PagesAt('sammantraden/:body/:meeting/beslut')
export class DecidingController {
  constructor(
    private readonly meetingSteps: MeetingSteps,
    private readonly readMeetings: ReadMeetings,
    private readonly recordSteps: RecordSteps,
    private readonly warnings: KeptWarnings,
  ) {}

  /** To the first matter of the agenda that nothing is recorded of; back to the meeting where there is none. */
  @GetPage()
  async first(
    @Param('body') body: string,
    @Param('meeting') meeting: string,
    @Query('klart') done: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { agenda } = await this.readMeetings.one(callerOf(request), body.toUpperCase(), meeting);
    const path = pathOfMeeting(body, meeting);
    const next = agenda.matters?.find(isOpen);
    const back = done === DECIDE ? `${path}?klart=${DECIDE}` : path;
    await reply.redirect(next ? `${path}/${DECIDE}/${next.consultationId}` : back, 303);
  }

  @GetPage(':id')
  async form(
    @Param('body') body: string,
    @Param('meeting') meeting: string,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = await this.seen(request, body, meeting);
    if (!isOnAgenda(seen, id)) throw new NotFound();
    const warnings = await this.warnings.take(request, reply);
    const page = this.meetingSteps.pageOf(seen, pathOfMeeting(body, meeting), id, undefined, warnings);
    await this.recordSteps.show(page, id, DECIDE, { request, reply });
  }

  /** A matter that was put off has left the agenda when the same form comes a second time. */
  @PostForm(':id')
  async decide(
    @Param('body') body: string,
    @Param('meeting') meeting: string,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = await this.seen(request, body, meeting);
    await this.meetingSteps.refuseOfAnother(callerOf(request), seen, id);
    const { outcome } = (request.body ?? {}) as { readonly outcome?: unknown };
    const page = this.meetingSteps.pageOf(seen, pathOfMeeting(body, meeting), id, outcome, []);
    await this.recordSteps.take(page, id, DECIDE, { request, reply });
  }

  private async seen(request: FastifyRequest, body: string, meeting: string): Promise<MeetingSeen> {
    return this.readMeetings.one(callerOf(request), body.toUpperCase(), meeting);
  }
}

/** The minutes of a meeting confirmed, and its statements forwarded, several at once. */
@PagesAt('sammantraden/:body/:meeting/justera')
export class SettlingController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly meetingSteps: MeetingSteps,
    private readonly readMeetings: ReadMeetings,
    private readonly readers: Readers,
    private readonly replySteps: ReplySteps,
    private readonly takeSeveral: TakeSeveral,
    private readonly warnings: KeptWarnings,
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
    const { results, typed = kept?.fields } = await this.warnings.takeAll(request, reply);
    const verb = this.actionAt(done)?.verb;
    await this.show({ request, reply }, body, meeting, 200, { results, verb, typed, again: kept && 'kept' });
  }

  @PostForm()
  async take(
    @Param('body') body: string,
    @Param('meeting') meeting: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = (request.body ?? {}) as Record<string, unknown>;
    const action = this.actionAt(fields['gor']);
    if (!action) throw new NotFound();
    const { confirmedOn, immediate, forwardedOn } = fields;
    const given = action.verb === 'confirm' ? { confirmedOn, immediate } : { forwardedOn };
    await this.act.act(request, reply, {
      body: action.body,
      read: () => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      take: async (caller, given) => {
        const seen = await this.readMeetings.one(caller, body.toUpperCase(), meeting);
        const ofThisMeeting: Pick<typeof action, 'take'> = {
          take: async (its, id, ...rest) => {
            await this.meetingSteps.refuseOfAnother(its, seen, id);
            return action.take(its, id, ...rest);
          },
        };
        const taken = await this.takeSeveral.take(caller, ofThisMeeting, chosenIn(fields), given);
        return { ...taken, typed: fields };
      },
      show: ({ values: typed, again, status }) =>
        this.show({ request, reply }, body, meeting, status, { results: [], verb: undefined, typed, again }),
      done: `${pathOfMeeting(body, meeting)}/justera?klart=${action.path}`,
    });
  }

  private actionAt(path: unknown) {
    return this.replySteps.page.actions.find((each) => isSettledVerb(each.verb) && each.path === path);
  }

  /** @throws NotFound for whoever is not of the body's staff */
  private async show(
    { request, reply }: Http,
    body: string,
    meeting: string,
    status: number,
    shown: Pick<SettlingProps, 'results' | 'verb' | 'typed' | 'again'>,
  ): Promise<void> {
    const seen = await this.readMeetings.one(callerOf(request), body.toUpperCase(), meeting);
    if (seen.agenda.matters === null) throw new NotFound();
    const [reader, path] = [this.readers.of(request), pathOfMeeting(body, meeting)];
    const page = settlingPage({ reader, seen, path, steps: this.replySteps.page, ...shown });
    await sendStaffPage(reply, status, page);
  }
}
