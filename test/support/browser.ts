import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const FOUND = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

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

/** What WCAG 2.2 AA, as far as a program can tell, and axe’s good practice have against the page. */
export async function violations(page: Page): Promise<string[]> {
  // A page is looked at in several widths and colours, and keeps what it was given until it is left.
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
