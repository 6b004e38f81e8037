import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { hash } from '../../changes/caller.js';
import { prefersPage } from '../../http/language.js';
import {
  answerWithPaper,
  sendWritten,
  written,
  type ReadPaper,
  type WrittenPaper,
} from '../../http/send-paper.js';
import { PageHead } from '../../markup/page.js';
import type { FileFormat } from '../../papers/formats.js';
import { Renderers } from '../../papers/renderers.js';
import type { Texts } from '../../rules/texts.js';
import { Readers } from './readers.js';
import { asStaffPage } from './send-staff-page.js';
import { staffPage, type Reader } from './staff-frame.js';

/** A paper of a few pages is there long before; nobody wonders for so long whether the button was pressed. */
const WAITS_MS = 2000;
const ASKS_AGAIN_SECONDS = 3;
/** A paper that nobody has come back for is forgotten. */
const KEPT_MS = 60_000;
/** So many of them are remembered; whoever asks for one more waits for it as other systems do. */
const MOST = 50;

const T = {
  heading: { sv: 'Handlingen görs', en: 'The paper is being made' },
  wait: {
    sv: 'Den är lång och tar några sekunder till. Sidan frågar av sig själv, och filen hämtas när den är klar.',
    en: 'It is long and takes some more seconds. The page asks by itself, and the file is fetched when it is done.',
  },
  again: { sv: 'Fråga nu', en: 'Ask now' },
  back: { sv: 'Tillbaka', en: 'Back' },
} satisfies Record<string, Texts>;

/**
 * Papers that browsers wait for. One that takes long is made on while a page says so and asks again; what is asked for again
 * is what is being made already, or has been made. The request that comes again may reach another process, which makes the
 * paper too and once: it is the same bytes whoever makes it.
 */
@Injectable()
export class PapersBeingMade {
  private readonly made = new Map<string, Promise<WrittenPaper>>();

  constructor(
    private readonly renderers: Renderers,
    private readonly readers: Readers,
  ) {}

  /** @param back where whoever waits came from. @throws what `Renderers` throws */
  async answer(
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    read: ReadPaper,
    format: FileFormat,
    back: string,
  ): Promise<StreamableFile | string | undefined> {
    const { request, reply } = exchange;
    const key = hash(JSON.stringify([request.actor?.username, format, read]));
    if (!canWait(request, format) || (this.made.size >= MOST && !this.made.has(key)))
      return answerWithPaper(this.renderers, exchange, read, format);
    const making = this.made.get(key) ?? this.begin(key, read, format);
    try {
      const done = await Promise.race([making, pause(WAITS_MS, undefined, { ref: false })]);
      if (!done) {
        void reply.header('Refresh', String(ASKS_AGAIN_SECONDS));
        return asStaffPage(reply, 202, beingMadePage(this.readers.of(request), { back, again: request.url }));
      }
      this.made.delete(key);
      return sendWritten(exchange, read, done);
    } catch (failed) {
      this.made.delete(key);
      throw failed;
    }
  }

  private begin(key: string, read: ReadPaper, format: FileFormat): Promise<WrittenPaper> {
    const making = written(this.renderers, read, format);
    this.made.set(key, making);
    const forget = () => {
      if (this.made.get(key) === making) this.made.delete(key);
    };
    // Whoever comes back is told why it failed; nobody else is.
    making.catch(() => undefined).finally(() => setTimeout(forget, KEPT_MS).unref());
    return making;
  }
}

/** A preview is a part of a page, and what asks for a part of a file is no page. */
const canWait = ({ raw, headers }: FastifyRequest, format: FileFormat): boolean =>
  format !== 'html' && headers.range === undefined && raw.method === 'GET' && prefersPage(raw);

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
