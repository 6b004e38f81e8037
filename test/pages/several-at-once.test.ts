import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';
import { until } from '../support/until.js';

const pages = openedPages();

const bar = (page: Page) => page.locator('form.bulk:visible');
const marked = (page: Page) => page.locator('main input[type=checkbox]:checked').count();

opens('a step that is taken of several matters at once', () => {
  it('has a bar that says how many are marked, takes the step of them, and unmarks them', async () => {
    const { consultation } = given(pages.service);
    for (const title of ['Remiss om ett', 'Remiss om två', 'Remiss om tre'])
      await consultation('sent', { title });
    await consultation('confirmed', { title: 'Yttrande om ett' });
    await consultation('confirmed', { title: 'Yttrande om två' });
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      const arrivals: string[] = [];
      page.on('framenavigated', (frame) => arrivals.push(frame.url()));
      const row = (title: string) => page.locator('tr', { hasText: title });
      expect(await bar(page).count()).toBe(0);
      await page.getByRole('button', { name: 'Registrera de markerade' }).waitFor();

      await row('Remiss om ett').getByRole('checkbox').check();
      expect(await bar(page).innerText()).toMatch(/1 markerad\s+Avmarkera\s+Registrera 1 remiss/);
      await row('Remiss om två').getByRole('link', { name: 'Remiss om två' }).focus();
      await page.keyboard.press('x');
      expect(await bar(page).innerText()).toMatch(/2 markerade\s+Avmarkera\s+Registrera 2 remisser/);
      await isSound(page, 'markerade, rad med knapp');

      // The bar is of the list that was marked last; marks in the other stay.
      await row('Yttrande om ett').getByRole('checkbox').check();
      expect(await bar(page).innerText()).toContain('Expediera 1 yttrande');
      await page.getByRole('button', { name: 'Avmarkera' }).click();
      expect(await bar(page).innerText()).toContain('Registrera 2 remisser');
      await page.getByRole('button', { name: 'Avmarkera' }).click();
      expect([await bar(page).count(), await marked(page)]).toEqual([0, 0]);

      await page.getByRole('link', { name: 'Markera alla tre' }).click();
      expect([await marked(page), arrivals]).toEqual([3, []]);
      await row('Remiss om tre').getByRole('checkbox').uncheck();
      await page.getByRole('button', { name: 'Registrera 2 remisser' }).click();
      await page.getByText('2 av 2 registrerades').waitFor();
      expect(await row('Remiss om tre').innerText()).toContain('Skickad');
    });
  });

  it('stays, with the focus in it, when somebody else takes one of those that are marked', async () => {
    const { consultation } = given(pages.service);
    const [taken] = [await consultation('sent'), await consultation('sent')];
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      await page.goto(`${pages.base}/inkorg/registrera`);
      const all = await page.locator('main').getByRole('checkbox').count();
      await page.getByRole('link', { name: /^Markera (alla|båda)/ }).click();
      await bar(page)
        .getByRole('button', { name: `Registrera ${all} remisser` })
        .focus();
      await page.waitForTimeout(500);
      const registrar = pages.service.as('tsn-registrator');
      await done(registrar.post(`/consultations/${taken.id}/register`, {}, { ifMatch: '*' }));
      await bar(page)
        .getByRole('button', { name: `Registrera ${all - 1} remisser` })
        .waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe(
        `Registrera ${all - 1} remisser`,
      );
    });
  });

  it('stands above the menu of a phone, and hides no row for good', async () => {
    await given(pages.service).consultation('sent');
    await given(pages.service).consultation('sent');
    await pages.looking.inBrowser(
      async (page) => {
        await pages.looking.signIn(page, 'Bli registrator, TSN');
        await page.locator('main').getByRole('checkbox').first().check();
        const [marks, menu] = [
          await bar(page).boundingBox(),
          await page.locator('nav.sections').boundingBox(),
        ];
        expect(marks!.y + marks!.height).toBeLessThanOrEqual(menu!.y + 1);
        await page.locator('.go a').last().scrollIntoViewIfNeeded();
        await page.keyboard.press('End');
        await page.locator('main').getByRole('checkbox').last().focus();
        const isAboveTheBar = `
          [...document.querySelectorAll('main input[type=checkbox]')].at(-1).getBoundingClientRect().bottom <=
            [...document.querySelectorAll('form.bulk')].find((form) => form.checkVisibility())
              .getBoundingClientRect().top`;
        // End moves a page softly: it is asked until it stands.
        expect(await until(() => page.evaluate(isAboveTheBar), Boolean)).toBe(true);
      },
      { viewport: { width: 360, height: 640 } },
    );
  });
});

opens('a queue that is chosen', () => {
  it('is seen at once on a phone without a script, and nobody is moved at a desk', async () => {
    for (const [viewport, isPhone] of [
      [{ width: 360, height: 640 }, true],
      [{ width: 1440, height: 500 }, false],
    ] as const)
      await pages.looking.inBrowser(
        async (page) => {
          await pages.looking.signIn(page, 'Bli registrator, TSN');
          const queues = page.getByRole('navigation', { name: 'Köer' });
          await queues.getByRole('link', { name: /^Registrera/ }).click();
          await page.waitForURL(/\/inkorg\/registrera\?.*#lista$/);
          const top = (await page.locator('.work').boundingBox())!.y;
          if (isPhone) expect(top).toBeLessThan(100);
          else expect(await page.evaluate('scrollY')).toBe(0);
          // The next stop is in the list.
          await page.keyboard.press('Tab');
          expect(await page.evaluate("!!document.activeElement.closest('.work')")).toBe(true);
        },
        { viewport, javaScriptEnabled: !isPhone },
      );
  });
});
