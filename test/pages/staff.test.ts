import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given, NOW } from '../support/given.js';
import { goTo, isSound, press, write } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

const main = (page: Page) => page.locator('main').innerText();
const send = (page: Page, words: string) => page.locator('main').getByRole('button', { name: words }).click();

opens('the pages of staff', () => {
  it('take a referral from the inbox to a receipt by keyboard alone', async () => {
    const { id } = await given(pages.service).consultation('sent');
    const stateOf = async () =>
      (await done(pages.service.as('tsn-registrator').get(`/consultations/${id}`))).state;
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli registrator, TSN');
      expect(await page.title()).toMatch(/^Min inkorg, 1 att göra – Yttra/);
      await press(page, /^Registrera, KS 2026/);
      await press(page, 'Registrera');
      expect(await main(page)).toContain('Registrera: klart.');
      expect(await stateOf()).toBe('registered');
      await pages.looking.signOut(page);

      await press(page, 'Förvaltningschef, Tekniska servicenämnden');
      await press(page, /^Fördela, TSN 2026/);
      await press(page, 'Fördela');
      expect(await main(page)).toContain('Välj en handläggare');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('officer');
      await page.keyboard.type('Handläggare');
      await press(page, 'Fördela');
      expect(await stateOf()).toBe('drafting');
      await pages.looking.signOut(page);

      await press(page, 'Bli handläggare, TSN');
      await press(page, 'Internremiss, Strategi för social hållbarhet 2024-2030');
      await press(page, 'Skriv yttrande');
      await write(page, 'Ny att-sats', 'att tillstyrka förslaget');
      await write(page, 'Rubrik', 'Strategi för social hållbarhet');
      await write(page, 'Fråga 1', 'Ja, de är relevanta.');
      await write(page, 'Mottagare', 'Kommunstyrelsen');
      await press(page, 'Spara');
      expect(await main(page)).toContain('Sparat som version 1.');
      await write(page, 'Ny att-sats', 'att översända yttrandet');
      await press(page, 'Lämna för granskning');
      expect(await main(page)).toContain('att översända yttrandet');
      await press(page, 'Lämna för granskning');
      expect(await stateOf()).toBe('in-review');
      await pages.looking.signOut(page);

      await press(page, 'Förvaltningschef, Tekniska servicenämnden');
      await press(page, 'Internremiss, Strategi för social hållbarhet 2024-2030');
      await press(page, 'Godkänn');
      expect(await main(page)).toContain('att tillstyrka förslaget');
      await press(page, 'Godkänn');
      expect(await stateOf()).toBe('approved');
      await page.goBack();
      expect(await main(page)).toContain('Det går inte i läget Godkänt.');
      expect(await stateOf()).toBe('approved');
      await pages.looking.signOut(page);

      await given(pages.service).meeting();
      await press(page, 'Nämndsekreterare, Tekniska servicenämnden');
      await press(page, /^Sätt upp, TSN 2026/);
      await goTo(page, 'Sammanträde');
      await page.keyboard.type('måndag');
      await press(page, 'Sätt upp');
      await press(page, 'För in beslut');
      await write(page, 'Paragraf', '§ 84');
      await press(page, 'För in beslut');
      await press(page, 'Justera');
      await press(page, 'Justera');
      await press(page, 'Expediera');
      await press(page, 'Expediera');
      expect(await main(page)).toContain('Expediera: klart.');
      expect(await stateOf()).toBe('forwarded');
      await pages.looking.signOut(page);

      await press(page, 'Bli registrator, KS');
      await press(page, /^Kvittera,/);
      expect(await main(page)).toContain('att tillstyrka förslaget');
      await press(page, 'Kvittera');
      expect(await stateOf()).toBe('received');
    });
  });

  it('have nothing for axe to find, on a phone, a tablet nor a desk, light nor dark', async () => {
    const sent = await given(pages.service).consultation('sent');
    const late = await given(pages.service).consultation('registered');
    const draft = await given(pages.service).consultation('registered');
    await given(pages.service).step('tsn-chef', draft.id, 'assign', { officer: 'tsn-handlaggare' });
    await given(pages.service).consultation('in-review');
    const ready = await given(pages.service).consultation('approved');
    const onAgenda = await given(pages.service).consultation('on-agenda');
    const decided = await given(pages.service).consultation('decided');
    const secret = await given(pages.service).consultation('registered', {
      title: `Remiss om kvarteret ${'Eken'.repeat(30)}`,
    });
    const marking = {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    };
    await done(
      pages.service
        .as('tsn-registrator')
        .post(`/consultations/${secret.id}/mark-confidential`, marking, { ifMatch: secret.version }),
    );

    await pages.looking.inBrowser(async (page) => {
      await page.goto(`${pages.base}/logga-in`);
      await isSound(page, 'logga in');
      await pages.looking.signIn(page, 'Handläggare, Bildningsnämnden');
      await isSound(page, 'tom inkorg');
      await page.goto(`${pages.base}/svar/${sent.id}`);
      expect(await main(page)).toContain('Finns inte');
      await isSound(page, 'finns inte');
      await pages.looking.signOut(page);

      await press(page, 'Bli registrator, TSN');
      await isSound(page, 'inkorg');
      await page.goto(`${pages.base}/statistik?ar=2026`);
      expect(await main(page)).toContain('Så lång tid tar stegen');
      await isSound(page, 'statistik');
      await page.goto(`${pages.base}/svar/${sent.id}`);
      await isSound(page, 'skickad');
      await page.goto(`${pages.base}/svar/${secret.id}`);
      await isSound(page, 'sekretess');
      await press(page, 'Öppna ärendet');
      await isSound(page, 'sekretess, öppnad');
      await page.goto(`${pages.base}/svar/${secret.id}/sekretessmarkera`);
      await isSound(page, 'sekretessmarkera');
      await page.goto(`${pages.base}/svar/${sent.id}/registrera`);
      await isSound(page, 'registrera');
      await page.getByLabel('Eget diarienummer').fill('<b>');
      await page.getByLabel('Inkom den').fill('2027-01-01');
      await send(page, 'Registrera');
      expect(await page.evaluate('document.activeElement.className')).toBe('ds-error-summary');
      expect(await page.inputValue('#caseNumber')).toBe('<b>');
      await isSound(page, 'fel i formuläret');
      await pages.looking.signOut(page);

      await press(page, 'Förvaltningschef, Tekniska servicenämnden');
      await page.goto(`${pages.base}/svar/${late.id}/fordela`);
      await given(pages.service).step('tsn-registrator', late.id, 'correct-registration', {
        caseNumber: 'TSN 2026/777',
        reason: 'Fel nummer',
      });
      await page.getByLabel('Handläggare').selectOption({ index: 1 });
      await send(page, 'Fördela');
      expect(await main(page)).toContain('Någon har ändrat ärendet medan du skrev');
      await isSound(page, 'ändrat av någon annan');
      pages.service.setNow(new Date(Date.parse(NOW) + 9 * 3_600_000).toISOString());
      await send(page, 'Fördela');
      expect(await main(page)).toContain('Det du hade fyllt i finns kvar');
      await isSound(page, 'utgången');
      await press(page, 'Förvaltningschef, Tekniska servicenämnden');
      expect(await page.locator('#officer option:checked').innerText()).toMatch(/^Handläggare/);
      await isSound(page, 'visas igen');
      await send(page, 'Fördela');
      expect(await main(page)).toContain('Fördela: klart.');
      await isSound(page, 'fördelad');
      await pages.looking.signOut(page);

      await press(page, 'Bli handläggare, TSN');
      await page.goto(`${pages.base}/svar/${draft.id}/lamna`);
      await isSound(page, 'går inte');
      await page.goto(`${pages.base}/svar/${draft.id}`);
      await page.locator('summary', { hasText: 'Annat du kan göra' }).click();
      await isSound(page, 'handläggs');
      await page.goto(`${pages.base}/svar/${draft.id}/yttrande`);
      await isSound(page, 'skriv yttrande');
      await page.getByLabel('Rubrik', { exact: true }).fill('x'.repeat(501));
      await send(page, 'Spara');
      await page.getByText('Det här behöver rättas').waitFor();
      await isSound(page, 'fel i yttrandet');
      await pages.looking.signOut(page);

      await press(page, 'Nämndsekreterare, Tekniska servicenämnden');
      for (const [id, step] of [
        [ready.id, 'satt-upp'],
        [onAgenda.id, 'beslut'],
        [onAgenda.id, 'bordlagg'],
        [decided.id, 'justera'],
        [decided.id, 'reservation'],
      ] as const) {
        await page.goto(`${pages.base}/svar/${id}/${step}`);
        await isSound(page, step);
      }
      pages.service.setNow(NOW);
    });
  }, 600_000);
});
