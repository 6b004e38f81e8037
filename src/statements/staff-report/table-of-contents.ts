import type { Line } from './lines.js';

const TITLE = /^innehåll(?:sförteckning)?:?$/iu;
/** ”Yttrande över cykelplanen ........ 3” */
const ENTRY = /\.{4,} ?\d{1,3}$/u;

/**
 * Minutes that are given out with their front page have a list of what is in them: its titles and numbers stand over the
 * matter again, and are no title of it.
 */
export function tableOfContentsIn(page: readonly Line[]): readonly Line[] {
  const from = page.findIndex(({ text }) => TITLE.test(text));
  const to = page.findLastIndex(({ text }) => ENTRY.test(text));
  return from < 0 ? [] : page.slice(from, to + 1);
}
