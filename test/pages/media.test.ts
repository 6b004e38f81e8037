import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, given, TODAY } from '../support/given.js';
import { goTo, press } from '../support/looking.js';
import { openedPages, opens } from '../support/opened-pages.js';
import { violations } from '../support/browser.js';

const run = promisify(execFile);
const UNBROKEN = `Remiss${'ålgräsäng'.repeat(33)}`.slice(0, 300);
const FROM_THE_RIGHT = 'مشروع الاستراتيجية للاستدامة الاجتماعية (KS 2026/4) – remiss';
/** What is left of an A4 between its margins. */
const PAPER = { width: 673, height: 1000 };
const DESK = { width: 1440, height: 900 };

const WHO = {
  registrar: 'Bli registrator, KS',
  officer: 'Bli handläggare, TSN',
  secretary: 'Nämndsekreterare, Tekniska servicenämnden',
  manager: 'Förvaltningschef, Tekniska servicenämnden',
} as const;

/** Pages with titles that cannot be broken or run the other way, and a referral to thirty. */
let paths: Partial<Record<keyof typeof WHO, readonly string[]>>;
let thirty: string;
const pages = openedPages(async () => {
  const { consultation, sentReferral, consultationOf, onTheWay, meeting, draftReferral } = given(
    pages.service,
  );
  await meeting('2026-11-25');
  const outside = Array.from({ length: 28 }, (_, at) => ({
    name: `Samfällighetsföreningen ${at + 1} i Östra Göinge`,
  }));
  const referral = await sentReferral({
    title: UNBROKEN,
    letter: `https://www.exempelkommun.example/${'kommun-och-politik/'.repeat(12)}`,
    consultees: [{ body: 'TSN' }, { body: 'BIN' }, ...outside],
  });
  const { id } = await consultationOf('tsn-registrator', referral);
  await onTheWay(referral, id, 'forwarded');
  const draft = await draftReferral({ title: UNBROKEN });
  const written = await consultation('drafting', { title: FROM_THE_RIGHT });
  await consultation('sent', { title: UNBROKEN });
  await consultation('on-agenda', { title: UNBROKEN });
  await consultation('registered', { title: FROM_THE_RIGHT });
  thirty = `/remisser/${referral.id}`;
  paths = {
    registrar: [
      thirty,
      '/inkorg',
      '/remisser',
      '/diarium/ks',
      `${thirty}/sammanstallning`,
      `${thirty}/forlang`,
      `/arenden/${referral['caseId'] as string}`,
      `/remisser/${draft.id}/utkast/kontrollera`,
      '/sok?q=remiss',
      '/statistik?ar=2026',
    ],
    officer: ['/inkorg', `/svar/${written.id}`, `/svar/${written.id}/yttrande`, `/svar/${written.id}/lamna`],
    secretary: [
      '/inkorg',
      `/svar/${id}`,
      '/sammantraden/tsn',
      `/sammantraden/tsn/${TODAY}`,
      `/sammantraden/tsn/${TODAY}/beslut`,
    ],
  };
});

/** Looks at every page of each person. */
async function onEach(look: (page: Page, path: string) => Promise<void>, options = {}): Promise<void> {
  for (const [who, name] of Object.entries(WHO))
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, name);
      for (const path of paths[who as keyof typeof WHO] ?? []) {
        await page.goto(`${pages.base}${path}`);
        await look(page, path);
      }
    }, options);
}

