/** The same for one passage, however its heading was written. */
export const passageKey = (passage: string): string =>
  passage
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.:]+/gu, ' ')
    .trim();
