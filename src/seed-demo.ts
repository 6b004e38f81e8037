import { createApp } from './app.js';
import { readSettings } from './config/settings.js';
import { openDatabase } from './database/open-database.js';
import { loadDemo } from './demo/demo-data.js';
import { CannotContinue, type Command } from './operating/command-line/command.js';

export const seed: Command = {
  usage: '',
  positionals: 0,
  async run({ env }) {
    const settings = readSettings({ ...env, LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn', ROLE: 'api' });
    if (!settings.demo) {
      throw new CannotContinue(
        'Demokommunen läggs bara i en demodatabas: sätt DEMO=true och en DATABASE_URL vars databas slutar på _demo.',
      );
    }
    const database = await openDatabase(settings, new AbortController().signal);
    if (!database) return false;
    const app = await createApp(settings, database.url);
    try {
      await app.listen(0, '127.0.0.1'); // the demo's cases are made through the service's own API
      await loadDemo(app);
    } finally {
      await app.close();
      await database.close();
    }
    console.log('Demokommunen finns i databasen.');
    return true;
  },
};
