import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages(async () => {
  for (const date of ['2026-11-25', '2026-12-09', '2027-01-13']) await given(pages.service).meeting(date);
});

const rowOf = (page: Page, name: string) => page.locator('table.asked tr', { hasText: name });
/** As somebody does who has typed it and goes on to the next field. */
async function date(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(day);
  await field.dispatchEvent('change');
}

opens('what a day leads to', () => {
  it('is counted anew in a draft when a day or a tick changes, and nothing is saved', async () => {
    const draft = await given(pages.service).draftReferral({ consultees: [{ body: 'TSN' }] });
    const read = () => done(pages.service.as('ks-registrator').get(`/referrals/${draft.id}`));
    const before = await read();
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, KS');
      await page.goto(`${pages.base}/remisser/${draft.id}/utkast/instanser`);
      const row = rowOf(page, 'Tekniska servicenämnden');
      await date(page, 'Svar senast', '2026-11-10');
      await row.getByText('Hinner inte nämnden').waitFor();
      await date(page, 'Svar senast, Tekniska servicenämnden', '2027-02-26');
      await row.getByText('I god tid', { exact: true }).waitFor();
      expect(await row.innerText()).toContain('13 jan');
      expect(await page.locator('aside').innerText()).toMatch(/Hinner i god tid\s+1/);
      await page.getByLabel('Bildningsnämnden', { exact: true }).check();
      await page.locator('aside').getByText('2', { exact: true }).waitFor();
      // What was typed stands as it was, and is what the draft's own button saves.
      expect(await page.getByLabel('Svar senast', { exact: true }).inputValue()).toBe('2026-11-10');
      await isSound(page, 'utkast instanser, omräknat');
      expect(await read()).toEqual(before);
      await page.getByRole('button', { name: 'Räkna om' }).click();
      await page.getByText('Utkastet är sparat.').waitFor();
      expect((await read())['replyBy']).toBe('2026-11-10');
    });
  });

  it('says so where it could not be counted', async () => {
    const draft = await given(pages.service).draftReferral({ consultees: [{ body: 'TSN' }] });
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, KS');
      await page.goto(`${pages.base}/remisser/${draft.id}/utkast/instanser`);
      await page.context().clearCookies();
      await date(page, 'Svar senast', '2027-02-26');
      await page.getByRole('status').getByText('Det gick inte att räkna om.').waitFor();
    });
  });

  it('is counted of more time, for whoever asks for it and for whoever gives it', async () => {
    const { id } = await given(pages.service).consultation('drafting');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli handläggare, TSN');
      await page.goto(`${pages.base}/svar/${id}/anstand`);
      expect(await page.locator('main').innerText()).not.toContain('Med den dagen');
      await page.getByLabel('Varför behövs mer tid?').fill('Nämnden möts den 13 januari.');
      await date(page, 'Anstånd till och med', '2027-02-26');
      await page.getByText('Med den dagen').waitFor();
      expect(await page.locator('[data-counted]').innerText()).toMatch(
        /I god tid\s+Sammanträde onsdag 13 januari/,
      );
      await page.getByRole('button', { name: 'Begär anstånd' }).click();
      await page.getByText('Anstånd begärdes till och med ').waitFor();
    });
    const { items } = await done(pages.service.as('ks-registrator').get(`/consultations/${id}/extensions`));
    const [extension] = items as { id: string }[];
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, KS');
      await page.goto(`${pages.base}/anstand/${extension!.id}/ge`);
      expect(await page.locator('[data-counted]').innerText()).toContain('I god tid');
      await date(page, 'Anstånd till och med', '2026-11-27');
      await page
        .locator('[data-counted]')
        .getByText('I god tid', { exact: true })
        .waitFor({ state: 'detached' });
      await isSound(page, 'ge anstånd, omräknat');
    });
  });
});
