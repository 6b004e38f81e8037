import type { Texts } from '../rules/texts.js';
import { inARow } from '../rules/words.js';

/**
 * The field of a form that says which files had been chosen before it was shown again, without them: no page can put a
 * file into a browser's form.
 */
export const FILES = '_files';

/** A file that was chosen in a field of a form, as it is called. */
export interface ChosenFile {
  readonly field: string;
  readonly name: string;
}

/** As it stands in the form: a line a file, its field and then its name. */
export const saidOf = (files: readonly ChosenFile[]): string =>
  files.map(({ field, name }) => `${field} ${name}`).join('\n');

/** The files that a form says it had. */
export function filesOf({ [FILES]: said }: Readonly<Record<string, unknown>>): ChosenFile[] {
  if (typeof said !== 'string') return [];
  return said.split('\n').flatMap((line) => {
    const [, field, name] = /^(\S+) (.+)$/.exec(line) ?? [];
    return field === undefined || name === undefined ? [] : [{ field, name }];
  });
}

/** @returns undefined where there is none to be chosen again. */
export function chooseAgain(files: readonly ChosenFile[]): Texts | undefined {
  if (files.length === 0) return undefined;
  const names = inARow(files.map(({ name }) => name));
  return files.length === 1
    ? {
        sv: `Välj filen på nytt: ${names}. Den följde inte med när formuläret visades igen.`,
        en: `Choose the file anew: ${names}. It did not come along when the form was shown again.`,
      }
    : {
        sv: `Välj filerna på nytt: ${names}. De följde inte med när formuläret visades igen.`,
        en: `Choose the files anew: ${names}. They did not come along when the form was shown again.`,
      };
}
