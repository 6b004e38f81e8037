import 'reflect-metadata';
import { readSettings } from './config/settings.js';
import { start } from './start.js';

try {
  await start(readSettings(process.env));
} catch (error) {
  // Whoever starts the service reads one clear sentence; the stack is for faults that nobody foresaw.
  const { name, message, stack } = error as Error;
  console.error(name === 'Error' || name === 'TypeError' ? stack : message);
  process.exit(1);
}
