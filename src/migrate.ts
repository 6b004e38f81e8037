import { migrate } from './database/migrate.js';

/** `npm run migrate`: brings the database up to date, as its owner; the embedded one migrates itself. */
const url = process.env['MIGRATION_DATABASE_URL'] || process.env['DATABASE_URL'];
if (url) {
  await migrate(url);
} else {
  console.error('Set MIGRATION_DATABASE_URL (or DATABASE_URL) to the database to migrate.');
  process.exitCode = 1;
}
