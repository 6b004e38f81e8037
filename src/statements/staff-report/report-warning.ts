import type { Texts } from '../../rules/texts.js';

/** Something a person should look at; hinders nothing. */
export interface ReportWarning {
  readonly code: string;
  /** Where, when it is somewhere. */
  readonly line: number | null;
  readonly detail: Texts;
}
