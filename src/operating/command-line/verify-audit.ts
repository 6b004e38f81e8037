import type pg from 'pg';
import { firstBadEvent, recordWithoutEvents } from '../verify-audit/follow-events.js';
import { firstBrokenLink } from '../verify-audit/verify-chains.js';
import { firstBrokenSeal, firstUnlikePublished } from '../verify-audit/verify-seals.js';
import { firstAlteredText } from '../verify-audit/verify-texts.js';
import type { Command } from './command.js';
import { onOwnerDatabase } from './on-database.js';

export const verifyAudit: Command = {
  usage: '[--seals <fil>]   (förseglingarna som AUDIT_SEALS_FILE har samlat)',
  positionals: 0,
  options: { seals: { type: 'string' } },
  async run({ values, env }) {
    return onOwnerDatabase(env, async ({ client }) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0');
      const found = await firstFault(client, values['seals'] as string | undefined);
      if (found) console.error(found);
      else console.log('Historiken hänger ihop och stämmer med det som gäller nu.');
      return found === undefined;
    });
  },
};

async function firstFault(client: pg.Client, seals: string | undefined): Promise<string | undefined> {
  return (
    (await firstBadEvent(client)) ??
    (await recordWithoutEvents(client)) ??
    (await firstBrokenLink(client)) ??
    (await firstBrokenSeal(client)) ??
    (await firstAlteredText(client)) ??
    (seals === undefined ? undefined : await firstUnlikePublished(client, seals))
  );
}
