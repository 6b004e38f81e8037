import { expect, it } from '@jest/globals';
import { startAuditChecks, tamper } from '../support/audit-check-worker.js';
import { given } from '../support/given.js';
import { isSound, press } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';
import { until } from '../support/until.js';

const pages = openedPages();

opens('the check of the audit trail', () => {
  it('is asked for by keyboard alone, and says when the trail is broken and what to do', async () => {
    await given(pages.service).consultation('decided');
    await pages.looking.inBrowser(async (page) => {
      const main = () => page.locator('main').innerText();
      const onceReloaded = (holds: RegExp) =>
        until(
          async () => {
            const again = page.getByRole('link', { name: 'Visa hur det gick' });
            if (await again.isVisible()) await again.click();
            return main();
          },
          (text) => holds.test(text),
        );
      await pages.looking.signIn(page, /^Systemförvaltare/);
      await press(page, 'Driftläge');
      expect(await main()).toContain('Historiken har inte kontrollerats än.');
      await press(page, 'Kontrollera nu');
      expect(page.url()).toMatch(/\/forvaltning\/drift#granskning$/);
      expect(await main()).toContain('En kontroll är begärd och börjar strax.');
      await isSound(page, 'förvaltning drift, kontroll begärd');
      const worker = startAuditChecks(pages.service);
      try {
        expect(await onceReloaded(/Hel\s+[1-9]/)).not.toContain('Historiken är bruten');
        // The night's check comes after the one that was asked for; while it runs nothing can be asked.
        await until(
          async () => {
            await page.reload();
            return main();
          },
          (text) => /Nattlig\s+Hel/.test(text),
        );

        await tamper(pages.service, "UPDATE audit_events SET reason = 'Bra skäl' WHERE verb = 'decide'");
        await press(page, 'Kontrollera nu');
        expect(await onceReloaded(/Historiken är bruten/)).toMatch(
          /Händelse \d+: En händelse är ändrad sedan den skrevs/,
        );
        await isSound(page, 'förvaltning drift, bruten historik');
        await page.goto(`${pages.base}/forvaltning`);
        expect(await main()).toContain('Historiken är bruten');
      } finally {
        await worker.beforeApplicationShutdown();
      }
    });
  });
});
