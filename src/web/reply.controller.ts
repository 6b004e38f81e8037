import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { NotFound } from '../rules/problem.js';
import { Act } from './act.js';
import { ConsultationActions } from './consultation-actions.js';
import { FindKeptForm } from './find-kept-form.js';
import { ReadReply } from './read-reply.js';
import { Readers } from './readers.js';
import { beforeOpening, replyPage } from './reply-page.js';
import { sendStaffPage } from './send-staff-page.js';
import { ShowStep } from './show-step.js';
import { bodyOf } from './step-fields.js';

/** One board's part of a referral, and the forms of its steps. */
@ApiExcludeController()
@Controller('svar/:id')
export class ReplyController {
  constructor(
    private readonly act: Act,
    private readonly actions: ConsultationActions,
    private readonly findKeptForm: FindKeptForm,
    private readonly readReply: ReadReply,
    private readonly readers: Readers,
    private readonly showStep: ShowStep,
  ) {}

  @Get()
  @RouteConfig({ page: true })
  async page(
    @Param('id', RecordId) id: string,
    @Query() { oppna, klart }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const reader = this.readers.of(request);
    const found = await this.readReply.read(caller, id);
    const done = typeof klart === 'string' ? this.actions.at(klart)?.verb : undefined;
    if (found.view.confidential && oppna !== 'ja' && !done) {
      caller.readings.forget();
      return sendStaffPage(reply, 200, beforeOpening(reader, found));
    }
    const pathOf = (verb: string) => this.actions.pathOf(verb);
    await sendStaffPage(reply, 200, replyPage({ reader, reply: found, pathOf, done }));
  }

  @Get(':step')
  @RouteConfig({ page: true })
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const action = this.actions.at(path);
    if (!action) throw new NotFound();
    const kept = await this.findKeptForm.find(request, reply);
    const { _token, _version, _key, ...values } = kept?.fields ?? {};
    const again = kept ? ('kept' as const) : undefined;
    await this.showStep.show(request, reply, { id, action, values, again, status: 200 });
  }

  @Post(':step')
  @RouteConfig({ page: true, form: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const action = this.actions.at(path);
    if (!action) throw new NotFound();
    await this.act.act(request, reply, {
      body: action.body,
      read: (typed) => bodyOf(action.verb, typed),
      take: (caller, body) => action.take(caller, id, body),
      show: (shown) => this.showStep.show(request, reply, { id, action, ...shown }),
      done: `/svar/${id}?klart=${action.path}`,
    });
  }
}
