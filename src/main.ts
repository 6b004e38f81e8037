import 'reflect-metadata';
import { migrationUrl, readSettings } from './config/settings.js';
import { operatorLanguage } from './config/told-operator.js';
import { migrate } from './database/migrate.js';
import { explained } from './operating/command-line/command.js';
import { sayWhyItEnds } from './operating/last-words.js';
import { start } from './start.js';

sayWhyItEnds();
try {
  if (process.argv.includes('migrate')) await migrate(migrationUrl(process.env));
  else await start(readSettings(process.env));
} catch (error) {
  console.error(explained(error as Error, operatorLanguage(process.env)));
  process.exit(1);
}
