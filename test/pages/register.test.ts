import { expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { done, given, type Answer } from '../support/given.js';
import { violations } from '../support/browser.js';
import { openedPages, opens } from '../support/opened-pages.js';
import { keepPicture, PICTURED } from '../support/pictures.js';
import { publishing } from '../support/published.js';

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 900 };

let statement: Answer;
let referral: Answer;
let referralCase: Answer;
let sentReferralId: string;
const pages = openedPages(async () => {
  const { consultation, referralCase: register } = given(pages.service);
  const { publishCase, publishReferral, publishStatement } = publishing(pages.service);
  const received = await consultation('received', {
    consultees: [{ body: 'TSN' }, { name: 'Region Exempel' }],
  });
  const ks = pages.service.as('ks-registrator');
  sentReferralId = received['referralId'] as string;
  statement = await publishStatement(received);
  referral = await publishReferral((await ks.get(`/referrals/${received['referralId']}`)).body);
  referralCase = await publishCase((await ks.get(`/cases/${received['caseId']}`)).body);
  for (let index = 0; index < 21; index++)
    await publishCase(await register({ title: `Cykelplan, etapp ${index}` }));
});

async function visiting<T>(
  path: string,
  look: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await pages.browser.newContext({ locale: 'sv-SE', viewport: DESKTOP, ...options });
  try {
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(String(error)));
    await page.goto(pages.base + path);
    const seen = await look(page);
    expect(wrong.filter((text) => !text.includes('status of 4'))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    return seen;
  } finally {
    await context.close();
  }
}

const paths = (): Record<string, string> => ({
  'the first page': '/register',
  'what a number or a word finds': '/register?q=hållbarhet',
  'a word that finds nothing': '/register?q=finnsinte',
  'a word that cannot be looked for': `/register?q=${'å'.repeat(201)}`,
  'a list': '/register/cases',
  'a search that finds nothing': '/register/referrals?q=finnsinte',
  'a search that cannot be made': '/register/cases?state=finnsinte',
  'a case': `/register/cases/${referralCase.id}`,
  'a referral': `/register/referrals/${referral.id}`,
  'a statement': `/register/statements/${statement.id}`,
  'a page that is not there': '/register/cases/1',
});
const NAMES = [
  'the first page', 'what a number or a word finds', 'a word that finds nothing', 'a word that cannot be looked for',
  'a list', 'a search that finds nothing', 'a search that cannot be made', 'a case', 'a referral', 'a statement',
  'a page that is not there',
]; // prettier-ignore

