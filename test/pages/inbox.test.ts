import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { given } from '../support/given.js';
import { isSound, press } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

const rowOf = (page: Page, number: unknown) =>
  page
    .locator('table.worklist tr', { hasText: String(number) })
    .first()
    .innerText();

opens('an inbox', () => {
  it('says what comes first in the calendar where nothing is to be done', async () => {
    await given(pages.service).meeting('2026-11-25');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      expect(await page.locator('.empty').innerText()).toMatch(
        /Närmast i kalendern: TSN:s föredragningslista stänger \S+ \d+ november\./,
      );
      expect(await page.getByRole('link', { name: 'Ny remiss' }).count()).toBe(0);
    });
  });

  it('leads a secretary to the meeting whose decisions are to be entered', async () => {
    await given(pages.service).consultation('on-agenda');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      expect(await page.locator('main').innerText()).toContain('Tekniska servicenämnden sammanträdde i dag.');
      await isSound(page, 'sekreterarens inkorg');
      await press(page, 'Visa sammanträdet, måndag 2 november');
      expect(await page.locator('h1').innerText()).toContain('2 november');
    });
  });

  it('says who has replied, to the issuer, and who handles a matter, to whoever does not', async () => {
    const forwarded = await given(pages.service).consultation('forwarded');
    const draft = await given(pages.service).consultation('drafting');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, KS');
      const row = await rowOf(page, forwarded['caseNumber']);
      expect(row).toContain('Tekniska servicenämnden');
      expect(row).not.toContain('Handläggare');
      await page.locator('main').getByRole('link', { name: 'Ny remiss' }).click();
      await page.getByRole('heading', { level: 1, name: 'Ny remiss' }).waitFor();
      await pages.looking.signOut(page);

      await pages.looking.signIn(page, 'Förvaltningschef, Tekniska servicenämnden');
      expect(await rowOf(page, draft['caseNumber'])).toContain('Handläggare, TSN');
      await pages.looking.signOut(page);

      await pages.looking.signIn(page, 'Bli handläggare, TSN');
      expect(await rowOf(page, draft['caseNumber'])).not.toContain('Handläggare, TSN');
    });
  });
});
