import { PassThrough } from 'node:stream';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Listener } from '../../database/listener.js';
import { loggable } from '../../database/loggable.js';
import { bodiesOf } from '../../identity/visibility.js';
import type { Actor } from '../../rules/actor.js';
import { DomainError } from '../../rules/problem.js';
import { ChangesTold, MAY_COME_LATER, type Touched } from './changes-told.js';

/** Somebody who is told, over a connection that stays open. */
interface Told {
  readonly username: string;
  /** @returns the person as they are now; undefined when the session or the token has ended, or may no longer be used. */
  readonly prove: () => Promise<Actor | undefined>;
  readonly stream: PassThrough;
  /** As they were when they were last looked up. */
  actor: Actor;
}

/** Connections of one person at a time: a tab each, while it is looked at. */
const MOST_OF_ONE = 8;
const MOST_OF_ALL = 5000;
/** Changes that come close together are told together. */
const GATHER_MS = 300;
/** So often a connection shows that it is there, and is ended when its session has ended. */
const BEAT_MS = 10_000;
/** Whoever does not read what is sent is let go. */
const MOST_UNREAD = 64 * 1024;
/** How long a browser waits before it comes again. */
const AGAIN_MS = 5000;

/**
 * Tells browsers and programs that records have changed, by their ids, so that they read anew what they show. One
 * connection to PostgreSQL hears of changes by any process; what each person may see of them is asked when there is
 * something to tell, one person after the other: no connection of the pool belongs to a client.
 *
 * At-least-once: a change may be told of twice, and after a gap that is too long only that everything is to be read anew.
 */
@Injectable()
export class TellChanges implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly log = new Logger(TellChanges.name);
  private readonly told = new Set<Told>();
  private readonly listener: Listener;
  /** The latest event that has been told of, and those shortly before it, of which others may still come. */
  private at = 0;
  private known: ReadonlySet<number> = new Set();
  private beat: NodeJS.Timeout | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private isBeat = false;
  private beginning: Promise<void> | undefined;

  constructor(
    dataSource: DataSource,
    private readonly changes: ChangesTold,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const { url } = dataSource.options as { url?: string };
    this.listener = new Listener(settings.DATABASE_LISTEN_URL ?? url, 'changes', () => this.heard());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.ROLE === 'worker') return;
    this.beat = setInterval(() => void this.tellAll(true), BEAT_MS);
    this.beat.unref();
    await this.listener.listen();
  }

  /** Open streams would keep the server from closing. */
  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.beat);
    clearTimeout(this.gathering);
    for (const { stream } of this.told) stream.end();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.listener.stop();
    await this.running;
  }

  /**
   * @param since the last event that the client has been told of, where it comes again.
   * @throws DomainError `too-many-requests` for whoever has as many connections as one may have.
   */
  async open(actor: Actor, prove: Told['prove'], since: number | undefined): Promise<PassThrough> {
    const { username } = actor;
    const own = [...this.told].filter((each) => each.username === username).length;
    if (own >= MOST_OF_ONE) throw tooMany();
    if (this.told.size >= MOST_OF_ALL) throw isFull();
    const stream = new PassThrough();
    if (this.stopped) return stream.end();
    const told: Told = { username, prove, stream, actor };
    if (this.told.size === 0) this.beginning = this.begin();
    // Before it is asked what was missed, so that nothing falls between.
    this.told.add(told);
    for (const over of ['close', 'error', 'finish'] as const) stream.once(over, () => this.told.delete(told));
    try {
      await this.beginning;
      const latest = await this.changes.latest();
      stream.write(`retry: ${AGAIN_MS}\nid: ${latest}\nevent: hello\ndata: {}\n\n`);
      if (since !== undefined) await this.catchUp(told, since, latest);
    } catch (error) {
      this.told.delete(told);
      throw error;
    }
    return stream;
  }

  /** What was there before the first came is told to nobody. */
  private async begin(): Promise<void> {
    const latest = await this.changes.latest();
    const before = await this.changes.since(latest);
    this.known = new Set(before?.map(({ id }) => id));
    this.at = latest;
  }

  /** A number that was never given is one of another database. */
  private async catchUp(told: Told, since: number, latest: number): Promise<void> {
    const missed = since <= latest ? await this.changes.since(since) : undefined;
    if (missed) await this.write(told, missed, latest);
    else told.stream.write(reload(latest));
  }

  private heard(): void {
    if (this.told.size === 0 || this.stopped) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      void this.tellAll(false);
    }, GATHER_MS);
  }

  /** Told again while it is at it, it begins again afterwards, never beside itself. */
  private async tellAll(isBeat: boolean): Promise<void> {
    this.again = true;
    this.isBeat ||= isBeat;
    this.running ??= this.rounds().finally(() => (this.running = undefined));
    await this.running;
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped) {
      const { isBeat } = this;
      this.again = this.isBeat = false;
      try {
        await this.round(isBeat);
      } catch (error) {
        this.log.warn(`Changes are told with the next beat: ${loggable(error).message}`);
      }
    }
  }

  private async round(isBeat: boolean): Promise<void> {
    if (this.told.size === 0) return;
    const found = await this.changes.since(this.at);
    const latest = found ? Math.max(this.at, ...found.map(({ id }) => id)) : await this.changes.latest();
    const fresh = found?.filter(({ id }) => !this.known.has(id));
    this.at = latest;
    this.known = new Set(found?.map(({ id }) => id).filter((id) => id > latest - MAY_COME_LATER));
    for (const each of this.told) {
      if (this.stopped) return;
      const touched = fresh?.filter(({ bodies }) =>
        bodiesOf(each.actor).some((body) => bodies.includes(body)),
      );
      if (!isBeat && touched?.length === 0) continue;
      await this.tell(each, touched, { latest, isBeat }).catch((error: unknown) => {
        this.log.warn(`Whoever could not be told comes again: ${loggable(error).message}`);
        each.stream.destroy();
      });
    }
  }

  /** @param touched undefined where more has changed than is told one by one. */
  private async tell(
    each: Told,
    touched: readonly Touched[] | undefined,
    { latest, isBeat }: { readonly latest: number; readonly isBeat: boolean },
  ): Promise<void> {
    const actor = await each.prove();
    // One that does not read what is left for it does not hear that this was all, either.
    if (!actor) return void (each.stream.writableEnded ? each.stream.destroy() : each.stream.end());
    each.actor = actor;
    // What is not read stands first on the one side of the stream, and then on the other.
    if (each.stream.readableLength + each.stream.writableLength > MOST_UNREAD)
      return void each.stream.destroy();
    if (touched === undefined) each.stream.write(reload(latest));
    else await this.write(each, touched, latest);
    if (isBeat) each.stream.write(': still here\n\n');
  }

  private async write({ actor, stream }: Told, touched: readonly Touched[], latest: number): Promise<void> {
    if (touched.length === 0) return;
    for (const change of await this.changes.seenBy(actor, touched))
      stream.write(`id: ${latest}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
  }
}

const reload = (latest: number): string => `id: ${latest}\nevent: reload\ndata: {}\n\n`;

function tooMany(): DomainError {
  return new DomainError('too-many-requests', {
    sv: 'Du följer redan ändringar på så många ställen som går. Stäng ett av dem.',
    en: 'You follow changes in as many places as one may. Close one of them.',
  });
}

function isFull(): DomainError {
  return new DomainError('unavailable', {
    sv: 'Så många följer ändringar nu att ingen mer får plats. Försök igen om en stund.',
    en: 'As many follow changes now as can. Try again in a moment.',
  });
}
