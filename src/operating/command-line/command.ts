import type { ParseArgsConfig } from 'node:util';

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
