import {
  furnitureKey,
  headingKey,
  type ReportHeading,
  type ReportPart,
} from '../../organisation/report-headings/report-heading.js';

/** What a body has taught the import of its own reports. */
export interface OwnHeadings {
  /** The part that a line begins, where it is such a heading. */
  readonly fieldOf: (line: string) => Exclude<ReportPart, 'furniture'> | undefined;
  /** The line is the page's and not the text's. */
  readonly isFurniture: (line: string) => boolean;
}

/** @param taught of two that are the same the later one counts. */
export function ownHeadings(taught: readonly ReportHeading[]): OwnHeadings {
  const parts = new Map(taught.map(({ heading, part }) => [headingKey(heading), part]));
  const furniture = new Set(
    taught
      .filter(({ heading }) => parts.get(headingKey(heading)) === 'furniture')
      .map(({ heading }) => furnitureKey(heading)),
  );
  const fieldOf = (line: string) => {
    const part = parts.get(headingKey(line));
    return part === 'furniture' ? undefined : part;
  };
  return {
    fieldOf,
    isFurniture: (line) => furniture.size > 0 && furniture.has(furnitureKey(line)) && !fieldOf(line),
  };
}

export const NO_OWN_HEADINGS = ownHeadings([]);
