import { expect, it } from '@jest/globals';
import { given } from '../support/given.js';
import { isSound, press, write } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

opens('the pages of administration, of one’s own and of help', () => {
  it('have nothing for axe to find, on a phone, a tablet nor a desk, light nor dark', async () => {
    await given(pages.service).consultation('sent');
    const { id } = await given(pages.service).consultation('drafting');
    await pages.service.database.query(
      `UPDATE deliveries SET state = 'failed', channel = 'email', recipient_body = 'KS',
         recipient_email = 'registrator@kommun.example', last_error = 'smtp-550'
       WHERE id = (SELECT id FROM deliveries WHERE sender_body = 'KS' AND channel = 'inbox' LIMIT 1)`,
    );
    await pages.service.database.query("UPDATE people SET active = false WHERE username = 'tsn-handlaggare'");
    await pages.service.as('tsn-lasare').get(`/consultations/${id}/audit-trail`);
    await pages.service
      .as('admin')
      .post('/api-clients', { body: 'KS', name: 'Ärendesystemet', scopes: [{ body: 'KS', verbs: ['read'] }] })
      .expect(201);
    const webhook = { body: 'KS', url: 'https://diariet.kommun.example/yttra', events: ['*'] };
    await pages.service.as('admin').post('/webhooks', webhook).expect(201);
    await pages.service.database.query(
      "UPDATE webhooks SET state = 'disabled', disabled_because = 'gone', disabled_at = now()",
    );
    await pages.looking.inBrowser(async (page) => {
      const look = async (path: string, name: string) => {
        await page.goto(`${pages.base}${path}`);
        expect([path, await page.locator('h1').count()]).toEqual([path, 1]);
        await isSound(page, `förvaltning ${name}`);
      };
      await look('/hjalp', 'hjälp');
      await look('/tillganglighet', 'tillgänglighet');
      await pages.looking.signIn(page, /^Systemförvaltare/);
      expect(page.url()).toMatch(/\/forvaltning$/);
      await isSound(page, 'förvaltning');
      for (const [path, name] of [
        ['/forvaltning/namnder', 'nämnder'],
        ['/forvaltning/namnder/TSN', 'en nämnd'],
        ['/forvaltning/namnder/TSN/adresser', 'adresser'],
        ['/forvaltning/namnder/TSN/avveckla', 'avveckla'],
        ['/forvaltning/personer?namnd=TSN', 'personer'],
        ['/forvaltning/personer/TSN/tsn-chef', 'en person'],
        ['/forvaltning/personer/TSN/tsn-chef/roller', 'roller'],
        ['/forvaltning/sammantradeskalender', 'kalender'],
        ['/forvaltning/sammantradeskalender/KS/las-in', 'läs in'],
        ['/forvaltning/paminnelser', 'påminnelser'],
        ['/forvaltning/paminnelser/KS/draft-due/andra', 'en påminnelse'],
        ['/forvaltning/handlingar', 'handlingar'],
        ['/forvaltning/handlingar/TSN/staff-report', 'en handling'],
        ['/forvaltning/handlingar/TSN/staff-report/andra', 'formen'],
        ['/forvaltning/handlingar/TSN/staff-report/logotyp', 'logotyp'],
        ['/forvaltning/handlingar/TSN/staff-report/word-mall', 'word-mall'],
        ['/forvaltning/leveranser', 'leveranser'],
        ['/forvaltning/webhookar', 'webbkrokar'],
        ['/forvaltning/webhookar/ny', 'ny webbkrok'],
        ['/forvaltning/api-klienter', 'api-klienter'],
        ['/forvaltning/granskning', 'granskning'],
        ['/forvaltning/drift', 'drift'],
        ['/forvaltning/driftstart', 'driftstart'],
        ['/forvaltning/driftstart/organ', 'organ'],
        ['/mitt', 'mina uppgifter'],
      ] as const)
        await look(path, name);
      await page.goto(`${pages.base}/forvaltning/api-klienter`);
      await page.getByRole('link', { name: 'Ärendesystemet' }).click();
      await isSound(page, 'förvaltning en klient');
      await page.goto(`${pages.base}/forvaltning/webhookar`);
      await page.getByRole('link', { name: 'diariet.kommun.example' }).click();
      await isSound(page, 'förvaltning en webbkrok');
      await page.goto(`${pages.base}/forvaltning/namnder/ny`);
      await page.getByRole('button', { name: 'Lägg upp ett organ' }).click();
      await page.locator('.ds-error-summary').waitFor();
      await page.locator('.ds-error-summary:focus').waitFor();
      await isSound(page, 'förvaltning fel i formuläret');
    });
  }, 900_000);

  it('rename a body by keyboard alone', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, /^Systemförvaltare/);
      await press(page, 'Nämnder och organ');
      await press(page, 'Tekniska servicenämnden');
      await press(page, 'Byt namn');
      await write(page, 'Nytt namn', 'Tekniska nämnden');
      await press(page, 'Byt namn');
      expect(await page.locator('h1').innerText()).toBe('Tekniska nämnden');
    });
  });
});
