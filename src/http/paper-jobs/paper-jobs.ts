import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loggable } from '../../database/loggable.js';
import { opened, sealed } from '../../database/sealed.js';
import type { FileFormat } from '../../papers/formats.js';
import { LONG_PAPER, Renderers, tooDemandingPaper, unavailable } from '../../papers/renderers.js';
import { DomainError, NotFound, TooManyRequests } from '../../rules/problem.js';
import { orderOf, written, type OrderedPaper, type ReadPaper, type WrittenPaper } from '../send-paper.js';
import { pathOf, type AskedPaper } from './asked-paper.js';
import type { PaperJobState } from './paper-job.dto.js';

/** Whoever waits longer for a long paper wonders whether they were heard. */
export const WAITS_MS = 2000;
/** So long after an answer whoever waits asks again. */
export const ASKS_AGAIN_SECONDS = 2;
const LOOKS_EVERY_MS = 100;
/** A process that is killed says nothing more: so long after its last word another may take over what it made. */
const LEASE_SECONDS = 15;
const SAYS_SO_EVERY_MS = 5000;
/** A paper that ends so many processes in a row is left alone. */
const MOST_ATTEMPTS = 3;
const KEPT_MINUTES = 10;
/** So long whoever asks for a paper that has failed is told so; then it is tried anew. */
const FAILURE_KEPT_SECONDS = 60;
/** Papers that one person or client has made at the same time. */
const MOST_OF_A_CALLER = 5;
/** Of all papers together, as bytes; beyond it the oldest go. */
const MOST_BYTES = 512 * 1024 * 1024;

type Failure = 'too-demanding' | 'unavailable' | 'interrupted' | 'failed';

export interface PaperJob {
  readonly id: string;
  readonly digest: string;
  readonly asked: AskedPaper;
  readonly format: FileFormat;
  readonly state: PaperJobState;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly keptUntil: Date;
  readonly failure: Failure | null;
  /** Whoever made it has not said for too long that they do. */
  readonly isAbandoned: boolean;
}

const JOB = `id, digest, asked, format, asked_at AS "askedAt", started_at AS "startedAt", ended_at AS "endedAt",
  kept_until AS "keptUntil", failed_because AS failure, ended_at IS NULL AND leased_until <= now() AS "isAbandoned",
  CASE WHEN failed_because IS NOT NULL THEN 'failed' WHEN ended_at IS NOT NULL THEN 'ready'
    WHEN started_at IS NOT NULL AND leased_until > now() THEN 'making' ELSE 'waiting' END AS state`;

/** A paper that somebody may read, as they asked for it. */
export interface PaperRequest {
  /** Username, or name of the client. */
  readonly by: string;
  readonly read: ReadPaper;
  readonly format: FileFormat;
  readonly asked: AskedPaper;
}

/** How long somebody waits for a paper before they are told of its job, in milliseconds. */
export interface Patience {
  /** For one of a few pages, which is there long before unless many others are made. */
  readonly short: number;
  readonly long: number;
}

/** A paper that can be told from every other. */
interface Identified extends PaperRequest {
  readonly order: OrderedPaper;
  readonly isLong: boolean;
  readonly digest: string;
  /** Known to whoever has read what stands in the paper, and kept nowhere. */
  readonly key: Buffer;
}

/** A paper that a renderer of this process makes. */
interface Making {
  readonly made: Promise<WrittenPaper>;
  /** Once a renderer has taken it up. */
  readonly begun: Promise<void>;
}

interface Claim {
  readonly id: string;
  readonly attempts: number;
}

/**
 * Papers that take long. Each is a row, so that whichever process is asked knows of it, and is made once, however many ask:
 * what it is found by is a hash of all that stands in it, so that only whoever has read the same finds it. Whoever asks has
 * read the paper anew, and is who makes it where nobody is at it, or whoever was has been killed: no process has to know
 * what it has not read on behalf of its caller, and what nobody asks for any more is not made.
 *
 * While a paper is made neither lock nor transaction is held.
 */
