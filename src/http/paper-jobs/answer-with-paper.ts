import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import type { FileFormat } from '../../papers/formats.js';
import { API_BASE } from '../api-base.js';
import { callerOf } from '../current-caller.js';
import { formatOf, formatsOf, sendWritten, type ReadPaper } from '../send-paper.js';
import { pathOf, type AskedPaper } from './asked-paper.js';
import type { PaperJobView } from './paper-job.dto.js';
import { ASKS_AGAIN_SECONDS, errorOf, PaperJobs, WAITS_MS, type PaperJob } from './paper-jobs.js';

const LONGEST_WAIT_SECONDS = 30;
/** So long other systems wait for a paper of a few pages, whatever they prefer. */
const WAITS_FOR_SHORT_MS = 10_000;

/** What a paper is asked for by. */
export interface PaperAsked {
  readonly paper: AskedPaper;
  /** The form that the query names. */
  readonly format: FileFormat | undefined;
  /** The words that a register is searched by. */
  readonly words?: string | undefined;
}

/** How other systems get a paper: at once where it is there soon, else by a job that says when it is. */
@Injectable()
export class AnswerWithPaper {
  constructor(private readonly jobs: PaperJobs) {}

  /** @throws Invalid, DomainError `not-acceptable`, and what `PaperJobs` throws */
  async answer(
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    read: ReadPaper,
    { paper, format: asked, words }: PaperAsked,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    const { request, reply } = exchange;
    const caller = callerOf(request);
    caller.refuseWrongFields();
    const format = formatOf<FileFormat>(request, asked, formatsOf(read));
    const prefer = [request.headers['prefer']].flat().join(',');
    const wanted = { by: caller.actor.username, read, format, asked: paper };
    const answered = await this.jobs.answer(wanted, {
      short: WAITS_FOR_SHORT_MS,
      long: waitOf(prefer),
    });
    if ('bytes' in answered) return sendWritten(exchange, read, answered);
    // Nothing of it has been shown yet.
    caller.readings.forget();
    const query = words === undefined ? '' : `?${new URLSearchParams({ q: words }).toString()}`;
    void reply.status(202).headers({
      Location: `${API_BASE}/paper-jobs/${answered.id}${query}`,
      'Retry-After': String(ASKS_AGAIN_SECONDS),
      'Cache-Control': 'no-store',
      Vary: 'Accept',
      ...(RESPOND_ASYNC.test(prefer) && { 'Preference-Applied': 'respond-async' }),
    });
    return jobView(answered, caller, words);
  }
}

/** @param words that a register is searched by. */
export const jobView = (job: PaperJob, caller: Caller, words?: string): PaperJobView => ({
  id: job.id,
  state: job.state,
  askedAt: job.askedAt.toISOString(),
  startedAt: job.startedAt?.toISOString() ?? null,
  endedAt: job.endedAt?.toISOString() ?? null,
  keptUntil: job.keptUntil.toISOString(),
  href: job.state === 'ready' ? pathOf(job.asked, job.format, words) : null,
  failure: job.failure && { code: job.failure, detail: caller.say(errorOf(job.failure).detail) },
});

const RESPOND_ASYNC = /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i;
const WAIT = /(?:^|,)\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:[,;]|$)/i;

/** So many milliseconds a client would wait for a long paper, as it says itself (RFC 7240). */
function waitOf(prefer: string): number {
  const seconds = WAIT.exec(prefer)?.[1];
  if (seconds !== undefined) return Math.min(Number(seconds), LONGEST_WAIT_SECONDS) * 1000;
  return RESPOND_ASYNC.test(prefer) ? 0 : WAITS_MS;
}
