import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GetPage, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { RecordSteps, type RecordPage } from './record-steps.js';

/** The forms of a record's steps, each below the record's page. */
export abstract class StepRoutes<Shown, Choices = unknown> {
  constructor(
    private readonly recordSteps: RecordSteps,
    protected readonly steps: RecordPage<Shown, Choices>,
  ) {}

  @GetPage(':step')
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.show(this.steps, id, path, { request, reply });
  }

  @PostForm(':step', { upload: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.take(this.steps, id, path, { request, reply });
  }
}
