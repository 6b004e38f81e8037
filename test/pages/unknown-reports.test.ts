import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { done, given } from '../support/given.js';
import { isSound, press } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();
const file = {
  name: 'rapport.txt',
  mimeType: 'text/plain',
  buffer: readFileSync(join(projectRoot, 'test/data/import-own-headings.txt')),
};
const PARTS = {
  'I korthet för den som har bråttom': 'summary',
  'Vad frågan gäller': 'matter',
  'Så tänker vi': 'assessment',
  'Vi vill att nämnden bestämmer': 'clauses',
  'Papper som hör till': 'basis',
  'Går vidare hit': 'recipients',
};

opens('a staff report of which no heading is known', () => {
  it('is taught, read anew and imported by keyboard, and what it warned of is ticked off', async () => {
    const { service } = pages;
    const { id } = await given(service).consultation('drafting');
    const roles = { roles: ['officer', 'registrar'] };
    await done(service.as('admin').put('/bodies/TSN/people/tsn-handlaggare', roles, { ifMatch: '*' }));
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Handläggare, Tekniska servicenämnden');
      await page.goto(`${pages.base}/svar/${id}/yttrande`);
      await page.getByText('Läs in en färdig tjänsteskrivelse').click();
      await page.getByLabel('Filen', { exact: true }).setInputFiles([file]);
      await press(page, 'Visa vad som hittas i filen');
      await page.getByText('Ingen rubrik känns igen').waitFor();
      await isSound(page, 'okänd tjänsteskrivelse');
      for (const [line, part] of Object.entries(PARTS)) await page.getByLabel(line).selectOption(part);
      await press(page, 'Spara rubrikerna och läs om texten');
      await isSound(page, 'tjänsteskrivelse med egna rubriker');
      await press(page, 'Läs in');
      await isSound(page, 'yttrande med varningar');
      await page.reload();
      expect(await page.locator('main').innerText()).toContain('Att tänka på efter inläsningen');
      await press(page, 'Ta bort, jag har sett det');
      expect(await page.locator('main').innerText()).not.toContain('Att tänka på efter inläsningen');
    });
    expect(await done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement`))).toMatchObject({
      origin: 'import',
      assessment: 'Stråket behövs. Broarna bör byggas först.',
    });
  });
});
