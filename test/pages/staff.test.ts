import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given, NOW } from '../support/given.js';
import { isSound, press } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

const send = (page: Page, words: string) => page.locator('main').getByRole('button', { name: words }).click();

opens('the pages of staff', () => {
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
      await page.locator('.ds-error-summary:focus').waitFor();
      expect(await page.inputValue('#caseNumber')).toBe('<b>');
      await isSound(page, 'fel i formuläret');
      await pages.looking.signOut(page);

      await press(page, 'Förvaltningschef, Tekniska servicenämnden');
      await page.goto(`${pages.base}/svar/${late.id}/fordela`);
      await given(pages.service).step('tsn-registrator', late.id, 'correct-registration', {
        caseNumber: 'TSN 2026/777',
        reason: 'Fel nummer',
      });
      await page.getByLabel('Handläggare', { exact: true }).selectOption({ index: 1 });
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
      expect(await main(page)).toContain('Ärendet fördelades till ');
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