@Injectable()
export class PaperJobs implements BeforeApplicationShutdown {
  private readonly log = new Logger(PaperJobs.name);
  private readonly held = new Set<Claim>();
  private isStopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly renderers: Renderers,
  ) {}

  /** Another process takes up at once what is being made here, if anybody asks. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.held].map((claim) => this.giveBack(claim)));
  }

  /**
   * The paper, or the job that makes it where it is not there within the time. No job is made for what is there at once.
   *
   * @throws what `Renderers` throws, also where it was thrown to who asked before; TooManyRequests
   */
  async answer(request: PaperRequest, patience: Patience): Promise<WrittenPaper | PaperJob> {
    const { read, format } = request;
    // Neither takes time, however long it is.
    if (format === 'html' || format === 'txt') return written(this.renderers, await orderOf(read, format));
    const paper = await identified(request);
    const waitsMs = paper.isLong ? patience.long : patience.short;
    const until = performance.now() + waitsMs;
    if (!(await this.find('digest', paper.digest))) {
      const making = paper.isLong ? undefined : this.make(paper);
      const made = making && (await Promise.race([making.made, pause(waitsMs, undefined, { ref: false })]));
      if (made) return made;
      await this.begin(paper, making);
    }
    const job = await this.afterWaiting(paper, until);
    if (job.failure) throw errorOf(job.failure);
    return job.state === 'ready' ? this.content(job, paper.key) : job;
  }

  /**
   * A job, to whoever may read the paper that it makes, as that is now.
   *
   * @param read reads the paper on behalf of whoever asks.
   * @throws NotFound also where something else stands in the paper by now: it is to be asked for anew
   */
  async look(
    by: string,
    id: string,
    read: (asked: AskedPaper) => Promise<ReadPaper | undefined>,
  ): Promise<PaperJob> {
    const job = await this.find('id', id);
    const paper = job && (await read(job.asked));
    if (!paper) throw new NotFound();
    const same = await identified({ by, read: paper, format: job.format, asked: job.asked });
    if (same.digest !== job.digest) throw new NotFound();
    return this.afterWaiting(same, performance.now());
  }

  /** @param until by `performance.now()` */
  private async afterWaiting(paper: Identified, until: number): Promise<PaperJob> {
    for (;;) {
      const job = await this.find('digest', paper.digest);
      if (!job) throw unavailable();
      if (job.endedAt !== null || this.isStopping) return job;
      if (job.isAbandoned) await this.begin(paper);
      else if (performance.now() >= until) return job;
      else await pause(LOOKS_EVERY_MS);
    }
  }

  private async find(by: 'id' | 'digest', value: string): Promise<PaperJob | undefined> {
    const [job]: PaperJob[] = await this.dataSource.query(
      `SELECT ${JOB} FROM paper_jobs WHERE ${by} = $1 AND kept_until > now()`,
      [value],
    );
    return job;
  }

  private async content({ id }: PaperJob, key: Buffer): Promise<WrittenPaper> {
    const [row]: { content: Buffer }[] = await this.dataSource.query(
      'SELECT content FROM paper_jobs WHERE id = $1 AND content IS NOT NULL',
      [id],
    );
    if (!row) throw unavailable();
    const made = deserialize(opened(row.content, key)) as WrittenPaper;
    return { ...made, bytes: Buffer.from(made.bytes) };
  }

  /** Makes the paper here, unless somebody else is at it. @param making where it is being made already. */
  private async begin(paper: Identified, making?: Making): Promise<void> {
    const claim = await this.claim(paper);
    if (claim) void this.carry(claim, paper.key, making ?? this.make(paper));
  }

  private make({ order }: Identified): Making {
    let tellBegun: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      tellBegun = resolve;
    });
    const made = written(this.renderers, order, tellBegun);
    // It is told to whoever waits for it, if anybody does.
    made.catch(() => undefined);
    return { made, begun };
  }

  /**
   * The row, for whoever is to make the paper; undefined where somebody is at it, or it is given up. The lock keeps one
   * who asks for many papers at the same time from having more of them made than anybody may.
   */
  private async claim({ by, digest, asked, format }: Identified): Promise<Claim | undefined> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('paper jobs of ' || $1, 0))`, [by]);
      await tx.query('DELETE FROM paper_jobs WHERE digest = $1 AND kept_until <= now()', [digest]);
      const [claim]: (Claim & { isGivenUp: boolean })[] = await tx.query(CLAIM, [digest, asked, format, by]);
      if (claim) return claim.isGivenUp ? undefined : claim;
      const [others] = await tx.query(
        'SELECT FROM paper_jobs WHERE digest = $1 AND (ended_at IS NOT NULL OR leased_until > now())',
        [digest],
      );
      if (!others) throw new TooManyRequests(ASKS_AGAIN_SECONDS, TOO_MANY);
      return undefined;
    });
  }

  /** Says so in the row while it is made, and keeps what has been made. */
  private async carry(claim: Claim, key: Buffer, { made, begun }: Making): Promise<void> {
    this.held.add(claim);
    const lease = setInterval(() => void this.write(claim, PROLONG), SAYS_SO_EVERY_MS);
    void begun.then(() => this.write(claim, 'started_at = clock_timestamp()'));
    try {
      await this.keep(claim, sealed(serialize(await made), key));
    } catch (error) {
      await (this.renderers.isStopped ? this.giveBack(claim) : this.failed(claim, error));
    } finally {
      clearInterval(lease);
      this.held.delete(claim);
    }
  }

  private async keep(claim: Claim, content: Buffer): Promise<void> {
    await this.dataSource.query(KEEP, [claim.id, claim.attempts, content, MOST_BYTES]);
  }

  private giveBack(claim: Claim): Promise<void> {
    return this.write(claim, 'leased_until = now(), attempts = attempts - 1');
  }

  private failed(claim: Claim, error: unknown): Promise<void> {
    const slug = error instanceof DomainError ? error.slug : undefined;
    if (!slug) this.log.error(`The paper of job ${claim.id} was not written: ${loggable(error).message}`);
    const failure: Failure = slug === 'too-demanding' || slug === 'unavailable' ? slug : 'failed';
    return this.write(
      claim,
      `ended_at = clock_timestamp(), failed_because = '${failure}',
       kept_until = now() + make_interval(secs => ${FAILURE_KEPT_SECONDS})`,
    );
  }

  /** Changes nothing once the attempt is not the latest: another has taken over. What cannot be written, the lease tells. */
  private async write({ id, attempts }: Claim, what: string): Promise<void> {
    await this.dataSource
      .query(`UPDATE paper_jobs SET ${what} WHERE id = $1 AND attempts = $2 AND ended_at IS NULL`, [
        id,
        attempts,
      ])
      .catch((error: unknown) => this.log.warn(`Of a paper's job: ${loggable(error).message}`));
  }
}

