import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
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
    const text = '- vägar\n  - gång\n  1. först\n- lek\n\n3. tre\n   - punkt\n4. fyra';
    const document = (await partsOf({ ...everyPart, blocks: [{ is: 'text', text }] }))['word/document.xml']!;
    expect([...document.matchAll(/<w:ilvl w:val="(\d)"/g)].map(([, level]) => level).join('')).toBe(
      '0110010',
    );
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
