import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { jobView } from '../http/paper-jobs/answer-with-paper.js';
import { PaperJobQuery, PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { ASKS_AGAIN_SECONDS, PaperJobs } from '../http/paper-jobs/paper-jobs.js';
import { RecordId } from '../http/record-id.pipe.js';
import { ReadAskedPaper } from './read-asked-paper.js';

@ApiTags('Papers')
@Controller('paper-jobs')
export class PaperJobsController {
  constructor(
    private readonly jobs: PaperJobs,
    private readonly readAsked: ReadAskedPaper,
  ) {}

  /**
   * Read how far a long paper has come, which was answered with 202: once it is `ready`, its own address gives it at once.
   * It is there for whoever may read that paper as it is now. When something else stands in the paper by then, or ten minutes
   * after it was made, there is no such job any more: ask for the paper anew.
   * @remarks Läs hur långt en lång handling har kommit, när svaret var 202: är den klar (`ready`) ger handlingens egen adress
   * den genast. Jobbet finns för den som får läsa handlingen som den är nu. Har handlingen ändrats, eller har det gått tio
   * minuter sedan den blev klar, finns jobbet inte längre: fråga efter handlingen igen.
   */
  @Get(':id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { q }: PaperJobQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaperJobView> {
    const job = await this.jobs.look(caller.actor.username, id, (asked) =>
      this.readAsked.read(caller, asked, q),
    );
    // Nothing that stands in the paper is shown.
    caller.readings.forget();
    void reply.header('Cache-Control', 'no-store');
    if (job.endedAt === null) void reply.header('Retry-After', String(ASKS_AGAIN_SECONDS));
    return jobView(job, caller, q);
  }
}
