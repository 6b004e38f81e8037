import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { actingAsTheService } from '../../src/database/acting.js';
import { addDays } from '../../src/rules/civil-date.js';
import { CONSULTATION_STATES } from '../../src/rules/consultation-states.js';
import { escalationDue, reminderDue, type ReminderFacts } from '../../src/rules/reminder-due.js';
import { holderOf, REMINDER_KINDS, reminderRules } from '../../src/rules/reminder-kinds.js';
import { addWorkingDays } from '../../src/rules/working-days.js';
import { given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

let consultation: Answer;
// a worker says reminders of its own
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  consultation = await given(service).consultation('sent');
});

it('has the kinds as the code lists them', async () => {
  const kinds = await service.database.query('SELECT * FROM reminder_kinds ORDER BY kind');
  const rules = REMINDER_KINDS.map((kind) => {
    const { side, seenByBoth, states, days, recipients, urgentFrom, escalateAfter } = reminderRules[kind];
    return { kind, side, seen_by_both: seenByBoth, states, days, recipients, urgent_from: urgentFrom, escalate_after: escalateAfter }; // prettier-ignore
  });
  expect(kinds).toEqual(rules.sort((a, b) => (a.kind < b.kind ? -1 : 1)));
});

const DAY = '2026-12-20';
const around = (days: number) => fc.integer({ min: -days, max: days }).map((offset) => addDays(DAY, offset));
const aboutReplyBy = ['reply-by', 'overdue'] as const;
const steps = aboutReplyBy.flatMap((kind) => reminderRules[kind].days.map((days) => ({ kind, days })));
const situations = fc.record({
  state: fc.constantFrom(...CONSULTATION_STATES),
  replyBy: around(20),
  replyBySetOn: around(30),
  today: around(30),
  said: fc.subarray([...steps, { kind: 'overdue' as const, days: null }]),
  saidOn: around(20),
  saidTo: fc.constantFrom('tsn-handlaggare', 'tsn-chef', 'tsn-registrator', 'tsn-sekreterare'),
  silences: fc.uniqueArray(
    fc.record({
      username: fc.constantFrom('tsn-handlaggare', 'tsn-chef', 'tsn-registrator', 'tsn-sekreterare'),
      kind: fc.constantFrom(null, ...aboutReplyBy),
      until: fc.option(around(20)),
    }),
    { maxLength: 4, selector: ({ username, kind }) => `${username} ${kind}` },
  ),
});
type Situation = typeof situations extends fc.Arbitrary<infer S> ? S : never;
type Due = { kind: string; days: number | null; recipient: string };

/** What the database says, in a transaction that leaves nothing behind. */
const dueInSql = (situation: Situation): Promise<Due[]> => actingAsTheService(() => due(situation));

async function due(situation: Situation): Promise<Due[]> {
  const { state, replyBy, replyBySetOn, today } = situation;
  const runner = service.database.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(
      `UPDATE consultations SET state = $2, reply_by = $3, reply_by_set_on = $4, officer = 'tsn-handlaggare'
       WHERE id = $1`,
      [consultation.id, state, replyBy, replyBySetOn],
    );
    await write(runner.manager, situation);
    return await runner.query(
      `SELECT kind, days, recipient FROM reminders_due($1) WHERE kind IN ('reply-by', 'overdue')
       ORDER BY kind, days NULLS FIRST, recipient`,
      [today],
    );
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function write(tx: EntityManager, { replyBy, said, saidOn, saidTo, silences }: Situation) {
  await tx.query(
    `WITH digest AS (
       INSERT INTO digests (id, recipient, username, body_code, role, urgent)
       VALUES (gen_random_uuid(), $4, $4, 'TSN', 'officer', false) RETURNING id
     )
     INSERT INTO reminders (consultation_id, kind, about_on, days, recipient, username, body_code, role, digest_id, said_on)
     SELECT $1, kind, $2, days, $4, $4, 'TSN', 'officer', digest.id, $5
     FROM digest, jsonb_to_recordset($3::jsonb) AS said (kind text, days int)`,
    [consultation.id, replyBy, JSON.stringify(said), saidTo, saidOn],
  );
  await tx.query(
    `INSERT INTO reminder_silences (consultation_id, username, kind, until)
     SELECT $1, username, kind, until
     FROM jsonb_to_recordset($2::jsonb) AS silence (username text, kind text, until date)`,
    [consultation.id, JSON.stringify(silences)],
  );
}

/** The same from the rules. */
function dueByRule({
  state,
  replyBy,
  replyBySetOn,
  today,
  said,
  saidOn,
  saidTo,
  silences,
}: Situation): Due[] {
  const kind = replyBy >= today ? 'reply-by' : 'overdue';
  const { days: schedule, states, escalateAfter } = reminderRules[kind];
  if (!states.includes(state)) return [];
  const role = holderOf(state, 'tsn-handlaggare');
  const facts = (recipient: string): ReminderFacts => ({
    about: replyBy,
    setOn: replyBySetOn,
    schedule,
    today,
    silences: silences.filter((one) => one.username === recipient && (one.kind ?? kind) === kind),
    said: said
      .filter((one) => one.kind === kind)
      .map(({ days }) => ({ days, on: saidOn, toRecipient: recipient === saidTo })),
  });
  const recipient = { registrar: 'tsn-registrator', officer: 'tsn-handlaggare', manager: 'tsn-chef', secretary: 'tsn-sekreterare' }[role]; // prettier-ignore
  const days = reminderDue(facts(recipient));
  const escalated = escalationDue({ ...facts('tsn-chef'), after: escalateAfter }, addWorkingDays);
  return [
    ...(escalated ? [{ kind, days: null, recipient: 'tsn-chef' }] : []),
    ...(days === undefined ? [] : [{ kind, days, recipient }]),
  ];
}

it('is the same in the database as in the rules, whatever the state, the dates, the ledger and the silences', async () => {
  let due = 0;
  await fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      const expected = dueByRule(situation);
      due += expected.length;
      expect(await dueInSql(situation)).toEqual(expected);
    }),
    { numRuns: 600 },
  );
  expect(due).toBeGreaterThan(50); // or it would have compared nothing with nothing
});
