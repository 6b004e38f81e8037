import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { projectRoot } from '../config/project-root.js';
import { DomainError } from '../rules/problem.js';

const MOST_AT_ONCE = 2;
const MOST_WAITING = 50;
const DEADLINE_MS = 5_000;
/** And never longer than this, where the machine has other things to do. */
const LONGEST_MS = 30_000;
const IDLE_MS = 30_000;
const MEMORY_MB = 256;

/**
 * Does work whose time depends on what somebody has written in threads of its own, so that no text keeps everyone
 * else waiting. What takes longer than the deadline, or more memory than a thread has, is ended together with its
 * thread; the next work gets a new one.
 *
 * A thread runs the built file, in tests too: what reads TypeScript for them does not reach into threads.
 */
@Injectable()
export class Threads implements OnApplicationShutdown {
  private readonly pool = new Piscina({
    minThreads: 0,
    maxThreads: MOST_AT_ONCE,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  private readonly waiting: (() => void)[] = [];
  private atWork = 0;

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  /**
   * Calls a function that a file below `src/` exports, with values that can be cloned.
   *
   * @throws DomainError `too-demanding` for what took too long or too much memory, `unavailable` when too many wait.
   */
  async run<Work extends (input: never) => unknown>(
    file: string,
    name: string,
    input: Parameters<Work>[0],
  ): Promise<ReturnType<Work>> {
    await this.place();
    const deadline = new Deadline();
    try {
      const filename = join(projectRoot, 'dist', 'src', file);
      return (await this.pool.run(input, { filename, name, signal: deadline.signal })) as ReturnType<Work>;
    } catch (error) {
      const { name: kind, code } = error as NodeJS.ErrnoException;
      throw kind === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooDemanding() : error;
    } finally {
      deadline.clear();
      this.atWork -= 1;
      this.waiting.shift()?.();
    }
  }

  /** Waits outside the pool, so that the deadline begins with the work. */
  private async place(): Promise<void> {
    if (this.atWork >= MOST_AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING) throw busy();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.atWork += 1;
  }
}

/**
 * Of work in a thread. Time that the machine has given to other processes is not the text's fault: while all of this process has
 * worked for less than the deadline, so has the thread, and it may go on.
 */
class Deadline {
  private readonly ended = new AbortController();
  private readonly began = performance.now();
  private readonly worked = process.cpuUsage();
  private timer = setTimeout(() => this.check(), DEADLINE_MS);

  get signal(): AbortSignal {
    return this.ended.signal;
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private check(): void {
    const { user, system } = process.cpuUsage(this.worked);
    const left = DEADLINE_MS - (user + system) / 1000;
    if (left <= 0 || performance.now() - this.began >= LONGEST_MS) return this.ended.abort();
    this.timer = setTimeout(() => this.check(), Math.max(left, 100));
  }
}

function tooDemanding(): DomainError {
  return new DomainError('too-demanding', {
    sv: `Texten tar mer än ${DEADLINE_MS / 1000} sekunder eller för mycket minne att bearbeta.`,
    en: `The text takes more than ${DEADLINE_MS / 1000} seconds or too much memory to process.`,
  });
}

function busy(): DomainError {
  return new DomainError('unavailable', {
    sv: 'För många texter bearbetas just nu. Försök igen om en stund.',
    en: 'Too many texts are being processed right now. Try again in a moment.',
  });
}
