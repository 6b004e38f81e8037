import { expect, it } from '@jest/globals';
import { done, given, TODAY } from '../support/given.js';
import { goTo, isSound, press, write } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();
const LONG = `Program för lokalförsörjning ${'samhällsbyggnadsnämndens kompletteringar '.repeat(6)}`.trim();
const stateOf = async (id: string) =>
  (await done(pages.service.as('tsn-registrator').get(`/consultations/${id}`))).state;

opens('the pages of meetings and compilations', () => {
  it('take matters from an agenda to their issuer by keyboard alone', async () => {
    const { consultation } = given(pages.service);
    const [one, two] = [
      await consultation('on-agenda', { title: 'Ett' }),
      await consultation('approved', { title: 'Två' }),
    ];
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      await given(pages.service).step('tsn-sekreterare', two.id, 'schedule', { meetingDate: TODAY });
      await press(page, 'Sammanträden');
      await press(page, /^måndag 2 november/);
      await press(page, 'Flytta ärende 2 uppåt');
      expect(await main(page)).toMatch(/Föredragningslista[^]*Två[^]*Ett/);
      await press(page, 'För in besluten');
      await write(page, 'Paragraf', '84');
      await press(page, 'Spara och ta nästa');
      expect(await main(page)).toContain('ärende 2 av 2');
      await write(page, 'Paragraf', '85');
      await press(page, 'För in beslut');
      expect(await main(page)).toContain('2 beslut att justera');
      await press(page, 'Justera och expediera');
      await press(page, 'Justera de markerade');
      expect(await main(page)).toContain('2 av 2 justerades');
      await press(page, 'Expediera de markerade');
      expect(await main(page)).toContain('2 av 2 expedierades');
      expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['forwarded', 'forwarded']);
      await pages.looking.signOut(page);

      await press(page, 'Bli registrator, KS');
      await goTo(page, 'Markera båda');
      await page.keyboard.press('Enter');
      await press(page, 'Kvittera 2 yttranden');
      expect(await main(page)).toContain('2 av 2 kvitterades');
      const { referralId } = await done(pages.service.as('ks-registrator').get(`/consultations/${one.id}`));
      await page.goto(`${pages.base}/remisser/${referralId as string}`);
      await press(page, 'Sammanställning av svaren');
      await write(page, 'Kommunstyrelsens svar', 'Gångvägarna är med.');
      await press(page, /^Spara svaret/);
      expect(await main(page)).toContain('Besvarade synpunkter: 1 av 1.');
    });
  });

  it('show the clauses as they were proposed, to be changed only where others were decided', async () => {
    const { service } = pages;
    const { id } = await given(service).consultation('on-agenda', { title: 'Låst' });
    const proposed = async () => {
      const view = await done(service.as('tsn-sekreterare').get(`/consultations/${id}/statement`));
      return (view['clauses'] as { text: string }[]).map(({ text }) => text).join('\n');
    };
    const before = await proposed();
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      await page.goto(`${pages.base}/svar/${id}/beslut`);
      const clauses = page.getByLabel('Vad som beslutades');
      const outcome = page.getByLabel('Vad hände med förslaget?');
      const state = async () => [await clauses.inputValue(), await clauses.isEditable()];
      expect(await state()).toEqual([before, false]);
      await outcome.selectOption('Med ändringar');
      expect(await state()).toEqual([before, true]);
      await clauses.fill('att avstyrka förslaget');
      await outcome.selectOption('Enligt förslaget');
      expect(await state()).toEqual([before, false]);
      await isSound(page, 'lydelsen som den föreslogs');
      await outcome.selectOption('Med ändringar');
      expect(await state()).toEqual(['att avstyrka förslaget', true]);
      await write(page, 'Paragraf', '84');
      await page.locator('main').getByRole('button', { name: 'För in beslut' }).press('Enter');
      await page.waitForURL(/klart=beslut/);
      const { decision } = await done(service.as('tsn-sekreterare').get(`/consultations/${id}`));
      expect(decision).toMatchObject({ outcome: 'amended', clauses: [{ text: 'att avstyrka förslaget' }] });
      await pages.looking.signOut(page);
    });
  });

  it('have nothing for axe to find, on a phone, a tablet nor a desk, light nor dark', async () => {
    const { consultation, sentReferral, consultationOf, onTheWay, step } = given(pages.service);
    const secretary = pages.service.as('tsn-sekreterare');
    for (const date of ['2026-11-25', '2026-12-09'])
      await done(secretary.post('/bodies/TSN/meetings', { date }), 201);
    await consultation('approved', { title: LONG, replyBy: '2026-12-07' });
    await consultation('registered', { replyBy: '2026-12-04' });
    await consultation('registered', { replyBy: '2026-12-22' });
    const open = await consultation('on-agenda', { title: LONG });
    await consultation('on-agenda');
    await consultation('decided', { title: LONG });
    await consultation('sent');
    await consultation('sent');
    const referral = await sentReferral({
      consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Räddningstjänsten Syd' }],
      questions: [{ text: LONG }, { text: 'Vad behövs?' }],
    });
    const { id } = await consultationOf('tsn-registrator', referral);
    await onTheWay(referral, id, 'forwarded');
    const { id: declining } = await consultationOf('bin-registrator', referral, 'BIN');
    await step('bin-registrator', declining, 'decline', { reason: 'Berör inte nämnden', basis: 'BIN § 7' });
    const silent = await sentReferral();

    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      for (const [name, path] of [
        ['sammanträden', '/sammantraden'],
        ['nämndens sammanträden', '/sammantraden/tsn'],
        ['inga sammanträden', '/sammantraden/bin'],
        ['sammanträde', '/sammantraden/tsn/2026-11-25'],
        ['tomt sammanträde', '/sammantraden/tsn/2026-12-09'],
        ['sammanträde i dag', `/sammantraden/tsn/${TODAY}`],
        ['för in beslut', `/sammantraden/tsn/${TODAY}/beslut`],
        ['justera flera', `/sammantraden/tsn/${TODAY}/justera`],
        ['inget att justera', '/sammantraden/tsn/2026-12-09/justera'],
      ] as const) {
        await page.goto(`${pages.base}${path}`);
        await isSound(page, name);
      }
      await page.goto(`${pages.base}/sammantraden/tsn/${TODAY}/beslut`);
      await page.locator('main').getByRole('button', { name: 'För in beslut' }).click();
      await page.locator('.ds-error-summary:focus').waitFor();
      await isSound(page, 'fel i beslutet');
      await page.goto(`${pages.base}/sammantraden/tsn/${TODAY}`);
      await step('tsn-sekreterare', open.id, 'unschedule');
      await press(page, new RegExp(`^Ta bort, ${open['ownCaseNumber'] as string}`));
      expect(await main(page)).toContain('Det gick inte att göra');
      await isSound(page, 'sammanträdet ändrat av någon annan');
      await page.goto(`${pages.base}/sammantraden/tsn/${TODAY}/justera`);
      for (const box of await page.locator('main input[name="valda[]"]').all()) await box.uncheck();
      await page.locator('main').getByRole('button', { name: 'Justera de markerade' }).click();
      await isSound(page, 'inget markerat');
      await pages.looking.signOut(page);

      await pages.looking.signIn(page, 'Bli registrator, TSN');
      await page.goto(`${pages.base}/inkorg?markera=registrera`);
      await isSound(page, 'inkorg, markerade');
      await page
        .locator('main')
        .getByRole('button', { name: /^Registrera \d remiss(er)?$/ })
        .click();
      expect(await main(page)).toMatch(/\d av \d registrerades/);
      await isSound(page, 'inkorg, resultat');
      await pages.looking.signOut(page);

      await pages.looking.signIn(page, 'Förtroendevald, Tekniska servicenämnden');
      await isSound(page, 'förtroendevald');
      await page.goto(`${pages.base}/sammantraden/tsn/${TODAY}`);
      await isSound(page, 'det som beslutades');
      await pages.looking.signOut(page);

      await pages.looking.signIn(page, 'Bli registrator, KS');
      const compilation = `/remisser/${referral.id}/sammanstallning`;
      for (const [name, path] of [
        ['sammanställning', compilation],
        ['sammanställning per att-sats', `${compilation}?visa=att-satser`],
        ['sammanställning per avsnitt', `${compilation}?visa=avsnitt`],
        ['sammanställning utan svar', `/remisser/${silent.id}/sammanstallning`],
      ] as const) {
        await page.goto(`${pages.base}${path}`);
        await isSound(page, name);
      }
      await page.goto(`${pages.base}${compilation}`);
      await page.getByRole('button', { name: /^Spara svaret/ }).click();
      await isSound(page, 'fel i svaret');
    });
  }, 900_000);
});
