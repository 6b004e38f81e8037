import { expect, it } from '@jest/globals';
import { given } from '../support/given.js';
import { isSound, press, write } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

// Nothing here has papers signed: it is only said that somebody does, so that the step is there.
const pages = openedPages(() =>
  pages.service.database.query("INSERT INTO signature_providers VALUES ('files', now() + interval '1 day')"),
);

const SIGNERS = [
  { name: 'Anna Andersson', title: 'ordförande', email: 'anna@tyreso.example', state: 'signed', at: '2026-11-02T10:30:00.000Z' },
  { name: 'Bo Berg', title: 'justerare', email: 'bo@tyreso.example', state: 'waiting', at: null },
]; // prettier-ignore

opens('signatures', () => {
  it('are asked for by keyboard, without a script, and every page of it is sound', async () => {
    const { id } = await given(pages.service).consultation('decided');
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Nämndsekreterare, Tekniska servicenämnden');
      await page.goto(`${pages.base}/svar/${id}/underskrifter`);
      await isSound(page, 'begär underskrifter');
      await press(page, 'Begär underskrifter');
      await isSound(page, 'begär underskrifter, nekat');
      const refused = await page.locator('main').innerText();
      expect(refused).toContain('Ange en dag, i dag eller senare');
      expect(refused).toContain('Skriv vilka som ska skriva under, en till tjugo personer');
      await write(page, 'Vilka ska skriva under?', 'Anna Andersson, ordförande, anna@tyreso.example');
      await page.getByLabel('Sista dag att skriva under').fill('2026-11-16');
      await press(page, 'Begär underskrifter');
      expect(await page.locator('main').innerText()).toContain('Underskrifter begärdes på ');
      await isSound(page, 'underskrifter begärda');

      await pages.service.database.query(
        "UPDATE signature_requests SET state = 'waiting', signers = $1, last_error = 'provider-unreachable' WHERE consultation_id = $2",
        [JSON.stringify(SIGNERS), id],
      );
      await given(pages.service).step('tsn-sekreterare', id, 'correct', {
        reason: 'Fel paragraf',
        section: '85',
      });
      await page.goto(`${pages.base}/svar/${id}`);
      const section = await page
        .locator('section', { has: page.locator('#underskrifter') })
        .first()
        .innerText();
      expect(section).toContain('Anna Andersson, ordförande: skrev under 2 nov 2026 11:30');
      expect(section).toContain('Underskriftstjänsten svarar inte som den ska.');
      expect(section).toContain('Texten har rättats.');
      await isSound(page, 'underskrifter väntar');
      await page.goto(`${pages.base}/svar/${id}/ta-tillbaka-underskrifter`);
      await isSound(page, 'ta tillbaka underskrifter');
    });
  });
});
