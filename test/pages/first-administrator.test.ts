import { expect, it } from '@jest/globals';
import { makeLink, type Ask } from '../../src/organisation/first-administrator/first-administrator-link.js';
import { NOW } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

opens('the first administrator', () => {
  it('is appointed in a browser, after a code that was wrong', async () => {
    const { service, base } = pages;
    service.setNow(NOW);
    await service.database.query("DELETE FROM roles WHERE role = 'administrator'");
    await service.database.query('UPDATE people SET municipal_administrator = false');
    const ask: Ask = (sql, values) => service.database.query(sql, values);
    const { code } = (await makeLink(ask, new Date(NOW), true))!;
    await pages.looking.inBrowser(async (page) => {
      const press = async (token: string) => {
        await page.getByLabel('Kod', { exact: true }).fill(token);
        await page.getByRole('button', { name: 'Gör till systemförvaltare' }).click();
        await page.waitForLoadState();
        return page.locator('main').innerText();
      };
      await page.goto(`${base}/first-administrator`);
      await page.getByLabel('Användarnamn').fill('anna');
      await page.getByLabel('Namn', { exact: true }).fill('Anna Andersson');
      const refused = await press('fel');
      expect(refused).not.toContain('skickades inte från en sida i Yttra');
      expect(refused).toContain('Gör till systemförvaltare');
      expect(await page.getByLabel('Namn', { exact: true }).inputValue()).toBe('Anna Andersson');
      await isSound(page, 'första systemförvaltaren, fel kod');
      expect(await press(code)).toContain('Anna Andersson');
    });
    expect(await service.database.query("SELECT username FROM roles WHERE role = 'administrator'")).toEqual([
      { username: 'anna' },
    ]);
  });
});
