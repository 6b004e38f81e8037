import { basename, join } from 'node:path';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** What a page is pictured on: a desk by day and a phone by night. */
export const PICTURED = {
  desk: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
} as const;

/**
 * Keeps a picture of a page as it is shown, in a folder for each file of tests in the folder `SCREENSHOTS`; none where that
 * is not set.
 */
export async function keepPicture(page: Page, name: string, on: keyof typeof PICTURED): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  const file = basename(expect.getState().testPath ?? 'pages', '.test.ts');
  const called = name.replaceAll('/', '-').replace(/^-/, '');
  await page.screenshot({ fullPage: true, path: join(folder, file, `${called} ${on}.png`) });
}
