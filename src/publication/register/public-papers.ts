import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../config/clock.js';
import { attachmentNamed } from '../../http/attachment.js';
import { acceptedOf } from '../../http/refuse-unacceptable.js';
import { isKnown } from '../../http/resource-headers.js';
import { MEDIA_TYPE } from '../../papers/formats.js';
import { nameOf } from '../../papers/paper.js';
import { Renderers } from '../../papers/renderers.js';
import { DomainError } from '../../rules/problem.js';
import { etagOf, lastModified, mayBeKept } from './answer-everyone.js';
import { publicStatementPaper } from './public-statement.paper.js';
import { ReadRegister } from './read-register.js';

/** So many papers are kept as bytes: those that were asked for last. */
const MOST_KEPT = 100;
/** So many wait for the one that is being written; whoever comes then is told to come again. */
const MOST_WAITING = 20;

/**
 * Papers that everyone may fetch. One is written at a time, however many ask, so that nobody from outside takes the
 * renderers from those who work here; one that is as it was is not written again.
 */
@Injectable()
export class PublicPapers {
  /** By their ETags, which name what stands in them. */
  private readonly kept = new Map<string, Promise<Buffer>>();
  private writing: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly readRegister: ReadRegister,
    private readonly renderers: Renderers,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for what is not published, or not any more; DomainError `unavailable` when too many wait. */
  async sendStatement(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    acceptedOf(request.raw, [MEDIA_TYPE.pdf]);
    const entry = await this.readRegister.one('statements', id);
    const paper = publicStatementPaper(entry);
    const etag = etagOf(JSON.stringify(paper));
    mayBeKept(reply, etag, this.clock.now());
    lastModified(reply, [entry]);
    if (isKnown(etag, request.headers['if-none-match'])) return void (await reply.code(304).send());
    const bytes = await this.once(etag, async () => (await this.renderers.write(paper, 'pdf')).bytes);
    await reply
      .headers({
        'Content-Type': MEDIA_TYPE.pdf,
        'Content-Length': bytes.length,
        'Content-Disposition': attachmentNamed(`${nameOf(paper)}.pdf`),
      })
      .send(bytes);
  }

  private async once(etag: string, write: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.kept.get(etag);
    if (known) return known;
    if (this.waiting >= MOST_WAITING) throw tooManyWait();
    this.waiting += 1;
    const written = this.writing.then(write).finally(() => {
      this.waiting -= 1;
    });
    this.writing = written.catch(() => undefined);
    this.kept.set(etag, written);
    written.catch(() => this.kept.delete(etag));
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT) this.kept.delete(oldest!);
    return written;
  }
}

const tooManyWait = () =>
  new DomainError('unavailable', {
    sv: 'Handlingen kan inte tas fram just nu. Försök igen om en stund.',
    en: 'The paper cannot be written right now. Try again in a moment.',
  });