opens('the pages of the register', () => {
  it.each(NAMES)(
    '%s: nothing for axe to find, on a phone nor on a desk, in either language',
    async (name) => {
      for (const [locale, viewport] of [
        ['sv-SE', PHONE],
        ['en-GB', DESKTOP],
      ] as const) {
        await visiting(
          paths()[name]!,
          async (page) => {
            expect(await violations(page)).toEqual([]);
            expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
            // WCAG 1.4.10: at 320 pixels nobody scrolls sideways.
            const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
            expect(wide).toBe(false);
          },
          { locale, viewport },
        );
      }
    },
  );

  it('begin with what is out now, the latest statements, and who helps whoever does not find', async () => {
    await visiting('/register', async (page) => {
      const now = page.getByRole('region', { name: 'På remiss just nu' });
      expect(await now.getByRole('listitem').allInnerTexts()).toEqual([
        expect.stringMatching(/Internremiss, Strategi[^]*2 remissinstanser[^]*Svar senast/),
      ]);
      const latest = page.getByRole('region', { name: 'Senaste yttrandena' });
      expect(await latest.getByRole('listitem').innerText()).toMatch(/Tekniska servicenämnden/);
      expect(await page.getByRole('link', { name: 'diarium@kommun.example' }).getAttribute('href')).toBe(
        'mailto:diarium@kommun.example',
      );
      expect(await page.getByRole('link', { name: 'Logga in för anställda' }).isVisible()).toBe(true);
      // Nothing but what is published is counted.
      await page.getByRole('link', { name: 'Alla remisser, 1' }).click();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Remisser');
    });
  });

  it('look for a number or a word in all lists at once', async () => {
    await visiting('/register', async (page) => {
      await page.getByLabel('Sök på diarienummer eller ord').fill('hållbarhet');
      await page.getByRole('button', { name: 'Sök' }).click();
      for (const list of ['Ärenden', 'Remisser', 'Yttranden'])
        expect(await page.getByRole('region', { name: list }).getByRole('listitem').count()).toBe(1);
      await page.getByLabel('Sök på diarienummer eller ord').fill('cykelplan');
      await page.getByRole('button', { name: 'Sök' }).click();
      await page.getByRole('link', { name: 'Alla ärenden, 21' }).click();
      expect(await page.inputValue('#q')).toBe('cykelplan');
      expect(await page.getByRole('status').innerText()).toMatch(/^Antal: 21\./);
    });
  });

  it('lead without a script from a search to the case, its referral and the statement on it', async () => {
    await visiting(
      '/register/cases',
      async (page) => {
        await page.getByLabel('Sök på nummer eller ord').fill('hållbarhet');
        await page.getByLabel('Läge').selectOption({ label: 'Pågår' });
        await page.getByRole('button', { name: 'Sök' }).click();
        expect(await page.getByRole('status').innerText()).toMatch(/^Antal: 1\./);
        await page.getByRole('link', { name: 'Strategi för social hållbarhet 2024-2030' }).click();
        await page.getByRole('link', { name: /^Internremiss/ }).click();
        expect(await page.getByText('Tekniska servicenämnden').first().isVisible()).toBe(true);
        await page.getByRole('link', { name: /^Internremiss/ }).click();
        const text = await page.locator('main').innerText();
        expect(text).toMatch(/Tillstyrker med synpunkter/);
        expect(text).toMatch(/2 november 2026, § 84/);
        expect(text).toMatch(/att tillstyrka förslaget/);
        await page.getByRole('link', { name: 'Ärenden' }).click();
        await page.getByRole('link', { name: 'Nästa sida' }).click();
        expect(page.url()).toMatch(/\?page=2$/);
        expect(await page.getByRole('link', { name: 'Föregående sida' }).isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  it('say it in order also without their style', async () => {
    await visiting(`/register/statements/${statement.id}`, async (page) => {
      await page.evaluate("document.querySelector('link[rel=stylesheet]').remove()");
      const text = await page.locator('main').innerText();
      const order = [
        'Internremiss',
        'Diarienummer',
        'Tekniska servicenämnden',
        'Ställningstagande',
        'Beslutet',
      ];
      const places = order.map((part) => text.indexOf(part));
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(places).not.toContain(-1);
    });
  });

  it('are walked through by keyboard in the order they are read, and each step is seen', async () => {
    await visiting('/register/cases', async (page) => {
      const walked: string[] = [];
      for (let index = 0; index < 10; index++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate<{ name: string; outline: string }>(
          `({ name: document.activeElement.id || document.activeElement.textContent.trim(),
              outline: getComputedStyle(document.activeElement).outlineStyle })`,
        );
        expect(focused.outline).not.toBe('none');
        if (focused.name !== walked.at(-1)) walked.push(focused.name);
      }
      expect(walked.slice(0, 8)).toEqual([
        'Hoppa till innehållet',
        'ExempelkommunenDiarium',
        'Ärenden',
        'Remisser',
        'Yttranden',
        'q',
        'state',
        'from',
      ]);
    });
    await visiting('/register/cases', async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
    });
  });

  it('show what stands in a title as text', async () => {
    const title = '<script>alert(1)</script> "&\' <b>fet</b>';
    const record = await given(pages.service).referralCase();
    const { id } = await publishing(pages.service).publishCase(record, { publicTitle: title });
    await visiting(`/register/cases/${id}`, async (page) => {
      expect(await page.locator('h1').textContent()).toBe(title);
      expect(await page.title()).toContain(title);
    });
    await visiting(`/register/cases?q=${encodeURIComponent('"><b>')}`, async (page) => {
      expect(await page.inputValue('#q')).toBe('"><b>');
    });
  });

  it('scroll nobody sideways, however long a word in a title is', async () => {
    const record = await given(pages.service).referralCase();
    const { id } = await publishing(pages.service).publishCase(record, {
      publicTitle: 'ålgräsäng'.repeat(33),
    });
    for (const path of [`/register/cases/${id}`, '/register/cases', '/register'])
      await visiting(
        path,
        async (page) => {
          const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          expect([path, Math.max(0, wide)]).toEqual([path, 0]);
        },
        { viewport: PHONE },
      );
  });

  it('look as they do in these pictures', async () => {
    for (const on of ['desk', 'phone'] as const)
      for (const name of NAMES)
        await visiting(paths()[name]!, (page) => keepPicture(page, name, on), PICTURED[on]);
  });

  it('say on the first page that nothing is out once the referral is closed, and still lead to it', async () => {
    const ks = pages.service.as('ks-registrator');
    await done(
      ks.post(`/referrals/${sentReferralId}/close`, { reason: 'Alla har svarat' }, { ifMatch: '*' }),
    );
    await visiting('/register', async (page) => {
      expect(await page.getByRole('region', { name: 'På remiss just nu' }).innerText()).toMatch(
        /Inget är ute på remiss just nu\.\s+Alla remisser, 1/,
      );
    });
  });
});
