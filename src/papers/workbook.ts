/** A civil day: a date in the sheet, and not text that looks like one. */
export interface DayCell {
  readonly day: string;
}

export type WorkbookCell = string | number | boolean | DayCell | null;

export interface WorkbookColumn {
  readonly head: string;
  /** In characters. */
  readonly width: number;
}

/** One table: its first row is its header. What stands in it is text as somebody wrote it, and never a formula. */
export interface WorkbookSheet {
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  readonly rows: readonly (readonly WorkbookCell[])[];
}

/** Tables for a spreadsheet. Like a paper it knows no record. */
export interface Workbook {
  readonly title: string;
  /** The body whose it is, which is also the author of the file. */
  readonly sender: string;
  readonly sheets: readonly WorkbookSheet[];
  /** When what stands in it was written: the file says that it was made then. */
  readonly writtenAt: string;
}
