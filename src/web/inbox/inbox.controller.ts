import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import { queuesOf, ReadQueues, type QueueAt } from '../../consultations/queues.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { NotFound } from '../../rules/problem.js';
import { ADMINISTRATION } from '../administration/section.js';
import { Act } from '../steps/act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { inboxPage } from './inbox-page.js';
import { severalAt, type InboxShown } from './inbox-several.js';
import { KeptWarnings } from '../steps/kept-warnings.js';
import { said } from '../frame/list-parts.js';
import { meetingsPath } from '../meetings/meeting-address.js';
import { addressOfQueue, queueNamed } from './queue-address.js';
import { queuePage, type QueueShown } from './queue-page.js';
import { ReadInbox } from './read-inbox.js';
import { ReadNames, type Names } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Http } from '../steps/record-steps.js';
import { ReplySteps } from '../reply/reply-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { chosenIn, TakeSeveral } from '../steps/take-several.js';

/** What the reader has to do. */
@PagesAt('inkorg')
export class InboxController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly readers: Readers,
    private readonly names: ReadNames,
    private readonly readInbox: ReadInbox,
    private readonly readQueues: ReadQueues,
    private readonly replySteps: ReplySteps,
    private readonly takeSeveral: TakeSeveral,
    private readonly warnings: KeptWarnings,
  ) {}

  /** The elected have no queues: what they come for is what their board meets about. Nor have administrators, who see to what has failed. */
  @GetPage()
  async inbox(
    @Query() { klart, markera }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { staffOf, readerOf, isAdministrator, isMunicipalAdministrator } = this.readers.of(request).actor;
    if (staffOf.length === 0 && readerOf.length > 0)
      return void (await reply.redirect(meetingsPath(readerOf[0]!), 303));
    if (staffOf.length === 0 && (isAdministrator || isMunicipalAdministrator))
      return void (await reply.redirect(ADMINISTRATION, 303));
    const kept = await this.findKeptForm.find(request, reply);
    const { results } = await this.warnings.takeAll(request, reply);
    const { verb } = severalAt(this.replySteps.page, klart) ?? {};
    const marked = typeof markera === 'string' ? markera : undefined;
    await this.show({ request, reply }, 200, {
      results,
      verb,
      marked,
      typed: kept?.fields,
      again: kept && 'kept',
    });
  }

  /** Takes one step of each matter that is marked. */
  @PostForm()
  async take(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.takeMarked({ request, reply }, '/inkorg', (status, shown) =>
      this.show({ request, reply }, status, shown),
    );
  }

  /** One of the reader's queues, whose counter is the length of this list. */
  @GetPage(':queue')
  async queue(
    @Param('queue') queue: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const at = queueAt(request, queue, query);
    const kept = await this.findKeptForm.find(request, reply);
    const { results } = await this.warnings.takeAll(request, reply);
    const { verb } = severalAt(this.replySteps.page, query['klart']) ?? {};
    const { markera: marked, cursor } = said(query, 'markera', 'cursor');
    const shown = { results, verb, marked, typed: kept?.fields, again: kept && ('kept' as const) };
    await this.showQueue({ request, reply }, 200, { at, cursor, ...shown });
  }

  /** Takes one step of each matter of the queue that is marked. */
  @PostForm(':queue')
  async takeOfQueue(
    @Param('queue') queue: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const at = queueAt(request, queue, query);
    await this.takeMarked({ request, reply }, addressOfQueue(at), (status, shown) =>
      this.showQueue({ request, reply }, status, { at, cursor: said(query, 'cursor').cursor, ...shown }),
    );
  }

  /** @param address where what was done is told. */
  private async takeMarked(
    { request, reply }: Http,
    address: string,
    show: (status: number, shown: Omit<InboxShown, 'steps' | 'names' | 'gone'>) => Promise<void>,
  ): Promise<void> {
    const fields = (request.body ?? {}) as Record<string, unknown>;
    const action = severalAt(this.replySteps.page, fields['gor']);
    if (!action) throw new NotFound();
    await this.act.act(request, reply, {
      body: action.body,
      read: () => ({}),
      take: (caller, body) => this.takeSeveral.take(caller, action, chosenIn(fields), body),
      show: ({ values: typed, again, status }) =>
        show(status, { results: [], verb: undefined, marked: undefined, typed, again }),
      done: `${address}${address.includes('?') ? '&' : '?'}klart=${action.path}`,
    });
  }

  private async showQueue(
    { request, reply }: Http,
    status: number,
    shown: Pick<QueueShown, 'at' | 'cursor'> & Omit<InboxShown, 'steps' | 'names' | 'gone'>,
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { at, cursor } = shown;
    const page = await this.readQueues.list(caller, at, { count: true, ...(cursor && { cursor }) });
    const counters = await this.readInbox.counters(caller);
    const told = await this.readInbox.told(caller);
    const names = await this.namesIn(reader, page.items, at.body);
    const gone = await this.names.whoLeft(ownOf(reader, page.items));
    const queue = { ...shown, page, counters, told, names, gone, bodyName: names.get(at.body) ?? at.body };
    await sendStaffPage(reply, status, queuePage(reader, { steps: this.replySteps.page, ...queue }));
  }

  private async show(
    { request, reply }: Http,
    status: number,
    shown: Omit<InboxShown, 'steps' | 'names' | 'gone'>,
  ): Promise<void> {
    const [inbox, reader] = [await this.readInbox.of(callerOf(request)), this.readers.of(request)];
    const { queues, extensions, overdue, open, waiting } = inbox;
    const all = [...queues, extensions, overdue, open, waiting].flatMap(({ rows }) => rows);
    const names = await this.namesIn(reader, all);
    const gone = await this.names.whoLeft(ownOf(reader, all));
    const page = inboxPage(reader, inbox, { steps: this.replySteps.page, names, gone, ...shown });
    await sendStaffPage(reply, status, page);
  }

  /** What the bodies are called that the reader is not of: where all rows are their own nothing is asked for. */
  private async namesIn(
    { actor }: Reader,
    rows: readonly WorklistRowView[],
    ...bodies: string[]
  ): Promise<Names> {
    const others = rows
      .flatMap(({ consultee }) => consultee ?? [])
      .filter((code) => !actor.staffOf.includes(code));
    return bodies.length + others.length === 0 ? new Map() : this.names.of([...bodies, ...others]);
  }
}

/** What others handle at the reader's bodies: nobody is told of who does what elsewhere, nor of themselves. */
const ownOf = ({ actor }: Reader, rows: readonly WorklistRowView[]): WorklistRowView[] =>
  rows.filter(
    ({ consultee, officer }) =>
      consultee !== null && actor.staffOf.includes(consultee) && officer !== actor.username,
  );

/** @throws NotFound for what is no queue, or not the reader's. */
function queueAt(request: FastifyRequest, path: string, query: Record<string, unknown>): QueueAt {
  const queue = queueNamed(path);
  const { namnd, istallet } = said(query, 'namnd', 'istallet');
  const at = queuesOf(request.actor!).find(
    (each) =>
      each.queue === queue &&
      (namnd === undefined || each.body === namnd.toUpperCase()) &&
      each.insteadOf === istallet,
  );
  if (!at) throw new NotFound();
  return at;
}
