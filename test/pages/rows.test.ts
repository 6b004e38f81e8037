import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { given } from '../support/given.js';
import { press, write } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';
import { until } from '../support/until.js';

const pages = openedPages();

/** Waits until what is called so has the focus and is seen: a browser gives it a moment after the page is there. */
async function goesOnAt(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate<string>(`(() => {
      const at = document.activeElement;
      const { top, bottom } = at.getBoundingClientRect();
      const isSeen = top >= 0 && bottom <= innerHeight;
      return (at.labels?.[0]?.textContent ?? at.tagName) + (isSeen ? '' : ', out of sight');
    })()`);
  await until(focused, (is) => is === name);
}

opens('a row that a button adds, moves or removes', () => {
  it.each([true, false])(
    'is where one goes on in a statement, with a script or without: %s',
    async (javaScriptEnabled) => {
      const { id } = await given(pages.service).consultation('drafting');
      await pages.looking.inBrowser(
        async (page) => {
          await pages.looking.signIn(page, 'Bli handläggare, TSN');
          await page.goto(`${pages.base}/svar/${id}/yttrande`);
          await write(page, 'Ny att-sats', 'att översända yttrandet');
          await press(page, 'Lägg till att-sats');
          await goesOnAt(page, 'Ny att-sats');
          await page.keyboard.type('att tillstyrka strategin');
          await press(page, 'Lägg till att-sats');
          await goesOnAt(page, 'Ny att-sats');
          await press(page, 'Lägg till att-sats');
          await goesOnAt(page, 'Ny att-sats');
        },
        { javaScriptEnabled },
      );
    },
  );

  it('is where one goes on when it is moved or removed', async () => {
    const { id } = await given(pages.service).consultation('drafting');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli handläggare, TSN');
      await page.goto(`${pages.base}/svar/${id}/yttrande`);
      for (const text of ['att översända yttrandet', 'att tillstyrka strategin']) {
        await write(page, 'Ny att-sats', text);
        await press(page, 'Lägg till att-sats');
        await goesOnAt(page, 'Ny att-sats');
      }
      await press(page, 'Spara');
      await press(page, 'Flytta att-sats 2 uppåt');
      await goesOnAt(page, 'Att-sats 1');
      await press(page, 'Ta bort att-sats 2');
      await goesOnAt(page, 'Att-sats 2');
    });
  });

  it('is where one goes on of headings, remarks and documents too', async () => {
    const { id } = await given(pages.service).consultation('drafting');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli handläggare, TSN');
      await page.goto(`${pages.base}/svar/${id}/yttrande`);
      await write(page, 'Ny rubrik utan eget fält', 'Boende');
      await press(page, 'Lägg till rubrik');
      await goesOnAt(page, 'Ny rubrik utan eget fält');
      await write(page, 'Synpunkt, ny', 'Nämn gångvägar.');
      await press(page, 'Lägg till synpunkt');
      await goesOnAt(page, 'Avsnitt, ny');
      await write(page, 'Underlag 1', 'Remissversion');
      await press(page, 'Lägg till underlag');
      await goesOnAt(page, 'Underlag 2');
    });
  });

  it('is where one goes on in a referral that is being prepared', async () => {
    const { id } = await given(pages.service).draftReferral();
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, KS');
      await page.goto(`${pages.base}/remisser/${id}/utkast/fragor`);
      await write(page, 'Fråga 2', 'Är strategin tydlig?');
      await press(page, 'Spara och lägg till fler');
      await goesOnAt(page, 'Fråga 3');

      await page.goto(`${pages.base}/remisser/${id}/utkast/instanser`);
      await press(page, 'Räkna om');
      expect(new URL(page.url()).hash).toBe('#samlat');
    });
  });
});
