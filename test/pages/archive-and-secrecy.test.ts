import { expect, it } from '@jest/globals';
import { done, given } from '../support/given.js';
import { isSound, press } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

opens('what is archived and what is confidential', () => {
  it('are sound in every state, and led through by keyboard without a script', async () => {
    const { service } = pages;
    const referral = await given(service).sentReferral({ title: 'Strategi för social hållbarhet' });
    const caseId = referral['caseId'] as string;
    await given(service).settle(referral, 'close');
    await done(service.as('ks-registrator').post(`/cases/${caseId}/close`, {}, { ifMatch: '*' }));
    const { id: secret } = await given(service).consultation('drafting', { title: 'Kvarteret Eken' });
    const marking = {
      of: 'consultation',
      provision: 'OSL 26:1',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    };
    await done(
      service
        .as('tsn-registrator')
        .post(`/consultations/${secret}/mark-confidential`, marking, { ifMatch: '*' }),
    );
    await pages.looking.inBrowser(
      async (page) => {
        const main = () => page.locator('main').innerText();
        await pages.looking.signIn(page, 'Bli registrator, KS');
        await page.goto(`${pages.base}/arenden/${caseId}/arkivera`);
        expect(await main()).toContain('skrivs till ett paket för ert e-arkiv');
        await press(page, 'Gör ett arkivpaket');
        expect(await main()).toContain('Skrivs i bakgrunden');
        await press(page, 'Se om det är klart');
        expect(await main()).toContain('Skrivs i bakgrunden');
        await pages.looking.signOut(page);
        await pages.looking.signIn(page, 'Registrator, Tekniska servicenämnden');
        await page.goto(`${pages.base}/svar/${secret}`);
        expect(await main()).not.toContain('Kvarteret Eken');
        await press(page, 'Öppna ärendet');
        expect(await main()).toContain('Kvarteret Eken');
        // Who wrote stands on one line, however long the message beside it is.
        const writer = await page
          .locator('section:has(> #meddelanden) .ref, #meddelanden .ref')
          .first()
          .boundingBox();
        expect([writer!.width > 200, writer!.height < 60]).toEqual([true, true]);
      },
      { javaScriptEnabled: false },
    );
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, KS');
      const see = async (name: string, path: string) => {
        await page.goto(`${pages.base}${path}`);
        await isSound(page, name);
      };
      await see('arkivpaket skrivs', `/arenden/${caseId}`);
      const set = (change: string) =>
        service.database.query(`UPDATE archive_packages SET ${change} WHERE case_id = $1`, [caseId]);
      await set("attempts = 3, last_error = 'content-gone'");
      await see('arkivpaket dröjer', `/arenden/${caseId}`);
      await see('arkivera', `/arenden/${caseId}/arkivera`);
      await pages.looking.signOut(page);
      await pages.looking.signIn(page, 'Registrator, Tekniska servicenämnden');
      await see('sekretess före', `/svar/${secret}`);
      await see('sekretess öppnad', `/svar/${secret}?oppna=ja`);
      await see('sekretess i inkorgen', '/remisser?vilka=till-oss');
      await see('häv sekretess', `/svar/${secret}/hav-sekretess`);
    });
  }, 900_000);
});
