import 'reflect-metadata';
import { misspelledSettings } from './config/misspelled-settings.js';
import { migrationUrl, readSettings } from './config/settings.js';
import { operatorLanguage } from './config/told-operator.js';
import { migrate } from './database/migrate.js';
import { explained } from './operating/command-line/command.js';
import { sayWhyItEnds } from './operating/last-words.js';
import { start } from './start.js';

sayWhyItEnds();
for (const { said } of misspelledSettings(process.env)) console.error(said[operatorLanguage(process.env)]);
try {
  if (process.argv.includes('migrate')) await migrate(migrationUrl(process.env));
  else await start(readSettings(process.env));
} catch (error) {
  console.error(explained(error as Error, operatorLanguage(process.env)));
  process.exit(1);
}
