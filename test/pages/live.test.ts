import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()');
const register = (id: string) =>
  done(pages.service.as('tsn-registrator').post(`/consultations/${id}/register`, {}, { ifMatch: '*' }));

opens('what others change', () => {
  it('is in the list without going there again, and what is typed, marked and focused stays', async () => {
    const [first, second, third] = [
      await given(pages.service).consultation('sent', { title: 'Remiss om det första' }),
      await given(pages.service).consultation('sent', { title: 'Remiss om det andra' }),
      await given(pages.service).consultation('sent', { title: 'Remiss om det tredje' }),
    ];
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      const arrivals: string[] = [];
      page.on('framenavigated', (frame) => arrivals.push(frame.url()));
      await page.locator('#sok').fill('skolskjuts');
      await page
        .getByRole('checkbox', { name: new RegExp(third.caseNumber as string) })
        .first()
        .check();
      await page.getByRole('link', { name: 'Remiss om det andra' }).focus();
      await page.waitForTimeout(500);
      await register(first.id);
      await page.getByRole('status').getByText('Listan visar nu det som just har ändrats.').waitFor();
      expect(await page.locator(`a[href="/svar/${first.id}/registrera"]`).count()).toBe(0);
      expect(await page.locator('tr', { hasText: 'Remiss om det första' }).innerText()).toContain(
        'Registrerad',
      );
      expect(await page.locator('#sok').inputValue()).toBe('skolskjuts');
      expect(await focused(page)).toBe('Remiss om det andra');
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(1);
      await page
        .getByRole('navigation', { name: 'Köer' })
        .getByRole('link', { name: 'Registrera 2' })
        .waitFor();
      expect(arrivals).toEqual([]);
      await register(second.id);
      await page.locator(`a[href="/svar/${second.id}/registrera"]`).waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('Remiss om det andra');
    });
  });

  it('is said of the record that is shown, which is left as it is', async () => {
    const { id } = await given(pages.service).consultation('sent');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      await page.goto(`${pages.base}/svar/${id}`);
      await page.waitForTimeout(500);
      await register(id);
      await page.getByRole('status').getByText('Någon har ändrat ärendet.').waitFor();
      expect(await page.locator('main').innerText()).toContain('Skickad');
      await isSound(page, 'någon har ändrat ärendet');
      await page.getByRole('link', { name: 'Visa hur det är nu' }).click();
      await page.getByText('Registrerad').first().waitFor();
    });
  });
});

opens('the keys', () => {
  it('search from anywhere, and go through a list while it has the focus', async () => {
    const { id } = await given(pages.service).consultation('sent', { title: 'Remiss om tangenter' });
    await given(pages.service).consultation('sent', { title: 'Remiss om tangenter igen' });
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      await page.keyboard.press('Control+k');
      expect(await page.evaluate('document.activeElement.id')).toBe('sok');
      await page.keyboard.type('jkx.');
      expect(await page.locator('#sok').inputValue()).toBe('jkx.');
      const links = page.locator('.worklist .matter a');
      await links.first().focus();
      await page.keyboard.press('j');
      expect(await focused(page)).toBe(await links.nth(1).innerText());
      await page.keyboard.press('k');
      expect(await focused(page)).toBe(await links.nth(0).innerText());
      await page.keyboard.press('x');
      expect(await page.locator('.worklist input:checked').count()).toBe(1);
      await page.keyboard.press('.');
      await page.waitForURL(/\/registrera$/);

      await page.goto(`${pages.base}/mitt`);
      expect(await page.locator('main').innerText()).toContain('Ctrl + K');
      await page.getByLabel('Tangenterna i Yttra').selectOption('av');
      await page.locator('#utseende').locator('..').getByRole('button', { name: 'Spara' }).click();
      await page.waitForURL(/klart=utseende/);
      await page.goto(`${pages.base}/inkorg`);
      await page.locator(`a[href="/svar/${id}"]`).focus();
      await page.keyboard.press('j');
      expect(await focused(page)).toBe('Remiss om tangenter');
    });
  });
});
