import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { ConsultationState } from '../rules/consultation-lifecycle.js';
import type { ReminderDay } from '../rules/reminder-days.js';
import { reminderRecipient, reminderTopics } from './reminder-message.js';

const BATCH = 200;

/** A reminder that is due; `delivery_id` is null where another process said it first. */
interface Due {
  readonly id: string;
  readonly case_id: string;
  readonly referral_id: string | null;
  readonly issuer_code: string | null;
  readonly consultee_code: string | null;
  readonly officer: string | null;
  readonly state: ConsultationState;
  readonly days: ReminderDay;
  readonly delivery_id: string | null;
}

@Injectable()
export class SayReminders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * Says every reminder that is due on `today`, each exactly once, and answers how many it said.
   * Any number of processes may do it at once: the ledger's key decides which of them says it, and
   * its row, the delivery and the promised job are there together or not at all.
   */
  async say(today: string): Promise<number> {
    let said = 0;
    for (;;) {
      const due = await this.dataSource.transaction((tx) => this.sayBatch(tx, today));
      said += due.filter(({ delivery_id }) => delivery_id !== null).length;
      if (due.length < BATCH) return said;
    }
  }

  private async sayBatch(tx: EntityManager, today: string): Promise<Due[]> {
    const due: Due[] = await tx.query(ENTER_IN_LEDGER, [today]);
    await this.promiseDeliveries.promise(
      tx,
      due.flatMap(({ delivery_id, ...consultation }) =>
        delivery_id === null
          ? []
          : {
              id: delivery_id,
              kind: 'reminder' as const,
              topic: reminderTopics[consultation.days],
              senderBody: consultation.issuer_code ?? consultation.consultee_code,
              recipient: reminderRecipient(consultation),
              caseId: consultation.case_id,
              referralId: consultation.referral_id,
              consultationId: consultation.id,
            },
      ),
    );
    return due;
  }
}

/** In one order in every process, so that two that meet wait for each other and never deadlock. */
const ENTER_IN_LEDGER = `
  WITH due AS (
    SELECT * FROM reminders_due($1) ORDER BY reply_by, consultation_id LIMIT ${BATCH}
  ), said AS (
    INSERT INTO reminders (consultation_id, reply_by, days, delivery_id, said_on)
    SELECT consultation_id, reply_by, days, gen_random_uuid(), $1 FROM due ORDER BY reply_by, consultation_id
    ON CONFLICT DO NOTHING
    RETURNING consultation_id, delivery_id
  )
  SELECT consultation.id, case_id, referral_id, issuer_code, consultee_code, officer, state, due.days, delivery_id
  FROM due
  JOIN consultations consultation ON consultation.id = due.consultation_id
  LEFT JOIN said ON said.consultation_id = due.consultation_id`;
