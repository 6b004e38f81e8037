import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const FOUND = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/**
 * Why no page can be opened here, for a test to skip itself with; undefined where there is a browser. In CI there
 * must be one, so there it is never a reason.
 */
export const noBrowser: string | undefined =
  FOUND === undefined && process.env['CI'] === undefined ? 'there is no Chromium on this machine' : undefined;

/** Debian's Chromium, which as root runs without its sandbox. */
export async function openBrowser(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: FOUND ?? '/usr/bin/chromium', args });
}

/** The rules whose answer colours can change: what has been looked at in light and at the same width is not asked again. */
export const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What WCAG 2.2 AA, as far as a program can tell, and axe’s good practice have against the page.
 *
 * @param rules only these of axe’s; all, where none are named.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // A page is looked at in several widths and colours, and keeps what it was given until it is left.
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  // All that axe looked at and found well is thousands of elements, which takes seconds to bring over.
  return page.evaluate<string[]>(
    `axe.run(${JSON.stringify(rules ? { runOnly: rules } : {})}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
}
