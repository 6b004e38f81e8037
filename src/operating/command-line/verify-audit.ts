import { verifyTrail } from '../verify-audit/verify-trail.js';
import type { Command } from './command.js';
import { onOwnerDatabase } from './on-database.js';

export const verifyAudit: Command = {
  usage: '[--seals <fil>]   (förseglingarna som AUDIT_SEALS_FILE har samlat)',
  positionals: 0,
  options: { seals: { type: 'string' } },
  async run({ values, env }) {
    return onOwnerDatabase(env, async ({ client }) => {
      const { fault } = await verifyTrail(client, values['seals'] as string | undefined);
      if (fault) console.error(fault.says);
      else console.log('Historiken hänger ihop och stämmer med det som gäller nu.');
      return fault === undefined;
    });
  },
};
