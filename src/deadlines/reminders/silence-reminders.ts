import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONSULTATION } from '../../consultations/consultation.kind.js';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { begin } from '../../changes/step.js';
import { Invalid } from '../../rules/problem.js';
import type { ReminderKind } from '../../rules/reminder-kinds.js';
import { readAhead } from './read-reminders.js';
import type { RemindersAheadView, SilenceView } from './reminders.dto.js';
import { because } from '../refusals.js';

export type SilenceVerb = 'mute' | 'snooze' | 'unmute';

/** What a person asks for; without a kind it is for all. */
export interface SilenceRequest {
  readonly kind?: ReminderKind;
  readonly until?: string;
  readonly reason?: string;
}

/** A person's own wish to hear no more, or no more before a day, about a consultation. Nobody else hears less. */
@Injectable()
export class SilenceReminders {
  constructor(private readonly makeChange: MakeChange) {}

  /** Does not change the consultation or its ETag. */
  async silence(
    caller: Caller,
    id: string,
    verb: SilenceVerb,
    request: SilenceRequest,
  ): Promise<RemindersAheadView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: consultation, change } = await begin(attempt, CONSULTATION, id, `${verb}-reminders`);
      const { tx, today } = change;
      if (verb === 'snooze') mustLieAhead(request.until!, today);
      const before = await ownSilences(tx, caller, id);
      if (verb === 'unmute') await unmute(tx, caller, id, request);
      else await silence(tx, caller, id, request);
      const after = await ownSilences(tx, caller, id);
      const atConsultee = caller.actor.staffOf.includes(consultation.consulteeCode ?? '');
      await change.remember(
        { id },
        {
          verb: `${verb}-reminders`,
          objectType: 'consultation',
          body: atConsultee ? consultation.consulteeCode : consultation.issuerCode,
          ...consultation.about,
        },
        { before: { silences: before }, after: { silences: after } },
      );
      return readAhead(tx, caller, id, today);
    });
  }
}

function mustLieAhead(until: string, today: string): void {
  if (until > today) return;
  throw new Invalid({ pointer: '/until', ...because.notAhead });
}

/** A later wish about the same kind replaces the earlier one. */
async function silence(tx: EntityManager, { actor }: Caller, id: string, request: SilenceRequest) {
  await tx.query(
    `INSERT INTO reminder_silences (consultation_id, username, kind, until, reason) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (consultation_id, username, kind)
       DO UPDATE SET until = excluded.until, reason = excluded.reason, since = now()`,
    [id, actor.username, request.kind, request.until, request.reason],
  );
}

async function unmute(tx: EntityManager, { actor }: Caller, id: string, { kind }: SilenceRequest) {
  await tx.query(
    'DELETE FROM reminder_silences WHERE consultation_id = $1 AND username = $2 AND ($3::text IS NULL OR kind = $3)',
    [id, actor.username, kind],
  );
}

async function ownSilences(
  database: Pick<EntityManager, 'query'>,
  { actor }: Caller,
  id: string,
): Promise<SilenceView[]> {
  return database.query(
    `SELECT kind, until, reason FROM reminder_silences WHERE consultation_id = $1 AND username = $2
     ORDER BY kind NULLS FIRST`,
    [id, actor.username],
  );
}
