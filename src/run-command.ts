import { parseArgs } from 'node:util';
import { operatorLanguage } from './config/told-operator.js';
import { explained, type Arguments, type Command } from './operating/command-line/command.js';

/** `npm run yttra -- <name> …`. Each is loaded when it is asked for: most need little of the service, and start at once. */
const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  doctor: {
    summary: 'Undersöker inställningar, databas, kö, inloggning och leveranser, och säger vad som bör göras.',
    load: async () => (await import('./operating/command-line/doctor.js')).doctor,
  },
  migrate: {
    summary: 'För databasen till den här versionen. Ofarligt att köra två gånger.',
    load: async () => (await import('./operating/command-line/migrate.js')).migrateDatabase,
  },
  'make-logins': {
    summary: 'Gör inloggningarna för ägare och tjänst, som superanvändare. Ofarligt att köra två gånger.',
    load: async () => (await import('./operating/command-line/make-logins.js')).makeLogins,
  },
  seed: {
    summary: 'Lägger in demokommunen där det inte finns något ärende. Bara i demoläge.',
    load: async () => (await import('./seed-demo.js')).seed,
  },
  backup: {
    summary: 'Säkerhetskopierar databas och handlingar till en ny mapp, medan tjänsten är igång.',
    load: async () => (await import('./operating/command-line/backup.js')).backup,
  },
  restore: {
    summary: 'Återställer en säkerhetskopia till en tom databas. Inget som väntade skickas av sig självt.',
    load: async () => (await import('./operating/command-line/restore.js')).restore,
  },
  'first-administrator': {
    summary: 'Gör en ny kod för den första systemförvaltaren, så länge det inte finns någon.',
    load: async () => (await import('./operating/command-line/first-administrator.js')).firstAdministrator,
  },
  'release-held': {
    summary: 'Visar vad som hålls sedan en återställning; med --yes skickas det.',
    load: async () => (await import('./operating/command-line/release-held.js')).releaseHeld,
  },
  'verify-audit': {
    summary: 'Prövar att historiken hänger ihop och stämmer med ärenden, remisser, yttranden och anstånd.',
    load: async () => (await import('./operating/command-line/verify-audit.js')).verifyAudit,
  },
};

/** What an operator typed after `npm run yttra --`, and the exit code: 0 all is well, 1 something is wrong and was said, 2 it was not understood. */
export async function runCommand(
  [name = '', ...rest]: readonly string[],
  env: Arguments['env'],
): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command ? run(await command.load(), { name, rest, summary: command.summary, env }) : help(name);
}

interface Typed {
  readonly name: string;
  readonly rest: readonly string[];
  readonly summary: string;
  readonly env: Arguments['env'];
}

async function run(chosen: Command, { name, rest, summary, env }: Typed): Promise<number> {
  const given = understood(chosen, name, rest);
  if (!given) return 2;
  if (given.values['help']) {
    console.log(`${summary}\n\n  npm run yttra -- ${name} ${chosen.usage}`);
    return 0;
  }
  if (given.positionals.length !== chosen.positionals) {
    console.error(`Så här: npm run yttra -- ${name} ${chosen.usage}`);
    return 2;
  }
  try {
    return (await chosen.run({ ...given, env })) ? 0 : 1;
  } catch (error) {
    console.error(explained(error as Error, operatorLanguage(env)));
    return 1;
  }
}

function understood({ options, usage }: Command, name: string, rest: readonly string[]) {
  try {
    return parseArgs({
      args: [...rest],
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\nSå här: npm run yttra -- ${name} ${usage}`);
    return undefined;
  }
}

function help(name: string): number {
  const rows = Object.entries(commands).map(([each, { summary }]) => `  ${each.padEnd(20)} ${summary}`);
  const asked = ['', 'help', '--help', '-h'].includes(name);
  const text = ['npm run yttra -- <kommando> [--help]', '', ...rows].join('\n');
  if (asked) console.log(text);
  else console.error(`Det finns inget kommando ”${name}”.\n\n${text}`);
  return asked && name !== '' ? 0 : 2;
}
