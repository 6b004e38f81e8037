import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { callerOf } from '../../http/current-caller.js';
import { prefersPage } from '../../http/language.js';
import type { PaperAsked } from '../../http/paper-jobs/answer-with-paper.js';
import { ASKS_AGAIN_SECONDS, PaperJobs, WAITS_MS } from '../../http/paper-jobs/paper-jobs.js';
import { formatOf, formatsOf, sendWritten, type ReadPaper } from '../../http/send-paper.js';
import { PageHead } from '../../markup/page.js';
import type { FileFormat } from '../../papers/formats.js';
import type { Texts } from '../../rules/texts.js';
import { Readers } from './readers.js';
import { asStaffPage } from './send-staff-page.js';
import { staffPage, type Reader } from './staff-frame.js';

/** What is shown no page waits for the paper as long as one may take. */
const LONGEST_WAIT_MS = 60_000;

const T = {
  heading: { sv: 'Handlingen görs', en: 'The paper is being made' },
  wait: {
    sv: 'Den är lång och tar några sekunder till. Sidan frågar av sig själv, och filen hämtas när den är klar.',
    en: 'It is long and takes some more seconds. The page asks by itself, and the file is fetched when it is done.',
  },
  again: { sv: 'Fråga nu', en: 'Ask now' },
  back: { sv: 'Tillbaka', en: 'Back' },
} satisfies Record<string, Texts>;

/** Papers that browsers wait for. One that takes long is made by a job, while a page says so and asks for the paper again. */
@Injectable()
export class PapersBeingMade {
  constructor(
    private readonly jobs: PaperJobs,
    private readonly readers: Readers,
  ) {}

  /** @param back where whoever waits came from. @throws what `PaperJobs` throws */
  async answer(
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    read: ReadPaper,
    { paper, format: asked }: Pick<PaperAsked, 'paper' | 'format'>,
    back: string,
  ): Promise<StreamableFile | string | undefined> {
    const { request, reply } = exchange;
    const caller = callerOf(request);
    const format = formatOf<FileFormat>(request, asked ?? 'pdf', formatsOf(read));
    const wanted = { by: caller.actor.username, read, format, asked: paper };
    const waitsMs = isForPage(request) ? WAITS_MS : LONGEST_WAIT_MS;
    const answered = await this.jobs.answer(wanted, { short: waitsMs, long: waitsMs });
    if ('bytes' in answered) return sendWritten(exchange, read, answered);
    // Nothing of it has been shown yet.
    caller.readings.forget();
    void reply.header('Refresh', String(ASKS_AGAIN_SECONDS));
    return asStaffPage(reply, 202, beingMadePage(this.readers.of(request), { back, again: request.url }));
  }
}

/** What asks for a part of a file, or for anything but a page, is shown none. */
const isForPage = ({ raw, headers }: FastifyRequest): boolean =>
  headers.range === undefined && raw.method === 'GET' && prefersPage(raw);

const beingMadePage = (reader: Reader, { back, again }: { back: string; again: string }): VNode => {
  const { language } = reader;
  return staffPage(
    reader,
    { title: T.heading[language] },
    <>
      <PageHead heading={T.heading[language]}>
        <p role="status">{T.wait[language]}</p>
      </PageHead>
      <p>
        <a class="ds-link" href={again}>
          {T.again[language]}
        </a>
      </p>
      <p>
        <a class="ds-link" href={back}>
          {T.back[language]}
        </a>
      </p>
    </>,
  );
};
