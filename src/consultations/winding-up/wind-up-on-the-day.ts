import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { isPassing } from '../../database/is-passing.js';
import { loggable } from '../../database/loggable.js';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';
import { Body } from '../../organisation/body.entity.js';
import { TellThoseConcerned } from '../../organisation/tell-those-concerned.js';
import { Actor } from '../../rules/actor.js';
import { Assurance } from '../../rules/assurance.js';
import { DomainError } from '../../rules/problem.js';
import { WindUpBody } from './wind-up-body.js';

const EVERY_SECONDS = 300;
/** So many rounds in a row may fail for what passes by itself, a lock say, before it is told and left to the next day. */
const PASSING_ROUNDS = 3;

/** Nobody: the service itself does what a municipal administrator has decided. */
const AUTOMATIC = new Actor('yttra', 'Yttra', {}, Assurance.notNeeded, [], true);

interface Due {
  readonly code: string;
  readonly to: string;
  readonly successor: string | null;
  readonly planned_by: string;
  readonly version: number;
}

/** $1: today. What something stood in the way of is tried again the next day. */
const DUE = `
  SELECT code, exists_to AS "to", successor, end_planned_by AS planned_by, version FROM bodies
  WHERE active AND end_planned_by IS NOT NULL AND exists_to < $1 AND (end_refused_on IS NULL OR end_refused_on < $1)
  ORDER BY code`;

/** Winds up each body whose planned last day has passed, as whoever planned it would have; what cannot be is told. */
@Injectable()
export class WindUpOnTheDay extends WorksPeriodically {
  private readonly log = new Logger(WindUpOnTheDay.name);
  private readonly failedRounds = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly windUpBody: WindUpBody,
    private readonly tellThoseConcerned: TellThoseConcerned,
    private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, EVERY_SECONDS));
  }

  /** What is handed over on a wrong day is not taken back by a clock that is put right. */
  protected async round(): Promise<void> {
    if (this.clock.isOff()) return this.log.error('No body is wound up: the clock of this machine is wrong.');
    await this.windUpDue();
  }

  /** One that fails hinders no other. */
  async windUpDue(): Promise<void> {
    const due: Due[] = await this.dataSource.query(DUE, [this.clock.today()]);
    for (const body of due) {
      try {
        await this.windUpOrTell(body);
      } catch (error) {
        // Whoever changed or called off the plan meanwhile, or another process that was first, goes before.
        if (error instanceof DomainError && error.slug === 'stale-version') continue;
        this.log.error(...lineOf(body.code, error));
      }
    }
  }

  /**
   * What stands in the way is told, and so is what nobody has thought of. What passes by itself is tried again in the next
   * rounds first, so that a lock does not put a body's end off until the next day.
   */
  private async windUpOrTell(due: Due): Promise<void> {
    const { code } = due;
    const caller = callerFor(due);
    try {
      await this.windUp(caller, due);
      this.failedRounds.delete(code);
    } catch (failure) {
      if (failure instanceof DomainError && failure.slug === 'stale-version') throw failure;
      if (!(failure instanceof DomainError)) this.log.error(...lineOf(code, failure));
      const rounds = (this.failedRounds.get(code) ?? 0) + 1;
      this.failedRounds.set(code, rounds);
      if (isPassing(failure) && rounds < PASSING_ROUNDS) return;
      this.failedRounds.delete(code);
      await this.tellOf(caller, due);
    }
  }

  private async windUp(caller: Caller, { code, to, successor }: Due): Promise<void> {
    await this.windUpBody.edit(caller, code, { active: false, to, ...(successor !== null && { successor }) });
  }

  /** Once a day, by whichever process writes it down. */
  private async tellOf(caller: Caller, { code, planned_by: planner }: Due): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      const body = await attempt.lock(Body, code, () => 'true');
      const change = await attempt.permit('body.arrange', { body: code }, body.version);
      body.endRefusedOn = change.today;
      await change.save(Body, body, { verb: 'edit', objectType: 'body', body: code });
      await this.tellThoseConcerned.person(change, 'winding-up-failed', code, planner);
      await this.tellThoseConcerned.administrators(change, 'winding-up-failed', [code]);
      return {};
    });
  }
}

function callerFor({ to, version }: Due): Caller {
  return new Caller(AUTOMATIC, 'sv', 'planned winding-up', randomUUID(), {
    ifMatch: `"${version}"`,
    reason: `Avvecklat som planerat efter sista dagen, ${to}.`,
    written: 0,
    fingerprint: '',
  });
}

const lineOf = (code: string, failure: unknown): [message: string, stack: string | undefined] => [
  `${code} could not be wound up: ${loggable(failure).message}`,
  loggable(failure).stack,
];
