import { expect, it } from '@jest/globals';
import { given } from '../support/given.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

opens('a form in which something is written', () => {
  it('asks before it is left, and neither when it is sent nor when nothing is written', async () => {
    const { id } = await given(pages.service).consultation('registered');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      const asked: string[] = [];
      page.on('dialog', async (dialog) => {
        asked.push(dialog.type());
        await dialog.dismiss();
      });
      await page.goto(`${pages.base}/svar/${id}/meddelande`);
      await page.locator('main textarea').click();
      await page.locator('main').getByRole('link', { name: 'Tillbaka till ärendet' }).click();
      await page.waitForURL(`${pages.base}/svar/${id}*`);
      expect(asked).toEqual([]);

      await page.goto(`${pages.base}/svar/${id}/meddelande`);
      await page.locator('main textarea').click();
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles({
          name: 'karta.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('Karta'),
        });
      await page.locator('main').getByRole('link', { name: 'Tillbaka till ärendet' }).click();
      await page.waitForTimeout(500);
      expect(asked.splice(0)).toEqual(['beforeunload']);
      await page.locator('input[type="file"]').first().setInputFiles([]);

      await page.goto(`${pages.base}/svar/${id}/meddelande`);
      await page.locator('main textarea').click();
      await page.keyboard.type('Gäller remissen även skolan?');
      await page.locator('main').getByRole('link', { name: 'Tillbaka till ärendet' }).click();
      await page.waitForTimeout(500);
      expect([asked, new URL(page.url()).pathname]).toEqual([['beforeunload'], `/svar/${id}/meddelande`]);
      expect(await page.locator('main textarea').inputValue()).toBe('Gäller remissen även skolan?');

      await page.locator('main').getByRole('button', { name: 'Skriv meddelande' }).click();
      await page.waitForURL(`${pages.base}/svar/${id}?klart=meddelande`);
      expect(asked).toEqual(['beforeunload']);
    });
  });
});
