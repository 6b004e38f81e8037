import { resolve } from 'node:path';
import { civilDate } from '../../rules/civil-date.js';
import { restoreBackup } from '../backup/restore-backup.js';
import type { Command } from './command.js';
import { databaseNow, onOwnerDatabase } from './on-database.js';

export const restore: Command = {
  usage: '<mapp> [--replace --yes]   (tar bort allt som finns i databasen)',
  positionals: 1,
  options: { replace: { type: 'boolean' }, yes: { type: 'boolean' } },
  async run({ positionals, values, env }) {
    const held = await onOwnerDatabase(env, async ({ client, url, settings }) =>
      restoreBackup(client, {
        url,
        folder: resolve(positionals[0]!),
        documents: resolve(settings.documentsDirectory),
        today: civilDate(await databaseNow(client)),
        replace: !values['replace'] ? 'no' : values['yes'] ? 'yes' : 'if-sure',
      }),
    );
    console.log(
      [
        'Säkerhetskopian är återställd.',
        `${held.deliveries} leveranser som väntade är markerade som misslyckade (restored-from-backup), och inga påminnelser för dagar till och med ${held.remindersUpTo} går ut: de kan ha gått ut efter att kopian togs.`,
        'Se efter vad som kom fram, och släpp dem med: npm run yttra -- release-held --yes',
      ].join('\n'),
    );
    return true;
  },
};
