import type { Texts } from '../../rules/texts.js';

/** Something a person should look at; hinders nothing. */
export interface ReportWarning {
  readonly code: string;
  /** Where, when it is somewhere. */
  readonly line: number | null;
  readonly detail: Texts;
}

/** As many are kept with a version; a report with more is to be read anyway. */
export const MOST_WARNINGS = 100;

/** What an import warned of, as it is kept with the version that it made; null where it warned of nothing. */
export const keptWarnings = (warnings: readonly ReportWarning[]): readonly ReportWarning[] | null =>
  warnings.length === 0
    ? null
    : warnings.slice(0, MOST_WARNINGS).map(({ code, line, detail: { sv, en } }) => ({
        code,
        line,
        detail: { sv, en },
      }));
