import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given, statement } from '../support/given.js';
import { isSound } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const pages = openedPages();

/** The editor of a matter that is being written, in a browser of its own. */
async function editing(look: (page: Page, id: string, address: string) => Promise<void>, base = pages.base) {
  const { id } = await given(pages.service).consultation('drafting');
  const context = await pages.browser.newContext({ locale: 'sv-SE', viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await signIn(page, base);
    const address = `${base}/svar/${id}/yttrande`;
    await page.goto(address);
    await look(page, id, address);
  } finally {
    await context.close();
  }
}
async function signIn(page: Page, base = pages.base) {
  await page.goto(`${base}/logga-in`);
  await page.getByRole('button', { name: 'Handläggare, Tekniska servicenämnden' }).first().click();
  await page.waitForURL('**/inkorg');
}
const so = (holds: () => Promise<boolean>) => until(holds, (is) => is);
const title = (page: Page) => page.getByRole('textbox', { name: 'Rubrik', exact: true });
const status = (page: Page) => page.locator('#sparat').innerText();
const keptTitle = async (id: string) =>
  (await pages.service.as('tsn-handlaggare').get(`/consultations/${id}/statement/working-copy`)).body
    .title as string;
const inBrowser = (page: Page) =>
  page.evaluate<number>("Object.keys(localStorage).filter((name) => name.startsWith('yttra:')).length");
const isOffered = (page: Page) => page.locator('#kvar-har').isVisible();

opens('text that is being written', () => {
  it('is kept by the server within seconds, with advice and the paper of it, and makes no version', async () => {
    await editing(async (page, id) => {
      await title(page).fill('Svar till Anna Andersson');
      await so(async () => (await keptTitle(id)) === 'Svar till Anna Andersson');
      await so(async () => (await status(page)).startsWith('Utkastet är sparat'));
      expect(await page.locator('#rad').innerText()).toContain('Anna Andersson');
      expect(await page.locator('#papper').innerText()).toContain('Svar till Anna Andersson');
      expect(await inBrowser(page)).toBe(0);
      const { version } = await done(
        pages.service.as('tsn-handlaggare').get(`/consultations/${id}/statement`),
      );
      expect(version).toBe(1);
      await page.getByRole('button', { name: 'Spara', exact: true }).click();
      await page.getByText('Sparat som version 2.').waitFor();
      expect(await inBrowser(page)).toBe(0);
      expect(await page.locator('main').innerText()).not.toContain('osparad text');
    });
  });

  it('does not take the focus from an advice that somebody is about to follow', async () => {
    await editing(async (page) => {
      await title(page).fill('Svar till Anna Andersson');
      const first = page.locator('#rad a').first();
      await first.waitFor();
      for (const text of [
        'Svar till Anna Andersson i Rud',
        'Svar till Anna Andersson och Bo Berg, 0701234567',
      ]) {
        const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
        await title(page).fill(text);
        await first.focus();
        const href = await first.getAttribute('href');
        await answered;
        await so(async () => (await status(page)).startsWith('Utkastet är sparat'));
        expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe(href);
      }
      await page.keyboard.press('Enter');
      await page.waitForURL(/#/);
    });
  });

  it('is there after the page was closed', async () => {
    await editing(async (page, id, address) => {
      await title(page).fill('Stängd sida');
      await so(async () => (await keptTitle(id)) === 'Stängd sida');
      await page.close();
      const again = await page.context().newPage();
      await again.goto(address);
      expect(await again.locator('main').innerText()).toContain('Du har osparad text från');
      expect(await title(again).inputValue()).toBe('Stängd sida');
    });
  });

  it('is there after the network was gone, also where the page was closed meanwhile', async () => {
    await editing(async (page, id, address) => {
      const context = page.context();
      await context.setOffline(true);
      await title(page).fill('Utan nät');
      await so(async () => (await status(page)).startsWith('Ingen kontakt med Yttra.'));
      await page.close();
      await context.setOffline(false);
      const again = await context.newPage();
      await again.goto(address);
      await so(() => isOffered(again));
      expect(await again.locator('#kvar-har').innerText()).toMatch(/Du har osparad text från \d\d\.\d\d/);
      await again.getByRole('button', { name: 'Hämta texten' }).click();
      await so(async () => (await title(again).inputValue()) === 'Utan nät');
      await so(async () => (await keptTitle(id)) === 'Utan nät');
      await so(async () => (await inBrowser(again)) === 0);
    });
  });

  it('is kept once the server is back, with nothing done', async () => {
    const proxy = await new TcpProxy(Number(new URL(pages.base).port)).open();
    try {
      await editing(async (page, id) => {
        await proxy.close();
        await title(page).fill('Servern dog');
        await so(async () => (await status(page)).startsWith('Ingen kontakt med Yttra.'));
        expect(await inBrowser(page)).toBe(1);
        await proxy.open();
        await so(async () => (await keptTitle(id)) === 'Servern dog');
        await so(async () => (await inBrowser(page)) === 0);
      }, `http://127.0.0.1:${proxy.port}`);
    } finally {
      await proxy.close();
    }
  });

  it('is there after the session ended while typing, for the same person alone', async () => {
    await editing(async (page, id, address) => {
      await pages.service.database.query("UPDATE sessions SET ends_at = '2026-11-02T10:59:00Z'");
      await title(page).fill('Efter sessionen');
      await so(async () => (await status(page)).startsWith('Du är utloggad.'));
      await page.getByRole('link', { name: 'Logga in igen' }).click({ noWaitAfter: true });
      await page.waitForURL('**/logga-in**');
      await page.getByRole('button', { name: 'Handläggare, Tekniska servicenämnden' }).first().click();
      await page.waitForURL(address);
      await so(() => isOffered(page));
      await page.getByRole('button', { name: 'Hämta texten' }).click();
      await so(async () => (await keptTitle(id)) === 'Efter sessionen');
    });
  });

  it('is gone from the browser when somebody signs out', async () => {
    await editing(async (page) => {
      await page.context().setOffline(true);
      await title(page).fill('På en delad dator');
      await so(async () => (await inBrowser(page)) === 1);
      await page.context().setOffline(false);
      await page.goto(`${pages.base}/inkorg`);
      await page.locator('details.who summary').click();
      await page.getByRole('button', { name: 'Logga ut' }).click();
      await page.waitForURL('**/logga-in');
      expect(await inBrowser(page)).toBe(0);
    });
  });

  it('is not overwritten by another window of the same person', async () => {
    await editing(async (page, id, address) => {
      const other = await page.context().newPage();
      await other.goto(address);
      await title(page).fill('Första fönstret');
      await so(async () => (await keptTitle(id)) === 'Första fönstret');
      await title(other).fill('Andra fönstret');
      await so(async () => (await status(other)).startsWith('Du skriver i samma yttrande'));
      expect(await keptTitle(id)).toBe('Första fönstret');
      expect(await inBrowser(other)).toBe(1);
    });
  });

  it('is not taken by what is saved in another window', async () => {
    await editing(async (page, id, address) => {
      const other = await page.context().newPage();
      await other.goto(address);
      await title(page).fill('Kvällens text');
      await so(async () => (await keptTitle(id)) === 'Kvällens text');
      await title(other).fill('Den gamla flikens text');
      await so(async () => (await status(other)).startsWith('Du skriver i samma yttrande'));
      await other.getByRole('button', { name: 'Spara', exact: true }).click();
      await other.getByText('Sparat som version 2.').waitFor();
      expect(await title(other).inputValue()).toBe('Kvällens text');
      expect(await keptTitle(id)).toBe('Kvällens text');
      await so(async () => (await inBrowser(other)) === 0);
      expect(await isOffered(other)).toBe(false);
    });
  });

  it('is kept as before after a row was moved', async () => {
    await editing(async (page, id) => {
      await title(page).fill('Före');
      await so(async () => (await keptTitle(id)) === 'Före');
      await so(async () => (await status(page)).startsWith('Utkastet är sparat'));
      await page.getByRole('textbox', { name: 'Att-sats 2', exact: true }).focus();
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Alt+ArrowUp')]);
      await title(page).fill('Efter');
      await so(async () => (await keptTitle(id)) === 'Efter');
    });
  });

  it('is kept as before where what was kept is what is saved', async () => {
    await editing(async (page, id, address) => {
      const was = await title(page).inputValue();
      await title(page).fill('Ångrat');
      await so(async () => (await keptTitle(id)) === 'Ångrat');
      await title(page).fill(was);
      await so(async () => (await keptTitle(id)) === was);
      await page.goto(address);
      await title(page).fill('Igen');
      await so(async () => (await keptTitle(id)) === 'Igen');
    });
  });

  it('that may not be received says why', async () => {
    await editing(async (page) => {
      await page.evaluate("document.querySelector('form[data-autosave]').elements._token.value = 'x'");
      await title(page).fill('Gammal session');
      await so(async () => (await status(page)).includes('Öppna sidan igen.'));
      expect(await status(page)).not.toContain('utloggad');
      expect(await inBrowser(page)).toBe(1);
    });
  });

  it('is forgotten by the browser after a day, whosever it is, and what cannot be read at once', async () => {
    await editing(async (page, _id, address) => {
      const days = (number: number) => Date.now() - number * 24 * 3600 * 1000;
      const put = (name: string, text: string) =>
        page.evaluate(`localStorage.setItem(${JSON.stringify(name)}, ${JSON.stringify(text)})`);
      await put('yttra:nagon:arende:gammal', JSON.stringify({ at: days(2), text: 'title=Gammal' }));
      await put('yttra:nagon:arende:ny', JSON.stringify({ at: days(0.99), text: 'title=Ny' }));
      await put(`yttra:tsn-handlaggare:${_id}:trasig`, '{');
      await put(
        `yttra:tsn-handlaggare:${_id}:igar`,
        JSON.stringify({ at: days(0.99), text: '_version=1&title=Igår' }),
      );
      await page.goto(address);
      await so(() => isOffered(page));
      expect(await page.locator('#kvar-har').innerText()).toMatch(/från \d{4}-\d\d-\d\d \d\d\.\d\d/);
      expect(await inBrowser(page)).toBe(2);
    });
  });

  it('is not asked about for ever in a page that nobody writes in', async () => {
    await editing(async (page, _id, address) => {
      await page.clock.install();
      let asked = 0;
      page.on('request', (request) => {
        if (request.method() === 'GET' && request.url().endsWith('/arbetskopia')) asked += 1;
      });
      await page.goto(address);
      await page.clock.runFor(21_000);
      await so(async () => asked > 0);
      await page.clock.fastForward('06:00');
      const before = asked;
      await page.clock.runFor(120_000);
      await page.reload();
      expect(asked).toBe(before);
    });
  });

  it('of two people is seen to be written, and compared when both have saved', async () => {
    await editing(async (page, id) => {
      await pages.service.database.query(
        `INSERT INTO people (username, name) VALUES ('nils', 'Nils Åkesson') ON CONFLICT DO NOTHING`,
      );
      await pages.service.database.query(
        `INSERT INTO statement_working_copies (consultation_id, author, based_on, content) VALUES ($1, 'nils', 1, '{}')`,
        [id],
      );
      await title(page).fill('Min rubrik');
      await page.getByText('skriver också här').waitFor();
      expect(await page.locator('#andra-skriver').innerText()).toContain('Nils Åkesson');
      await given(pages.service).saveStatement(id, { ...statement, summary: 'Den andres sammanfattning.' });
      await page.getByRole('button', { name: 'Spara', exact: true }).click();
      await page.getByRole('heading', { name: 'Texten har ändrats av någon annan' }).waitFor();
      await isSound(page, 'jämka');
      await page.locator('#summary-theirs').check();
      await page.getByRole('button', { name: 'Spara det jag valt' }).click();
      await page.getByText('Sparat som version 4.').waitFor();
      expect(await title(page).inputValue()).toBe('Min rubrik');
    });
  });
});

opens('the editor', () => {
  it('moves a clause by keyboard and saves by it', async () => {
    await editing(async (page) => {
      const clause = (number: number) =>
        page.getByRole('textbox', { name: `Att-sats ${number}`, exact: true });
      const [first, second] = [await clause(1).inputValue(), await clause(2).inputValue()];
      await clause(2).focus();
      await page.keyboard.press('Alt+ArrowUp');
      await so(async () => (await clause(1).inputValue()) === second);
      expect(await clause(2).inputValue()).toBe(first);
      await page.keyboard.press('Control+s');
      await page.getByText('Sparat som version 2.').waitFor();
    });
  });

  it('has nothing for axe to find, nor have its versions, its proposal and what is compared', async () => {
    await editing(async (page, id, address) => {
      await given(pages.service).saveStatement(id, {
        ...statement,
        title: 'Svar till Anna Andersson',
        clauses: [{ text: 'att yttra sig i enlighet med förvaltningens förslag' }, ...statement.clauses],
        basis: [{ title: 'Denna tjänsteskrivelse' }, ...statement.basis],
      });
      await page.goto(address);
      await isSound(page, 'skriv yttrande');
      await page.goto(`${address}/versioner`);
      await isSound(page, 'versioner');
      await page.goto(`${address}/versioner/2`);
      await isSound(page, 'jamforda versioner');
      await page.goto(address);
      await page.getByText('Läs in en färdig tjänsteskrivelse').click();
      await page
        .getByRole('textbox', { name: 'Klistra in texten' })
        .fill('Sammanfattning\nEn ny text.\n\nFörslag till beslut\natt avstyrka förslaget\n');
      await page.getByRole('button', { name: 'Visa vad som hittas i texten' }).click();
      await page.getByRole('heading', { name: 'Det här ersätts' }).waitFor();
      await isSound(page, 'las in');
    });
  });

  it('has what the import found beside it folded below, and is sound when that is unfolded', async () => {
    await editing(async (page, id, address) => {
      const found = [
        {
          fact: 'prior-decision',
          body: 'KF',
          date: '2023-05-22',
          section: '134',
          text: 'planen ska revideras',
        },
        { fact: 'related-case', text: 'KS 2023/474' },
      ];
      await given(pages.service).saveStatement(id, { ...statement, found });
      await page.goto(address);
      await page.getByText('Ur tjänsteskrivelsen').focus();
      await page.keyboard.press('Enter');
      expect(await page.getByLabel('Annat ärende (1)').inputValue()).toBe('KS 2023/474');
      await page.getByLabel('Vad som beslutades (1)').fill('planen ska göras om');
      await isSound(page, 'ur tjänsteskrivelsen');
      await page.getByRole('button', { name: 'Spara', exact: true }).click();
      await page.getByText('Sparat som version 3.').waitFor();
      const saved = await done(pages.service.as('tsn-handlaggare').get(`/consultations/${id}/statement`));
      expect(saved['found']).toEqual([{ ...found[0], text: 'planen ska göras om' }, found[1]]);
    });
  });
});
