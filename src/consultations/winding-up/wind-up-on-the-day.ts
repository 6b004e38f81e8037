import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { loggable } from '../../database/loggable.js';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';
import { Body } from '../../organisation/body.entity.js';
import { TellThoseConcerned } from '../../organisation/tell-those-concerned.js';
import { Actor } from '../../rules/actor.js';
import { Assurance } from '../../rules/assurance.js';
import { DomainError } from '../../rules/problem.js';
import { WindUpBody } from './wind-up-body.js';

const EVERY_SECONDS = 300;

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
        await this.windUp(body);
      } catch (error) {
        // Whoever changed or called off the plan meanwhile, or another process that was first, goes before.
        if (error instanceof DomainError && error.slug === 'stale-version') continue;
        this.log.error(
          `${body.code} could not be wound up: ${loggable(error).message}`,
          loggable(error).stack,
        );
      }
    }
  }

  private async windUp(due: Due): Promise<void> {
    const { code, to, successor, version } = due;
    const caller = new Caller(AUTOMATIC, 'sv', 'planned winding-up', randomUUID(), {
      ifMatch: `"${version}"`,
      reason: `Avvecklat som planerat efter sista dagen, ${to}.`,
      written: 0,
      fingerprint: '',
    });
    try {
      await this.windUpBody.edit(caller, code, {
        active: false,
        to,
        ...(successor !== null && { successor }),
      });
    } catch (refused) {
      if (!(refused instanceof DomainError) || refused.slug === 'stale-version') throw refused;
      await this.tellOf(caller, due);
    }
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
