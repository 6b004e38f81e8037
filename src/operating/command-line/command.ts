import type { ParseArgsConfig } from 'node:util';
import { ToldOperator } from '../../config/told-operator.js';
import type { Language } from '../../rules/texts.js';

/** What came after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One of the operator's commands. */
export interface Command {
  /** As typed after the name, for example `<mapp> [--ersätt]`. */
  readonly usage: string;
  readonly positionals: number;
  readonly options?: Readonly<NonNullable<ParseArgsConfig['options']>>;
  /** Answers whether all is well. @throws CannotContinue, or whatever nobody foresaw. */
  run(given: Arguments): Promise<boolean>;
}

/** One sentence that tells the operator what to do; shown without a stack. */
export class CannotContinue extends Error {
  override readonly name = 'CannotContinue';
}

/** What happens to operators, by PostgreSQL's or the file system's code, in one sentence that says what to do. */
const FORESEEN: Readonly<Record<string, string>> = {
  ENOENT: 'Filen eller mappen finns inte och går inte att göra: kontrollera var den ska ligga.',
  ENOTDIR: 'Det som ska vara en mapp är en fil: välj en annan plats.',
  ENAMETOOLONG: 'Namnet är för långt: välj ett kortare.',
  EPERM: 'Filsystemet tillåter det inte: välj en annan mapp, eller kör kommandot som den som äger den.',
  EIO: 'Disken går inte att läsa eller skriva: undersök den.',
  EDQUOT: 'Utrymmet på disken är förbrukat: gör plats och kör kommandot igen.',
  '42501':
    'Inloggningen får inte göra det här: sätt MIGRATION_DATABASE_URL till den som äger databasen; npm run yttra -- make-logins gör en.',
  '53100': 'Databasens disk är full: gör plats och kör kommandot igen.',
  ENOSPC: 'Det är fullt på disken: gör plats och kör kommandot igen.',
  EACCES: 'Mappen går inte att läsa eller skriva i: kör kommandot som den som äger den.',
  EROFS: 'Mappen går inte att skriva i: välj en annan.',
};

/** Whoever runs a command reads one clear sentence; the stack is for faults that nobody foresaw. */
export function explained(error: Error & { readonly code?: string }, language: Language = 'sv'): string {
  const { name, message, stack, code } = error;
  if (error instanceof ToldOperator) return error.said[language];
  const foreseen = code !== undefined && Object.hasOwn(FORESEEN, code) ? FORESEEN[code] : undefined;
  if (foreseen) return `${foreseen} (${message.split('\n')[0]})`;
  return name === 'Error' || name === 'TypeError' ? (stack ?? message) : message;
}
