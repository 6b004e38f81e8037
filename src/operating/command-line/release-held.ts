import type pg from 'pg';
import { CannotContinue, type Command } from './command.js';
import { onOwnerDatabase } from './on-database.js';

const KINDS = ['deliveries', 'reminders'] as const;

/** The operator's word after a restore. Without `--yes` it only tells what is held. */
export const releaseHeld: Command = {
  usage: '[--only deliveries|reminders] [--yes]',
  positionals: 0,
  options: { only: { type: 'string' }, yes: { type: 'boolean' } },
  async run({ values, env }) {
    const only = values['only'];
    const kinds = KINDS.filter((kind) => only === undefined || only === kind);
    if (kinds.length === 0) throw new CannotContinue('--only är deliveries eller reminders.');
    return onOwnerDatabase(env, async ({ client }) => {
      for (const kind of kinds) {
        console.log(values['yes'] ? await release[kind](client) : await tell[kind](client));
      }
      if (!values['yes']) console.log('Inget är skickat. Lägg till --yes för att skicka.');
      return true;
    });
  },
};

const tell = {
  async deliveries(client: pg.Client): Promise<string> {
    const { rows } = await client.query<{ channel: string; topic: string; held: number }>(
      `SELECT channel, topic, count(*)::int AS held FROM deliveries
       WHERE state = 'failed' AND last_error = 'restored-from-backup' GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const lines = rows.map(
      ({ channel, topic, held }) => `  ${String(held).padStart(6)}  ${channel}  ${topic}`,
    );
    return ['Leveranser som hålls:', ...(lines.length > 0 ? lines : ['  inga'])].join('\n');
  },
  async reminders(client: pg.Client): Promise<string> {
    const { rows } = await client.query<{ up_to: string }>('SELECT up_to::text FROM reminders_held');
    return rows[0] ? `Påminnelser för dagar till och med ${rows[0].up_to} hålls.` : 'Inga påminnelser hålls.';
  },
};

const release = {
  /** As `retry` does it, with its event: the whole schedule again. The workers' reconciler finds what is due. */
  async deliveries(client: pg.Client): Promise<string> {
    const { rowCount } = await client.query(
      `WITH released AS (
         UPDATE deliveries SET state = 'pending', due_at = now(), last_error = NULL, attempts_before = attempts,
           version = version + 1
         WHERE state = 'failed' AND last_error = 'restored-from-backup' RETURNING *
       )
       INSERT INTO audit_events (actor, body_code, verb, object_type, object_id, case_id, referral_id, consultation_id,
         state, before, after, reason)
       SELECT 'operatör', sender_body, 'retry', 'delivery', id, case_id, referral_id, consultation_id, state,
         '{"state": "failed", "lastError": "restored-from-backup"}', '{"state": "pending", "lastError": null}',
         'Släppt efter att en säkerhetskopia har återställts.'
       FROM released`,
    );
    return `${rowCount ?? 0} leveranser skickas nu av en arbetare.`;
  },
  async reminders(client: pg.Client): Promise<string> {
    const { rowCount } = await client.query('DELETE FROM reminders_held');
    return rowCount ? 'Påminnelserna sägs vid nästa genomgång.' : 'Inga påminnelser hölls.';
  },
};
