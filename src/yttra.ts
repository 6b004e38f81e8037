import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { backup } from './operating/command-line/backup.js';
import type { Command } from './operating/command-line/command.js';
import { doctor } from './operating/command-line/doctor.js';
import { migrateDatabase } from './operating/command-line/migrate.js';
import { releaseHeld } from './operating/command-line/release-held.js';
import { restore } from './operating/command-line/restore.js';
import { verifyAudit } from './operating/command-line/verify-audit.js';
import { seed } from './seed-demo.js';

/** `npm run yttra -- <name> …` */
const commands: Readonly<Record<string, Command>> = {
  doctor,
  migrate: migrateDatabase,
  seed,
  backup,
  restore,
  'release-held': releaseHeld,
  'verify-audit': verifyAudit,
};

/** Exit codes: 0 all is well, 1 something is wrong and was said, 2 the command was not understood. */
const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
process.exitCode = command ? await run(command) : help();

async function run(chosen: Command): Promise<number> {
  const given = understood(chosen);
  if (!given) return 2;
  if (given.values['help']) {
    console.log(`${chosen.summary}\n\n  npm run yttra -- ${name} ${chosen.usage}`);
    return 0;
  }
  if (given.positionals.length !== chosen.positionals) {
    console.error(`Så här: npm run yttra -- ${name} ${chosen.usage}`);
    return 2;
  }
  try {
    return (await chosen.run({ ...given, env: process.env })) ? 0 : 1;
  } catch (error) {
    // An operator reads one clear sentence; the stack is for faults that nobody foresaw.
    const { name: kind, message, stack } = error as Error;
    console.error(kind === 'Error' || kind === 'TypeError' ? stack : message);
    return 1;
  }
}

function understood({ options, usage }: Command) {
  try {
    return parseArgs({
      args: rest,
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\nSå här: npm run yttra -- ${name} ${usage}`);
    return undefined;
  }
}

function help(): number {
  const rows = Object.entries(commands).map(([each, { summary }]) => `  ${each.padEnd(14)} ${summary}`);
  const asked = ['', 'help', '--help', '-h'].includes(name);
  const text = ['npm run yttra -- <kommando> [--help]', '', ...rows].join('\n');
  if (asked) console.log(text);
  else console.error(`Det finns inget kommando ”${name}”.\n\n${text}`);
  return asked && name !== '' ? 0 : 2;
}
