import type { Language, Texts } from '../rules/texts.js';

/** What whoever runs the service is told in one sentence, in their language and without a stack. */
export class ToldOperator extends Error {
  constructor(readonly said: Texts) {
    super(said.sv);
  }
}

/** Known before any setting has been checked: what is wrong with them is said in it. */
export const operatorLanguage = (env: Readonly<Record<string, string | undefined>>): Language =>
  env['OPERATOR_LANGUAGE'] === 'en' ? 'en' : 'sv';

/** One line about one variable, in the operator's language. */
export type Say = (name: string, said: Texts) => string;
export const sayIn =
  (language: Language): Say =>
  (name, said) =>
    `${name}: ${said[language]}`;