const LEASED = `now() + make_interval(secs => ${LEASE_SECONDS})`;
const KEPT = `now() + make_interval(mins => ${KEPT_MINUTES})`;
const PROLONG = `leased_until = ${LEASED}, kept_until = ${KEPT}`;

/** One that was left behind as often as anything may is given up. */
const CLAIM = `
  INSERT INTO paper_jobs AS job (digest, asked, format, begun_by, leased_until, kept_until)
  SELECT $1, $2, $3, $4, ${LEASED}, ${KEPT}
  WHERE (SELECT count(*) FROM paper_jobs WHERE begun_by = $4 AND ended_at IS NULL AND leased_until > now()) < ${MOST_OF_A_CALLER}
  ON CONFLICT (digest) DO UPDATE SET attempts = job.attempts + 1, leased_until = ${LEASED}, started_at = NULL,
    ended_at = CASE WHEN job.attempts >= ${MOST_ATTEMPTS} THEN clock_timestamp() END,
    failed_because = CASE WHEN job.attempts >= ${MOST_ATTEMPTS} THEN 'interrupted' END,
    kept_until = CASE WHEN job.attempts >= ${MOST_ATTEMPTS} THEN now() + make_interval(secs => ${FAILURE_KEPT_SECONDS}) ELSE ${KEPT} END
    WHERE job.ended_at IS NULL AND job.leased_until <= now()
  RETURNING id, attempts, ended_at IS NOT NULL AS "isGivenUp"`;

/** What comes too late, since another has taken over, is not kept, and nothing makes room for it. */
const KEEP = `
  WITH kept AS (
    UPDATE paper_jobs SET content = $3, ended_at = clock_timestamp(), kept_until = ${KEPT}
    WHERE id = $1 AND attempts = $2 AND ended_at IS NULL RETURNING id
  )
  DELETE FROM paper_jobs WHERE EXISTS (TABLE kept) AND id IN (
    SELECT id FROM (
      SELECT id, sum(octet_length(content)) OVER (ORDER BY ended_at DESC, id) AS bytes
      FROM paper_jobs WHERE content IS NOT NULL
    ) earlier WHERE bytes + octet_length($3::bytea) > $4)`;

async function identified(request: PaperRequest): Promise<Identified> {
  const { read, format, asked } = request;
  const order = await orderOf(read, format);
  const text = JSON.stringify([pathOf(asked, format), format === 'xlsx' ? read.workbook : read.paper]);
  const key = createHash('sha256')
    .update(text)
    .update(order.used?.file ?? '')
    .digest();
  const digest = createHash('sha256').update('paper job ').update(key).digest('hex');
  return { ...request, order, isLong: text.length > LONG_PAPER, digest, key };
}

const TOO_MANY = {
  sv: 'För många långa handlingar görs redan åt dig.',
  en: 'Too many long papers are being made for you already.',
};

/** What is said of a failure to whoever asks for the paper. */
export function errorOf(failure: Failure): DomainError {
  if (failure === 'too-demanding') return tooDemandingPaper();
  if (failure === 'unavailable') return unavailable();
  if (failure === 'interrupted')
    return new DomainError('unavailable', {
      sv: 'Handlingen blev inte klar: tjänsten avbröts varje gång den gjordes. Försök igen om en stund.',
      en: 'The paper was not finished: the service was interrupted each time it was made. Try again in a moment.',
    });
  return new DomainError('internal', {
    sv: 'Handlingen kunde inte tas fram. Felet är loggat.',
    en: 'The paper could not be written. The fault is logged.',
  });
}
