import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { given } from '../support/given.js';
import { goTo, press, write } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';
import { until } from '../support/until.js';

const pages = openedPages();
const MANAGER = 'Förvaltningschef, Tekniska servicenämnden';
const SECRETARY = 'Nämndsekreterare, Tekniska servicenämnden';
const STRATEGY = {
  name: 'strategi.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('Strategin i sin helhet.'),
};

/** Opens the menu of the person and leaves. */
async function leave(page: Page): Promise<void> {
  await goTo(page, /Din meny$/);
  await page.keyboard.press('Enter');
  await press(page, 'Logga ut');
}

async function send(page: Page): Promise<void> {
  await press(page, 'Bli registrator, KS');
  await press(page, 'Remisser');
  await press(page, 'Ny remiss');
  await goTo(page, 'Ärende');
  await page.keyboard.type('Registrera ett nytt ärende hos Kommunst');
  await write(page, 'Det nya ärendets rubrik', 'Strategi');
  await write(page, 'Remissens rubrik', 'Remiss av strategin');
  await press(page, 'Fortsätt');
  await write(page, 'Handlingens rubrik', 'Remissversion');
  page.once('filechooser', (chooser) => void chooser.setFiles(STRATEGY));
  await goTo(page, 'Fil');
  await page.keyboard.press('Enter');
  await until(
    async () => page.locator('#file').inputValue(),
    (path) => path !== '',
  );
  await press(page, 'Ladda upp');
  expect(await main(page)).toContain('Remissversion');
  await press(page, 'Fortsätt');
  await write(page, 'Missiv', 'Kommunstyrelsen önskar nämndernas yttranden.');
  await press(page, 'Fortsätt');
  await write(page, 'Fråga 1', 'Är strategin tydlig?');
  await press(page, 'Fortsätt');
  await write(page, 'Svar senast', '12152026');
  await goTo(page, 'Tekniska servicenämnden');
  await page.keyboard.press('Space');
  await press(page, 'Fortsätt');
  for (const words of ['15 dec', 'Kommunstyrelsen önskar nämndernas yttranden.', 'Är strategin tydlig?'])
    expect(await main(page)).toContain(words);
  await press(page, 'Skicka till 1 remissinstans');
  expect(await main(page)).toContain('Remissen skickades.');
  await leave(page);
}

async function plan(page: Page): Promise<void> {
  await press(page, SECRETARY);
  await goTo(page, /Din meny$/);
  await page.keyboard.press('Enter');
  await press(page, 'Förvaltning');
  await press(page, 'Sammanträdeskalender');
  await press(page, 'Lägg in ett sammanträde');
  await write(page, 'Dag', '11022026');
  await press(page, 'Lägg in ett sammanträde');
  expect(await main(page)).toContain('mån 2 nov');
  await leave(page);
}

async function prepare(page: Page): Promise<void> {
  await press(page, 'Bli registrator, TSN');
  expect(await page.title()).toMatch(/^Min inkorg, 1 att göra – Yttra/);
  await press(page, /^Registrera, KS 2026/);
  await press(page, 'Registrera');
  expect(await main(page)).toContain('Remissen registrerades som TSN ');
  await leave(page);

  await press(page, MANAGER);
  await press(page, /^Fördela, TSN 2026/);
  await press(page, 'Fördela');
  expect(await main(page)).toContain('Välj en handläggare');
  // A browser gives the mistakes the focus a moment after the page is there: Tab would lead from the top before that.
  await until(
    async () => page.evaluate('document.activeElement.className'),
    (name) => name === 'ds-error-summary',
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await until(
    async () => page.evaluate('document.activeElement.id'),
    (id) => id === 'officer',
  );
  await page.keyboard.type('Handläggare');
  await press(page, 'Fördela');
  await leave(page);

  await press(page, 'Bli handläggare, TSN');
  await press(page, 'Remiss av strategin');
  await press(page, 'Skriv yttrande');
  await goTo(page, 'Ej angivet');
  for (let up = 0; up < 4; up++) await page.keyboard.press('ArrowUp');
  await write(page, 'Ny att-sats', 'att översända yttrandet');
  await press(page, 'Lägg till att-sats');
  await write(page, 'Ny att-sats', 'att tillstyrka strategin');
  await press(page, 'Spara');
  await press(page, 'Flytta att-sats 2 uppåt');
  await write(page, 'Rubrik', 'Svar på remissen');
  await write(page, 'Fråga 1', 'Ja, den är tydlig.');
  await write(page, 'Avsnitt, ny', 'Boende');
  await write(page, 'Synpunkt, ny', 'Nämn gångvägar.');
  await write(page, 'Mottagare', 'Kommunstyrelsen');
  await goTo(page, 'Sammanfattning', 'Shift+Tab');
  await page.keyboard.type('Strategin är tydlig.');
  await press(page, 'Lämna för granskning');
  expect(await main(page)).toMatch(/att tillstyrka strategin[^]*att översända yttrandet/);
  await press(page, 'Lämna för granskning');
  await leave(page);

  await press(page, MANAGER);
  await press(page, 'Remiss av strategin');
  await press(page, 'Godkänn');
  await press(page, 'Godkänn');
  await page.goBack();
  expect(await main(page)).toContain('Det går inte i läget Godkänt.');
  await leave(page);
}

async function decide(page: Page): Promise<void> {
  await press(page, SECRETARY);
  await press(page, /^Sätt upp, TSN 2026/);
  await goTo(page, 'Sammanträde');
  await page.keyboard.type('måndag');
  await press(page, 'Sätt upp');
  await press(page, 'För in beslut');
  await write(page, 'Paragraf', '84');
  await press(page, 'För in beslut');
  await press(page, 'Justera');
  await press(page, 'Justera');
  await press(page, 'Expediera');
  await press(page, 'Expediera');
  expect(await main(page)).toContain('Yttrandet expedierades till ');
  await leave(page);
}

async function settle(page: Page): Promise<void> {
  await press(page, 'Bli registrator, KS');
  await press(page, /^Kvittera,/);
  expect(await main(page)).toMatch(/Tillstyrker med synpunkter[^]*att tillstyrka strategin/);
  await press(page, 'Kvittera');
  await press(page, 'Remisser');
  await press(page, 'Remiss av strategin');
  await press(page, 'Sammanställning av svaren');
  expect(await main(page)).toContain('Ja, den är tydlig.');
  await write(page, 'Kommunstyrelsens svar', 'Gångvägarna är med.');
  await press(page, /^Spara svaret/);
  expect(await main(page)).toContain('Besvarade synpunkter: 1 av 1.');
  await press(page, 'Dela sammanställningen');
  await press(page, 'Dela sammanställningen');
  expect(await main(page)).toContain('Sammanställningen delades som version 1');
  await press(page, 'Remisser');
  await press(page, 'Remiss av strategin');
  await press(page, 'Avsluta');
  await press(page, 'Avsluta');
  expect(await main(page)).toContain('Remissen avslutades.');
  await leave(page);
}

opens('the whole story of a referral', () => {
  it('goes through the pages of a phone by keyboard alone', async () => {
    await pages.looking.inBrowser(
      async (page) => {
        await page.goto(`${pages.base}/`);
        for (const chapter of [plan, send, prepare, decide, settle]) await chapter(page);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  it('goes through those of a desk without a script', async () => {
    await given(pages.service).meeting();
    await pages.looking.inBrowser(
      async (page) => {
        await page.goto(`${pages.base}/`);
        for (const chapter of [send, prepare, decide, settle]) await chapter(page);
      },
      { javaScriptEnabled: false },
    );
  });
});
