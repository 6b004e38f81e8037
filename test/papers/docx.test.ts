import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import type { Paper } from '../../src/papers/paper.js';
import { everyPart, IN_ORDER, outOfOrder, renderersWith } from '../support/papers.js';

const renderers = renderersWith();
afterAll(() => renderers.onApplicationShutdown());

const partsOf = async (paper = everyPart) => {
  const { bytes } = await renderers.write(paper, 'docx');
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
};
const textOf = (xml: string) =>
  xml
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

describe('a paper for Word', () => {
  let parts: Record<string, string>;
  beforeAll(async () => {
    parts = await partsOf();
  });

  it('has all of the paper in order, in parts that are XML', () => {
    expect(outOfOrder(textOf(parts['word/document.xml']!), IN_ORDER)).toBeUndefined();
    for (const [name, part] of Object.entries(parts).filter(([each]) => /\.(xml|rels)$/.test(each)))
      expect([name, XMLValidator.validate(part)]).toEqual([name, true]);
    expect(textOf(parts[Object.keys(parts).find((name) => /^word\/header\d/.test(name))!]!)).toContain(
      'TSN 2023/112',
    );
  });

  it('has headings by style and outline level, tables with heads, and Swedish text', () => {
    expect(parts['word/document.xml']!.match(/w:pStyle w:val="Heading[123]"/g)).toEqual([
      'w:pStyle w:val="Heading1"',
      'w:pStyle w:val="Heading2"',
      'w:pStyle w:val="Heading3"',
      'w:pStyle w:val="Heading2"',
    ]);
    expect(parts['word/styles.xml']!.match(/w:outlineLvl w:val="[012]"/g)).toHaveLength(3);
    expect(parts['word/document.xml']!.match(/<w:tblHeader\/?>/g)).toHaveLength(2);
    expect(parts['word/styles.xml']).toContain('w:val="sv-SE"');
    expect(parts['docProps/core.xml']).toContain('2023-11-22T10:00:00Z');
    expect(textOf(parts['docProps/core.xml']!)).toContain(everyPart.title);
  });

  it('has lists below the items of lists, with bullets and numbers', async () => {
    const text =
      '- vägar\n  - gång\n    - om sommaren\n      1. först\n  1. sedan\n- lek\n\n3. tre\n   - punkt\n4. fyra';
    const document = (await partsOf({ ...everyPart, blocks: [{ is: 'text', text }] }))['word/document.xml']!;
    expect([...document.matchAll(/<w:ilvl w:val="(\d)"/g)].map(([, level]) => level).join('')).toBe(
      '012310010',
    );
  });

  it('keeps together at the end of a page who signs, the foot and what they are below, and rows of tables whole', async () => {
    const blocks = [
      { is: 'clauses', lead: 'Nämnden beslutar', clauses: ['att avstå.', 'att avsluta.'] },
      { is: 'signatures', signatures: [{ name: 'Anna Ek', title: 'Ordförande' }] },
    ] as const;
    const document = (await partsOf({ ...everyPart, blocks }))['word/document.xml']!;
    const kept = document
      .split('<w:p>')
      .filter((paragraph) => paragraph.includes('<w:keepNext/>'))
      .map((paragraph) => textOf(paragraph).replaceAll(/\s+/g, ' ').trim());
    expect(kept).toEqual(['Nämnden beslutar', 'att avsluta.', 'Anna Ek Ordförande']);
    expect(parts['word/document.xml']!.match(/<w:cantSplit\/>/g)).toHaveLength(5);
  });

  it('gives a column of long texts more room than one of days', async () => {
    const table = { is: 'table', head: ['Inkom', 'Ärende'], rows: [['2026-11-29', 'Remiss av betänkandet om en förändrad ansvarsfördelning för räddningstjänst']] } as const; // prettier-ignore
    const document = (await partsOf({ ...everyPart, blocks: [table] }))['word/document.xml']!;
    const [day, matter] = [...document.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
    expect(matter).toBeGreaterThan(3 * day!);
  });

  it('is written from the right where a text begins so', async () => {
    const paper: Paper = { ...everyPart, blocks: [{ is: 'text', text: 'שלום.\n\nOrdet שלום.' }] };
    const document = (await partsOf(paper))['word/document.xml']!;
    expect(document.match(/<w:bidi\/>/g)).toHaveLength(1);
    expect(document.match(/<w:rtl\/>/g)).toHaveLength(1);
    const { bytes } = await renderers.write(paper, 'html');
    expect(strFromU8(bytes).match(/<\w+ dir="rtl">[^<]*/g)).toEqual(['<p dir="rtl">שלום.']);
  });

  it('shows as text what looks like a field, a tag or a formula', async () => {
    const written = '{ INCLUDETEXT "/etc/passwd" } <w:br/> =HYPERLINK("http://x") {{7*7}} \u0000\u000b';
    const document = (await partsOf({ ...everyPart, title: written }))['word/document.xml']!;
    expect(outOfOrder(textOf(document), [written.slice(0, -2)])).toBeUndefined();
    expect(document).not.toMatch(/w:instrText|w:fldSimple|w:hyperlink/);
  });

  it('is the same bytes each time, also from the same process', async () => {
    const first = (await renderers.write(everyPart, 'docx')).bytes;
    const again = (await renderers.write(everyPart, 'docx')).bytes;
    expect(again.equals(first)).toBe(true);
  });
});
