import 'reflect-metadata';
import { migrationUrl, readSettings } from './config/settings.js';
import { migrate } from './database/migrate.js';
import { start } from './start.js';

try {
  if (process.argv.includes('migrate')) await migrate(migrationUrl(process.env));
  else await start(readSettings(process.env));
} catch (error) {
  // Whoever starts the service reads one clear sentence; the stack is for faults that nobody foresaw.
  const { name, message, stack } = error as Error;
  console.error(name === 'Error' || name === 'TypeError' ? stack : message);
  process.exit(1);
}
