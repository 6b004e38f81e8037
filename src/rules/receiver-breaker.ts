/** So many attempts in a row fail before a receiver is left alone … */
export const LEFT_ALONE_AFTER = 5;
/** … for so long at first, twice as long after each attempt that fails then … */
const FIRST_WAIT_SECONDS = 5;
/** … and never longer than this. */
export const LONGEST_WAIT_SECONDS = 60;

/**
 * How many attempts in a row have failed, once `failed` more have and none has succeeded. Attempts made at the
 * same time do not lengthen the first wait: they would all have failed for one and the same reason.
 */
export function failuresAfter(failures: number, failed: number): number {
  return failures + failed <= LEFT_ALONE_AFTER ? failures + failed : Math.max(failures + 1, LEFT_ALONE_AFTER);
}

/** Seconds to leave a receiver alone after so many failures in a row; 0: it is tried as usual. */
export function leftAloneFor(failures: number): number {
  if (failures < LEFT_ALONE_AFTER) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - LEFT_ALONE_AFTER), LONGEST_WAIT_SECONDS);
}
