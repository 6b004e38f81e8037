import { expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { OF_COLOURS, violations } from './browser.js';
import { keepPicture, PICTURED } from './pictures.js';

const { phone, desk } = PICTURED;
const SIZES = [phone.viewport, { width: 768, height: 1024 }, desk.viewport];

/** Looks at the pages of a running service as people do: by keyboard, at three widths, light and dark. */
export class Looking {
  constructor(
    private readonly browser: Browser,
    private readonly base: string,
  ) {}

  /** In a browser of its own; nothing may be written to its console but refusals it was meant to get. */
  async inBrowser<T>(look: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> {
    const context = await this.browser.newContext({ locale: 'sv-SE', viewport: desk.viewport, ...options });
    try {
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on('console', (message) => wrong.push(message.text()));
      page.on('pageerror', (error) => wrong.push(String(error)));
      const seen = await look(page);
      // Whoever goes on with the keyboard before a page is whole keeps the focus.
      const meant = /status of 4|^Clear-Site-Data header|^Autofocus processing was blocked/;
      expect(wrong.filter((text) => !meant.test(text))).toEqual([]);
      return seen;
    } finally {
      await context.close();
    }
  }

  async signIn(page: Page, name: string | RegExp): Promise<void> {
    await page.goto(`${this.base}/`);
    await press(page, name);
  }

  async signOut(page: Page): Promise<void> {
    await page.goto(`${this.base}/inkorg`);
    await goTo(page, /Din meny$/);
    await page.keyboard.press('Enter');
    await press(page, 'Logga ut');
  }
}

/** What has the focus, and whether that is seen: it has a ring, and nothing that sticks lies over it. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  // A tick and its label have one ring around both.
  const hasRing = [at, at.closest('.ds-field')].some((one) => one && getComputedStyle(one).outlineStyle !== 'none');
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
  const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const isOpen = at === document.body || at.contains(over) || (over?.contains(at) ?? false);
  return { name: label.trim(), isBody: at === document.body, hasRing, isOpen };
})()`;

type Focused = Record<'isBody' | 'hasRing' | 'isOpen', boolean> & { readonly name: string };

/** As a person without a mouse: from stop to stop until the one of that name has the focus, each stop seen. */
export async function goTo(
  page: Page,
  name: string | RegExp,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < 120; stops++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate<Focused>(FOCUSED);
    if (!focused.isBody)
      expect([page.url(), focused]).toEqual([page.url(), { ...focused, hasRing: true, isOpen: true }]);
    if (typeof name === 'string' ? focused.name === name : name.test(focused.name)) return;
    passed.push(focused.name);
  }
  throw new Error(
    `No stop of ${page.url()} is called ${String(name)}, but ${[...new Set(passed)].join(' | ')}.`,
  );
}

/** Goes to what is called so, and leads on from there. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await goTo(page, name);
  const arrived = page.waitForEvent('framenavigated');
  await page.keyboard.press('Enter');
  await arrived;
  await page.waitForLoadState();
}

export async function write(page: Page, name: string, text: string): Promise<void> {
  await goTo(page, name);
  await page.keyboard.type(text);
}

/** axe at each width, light and dark, and nobody scrolls sideways; a picture is kept where that is asked for. */
export async function isSound(page: Page, name: string): Promise<void> {
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([
        name,
        viewport.width,
        colorScheme,
        await violations(page, colorScheme === 'dark' ? OF_COLOURS : undefined),
      ]).toEqual([name, viewport.width, colorScheme, []]);
      if (viewport === phone.viewport && colorScheme === 'dark') await keepPicture(page, name, 'phone');
      if (viewport === desk.viewport && colorScheme === 'light') await keepPicture(page, name, 'desk');
    }
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect([name, viewport.width, Math.max(0, wide)]).toEqual([name, viewport.width, 0]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