/** Whatever is seen and reaches further right than the page. */
const cutAtTheRight = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('main *')]
    .filter((at) => at.checkVisibility() && !at.closest('.ds-sr-only, caption, option') && at.getBoundingClientRect().right > innerWidth + 1)
    .map((at) => at.tagName + '.' + at.getAttribute('class') + ' ' + at.textContent.trim().slice(0, 40))`);
/**
 * What has been put elsewhere since the page began to be drawn, as far as anybody sees it: on a machine that is busy the
 * width of a name in the menu may settle after its first letters are drawn. Chromium calls a tenth good, this is a hundredth.
 */
const shifted = (page: Page) =>
  page.evaluate<string[]>(`new Promise((resolve) => {
    const shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(shifts.filter(({ value }) => value > 0.01).flatMap(({ sources }) => sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? 'what is gone'))), 200);
  })`);
/** On paper the text of a wide table is small, and nothing that stands in it is larger than the rest. */
const largerThanItsTable = (page: Page) =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('main :is(.matrix, .compare, .twin)')].flatMap((table) =>
    [...table.querySelectorAll('*')].filter((one) =>
      [...one.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim() !== '') &&
      parseFloat(getComputedStyle(one).fontSize) > parseFloat(getComputedStyle(table).fontSize) + 0.1,
    ).map(({ outerHTML }) => outerHTML.slice(0, 80)))`);
const sideways = (page: Page) =>
  page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)');

