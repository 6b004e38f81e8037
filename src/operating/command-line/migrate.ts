import { migrationUrl } from '../../config/settings.js';
import { migrate } from '../../database/migrate.js';
import type { Command } from './command.js';

export const migrateDatabase: Command = {
  usage: '',
  positionals: 0,
  async run({ env }) {
    await migrate(migrationUrl(env));
    console.log('Databasen är aktuell.');
    return true;
  },
};
