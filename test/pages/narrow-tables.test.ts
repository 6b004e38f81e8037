import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given } from '../support/given.js';
import { openedPages, opens } from '../support/opened-pages.js';

const REGISTRAR = 'Bli registrator, KS';
const SECRETARY = 'Nämndsekreterare, Tekniska servicenämnden';
const LAPTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 360, height: 780 } };
let draft: string;
let sent: string;
let written: string;
const pages = openedPages(async () => {
  const { draftReferral, sentReferral, consultationOf, step, meeting } = given(pages.service);
  await meeting('2026-11-25');
  const { id } = await draftReferral({ consultees: [{ body: 'TSN' }, { name: 'Räddningstjänsten Östra' }] });
  draft = `/remisser/${id}/utkast`;
  const document = await given(pages.service).document({ title: 'Remissversion', kind: 'proposal' });
  const asOfficer = pages.service.as('ks-handlaggare');
  await done(asOfficer.post(`/referrals/${id}/documents`, { documentId: document.id }, { ifMatch: '*' }));
  const referral = await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'KFN' }] });
  await step('tsn-registrator', (await consultationOf('tsn-registrator', referral)).id, 'register');
  sent = `/remisser/${referral.id}`;
  written = `/svar/${(await given(pages.service).consultation('forwarded')).id}`;
});

/** What of a page reaches out of sight to the right, also within what can be scrolled. */
const outOfSight = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('main :is(th, td, a, button, input)')]
    .filter((at) => at.checkVisibility() && !at.closest('thead, caption') && at.getBoundingClientRect().right > innerWidth)
    .map((at) => at.textContent.trim())`);

opens('on a phone', () => {
  it('every cell of a table of settings, of the register and of the plans is in sight, under its column’s name', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, SECRETARY);
      await page.goto(`${pages.base}/forvaltning/sammantradeskalender`);
      expect(await page.getByRole('table').getByRole('link').allInnerTexts()).toEqual(
        expect.arrayContaining(['Ändra', 'Ställ in']),
      );
      expect(await outOfSight(page)).toEqual([]);
      const label = (at: string) =>
        page.evaluate<string>(`getComputedStyle(document.querySelector('${at}'), '::before').content`);
      expect(await label('td[data-label="Listan stänger"]')).toContain('Listan stänger');
      // It is a table still, to who has it read aloud.
      expect(await page.getByRole('cell').count()).toBeGreaterThan(3);
    }, PHONE);
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, REGISTRAR);
      for (const path of ['/diarium/ks', `${draft}/kontrollera`]) {
        await page.goto(pages.base + path);
        expect([path, await outOfSight(page)]).toEqual([path, []]);
      }
    }, PHONE);
  });

  it.each([
    [REGISTRAR, '/diarium/ks'],
    [SECRETARY, '/remisser'],
  ])('a card leaves out what nothing is known of: %s at %s', async (who, path) => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, who);
      await page.goto(pages.base + path);
      const nothing = () => page.locator('td:visible', { hasText: /^–$/ }).count();
      expect(await nothing()).toBeGreaterThan(0);
      await page.setViewportSize(PHONE.viewport);
      expect(await nothing()).toBe(0);
      expect(await page.getByRole('cell').count()).toBeGreaterThan(4);
    }, LAPTOP);
  });

  it('a text has the width of its sheet', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, REGISTRAR);
      for (const path of [written, '/hjalp']) {
        await page.goto(pages.base + path);
        const narrow = await page.evaluate<string[]>(`[...document.querySelectorAll('main .facts dd')]
          .filter((dd) => dd.textContent.length > 80 && dd.clientWidth < 200).map((dd) => dd.textContent)`);
        expect([path, narrow]).toEqual([path, []]);
      }
    }, PHONE);
  });

  it('the figures of the statistics and the days of a timeline are in sight, with what they are of', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, REGISTRAR);
      for (const path of ['/statistik?ar=2026&vilka=skickat', sent]) {
        await page.goto(pages.base + path);
        await page.evaluate(`document.querySelectorAll('.twin-box').forEach((box) => { box.open = true; })`);
        const hidden = await page.evaluate<string[]>(`[...document.querySelectorAll('main .scroll')]
          .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth)
          .map((box) => box.textContent.trim().slice(0, 40))`);
        expect([path, await outOfSight(page), hidden]).toEqual([path, [], []]);
      }
      const drawn = page.getByRole('img', { name: 'Tidslinje för remissen' });
      expect(await drawn.getByText('Tekniska servicenämnden').isVisible()).toBe(true);
      expect(await drawn.getByText(/^i dag/).isVisible()).toBe(true);
    }, PHONE);
  });

  it.each([PHONE, {}])('a document of a draft is removed by a button on one line: %j', async (size) => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, REGISTRAR);
      await page.goto(`${pages.base}${draft}/handlingar`);
      const box = await page.getByRole('button', { name: /^Ta bort/ }).boundingBox();
      expect(box!.width).toBeGreaterThan(60);
    }, size);
  });
});

opens('on a laptop', () => {
  it('every step of a referral is in sight, and the button of each consultee', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, REGISTRAR);
      await page.goto(pages.base + sent);
      expect(
        await page
          .locator('.matrix')
          .getByRole('link', { name: /^Skriv meddelande/ })
          .count(),
      ).toBeGreaterThan(0);
      const hidden = await page.locator('.matrix-box').evaluate((box) => box.scrollWidth - box.clientWidth);
      expect(hidden).toBe(0);
      expect(await page.locator('.matrix .who-asked').allInnerTexts()).toContainEqual(
        expect.stringMatching(/TSN \d{4}\/\d+ ?\s?svar/),
      );
    }, LAPTOP);
  });
});
