import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { addDays } from '../../src/rules/civil-date.js';
import { CONSULTATION_STATES, UNANSWERED_STATES } from '../../src/rules/consultation-lifecycle.js';
import { REMINDER_DAYS, reminderDue } from '../../src/rules/reminder-days.js';
import { given, NOW, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let consultation: Answer;
beforeAll(async () => {
  service = await startService({ REMINDER_SWEEP_SECONDS: '86400' });
  service.setNow(NOW);
  consultation = await given(service).consultation('sent');
});
afterAll(() => service.stop());

const DAY = '2026-10-25';
const around = (days: number) => fc.integer({ min: -days, max: days }).map((offset) => addDays(DAY, offset));
const situations = fc.record({
  state: fc.constantFrom(...CONSULTATION_STATES),
  replyBy: around(20),
  replyBySetOn: around(30),
  today: around(30),
  said: fc.subarray([...REMINDER_DAYS]),
});
type Situation = typeof situations extends fc.Arbitrary<infer S> ? S : never;

/** What the database says, in a transaction that leaves nothing behind. */
async function dueInSql({ state, replyBy, replyBySetOn, today, said }: Situation): Promise<number[]> {
  const runner = service.database.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(
      'UPDATE consultations SET state = $2, reply_by = $3, reply_by_set_on = $4 WHERE id = $1',
      [consultation.id, state, replyBy, replyBySetOn],
    );
    await enterInLedger(runner.manager, replyBy, said);
    const due: { days: number }[] = await runner.query('SELECT days FROM reminders_due($1)', [today]);
    return due.map(({ days }) => days);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function enterInLedger(tx: EntityManager, replyBy: string, said: readonly number[]): Promise<void> {
  await tx.query(
    `INSERT INTO reminders (consultation_id, reply_by, days, delivery_id, said_on)
     SELECT $1, $2, said, deliveries.id, $2 FROM unnest($3::int[]) AS said
     JOIN deliveries ON deliveries.consultation_id = $1`,
    [consultation.id, replyBy, said],
  );
}

it('is the same in the database as in the rules, whatever the state, the dates and the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      const due = UNANSWERED_STATES.includes(situation.state) ? reminderDue(situation) : undefined;
      expect(await dueInSql(situation)).toEqual(due === undefined ? [] : [due]);
    }),
    { numRuns: 400 },
  );
});
