import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PostponementView } from '../../consultations/decision-view.dto.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { RecordNumber } from '../../http/record-number.pipe.js';
import { dayInWords } from '../../markup/day.js';
import { NotFound } from '../../rules/problem.js';
import { HOW } from './earlier-meetings.js';
import { ReadReply, type Reply } from './read-reply.js';
import { RecordSteps, type Http, type RecordPage } from '../steps/record-steps.js';
import { ReplySteps } from './reply-steps.js';
import { correctingOf } from './decision-fields.js';
import type { Choices } from './reply-choices.js';

/** What the step that corrects the latest meeting's is called in addresses. */
const STEP = 'ratta-bordlaggning';

/** Where it is put right what an earlier meeting made of a matter, by its number among the meetings. */
@PagesAt(`svar/:id/${STEP}/:number`)
export class EarlierMeetingController {
  constructor(
    private readonly readReply: ReadReply,
    private readonly steps: ReplySteps,
    private readonly recordSteps: RecordSteps,
  ) {}

  @GetPage()
  async show(
    @Param('id', RecordId) id: string,
    @Param('number', RecordNumber) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const http = { request, reply };
    await this.recordSteps.show(await this.pageOf(id, number, http), id, STEP, http);
  }

  @PostForm('/', { upload: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('number', RecordNumber) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const http = { request, reply };
    await this.recordSteps.take(await this.pageOf(id, number, http), id, STEP, http);
  }

  /** @throws NotFound where there was no such meeting, or what it made of the matter was taken back. */
  private async pageOf(id: string, number: number, { request }: Http): Promise<RecordPage<Reply, Choices>> {
    const { page } = this.steps;
    const meant = ({ view }: Reply): PostponementView | undefined => view.postponements[number - 1];
    const made = meant(await this.readReply.read(callerOf(request), id));
    if (!made || made.takenBack) throw new NotFound();
    return {
      ...page,
      actions: page.actions
        .filter(({ path }) => path === STEP)
        .map((action) => ({
          ...action,
          fields: correctingOf(meant),
          take: (caller, record, body) => action.take(caller, record, { ...body, number }),
        })),
      head: (reader, shown, heading) => {
        const day = dayInWords(made.meetingDate, reader.language);
        const meeting = [made.organ, day, made.section && `§ ${made.section}`].filter(Boolean).join(', ');
        return page.head(reader, shown, `${heading}: ${HOW[made.how][reader.language]}, ${meeting}`);
      },
      form: (record) => `/svar/${record}/${STEP}/${number}`,
    };
  }
}
