/** What ends a line in the files of some system: Windows, old Macs, Word's line break, mainframes and Unicode's own. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/** Controls that nobody can see or has meant to write (C0 but tab and line feed, DEL, C1). */
// eslint-disable-next-line no-control-regex -- control characters are what it finds
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/u;

/** What is not seen when a text is printed: soft hyphens, zero-width signs, marks of direction and of how wide a sign is. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A text with one way to end a line: line feed. */
export const withLineFeeds = (text: string): string => text.replace(LINE_ENDS, '\n');

/** Whether there are controls in a text whose lines end with line feeds. They would break feeds, files and logs. */
export const holdsControls = (text: string): boolean => CONTROLS.test(text);

/** A text without what is not seen, so that two texts that look alike are alike. */
export const seen = (text: string): string => text.replace(UNSEEN, '');

/** A text that stands on one line, such as a title or a name: only what is seen, with single spaces between words. */
export const oneLine = (text: string): string => seen(text).replace(/\s+/gu, ' ').trim();

/** Whether a reader would see nothing. */
export const isBlank = (text: string): boolean => oneLine(text) === '';
