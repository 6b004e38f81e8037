import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { civilDate } from '../../rules/civil-date.js';
import { isDigestTime } from '../../rules/digest-time.js';
import { EnterReminders, type Stretch } from './enter-reminders.js';
import { SayDigests } from './say-digests.js';

const PAGE = 500;

/** After each page the machine is the users' for so many times as long as the page took, but not for long. */
const REST = 3;
const LONGEST_REST_MS = 500;

/** How long to leave a page alone while another process enters one: shorter than that process rests after a long one. */
const BUSY_MS = 100;

@Injectable()
export class SayReminders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly enterReminders: EnterReminders,
    private readonly sayDigests: SayDigests,
  ) {}

  /**
   * Says every reminder that is due at `now`, each exactly once, and answers how many were entered in
   * the ledger: what is urgent at once, all else in the day's digest. It goes through the open
   * consultations page by page, so that a hundred thousand due at once need no more memory than a
   * page. Any number of processes may do it at once: they begin at different places, and where they
   * meet the ledger's key decides which of them says it. Asked to stop, it ends after a page and says
   * no digest: half of one would be all that its recipient hears that day.
   */
  async say(now: Date, stopping?: AbortSignal): Promise<number> {
    const today = civilDate(now);
    const digestTime = isDigestTime(now);
    const gathering = digestTime && !(await this.sayDigests.haveBeenSaid(today));
    let said = 0;
    for await (const stretch of this.stretches()) {
      said += await this.enterInTurn(stretch, today, gathering, stopping);
      if (stopping?.aborted) return said;
    }
    if (digestTime) await this.sayDigests.say(today);
    await this.dataSource.query('UPDATE reminder_sweep SET ended_at = now()');
    return said;
  }

  /** Answers 0 where it was asked to stop before its turn came. */
  private async enterInTurn(
    stretch: Stretch,
    today: string,
    gathering: boolean,
    stopping: AbortSignal | undefined,
  ): Promise<number> {
    for (;;) {
      const began = performance.now();
      const entered = await this.enterReminders.enter(stretch, today, gathering);
      if (entered !== undefined) {
        await pause(Math.min(REST * (performance.now() - began), LONGEST_REST_MS));
        return entered;
      }
      if (stopping?.aborted) return 0;
      await pause(BUSY_MS);
    }
  }

  /** From some place to the end, and then from the beginning to that place. */
  private async *stretches(): AsyncGenerator<Stretch> {
    const start = randomUUID();
    yield* this.between(start, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    yield* this.between('00000000-0000-0000-0000-000000000000', start);
  }

  private async *between(after: string, upTo: string): AsyncGenerator<Stretch> {
    for (let cursor = after; ;) {
      const page: { id: string }[] = await this.dataSource.query(NEXT_PAGE, [cursor, upTo]);
      const [first, last] = [page[0], page.at(-1)];
      if (!first || !last) return;
      yield { first: first.id, last: last.id };
      cursor = last.id;
    }
  }
}

/** The states of the index `consultations_reminded_of`, and whatever the board has still to be told of. */
const NEXT_PAGE = `
  SELECT id FROM (
    (SELECT id FROM consultations
     WHERE id > $1 AND id <= $2 AND state IN
       ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed', 'forwarded')
     ORDER BY id LIMIT ${PAGE})
    UNION
    (SELECT consultation_id FROM decisions
     WHERE consultation_id > $1 AND consultation_id <= $2 AND report_at_next_meeting AND reported_on IS NULL
       AND NOT predates_reporting
     ORDER BY consultation_id LIMIT ${PAGE})
  ) open ORDER BY id LIMIT ${PAGE}`;
