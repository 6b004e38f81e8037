import { expect, it } from '@jest/globals';
import { atTheCommittee } from '../support/at-the-committee.js';
import { done, given } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

opens('the pages of what committees prepared, and of letters from outside', () => {
  it('have nothing for axe to find, and lead through it by keyboard', async () => {
    const { service } = pages;
    const { id, morning, later, board } = await atTheCommittee(service);
    const step = async (verb: 'prepare', body: object) =>
      given(service).step('tsn-sekreterare', id, verb, body);
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      for (const [name, path] of [
        ['för in beredning', `/svar/${id}/bered`],
        ['utskottets beslut', `/sammantraden/tsn/${morning}/beslut/${id}`],
      ] as const) {
        await page.goto(`${pages.base}${path}`);
        await isSound(page, name);
      }
      const clauses = [{ text: 'att tillstyrka förslaget i den del som rör gatorna' }];
      const notTakingPart = [{ by: 'Gun Holm (L)' }];
      await step('prepare', { section: '71', clauses, notTakingPart, meetingId: board['id'] });
      await page.goto(`${pages.base}/svar/${id}/ratta-bordlaggning`);
      await isSound(page, 'rätta beredningen');
      await page.getByLabel('Ta tillbaka alltihop').press('Space');
      await page.locator('main').getByRole('button', { name: 'Rätta eller ta tillbaka' }).press('Enter');
      expect(await page.locator('main').innerText()).toContain('Skriv varför');
      await isSound(page, 'fel i rättelsen');

      service.setNow(`${later}T12:00:00Z`);
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      await page.goto(`${pages.base}/svar/${id}/beslut`);
      await page.getByLabel('Vems förslag antogs?').selectOption({ index: 1 });
      await isSound(page, 'beslut efter beredning');
      await page.getByLabel('Paragraf').fill('84');
      await page.locator('main').getByRole('button', { name: 'För in beslut' }).press('Enter');
      await page.waitForURL(/klart=beslut/);
      await isSound(page, 'beslutat enligt utskottets förslag');
      expect(await page.locator('main').innerText()).toContain('Det är det här förslaget som antogs.');
      await pages.looking.signOut(page);

      const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
      const outside = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
      await pages.looking.signIn(page, 'Bli registrator, KS');
      for (const form of ['avboj', 'anstand'])
        await page.goto(`${pages.base}/svar/${outside.id}/${form}`).then(() => isSound(page, form));
      for (const form of ['forlang', 'oombett-svar'])
        await page.goto(`${pages.base}/remisser/${referral.id}/${form}`).then(() => isSound(page, form));
      const letter = { reason: 'Hinner inte' };
      await done(
        service.as('ks-registrator').post(`/consultations/${outside.id}/decline`, letter, { ifMatch: '*' }),
      );
      await page.goto(`${pages.base}/svar/${outside.id}`);
      await isSound(page, 'avböjt utifrån');
    });
  }, 900_000);
});
