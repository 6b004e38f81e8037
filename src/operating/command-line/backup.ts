import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { API_VERSION } from '../../http/api-base.js';
import { takeBackup } from '../backup/take-backup.js';
import { CannotContinue, type Command } from './command.js';
import { onOwnerDatabase } from './on-database.js';

export const backup: Command = {
  usage: '<ny mapp>',
  positionals: 1,
  async run({ positionals, env }) {
    const folder = resolve(positionals[0]!);
    if (existsSync(folder)) throw new CannotContinue(`${folder} finns redan: välj en mapp som inte finns.`);
    const manifest = await onOwnerDatabase(env, ({ client, settings }) =>
      takeBackup(client, { folder, documents: resolve(settings.documentsDirectory), version: API_VERSION }),
    );
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `Säkerhetskopian ligger i ${folder}: ${rows} rader och ${manifest.documents.length} filer, som de var ${manifest.takenAt}.`,
    );
    return true;
  },
};
