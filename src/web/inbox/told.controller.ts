import { Query, Req, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { InboxQuery } from '../../delivery/deliveries.dto.js';
import { Inbox } from '../../delivery/inbox.js';
import { callerOf } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { WriteBody } from '../../http/write.dto.js';
import { Act } from '../steps/act.js';
import { addressOf, said } from '../frame/list-parts.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { TOLD } from '../frame/staff-frame.js';
import { chosenIn, MOST } from '../steps/take-several.js';
import { placeOfItem, toldPage } from './told-page.js';

/** What has come to the reader's bodies, and to the reader alone. */
@PagesAt('inkorg/besked')
export class ToldController {
  constructor(
    private readonly act: Act,
    private readonly inbox: Inbox,
    private readonly readers: Readers,
  ) {}

  @GetPage()
  async told(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show({ request, reply }, query, 200);
  }

  @Does('inbox.read')
  @PostForm()
  async read(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent = (request.body ?? {}) as Record<string, unknown>;
    const chosen = chosenIn(sent).slice(0, MOST);
    const { alla, cursor } = said(query, 'alla', 'cursor');
    const { _then } = said(sent, '_then');
    const next = isUUID(_then) ? _then : undefined;
    await this.act.act(request, reply, {
      body: WriteBody,
      read: () => ({}),
      take: (caller) =>
        this.markAsRead(
          caller,
          chosen.map(({ id }) => id),
        ),
      show: ({ status }) => this.show({ request, reply }, query, status, true),
      done:
        next === undefined
          ? addressOf(TOLD, { alla, klart: String(chosen.length) })
          : `${addressOf(TOLD, { alla, cursor, klart: String(chosen.length), vid: next })}#${placeOfItem(next)}`,
    });
  }

  /** Whoever has read one meanwhile has done the same: no version is asked for. */
  private async markAsRead(caller: Caller, ids: readonly string[]): Promise<void> {
    const terms = { ...caller.terms, ifMatch: '*', idempotencyKey: undefined };
    for (const id of ids) await this.inbox.read(caller.on(terms), id);
  }

  private async show(
    { request, reply }: Http,
    query: Record<string, unknown>,
    status: number,
    isOld = false,
  ): Promise<void> {
    const { alla, cursor, klart, vid } = said(query, 'alla', 'cursor', 'klart', 'vid');
    const done = /^\d{1,3}$/.test(klart ?? '') ? { count: Number(klart), at: vid } : undefined;
    const all = alla === 'ja';
    const asked = Object.assign(new InboxQuery(), { ...(!all && { unread: true }), cursor });
    const page = await this.inbox.list(callerOf(request), asked);
    await sendStaffPage(
      reply,
      status,
      toldPage(this.readers.of(request), { page, all, cursor, isOld, done }),
    );
  }
}
