import { expect, it } from '@jest/globals';
import { done, given } from '../support/given.js';
import { goTo, isSound, press } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';

const TITLE = `Internremiss, ${'Strategi för social hållbarhet '.repeat(9)}`.trim();

const pages = openedPages();

const threeAsked = { consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Räddningstjänsten Syd' }] };

/** A referral of which one has answered, one asks for time and one is outside. */
async function underWay() {
  for (const body of ['TSN', 'BIN'])
    for (const date of ['2026-11-25', '2026-12-09']) await given(pages.service).meeting(date, body);
  const referral = await given(pages.service).sentReferral(threeAsked);
  const { id } = await given(pages.service).consultationOf('tsn-registrator', referral);
  await given(pages.service).onTheWay(referral, id, 'forwarded');
  const { id: other } = await given(pages.service).consultationOf('bin-registrator', referral, 'BIN');
  const request = { until: '2027-01-15', reason: 'Nämnden sammanträder först den 10 januari.' };
  const { id: extension } = await done(
    pages.service.as('bin-registrator').post(`/consultations/${other}/extensions`, request),
  );
  return { referral, id, extension };
}

opens('the pages of referrals', () => {
  it('are put in order from the heads of their list by keyboard, on a desk and on a phone', async () => {
    await pages.looking.inBrowser(
      async (page) => {
        const days = ['2027-03-01', '2027-02-01'];
        for (const replyBy of days)
          await given(pages.service).sentReferral({ title: `Ordnas, svar ${replyBy}`, replyBy });
        const titles = () => page.locator('main .worklist .matter a').allInnerTexts();
        const [later, sooner] = days.map((day) => `Ordnas, svar ${day}`);
        await pages.looking.signIn(page, 'Bli registrator, KS');
        await page.goto(`${pages.base}/remisser?vilka=ute&q=Ordnas`);
        await press(page, 'Svar senast');
        expect(await titles()).toEqual([sooner, later]);
        await press(page, 'Svar senast');
        expect(await titles()).toEqual([later, sooner]);
        expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
        await page.setViewportSize({ width: 360, height: 800 });
        await press(page, 'först påbörjad');
        expect(await titles()).toEqual([later, sooner]);
        await press(page, 'senast påbörjad');
        expect(new URL(page.url()).search).toBe('?vilka=ute&q=Ordnas');
        // Of the head, which has no room there, the link is seen while it has the focus.
        await goTo(page, 'Svar senast');
      },
      { javaScriptEnabled: false },
    );
  });

  it('have nothing for axe to find, on a phone, a tablet nor a desk, light nor dark', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Handläggare, Bildningsnämnden');
      await page.goto(`${pages.base}/remisser`);
      await isSound(page, 'inga remisser');
      await page.goto(`${pages.base}/diarium`);
      await isSound(page, 'tomt diarium');
      await page.goto(`${pages.base}/sok?q=finns+inte`);
      await isSound(page, 'ingen träff');
      await pages.looking.signOut(page);

      const { referral, extension } = await underWay();
      const draft = await given(pages.service).draftReferral({ ...threeAsked, title: TITLE });
      const empty = await given(pages.service).draftReferral({ letter: '', questions: [], consultees: [] });
      const secret = await given(pages.service).draftReferral({ title: 'Remiss om kvarteret Eken' });
      const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] };
      await done(
        pages.service
          .as('ks-registrator')
          .post(`/referrals/${secret.id}/mark-confidential`, marking, { ifMatch: secret.version }),
      );
      const { id: publication } = await done(
        pages.service
          .as('ks-registrator')
          .post(`/referrals/${referral.id}/publish`, { removeOn: '2027-06-30' }, { ifMatch: '*' }),
      );
      await pages.looking.signIn(page, 'Bli registrator, KS');
      for (const [name, path] of [
        ['remissen', `/remisser/${referral.id}`],
        ['utkast', `/remisser/${draft.id}`],
        ['sekretess i remissen', `/remisser/${secret.id}`],
        ['sekretess öppnad', `/remisser/${secret.id}?oppna=ja`],
        ['remisser', '/remisser'],
        ['remisser till oss', '/remisser?vilka=till-oss'],
        ['ingen remiss träffad', '/remisser?q=finns+inte'],
        ['forlang', `/remisser/${referral.id}/forlang`],
        ['lagg till', `/remisser/${referral.id}/lagg-till`],
        ['avsluta', `/remisser/${referral.id}/avsluta`],
        ['publicera remissen', `/remisser/${referral.id}/publicera`],
        ['sekretessmarkera remissen', `/remisser/${referral.id}/sekretessmarkera`],
        ['häv sekretessen', `/remisser/${secret.id}/hav-sekretess`],
        ['avpublicera', `/publiceringar/${publication}/avpublicera`],
        ['ge anstand', `/anstand/${extension}/ge`],
        ['ny remiss', '/remisser/ny'],
        ...['arende', 'handlingar', 'missiv', 'fragor', 'instanser', 'kontrollera'].map((step) => [
          `utkast ${step}`,
          `/remisser/${draft.id}/utkast/${step}`,
        ]),
        ['tomt utkast', `/remisser/${empty.id}/utkast/kontrollera`],
        ['arendet', `/arenden/${referral['caseId'] as string}`],
        ['rätta arendets nummer', `/arenden/${referral['caseId'] as string}/ratta-numret`],
        ['diariet', '/diarium/ks'],
        ['nytt ärende', '/diarium/ks/nytt-arende'],
        ['ändra ärendet', `/arenden/${referral['caseId'] as string}/andra`],
        ['sok', '/sok?q=strategi'],
      ] as const) {
        await page.goto(`${pages.base}${path}`);
        await isSound(page, name);
      }
      await page.goto(`${pages.base}/remisser/${referral.id}`);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      await isSound(page, 'remissen, utfälld');
      await page.goto(`${pages.base}/remisser/${referral.id}/forlang`);
      await page.locator('main').getByRole('button', { name: 'Förläng svarstiden' }).click();
      await page.locator('.ds-error-summary').waitFor();
      await page.locator('.ds-error-summary:focus').waitFor();
      await isSound(page, 'fel i remissens steg');
      await page.goto(`${pages.base}/remisser/${draft.id}/utkast/handlingar`);
      await page.locator('main').getByRole('button', { name: 'Ladda upp' }).click();
      await isSound(page, 'fel i uppladdningen');
      await page.goto(`${pages.base}/remisser/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10`);
      expect(await main(page)).toContain('Finns inte');
    });
  }, 900_000);
});
