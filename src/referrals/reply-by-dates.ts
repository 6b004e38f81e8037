import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { farAhead } from '../rules/odd-days.js';
import { dayOffWarning, replyByHasPassed, settledReplyBy } from '../rules/period-warnings.js';
import type { Reason } from '../rules/problem.js';
import type { ConsulteeBody } from './referrals.dto.js';

interface Asked {
  readonly replyBy?: string;
  readonly consultees?: ConsulteeBody[];
}

/** Reply-by dates that fall on a day off are kept or moved, as `REPLY_BY_ON_DAY_OFF` says; either way it is told. */
@Injectable()
export class ReplyByDates {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  settled(date: string): string {
    return settledReplyBy(date, this.settings.REPLY_BY_ON_DAY_OFF);
  }

  /** The request with every reply-by date in it settled. */
  settledIn<Body extends Asked>(body: Body): Body {
    return {
      ...body,
      ...(body.replyBy !== undefined && { replyBy: this.settled(body.replyBy) }),
      ...(body.consultees && { consultees: body.consultees.map((consultee) => this.settledIn(consultee)) }),
    };
  }

  /** What to say of dates as they were asked for. */
  warnings(...dates: readonly (string | undefined)[]): Reason[] {
    const today = this.clock.today();
    return dates
      .filter((date) => date !== undefined)
      .flatMap((date) => {
        const settled = this.settled(date);
        return [
          settled !== date && moved(date, settled),
          settled < today ? replyByHasPassed(settled) : dayOffWarning(settled),
          ...farAhead(today, date),
        ];
      })
      .filter((warning) => warning !== false);
  }

  warningsOf({ replyBy, consultees = [] }: Asked): Reason[] {
    return this.warnings(replyBy, ...consultees.map((consultee) => consultee.replyBy));
  }
}

function moved(from: string, to: string): Reason {
  return {
    code: 'reply-by-moved',
    detail: {
      sv: `Sista svarsdag flyttades från ${from}, som inte är någon arbetsdag, till ${to}.`,
      en: `The reply-by date was moved from ${from}, which is not a working day, to ${to}.`,
    },
  };
}
