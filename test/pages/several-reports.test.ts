import { expect, it } from '@jest/globals';
import { done, given } from '../support/given.js';
import { goTo, isSound, press } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';

const pages = openedPages();

const report = (number: string, assessment: string) => ({
  name: `${number.replace('/', '-')}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(
    `Ärendenummer: ${number}\n\nYttrande över planen\n\nFörslag till beslut\nTekniska servicenämnden beslutar\natt tillstyrka planen.\n\nBedömning\n${assessment}\n`,
  ),
});

opens('several staff reports', () => {
  it('are chosen, looked at and imported by keyboard, once however often the button is pressed', async () => {
    const matters = [
      await given(pages.service).consultation('drafting', { title: 'Remiss om torg' }),
      await given(pages.service).consultation('drafting', { title: 'Remiss om parker' }),
    ];
    const [first, second] = matters.map(({ ownCaseNumber }) => ownCaseNumber as string);
    const statementOf = (at: number) =>
      done(pages.service.as('tsn-handlaggare').get(`/consultations/${matters[at]!.id}/statement`));
    const before = [await statementOf(0), await statementOf(1)].map(({ version }) => version);
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Handläggare, Tekniska servicenämnden');
      await press(page, 'Läs in flera tjänsteskrivelser');
      await isSound(page, 'flera tjänsteskrivelser, välj');
      await press(page, 'Visa vad som hittas');
      await isSound(page, 'flera tjänsteskrivelser, ingen vald');
      await page
        .getByLabel('Filerna, eller mappen som ZIP')
        .setInputFiles([
          report(first!, 'Första bedömningen.'),
          report(second!, 'Andra bedömningen.'),
          report('TSN 1999/1', 'Okänd.'),
        ]);
      await press(page, 'Visa vad som hittas');
      expect(await main(page)).toContain('Det här läses inte in');
      await isSound(page, 'flera tjänsteskrivelser, hittat');
      await goTo(page, `${second!.replace('/', '-')}.txt`);
      await page.keyboard.press('Space');
      await goTo(page, 'Läs in de markerade');
      // Twice before the first answer is there.
      await page.evaluate(`for (const time of [1, 2]) document.activeElement.click()`);
      await page.waitForURL(/las-in$/);
      await page.waitForLoadState();
      expect(await main(page)).toContain('Så gick det: 1 / 1');
      await isSound(page, 'flera tjänsteskrivelser, inläst');
    });
    expect(await statementOf(0)).toMatchObject({
      version: before[0]! + 1,
      assessment: 'Första bedömningen.',
    });
    expect(await statementOf(1)).toMatchObject({ version: before[1] });
  });
});
