import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { projectRoot } from '../config/project-root.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { loggable } from '../database/loggable.js';
import { DomainError } from '../rules/problem.js';
import type { FormKind } from './form/paper-form.js';
import type { PaperFormat } from './formats.js';
import type { Paper } from './paper.js';
import { FONTS_FOLDER } from './pdf/fonts.js';
import type { ReadPaper, Unreadable } from './reading/paper-line.js';
import type { CheckedTemplate } from './word/word-template.js';
import type { Workbook } from './workbook.js';
import type { Answer, Order } from './write-paper.js';

/** A paper as bytes. */
export interface Written {
  readonly bytes: Buffer;
  /** Signs that no font has and that stand as □ in it, each once. */
  readonly replaced: readonly string[];
}

const MOST_WAITING = 200;
/** A renderer that nobody has needed for so long ends. */
const IDLE_MS = 60_000;
const LOOKS_AT_MEMORY_EVERY_MS = 200;
/** A paper of more than this, as JSON, is long: it may take seconds, and leaves one renderer free for those that take none. */
export const LONG_PAPER = 150_000;
/** The same of a file that is read, in bytes. */
const LONG_FILE = 1_000_000;
/** Nobody waits longer for an answer, and no file of a few hundred pages takes a third of it. */
const LONGEST_READING_MS = 20_000;
const PAGE_BYTES = 4096;
/** How a process ends that has filled its heap, or whose native code has failed. */
const ENDED_BY_ITSELF: ReadonlySet<unknown> = new Set([
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGTRAP',
  'SIGFPE',
]);
/** A child runs the built file, in tests too: what reads TypeScript for them does not reach into processes. */
const CHILD = join(projectRoot, 'dist', 'src', 'papers', 'write-paper.js');

interface Waiting {
  readonly order: Order;
  readonly isLong: boolean;
  /** Told when a renderer takes it up; once more where it is begun anew. */
  readonly begun: (() => void) | undefined;
  readonly done: (answer: Exclude<Answer, { failed: string }>) => void;
  readonly failed: (error: unknown) => void;
}

/** The process ended before it had answered: killed from outside, or here for its time or its memory, or by what it worked on. */
class RendererEnded extends Error {
  constructor(readonly why: 'deadline' | 'memory' | 'died' | 'crashed') {
    super(`a renderer has ended (${why})`);
  }
}

/**
 * Writes and reads papers in processes of their own, since a thread that is inside native code cannot be stopped. There are few of
 * them; each works on one paper at a time, with a deadline and so much memory, and is killed when it takes more. One
 * that dies in the middle of a paper is replaced, and the paper is begun anew, once. A process has an empty folder, no
 * variable of the environment but the one that names our fonts, and no connection.
 */
