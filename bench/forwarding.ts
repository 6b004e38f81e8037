import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface Forwarded {
  readonly perSecond: number;
  readonly idleP50: number;
  readonly idleP99: number;
}

/**
 * How fast promised deliveries come to an inbox: many at once, and one at a time while nothing else
 * happens. What is promised is what forwarding promises: a delivery row and an outbox row in one transaction. Each is about
 * a case and to a board picked at random: what is about one matter goes to a receiver one after the other, and to one receiver
 * go eight at a time.
 */
export async function measureForwarding(ownerUrl: string, many: number, single: number): Promise<Forwarded> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    // What is promised here need not wait for the disk: else the promises, one commit after another, are what is measured.
    await owner.query('SET synchronous_commit = off');
    await nothingLeftToSay(owner);
    // As autovacuum does within a minute: plans made for empty tables are made anew.
    await owner.query('ANALYZE deliveries, delivery_attempts, inbox_items, outbox');
    const idle: number[] = [];
    for (let index = 0; index < single; index++) {
      await promise(owner, 1);
      await settled(owner);
      const { rows } = await owner.query<{ ms: number }>(
        'SELECT extract(epoch FROM delivered_at - created_at)::float8 * 1000 AS ms FROM deliveries ORDER BY created_at DESC LIMIT 1',
      );
      idle.push(rows[0]!.ms);
      await pause(30);
    }
    const began = Date.now();
    for (let made = 0; made < many; made += 10) await promise(owner, 10);
    await settled(owner);
    const seconds = (Date.now() - began) / 1000;
    idle.sort((a, b) => a - b);
    return {
      perSecond: many / seconds,
      idleP50: idle[Math.floor(idle.length / 2)]!,
      idleP99: idle[Math.floor(idle.length * 0.99)]!,
    };
  } finally {
    await owner.end();
  }
}

/** `count` transactions in one round trip; each commits by itself. */
async function promise(owner: pg.Client, count: number): Promise<void> {
  const one = `BEGIN;
    WITH delivery AS (
      INSERT INTO deliveries (id, kind, topic, sender_body, case_id, recipient_body, channel, state, created_at)
      SELECT gen_random_uuid(), 'notice', 'message', 'KS', of_its_own.id, read.body_code, 'inbox', 'pending',
        clock_timestamp()
      FROM (SELECT id FROM cases WHERE id >= (SELECT gen_random_uuid()) ORDER BY id LIMIT 1) of_its_own,
        (SELECT body_code FROM effective_roles WHERE role = 'officer' ORDER BY random() LIMIT 1) read
      RETURNING receiver)
    INSERT INTO outbox (queue, payload) SELECT 'deliveries', jsonb_build_object('receiver', receiver) FROM delivery;
    COMMIT;`;
  await owner.query(one.repeat(count));
}

/** The worker first says the reminders that the generated consultations are due: they would stand in the way. */
async function nothingLeftToSay(owner: pg.Client): Promise<void> {
  for (;;) {
    await settled(owner);
    const { rows } = await owner.query(
      "SELECT FROM reminders_due((now() AT TIME ZONE 'Europe/Stockholm')::date) LIMIT 1",
    );
    if (rows.length === 0) return;
    await pause(500);
  }
}

async function settled(owner: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ waiting: boolean }>(
      "SELECT EXISTS (SELECT FROM deliveries WHERE state IN ('pending', 'delivering') AND channel = 'inbox') AS waiting",
    );
    if (!rows[0]!.waiting) return;
    await pause(5);
  }
}
