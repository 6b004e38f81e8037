import { describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import type { Workbook } from '../../src/papers/workbook.js';
import { xlsxOf } from '../../src/papers/xlsx/write-xlsx.js';

const workbook: Workbook = {
  title: 'Sammanställning & <svar>',
  sender: 'Kommunstyrelsen',
  writtenAt: '2024-02-05T09:12:00.000Z',
  sheets: [
    {
      name: 'Svar',
      columns: ['Text', 'Antal', 'Dag', 'Sent'].map((head) => ({ head, width: 20 })),
      rows: [
        ['=1+1', 42, { day: '2023-11-22' }, true],
        [null, 0, null, false],
      ],
    },
    { name: 'Tom', columns: [{ head: 'Inget', width: 10 }], rows: [] },
  ],
};

const partsOf = async (written: Workbook) =>
  Object.fromEntries(
    Object.entries(unzipSync(await xlsxOf(written))).map(([name, part]) => [name, strFromU8(part)]),
  );
const oneCell = (text: string): Workbook => ({
  ...workbook,
  sheets: [{ name: 'A', columns: [{ head: 'B', width: 9 }], rows: [[text]] }],
});
const parser = new XMLParser({ ignoreAttributes: true, trimValues: false, parseTagValue: false });
/** The texts of a workbook's cells as a reader of XML has them. */
const textsOf = async (written: Workbook): Promise<string[]> => {
  const { sst } = parser.parse((await partsOf(written))['xl/sharedStrings.xml']!) as {
    sst: { si: { t: string }[] | { t: string } };
  };
  return [sst.si].flat().map(({ t }) => t);
};

describe('a workbook', () => {
  it('is well formed, with a title, a header that stays in sight and filters on each sheet', async () => {
    const parts = await partsOf(workbook);
    for (const [name, part] of Object.entries(parts).filter(([each]) => /\.(xml|rels)$/.test(each)))
      expect([name, XMLValidator.validate(part)]).toEqual([name, true]);
    expect(parts['docProps/core.xml']).toContain('<dc:title>Sammanställning &amp; &lt;svar&gt;</dc:title>');
    expect(parts['docProps/core.xml']).toContain('2024-02-05T09:12:00Z');
    expect(parts['[Content_Types].xml']).toContain('/docProps/core.xml');
    expect(
      [...parts['xl/workbook.xml']!.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name),
    ).toEqual(['Svar', 'Tom']);
    const sheets = Object.keys(parts).filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
    expect(sheets).toHaveLength(2);
    for (const name of sheets) {
      expect(parts[name]).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
      // Where Excel asks for it: after the rows, before the margins.
      expect(parts[name]).toMatch(/<\/sheetData><autoFilter ref="A1:[A-D]\d"\/>/);
    }
    expect(Object.keys(parts).join(' ')).not.toMatch(/vbaProject|externalLinks|embeddings|connections/);
  });

  it('has numbers, dates and yes or no as such', async () => {
    const sheet = (await partsOf(workbook))['xl/worksheets/sheet1.xml']!;
    const cell = (address: string) => new RegExp(`<c r="${address}"([^>]*)><v>([^<]*)</v>`).exec(sheet)!;
    expect(cell('B2')[2]).toBe('42');
    expect(cell('B2')[1]).not.toContain('t=');
    // The day by Excel's count, with a format of its own.
    expect([cell('C2')[2], /s="\d+"/.test(cell('C2')[1]!)]).toEqual(['45252', true]);
    expect([cell('D2')[2], cell('D2')[1]!.includes('t="b"')]).toEqual(['1', true]);
    expect(cell('A2')[1]).toContain('t="s"');
    expect(sheet).not.toContain('r="C3"');
  });

  it.each([
    '=1+1',
    '+46 70',
    '-2+3',
    '@SUM(A1)',
    '=HYPERLINK("http://x";"y")',
    '\t=1+1',
    '</t></si><c><f>1</f></c>',
    '&amp; <b>å ä ö</b>',
    ' blank ',
    'en rad\nen till',
  ])('shows %j as text, letter for letter, and no formula', async (text) => {
    const parts = await partsOf(oneCell(text));
    expect(Object.values(parts).join('\n')).not.toMatch(/<f[ >]/);
    const texts = await textsOf(oneCell(text));
    expect(texts).toContain(text);
  });

  it('writes what Excel would read as a sign of its own so that it stays as it was written', async () => {
    expect(await textsOf(oneCell('_x0041_'))).toContain('_x005F_x0041_');
  });

  it('cuts a text that no cell holds, and says so', async () => {
    const [, text] = await textsOf(oneCell('å'.repeat(40_000)));
    expect(text!.length).toBeLessThanOrEqual(32_767);
    expect(text).toMatch(/å … \(forts\. i handlingen\)$/);
    const [, pair] = await textsOf(oneCell(`${'a'.repeat(32_742)}😀${'b'.repeat(99)}`));
    expect(pair!.isWellFormed()).toBe(true);
  });

  it('is the same bytes each time', async () => {
    const [first, again] = [await xlsxOf(workbook), await xlsxOf(workbook)];
    expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
  });
});