@Injectable()
export class Renderers implements OnApplicationShutdown {
  private readonly log = new Logger(Renderers.name);
  private readonly idle = new Map<ChildProcess, NodeJS.Timeout>();
  private readonly working = new Map<ChildProcess, Waiting>();
  private readonly waiting: Waiting[] = [];
  private folder: string | undefined;
  private stopped = false;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  onApplicationShutdown(): void {
    this.stop();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  /** Begins nothing more, fails what waits, and ends what works: a stop waits for no paper. */
  stop(): void {
    this.stopped = true;
    for (const next of this.waiting.splice(0)) next.failed(unavailable());
    for (const child of [...this.idle.keys(), ...this.working.keys()]) child.kill('SIGKILL');
    for (const timer of this.idle.values()) clearTimeout(timer);
  }

  /** Whether it has been told to stop: what it says of a paper then says nothing of the paper. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** The processes that there are now. */
  get pids(): readonly number[] {
    return [...this.idle.keys(), ...this.working.keys()].flatMap(({ pid }) => pid ?? []);
  }

  /**
   * @param begun told when a renderer takes it up.
   * @throws DomainError `too-demanding` for what takes too long or too much memory, `unavailable` when too many wait.
   */
  async write(paper: Paper, format: PaperFormat, begun?: () => void): Promise<Written> {
    return this.writeOrder({ paper, format }, begun);
  }

  /** The same for tables. */
  async writeTables(workbook: Workbook, begun?: () => void): Promise<Written> {
    return this.writeOrder({ workbook }, begun);
  }

  /**
   * A paper in a Word template.
   *
   * @throws DomainError as `write` does; Error where the template is broken.
   */
  async fill(template: Uint8Array, paper: Paper, begun?: () => void): Promise<Written> {
    return this.writeOrder({ template, paper }, begun);
  }

  /** What is wrong with a Word template, and what it does not show. @throws DomainError as `write` does. */
  async checkTemplate(template: Uint8Array, checkedFor: FormKind): Promise<CheckedTemplate> {
    const answer = await this.answerTo({ template, checkedFor }, template.length > LONG_FILE);
    if (!('checked' in answer)) throw new Error('A renderer has answered something else.');
    return answer.checked;
  }

  private async writeOrder(order: Order, begun?: () => void): Promise<Written> {
    const answer = await this.answerTo(order, sizeOf(order) > LONG_PAPER, begun);
    if (!('bytes' in answer)) throw new Error('A renderer has answered something else.');
    return { bytes: Buffer.from(answer.bytes), replaced: answer.replaced };
  }

  /**
   * The lines of a PDF or a Word file, or why it cannot be read.
   *
   * @throws DomainError as `write` does.
   */
  async read(file: Uint8Array): Promise<ReadPaper | Unreadable> {
    try {
      const answer = await this.answerTo({ file }, file.length > LONG_FILE);
      if ('read' in answer) return answer.read;
      throw new Error('a reader has answered something else');
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // A file that our readers do not cope with is broken to whoever sent it; why is for whoever mends the reader.
      this.log.error(`A file could not be read: ${loggable(error).message}`);
      return 'truncated';
    }
  }

  private async answerTo(
    order: Order,
    isLong: boolean,
    begun?: () => void,
  ): Promise<Exclude<Answer, { failed: string }>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.inTurn(order, isLong, begun);
      } catch (error) {
        if (!(error instanceof RendererEnded)) throw error;
        if (error.why === 'deadline' || error.why === 'memory') throw tooDemanding(order);
        if (this.stopped) throw unavailable();
        // Whatever killed it may have killed those that wait for work, too: the next try is by one that has just begun.
        for (const child of this.idle.keys()) this.dismiss(child);
        // What has ended two of them, by filling their heaps say, ends the next one too. A paper is not said to where
        // somebody else may have killed them: then it is to wait.
        const isOurs = !('file' in order || 'template' in order);
        if (tries === 2) throw isOurs && error.why === 'died' ? unavailable() : tooDemanding(order);
      }
    }
  }

  private inTurn(
    order: Order,
    isLong: boolean,
    begun: (() => void) | undefined,
  ): Promise<Exclude<Answer, { failed: string }>> {
    if (this.stopped || this.waiting.length >= MOST_WAITING) throw unavailable();
    return new Promise((done, failed) => {
      this.waiting.push({ order, isLong, begun, done, failed });
      this.begin();
    });
  }

  /** Begins what there is a renderer for, in order. */
  private begin(): void {
    for (let next = this.next(); next; next = this.next()) {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      try {
        void this.work(this.idle.keys().next().value ?? this.start(), next);
      } catch (error) {
        // The machine has no process, memory, file or disk left for it: whoever asked is told, and the others go on.
        this.log.error(`No renderer of papers can be started: ${loggable(error).message}`);
        next.failed(unavailable());
      }
    }
  }

  /** Long papers leave one renderer to the others. */
  private next(): Waiting | undefined {
    const { PAPER_RENDERERS: most } = this.settings;
    if (this.stopped || this.working.size >= most) return undefined;
    const long = [...this.working.values()].filter(({ isLong }) => isLong).length;
    return this.waiting.find(({ isLong }) => !isLong || long < Math.max(1, most - 1));
  }

  /** It gets no work any more. */
  private dismiss(child: ChildProcess): void {
    clearTimeout(this.idle.get(child));
    if (this.idle.delete(child)) child.kill('SIGKILL');
  }

  private async work(child: ChildProcess, next: Waiting): Promise<void> {
    clearTimeout(this.idle.get(child));
    this.idle.delete(child);
    this.working.set(child, next);
    next.begun?.();
    try {
      next.done(await this.ask(child, next.order));
    } catch (error) {
      next.failed(error);
    }
    this.working.delete(child);
    if (!hasEnded(child) && !this.stopped)
      this.idle.set(child, setTimeout(() => child.kill('SIGKILL'), IDLE_MS).unref());
    this.begin();
  }

  private ask(child: ChildProcess, order: Order): Promise<Exclude<Answer, { failed: string }>> {
    return new Promise((done, failed) => {
      let why: RendererEnded['why'] = 'died';
      const stop = (reason: RendererEnded['why']) => {
        why = reason;
        child.kill('SIGKILL');
      };
      // One that has ended meanwhile says how as it exits, and one that does not take the order is ended.
      child.send(order, (error) => {
        if (error && hasEnded(child)) ended(child.exitCode, child.signalCode);
        else if (error) stop('died');
      });
      const longest = this.settings.PAPER_SECONDS * 1000;
      const deadline = setTimeout(
        () => stop('deadline'),
        'file' in order ? Math.min(longest, LONGEST_READING_MS) : longest,
      );
      const memory = setInterval(() => {
        if (memoryOf(child) > this.settings.PAPER_MEMORY_MEGABYTES * 1024 * 1024) stop('memory');
      }, LOOKS_AT_MEMORY_EVERY_MS);
      const settle = () => {
        clearTimeout(deadline);
        clearInterval(memory);
        child.off('message', answered).off('exit', ended).off('error', ended);
      };
      const answered = (answer: Answer) => {
        settle();
        if ('failed' in answer) failed(new Error(`A paper was not written or read: ${answer.failed}`));
        else done(answer);
      };
      const ended = (_code?: unknown, signal?: unknown) => {
        settle();
        if (why === 'died' && ENDED_BY_ITSELF.has(signal)) why = 'crashed';
        if (!this.stopped)
          this.log.warn(`A renderer of papers has ended in the middle of its work (${why}).`);
        failed(new RendererEnded(why));
      };
      child.once('message', answered).once('exit', ended).once('error', ended);
    });
  }

  /** @throws Error where the system starts no process. */
  private start(): ChildProcess {
    const { folder, env } = this.surroundings();
    const child = fork(CHILD, [], {
      cwd: folder,
      env,
      execArgv: ['--max-old-space-size=256'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('exit', () => this.dismiss(child));
    child.on('error', () => child.kill('SIGKILL'));
    if (!child.connected) throw new Error('the system starts no process');
    // The service may end while a renderer waits for work.
    child.unref();
    child.channel?.unref();
    return child;
  }

  /** A folder with nothing in it, and a description of fonts that names only ours: else the machine's would join them. */
  private surroundings(): { folder: string; env: NodeJS.ProcessEnv } {
    this.folder ??= mkdtempSync(join(tmpdir(), 'yttra-papers-'));
    const empty = join(this.folder, 'empty');
    const fonts = join(this.folder, 'fonts.conf');
    mkdirSync(empty, { recursive: true });
    writeFileSync(
      fonts,
      `<fontconfig><dir>${FONTS_FOLDER}</dir><cachedir>${this.folder}</cachedir></fontconfig>`,
    );
    return { folder: empty, env: { FONTCONFIG_FILE: fonts } };
  }
}

/** Of what is written; a template is no text, and is as long as its pictures. */
const sizeOf = (order: Order): number =>
  JSON.stringify('template' in order ? { ...order, template: undefined } : order).length;

/** Its channel may be open for a moment after that: waiting for work then, it would fail the next paper. */
const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** What a process has in memory now, in bytes; 0 where the system does not say. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

function tooDemanding(order: Order): DomainError {
  if ('file' in order) return tooDemandingToRead();
  return 'checkedFor' in order ? tooDemandingTemplate() : tooDemandingPaper();
}

export function tooDemandingPaper(): DomainError {
  return new DomainError('too-demanding', {
    sv: 'Handlingen är så lång att den tar för mycket tid eller minne att ta fram.',
    en: 'The paper is so long that it takes too much time or memory to write.',
  });
}

function tooDemandingToRead(): DomainError {
  return new DomainError('too-demanding', {
    sv: 'Filen tar för lång tid eller för mycket minne att läsa. Dela upp den, eller spara om den.',
    en: 'The file takes too much time or memory to read. Split it, or save it anew.',
  });
}

function tooDemandingTemplate(): DomainError {
  return new DomainError('too-demanding', {
    sv: 'Mallen tar för lång tid eller för mycket minne att fylla i. Gör den enklare.',
    en: 'The template takes too much time or memory to fill in. Make it simpler.',
  });
}

export function unavailable(): DomainError {
  return new DomainError('unavailable', {
    sv: 'Handlingen kan inte tas fram just nu. Försök igen om en stund.',
    en: 'The paper cannot be written right now. Try again in a moment.',
  });
}
