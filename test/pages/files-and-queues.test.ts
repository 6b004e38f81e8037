import { expect, it } from '@jest/globals';
import { done, given } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

opens('forms with files, documents and queues', () => {
  it('have nothing for axe to find, on a phone, a tablet nor a desk, light nor dark', async () => {
    const { service, base, looking } = pages;
    const questions = [{ text: 'Är utvecklingsområdena relevanta?' }, { text: 'Räcker tiden till?' }];
    const consultees = [{ body: 'TSN' }, { name: 'Byalaget' }];
    const { id: documentId } = await given(service).document({ title: 'Bilaga med uppgifter om en elev' });
    const referral = await given(service).sentReferral({ consultees, questions });
    const supplement = { documents: [documentId], reason: 'Bilagan saknades' };
    await done(
      service.as('ks-registrator').post(`/referrals/${referral.id}/supplement`, supplement, { ifMatch: '*' }),
    );
    const asked: { id: string }[] = await service.database.query(
      'SELECT id FROM consultations WHERE referral_id = $1 AND consultee_code IS NULL',
      [referral.id],
    );
    await given(service).consultation('sent');
    const draft = await given(service).consultation('drafting', { questions });

    await looking.inBrowser(async (page) => {
      const look = async (path: string, name: string) => {
        await page.goto(`${base}${path}`);
        await isSound(page, name);
      };
      await looking.signIn(page, 'Bli registrator, KS');
      await look(`/remisser/${referral.id}`, 'kompletterad remiss');
      await look(`/remisser/${referral.id}/komplettera`, 'komplettera');
      await page.getByRole('button', { name: 'Komplettera' }).click();
      expect(await page.locator('main').innerText()).toContain('Skriv varför');
      await isSound(page, 'komplettera, fel');
      await look(`/svar/${asked[0]!.id}/for-in-svar`, 'för in svar');
      await look(`/handlingar/${documentId}/om`, 'om handlingen');
      await look(`/handlingar/${documentId}/sekretessmarkera`, 'sekretessmarkera handling');
      await look(`/handlingar/${documentId}/ratta`, 'rätta handling');
      await look('/inkorg/kvittera', 'tom kö');
      await look('/inkorg/besked', 'besked');
      await looking.signOut(page);

      await looking.signIn(page, 'Bli registrator, TSN');
      await look('/inkorg', 'inkorg med köer');
      await page
        .getByRole('navigation', { name: 'Köer' })
        .getByRole('link', { name: /^Registrera/ })
        .click();
      expect(new URL(page.url()).pathname).toBe('/inkorg/registrera');
      await isSound(page, 'kö');
      await page.getByRole('link', { name: /^Markera (alla|båda)/ }).click();
      await isSound(page, 'kö, markerade');
      await looking.signOut(page);

      await looking.signIn(page, 'Bli handläggare, TSN');
      await page.goto(`${base}/svar/${draft.id}/yttrande`);
      await page.getByText('Läs in en färdig tjänsteskrivelse').click();
      await isSound(page, 'yttrande, läs in');
      await page.setInputFiles('#file', {
        name: 'kort.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('Bara en rad'),
      });
      await page.getByRole('button', { name: 'Visa vad som hittas i filen' }).click();
      await page.getByText('ser inte ut att vara en tjänsteskrivelse').waitFor();
      await isSound(page, 'yttrande, fel fil');
      await look('/mitt', 'mitt');
      await look('/hjalp', 'hjälp');
    });
  });

  it('lose nothing that was written where one has signed out in another tab, and say which files to choose again', async () => {
    const { service, base, looking } = pages;
    const { id } = await given(service).consultation('registered');
    const text = 'Gäller remissen även skolan?\nSe <bilaga 3> & annat.';
    const file = {
      name: 'karta över gångvägen.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('En karta.'),
    };
    await looking.inBrowser(async (page) => {
      await looking.signIn(page, 'Bli registrator, TSN');
      await page.goto(`${base}/svar/${id}/meddelande`);
      await page.setInputFiles('input[type=file]', file);
      await page.getByLabel('Meddelande').fill(text);
      const other = await page.context().newPage();
      await looking.signOut(other);

      await page.getByRole('button', { name: 'Skriv meddelande' }).click();
      await page.getByText('Du har loggat ut sedan sidan öppnades').waitFor();
      expect(await main(page)).toContain(text);
      expect(await main(page)).toContain(file.name);
      await isSound(page, 'utloggad med fil');

      await looking.signIn(other, 'Bli registrator, TSN');
      await page.getByRole('button', { name: 'Försök igen' }).click();
      await page.getByText(`Välj filen på nytt: ${file.name}.`).waitFor();
      expect(await page.getByLabel('Meddelande').inputValue()).toBe(text);
      await isSound(page, 'välj filen på nytt');
      await page.setInputFiles('input[type=file]', file);
      await page.getByRole('button', { name: 'Skriv meddelande' }).click();
      await page.waitForURL(`**/svar/${id}?klart=meddelande`);
      expect(await main(page)).toContain(file.name.replace('.txt', ''));
    });
  });
});
