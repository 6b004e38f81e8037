import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noBrowser, openBrowser } from './browser.js';
import { NOW } from './given.js';
import { Looking } from './looking.js';
import { startService, type Service } from './service.js';

/** What a page says, without its frame. */
export const main = (page: Page) => page.locator('main').innerText();

/** Describes what needs a browser, where there is one. */
export const opens = noBrowser === undefined ? describe : describe.skip;

export interface OpenedPages {
  readonly service: Service;
  readonly browser: Browser;
  readonly base: string;
  readonly looking: Looking;
}

/**
 * A service at `NOW` and a browser for a whole file of tests; filled in before the first of them.
 *
 * @param prepare is done then.
 */
export function openedPages(prepare?: () => Promise<void>): OpenedPages {
  const pages: { -readonly [Name in keyof OpenedPages]?: OpenedPages[Name] } = {};
  beforeAll(async () => {
    if (noBrowser !== undefined) return console.warn(`The pages are not looked at: ${noBrowser}.`);
    pages.service = await startService({ ROLE: 'api' });
    pages.service.setNow(NOW);
    pages.base = pages.service.base;
    pages.browser = await openBrowser();
    pages.looking = new Looking(pages.browser, pages.base);
    await prepare?.();
  });
  afterAll(async () => {
    await pages.browser?.close();
    await pages.service?.stop();
  });
  return pages as OpenedPages;
}
