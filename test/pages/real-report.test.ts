import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { docxWith, p, STYLES } from '../support/docx-files.js';
import { done, given } from '../support/given.js';
import { press } from '../support/looking.js';
import { main, openedPages, opens } from '../support/opened-pages.js';
import { read, realReport } from '../support/staff-reports.js';

const pages = openedPages();

interface Paragraph {
  readonly kind: 'title' | 'heading' | 'text';
  readonly text: string;
}
const HEADINGS = [
  'Sammanfattning',
  'Beslutsunderlag',
  'Tekniska Serviceförvaltningens förslag till beslut',
  'Beslutet skickas till',
  'Ärendet',
];
/** The report as it was before its lines were broken: a paragraph each, with its headings. */
const paragraphs: readonly Paragraph[] = realReport
  .split(/\n\s*\n|^(?=Remissversion)/m)
  .flatMap((block) => block.split(new RegExp(`^\\s*(${HEADINGS.join('|')})\\s*$`, 'm')))
  .map((lines) =>
    lines
      .trim()
      .replaceAll(/-\s*\n\s*/g, '-')
      .replaceAll(/\s*\n\s*/g, ' '),
  )
  .filter((text) => text !== '')
  .map((text, at) => ({ kind: at === 0 ? 'title' : HEADINGS.includes(text) ? 'heading' : 'text', text }));

const inWord = docxWith({
  styles: STYLES,
  body: paragraphs
    .map(({ kind, text }) => p(text, { title: 'Rubrik1', heading: 'Rubrik2', text: 'Normal' }[kind]))
    .join(''),
});

/** As a program that prints writes it, where the title takes two lines. */
async function asPdf(page: Page): Promise<Buffer> {
  const tag = { title: 'h1', heading: 'h2', text: 'p' } as const;
  await page.setContent(
    `<style>h1 { width: 150mm }</style>${paragraphs
      .map(({ kind, text }) => `<${tag[kind]}>${text}</${tag[kind]}>`)
      .join('')}`,
  );
  return page.pdf({ format: 'A4' });
}

const WAYS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'text that is pasted': async (page) => {
    await page.getByLabel('Klistra in texten').fill(realReport);
    await page.getByRole('button', { name: 'Visa vad som hittas i texten' }).click();
  },
  'a Word file': async (page) => upload(page, 'tjansteskrivelse.docx', inWord),
  'a PDF': async (page) => {
    const drawing = await page.context().newPage();
    const pdf = await asPdf(drawing);
    await drawing.close();
    await upload(page, 'tjansteskrivelse.pdf', pdf);
  },
};
async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Filen').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: 'Visa vad som hittas i filen' }).click();
}

/** Goes to where the first advice of that kind leads, and writes there. */
async function mend(page: Page, advice: RegExp, text: string): Promise<void> {
  await press(page, advice);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Whatever lines and lists look like, the same words. */
const wordsOf = (text: string) => text.replaceAll(/[\s•-]+/g, ' ').trim();

opens('the real report of a board', () => {
  it.each(Object.keys(WAYS))('becomes a draft whose advice can be followed, from %s', async (way) => {
    const { id } = await given(pages.service).consultation('registered');
    await given(pages.service).step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    const saved = () => done(pages.service.as('tsn-handlaggare').get(`/consultations/${id}/statement`));
    await pages.looking.inBrowser(async (page) => {
      await pages.looking.signIn(page, 'Bli handläggare, TSN');
      await page.goto(`${pages.base}/svar/${id}/yttrande`);
      await page.getByText('Läs in en färdig tjänsteskrivelse').click();
      await WAYS[way]!(page);
      await page.getByRole('heading', { name: 'Det här hittades' }).waitFor();
      for (const warning of [
        'Datum saknas.',
        'Sammanfattningen upprepas ordagrant under Ärendet.',
        'Ett namn är skrivet på flera sätt: Tekniska Serviceförvaltningen, Tekniska serviceförvaltningen.',
      ])
        expect(await main(page)).toContain(warning);
      // A part that the report has not is not named.
      expect(await main(page)).not.toMatch(/Rader utan plats|Svar på frågorna/);
      await page.getByRole('button', { name: 'Läs in', exact: true }).click();
      await page.getByText('Sparat som version 2.').waitFor();

      const { content } = read(realReport);
      const { title, clauses, basis, recipients, sections, ...draft } = await saved();
      expect({ title, clauses, basis, recipients, sections }).toEqual({
        title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
        clauses: [
          { text: 'att yttra sig i enlighet med förvaltningens förslag' },
          { text: 'att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet.' },
        ],
        basis: [
          { title: 'Denna tjänsteskrivelse' },
          { title: 'Remissversion Strategi för social hållbarhet 2024-2030' },
        ],
        recipients: [{ body: 'KS' }],
        sections: [],
      });
      for (const part of ['summary', 'matter', 'assessment'] as const)
        expect([part, wordsOf(draft[part] as string)]).toEqual([part, wordsOf(content[part])]);

      expect(await main(page)).toContain('Att se över: 4 råd');
      await mend(page, /^Gå dit: Att-sats 1/, 'att tillstyrka förslaget');
      await mend(page, /^Gå dit: Fråga 1/, 'Ja.');
      for (const basisDocument of [1, 2]) {
        await press(page, new RegExp(`^Gå dit: Beslutsunderlag ${basisDocument}`));
        await page.keyboard.press('Tab');
        await page.keyboard.type('11022026');
      }
      await press(page, 'Spara');
      expect(await main(page)).toContain('Sparat som version 3.');
      expect(await main(page)).not.toContain('Att se över');
      expect(await saved()).toMatchObject({
        advice: [],
        clauses: [{ text: 'att tillstyrka förslaget' }, {}],
      });
    });
  });
});