opens('the pages of staff', () => {
  it('are whole on paper, with nothing to press', async () => {
    await onEach(async (page, path) => {
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize(PAPER);
      expect([path, await cutAtTheRight(page)]).toEqual([path, []]);
      expect([path, await largerThanItsTable(page)]).toEqual([path, []]);
      expect([
        path,
        await page
          .locator(
            ':is(nav, .ds-button, header.topbar, footer.foot, a[download], details > form, .other-meetings):visible',
          )
          .allInnerTexts(),
      ]).toEqual([path, []]);
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize(DESK);
    });
  });

  it('print the editor’s text without its fields, and wide tables on paper that lies', async () => {
    /** The width and height of the first sheet, in points, and what stands on all of them. */
    const printed = async (page: Page) => {
      const folder = await mkdtemp(join(tmpdir(), 'printed-'));
      const file = join(folder, 'page.pdf');
      await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
      const [info, text] = await Promise.all([
        run('pdfinfo', [file]),
        run('pdftotext', ['-layout', file, '-']),
      ]);
      await rm(folder, { recursive: true });
      const [, width, height] = /Page size: +([\d.]+) x ([\d.]+)/.exec(info.stdout)!;
      return { isWide: Number(width) > Number(height), text: text.stdout };
    };
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, WHO.registrar);
      await page.goto(`${pages.base}${thirty}`);
      const matrix = await printed(page);
      expect(matrix.isWide).toBe(true);
      // The table of the timeline is folded on the screen.
      expect(matrix.text).toMatch(
        /Remissinstans +Registrerad +Sammanträde +Expedierat +Svar senast +Begärt anstånd/,
      );
      for (const path of ['/diarium/ks', '/statistik?ar=2026']) {
        await page.goto(`${pages.base}${path}`);
        expect([path, (await printed(page)).isWide]).toEqual([path, true]);
      }
      await page.goto(`${pages.base}/inkorg`);
      expect((await printed(page)).isWide).toBe(false);
    });
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, WHO.officer);
      await page.goto(`${pages.base}${paths.officer!.find((path) => path.endsWith('/yttrande'))!}`);
      await page.getByLabel('Rubrik', { exact: true }).fill('Yttrande om gång- och cykelvägar');
      await page.locator('.preview').getByText('Yttrande om gång- och cykelvägar').waitFor();
      const editor = await printed(page);
      expect(editor.isWide).toBe(false);
      expect(editor.text).toContain('Yttrande om gång- och cykelvägar');
      for (const label of ['Lägg till', 'Flytta', 'Rubrik']) expect(editor.text).not.toContain(label);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('main :is(input, textarea, select):visible').count()).toBe(0);
    });
  });

  it('are read on paper where the colour behind them is not printed, and a history goes on from sheet to sheet', async () => {
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, WHO.registrar);
      const styleOf = (at: string) =>
        page.evaluate<string[]>(
          `(({ color, breakInside }) => [color, breakInside])(getComputedStyle(document.querySelector('${at}')))`,
        );
      await page.emulateMedia({ media: 'print' });
      await page.goto(`${pages.base}/register`);
      for (const part of ['.hero h1', '.hero p']) expect((await styleOf(part))[0]).toBe('rgb(0, 0, 0)');
      expect(await page.locator('.hero form').isVisible()).toBe(false);
      await page.goto(`${pages.base}${thirty}`);
      expect((await styleOf('#historik'))[1]).toBe('auto');
    });
  });

  it('scroll nobody sideways on a phone, however long a title is and however many are asked', async () => {
    await onEach(
      async (page, path) => {
        expect([path, await sideways(page), await shifted(page)]).toEqual([path, 0, []]);
        if (path === thirty) expect(await violations(page)).toEqual([]);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  // So that whoever has asked for less motion needs no rule of their own.
  it('neither move nor shift while they are drawn', async () => {
    await onEach(async (page, path) => {
      const moving = await page.evaluate<string[]>(`[...document.querySelectorAll('*')]
          .filter((at) => ['', '::before', '::after', '::details-content'].some((part) => {
            const { transitionDuration, animationName } = getComputedStyle(at, part || null);
            return animationName !== 'none' || transitionDuration.split(', ').some((time) => time !== '0s');
          }))
          .map((at) => at.outerHTML.slice(0, 80))`);
      expect([path, moving, await shifted(page)]).toEqual([path, [], []]);
    });
  });

  it('show focus and where one is in the reader’s own colours', async () => {
    await onEach(
      async (page, path) => {
        const alike = await page.evaluate<string[]>(`[...document.querySelectorAll('[aria-current]')]
          .filter((at) => at.checkVisibility() && at.matches('a') && getComputedStyle(at).textDecorationLine === 'none')
          .map((at) => at.outerHTML.slice(0, 80))`);
        expect([path, alike]).toEqual([path, []]);
        if (path === '/inkorg' || path.endsWith('/yttrande')) await goTo(page, 'Hjälp och genvägar');
      },
      { forcedColors: 'active' },
    );
  });

  it('say on paper where a link out of Yttra leads', async () => {
    await pages.looking.inBrowser(async (page) => {
      await page.goto(`${pages.base}/tillganglighet`);
      await page.emulateMedia({ media: 'print' });
      const link = page.locator('main a[href^="https://www.digg.se"]');
      const said = await link.evaluate((at) => getComputedStyle(at, '::after').content);
      expect(said).toContain('https://www.digg.se/tdosanmalan');
    });
  });

  it('give no word of a confidential title until it is opened, and none to a tab', async () => {
    const { consultation } = given(pages.service);
    const secret = await consultation('registered', { title: 'Remiss om kvarteret Eken' });
    const seenBy = [{ body: 'TSN', role: 'registrar' }];
    await done(
      pages.service
        .as('tsn-registrator')
        .post(
          `/consultations/${secret.id}/mark-confidential`,
          { provision: 'OSL 26:1', of: 'consultation', seenBy },
          { ifMatch: secret.version },
        ),
    );
    const own = secret['ownCaseNumber'] as string;
    const lists = ['/inkorg', '/diarium/tsn', `/sok?q=${encodeURIComponent(own)}`, '/sok?q=kvarteret'];
    for (const who of ['Bli registrator, TSN', WHO.manager])
      await pages.looking.inBrowser(async (page) => {
        await pages.looking.signIn(page, who);
        for (const path of [...lists, `/svar/${secret.id}`]) {
          await page.goto(`${pages.base}${path}`);
          expect([who, path, await page.content()]).toEqual([who, path, expect.not.stringContaining('Eken')]);
        }
        if (who === WHO.manager) return;
        await press(page, 'Öppna ärendet');
        expect(await page.locator('main').innerText()).toContain('Remiss om kvarteret Eken');
        expect(await page.title()).not.toContain('Eken');
      });
  });
});
