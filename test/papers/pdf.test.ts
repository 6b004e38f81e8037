import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaperFormat } from '../../src/papers/formats.js';
import { Renderers } from '../../src/papers/renderers.js';
import {
  everyPart,
  hasPdfTools,
  IN_ORDER,
  outOfOrder,
  placeOf,
  readPdf,
  renderersWith,
  type ReadPdf,
} from '../support/papers.js';

const renderers: Renderers = renderersWith();
afterAll(() => renderers.onApplicationShutdown());

const pdfOf = async (text: string) =>
  renderers.write({ ...everyPart, title: text, blocks: [{ is: 'text', text }] }, 'pdf');

(hasPdfTools ? describe : describe.skip)('a paper as PDF', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = readPdf((await renderers.write(everyPart, 'pdf')).bytes);
  });

  it('has lists below the items of lists', async () => {
    const text = '- vägar\n  - gång\n    - om sommaren\n  1. först\n- lek';
    const { bytes } = await renderers.write({ ...everyPart, blocks: [{ is: 'text', text }] }, 'pdf');
    const { structure, inOrder } = readPdf(bytes);
    const lists = [...structure.matchAll(/^( *)L\b/gm)].map(([, indent]) => indent!.length);
    expect(lists).toHaveLength(4);
    expect(lists[1]).toBeGreaterThan(lists[0]!);
    expect(lists[2]).toBeGreaterThan(lists[1]!);
    expect(lists[3]).toBeGreaterThan(lists[0]!);
    expect(outOfOrder(inOrder, ['vägar', 'gång', 'om sommaren', 'först', 'lek'])).toBeUndefined();
  });

  it('keeps what has no place to break at within its column and its page', async () => {
    const word = 'Parkförvaltningsentreprenadupphandlingsunderlagsgranskning';
    const table = `| Område | Kostnad | Ansvar | År | Källa |\n|---|---|---|---|---|\n| ${word} | ${word} | ${word} | 2026 | |`;
    const { bytes } = await renderers.write(
      { ...everyPart, title: word.repeat(2), sender: word, blocks: [{ is: 'text', text: `${'x'.repeat(300)}\n\n${table}` }] },
      'pdf',
    ); // prettier-ignore
    // Whoever reads it line by line meets no line that is wider than there is room for.
    const lines = readPdf(bytes).pages.join('\n').split('\n').map((line) => line.trim()); // prettier-ignore
    expect(lines.filter((line) => /x{110}/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.includes(word))).toEqual([]);
    expect(readPdf(bytes).inOrder.replaceAll(/\s/g, '')).toContain(word);
  });

  it('never leaves the foot or who signs alone on a page, whatever stands before them', async () => {
    const signatures = { is: 'signatures', signatures: [{ name: 'Anna Ek', title: 'Ordförande' }] } as const;
    for (const lines of Array.from({ length: 12 }, (_, at) => 34 + at)) {
      const items = Array.from({ length: lines }, (_, at) => `punkt ${at}`);
      for (const ends of [[], [signatures]]) {
        const { bytes } = await renderers.write({ ...everyPart, blocks: [{ is: 'points', items: items.slice(0, 20) }, { is: 'text', text: items.slice(20).join('\n\n') }, ...ends] }, 'pdf'); // prettier-ignore
        const last = readPdf(bytes).pages.at(-1)!;
        expect([lines, last]).toEqual([lines, expect.stringContaining(`punkt ${lines - 1}`)]);
      }
    }
  });

  it('keeps a row of a table and what leads to a list on one page', async () => {
    for (const lines of Array.from({ length: 10 }, (_, at) => 28 + at)) {
      const before = Array.from({ length: lines }, (_, at) => `rad ${at}`).join('\n\n');
      const text = `${before}\n\nSkickas till:\n\n- Nämnden\n\n| A | B |\n|---|---|\n${'| början och en lång rad av ord som går vidare över flera rader i sin cell och slutar med slutordet | b |\n'.repeat(8)}`; // prettier-ignore
      const { pages } = readPdf((await renderers.write({ ...everyPart, blocks: [{ is: 'text', text }] }, 'pdf')).bytes); // prettier-ignore
      const count = (page: string, word: string) => page.split(word).length - 1;
      for (const page of pages) {
        expect([lines, count(page, 'början')]).toEqual([lines, count(page, 'slutordet')]);
        expect([lines, count(page, 'Skickas till')]).toEqual([lines, count(page, 'Nämnden\n')]);
      }
    }
  });

  it('sets a text that is written from the right so that its full stop stands at the left', async () => {
    const { bytes } = await renderers.write({ ...everyPart, blocks: [{ is: 'text', text: 'שלום.' }] }, 'pdf');
    const { x, page } = placeOf(bytes, 'ש');
    expect(x).toBeGreaterThan(page / 2);
  });

  it('has all of the paper in the order in which it is read, in its tags and on its pages', () => {
    expect(outOfOrder(pdf.inOrder, IN_ORDER)).toBeUndefined();
    expect(outOfOrder(pdf.pages.join(''), IN_ORDER.slice(4, -5))).toBeUndefined();
    expect(pdf.headings).toEqual([
      [1, everyPart.title],
      [2, 'Sammanfattning'],
      [3, 'Underrubrik'],
      [2, 'Beslut'],
    ]);
  });

  it('is tagged with lists, quotes and tables whose heads are heads, in Swedish, and names itself and its author', () => {
    const count = (tag: string) => pdf.structure.match(new RegExp(`^ *${tag}\\b`, 'gm'))?.length ?? 0;
    expect([count('L'), count('LI'), count('BlockQuote'), count('Table'), count('TH')]).toEqual([
      4, 7, 1, 2, 5,
    ]);
    expect(pdf.info).toMatch(/Tagged: +yes/);
    expect(pdf.info).toMatch(new RegExp(`Title: +${everyPart.title}`));
    expect(pdf.info).toMatch(/Author: +Tekniska servicenämnden/);
    expect(pdf.objects).toContain('"/Lang": "u:sv-SE"');
    expect(pdf.info).toMatch(/595\.\d+ x 841\.\d+/);
  });

  it('says that it is PDF/A-2a and PDF/UA-1, with its colours described, and holds nothing that runs', () => {
    expect(pdf.faults).toContain('No syntax or stream encoding errors');
    expect(pdf.xmp).toMatch(/pdfaid:part>2</);
    expect(pdf.xmp).toMatch(/pdfaid:conformance>A</);
    expect(pdf.xmp).toMatch(/pdfuaid:part>1</);
    expect(pdf.objects).toMatch(/"\/DisplayDocTitle": true/);
    expect(pdf.objects).toMatch(/"\/DestOutputProfile"/);
    expect(pdf.objects).not.toMatch(
      /"\/(?:JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia|OpenAction|AA|XFA|EmbeddedFiles|GoToR|GoToE|Encrypt)"/,
    );
  });

  it('holds its fonts, which are ours, with what each sign of them means', () => {
    expect(pdf.fonts.map(({ name }) => name).sort()).toEqual(['SourceSans3-Bold', 'SourceSans3-Regular']);
    expect(pdf.fonts.every(({ embedded, unicode }) => embedded && unicode)).toBe(true);
  });

  it('has the number and the page of so many on each page', async () => {
    const long = readPdf((await pdfOf('En mening som går igen. '.repeat(60).concat('\n\n').repeat(6))).bytes);
    expect(long.pages.length).toBeGreaterThan(1);
    for (const [at, page] of long.pages.entries()) {
      expect(page).toContain('TSN 2023/112');
      expect(page).toMatch(new RegExp(`Sida ${at + 1} \\(${long.pages.length}\\)`));
    }
  });

  it.each([
    [
      'Typst',
      '#import "@preview/cetz:0.3.0" #read("/etc/passwd") #sys.inputs $x^2$ <etikett> @etikett *fet* _kursiv_ `kod` // bort \\ #{ while true {} }',
    ],
    ['HTML', '<script>alert(1)</script><img src=http://127.0.0.1:9/> &amp; {{7*7}} ${7*7}'],
    ['JSON', '","is":"heading","text":"\\u0000 \\n \\\\ "'],
  ])('shows %s that somebody wrote as it was written', async (_, written) => {
    const { bytes, replaced } = await pdfOf(written);
    expect(replaced).toEqual([]);
    expect(outOfOrder(readPdf(bytes).inOrder, [written, written])).toBeUndefined();
  });

  it('puts □ for a sign that no font has, and says which; what has no sign is left out', async () => {
    const { bytes, replaced } = await pdfOf('Punkt \uf0b7 漢 🦤 \ufeffslut\u200b, ζ и é e\u0301');
    expect(replaced).toEqual(['\uf0b7', '漢', '🦤']);
    expect(outOfOrder(readPdf(bytes).inOrder, ['Punkt □ □ □ slut, ζ и é é'])).toBeUndefined();
  });
});

describe('papers', () => {
  it('are the same bytes whenever they are written', async () => {
    for (const format of ['pdf', 'docx', 'html', 'txt'] as const) {
      const [first, again] = [await renderers.write(everyPart, format), await renderersAnew(format)];
      expect(again.equals(first.bytes)).toBe(true);
    }
  });

  it('have all of the paper as page and as plain text too, in the same order', async () => {
    const plain = (await renderers.write(everyPart, 'txt')).bytes.toString();
    expect(outOfOrder(plain, IN_ORDER)).toBeUndefined();
    const page = (await renderers.write(everyPart, 'html')).bytes.toString();
    expect(outOfOrder(page.replaceAll(/<[^>]*>/g, ' '), IN_ORDER)).toBeUndefined();
    expect(page).toContain('<html lang="sv">');
  });

  it('show as text in a page what looks like markup', async () => {
    const text = '<script>alert(1)</script>';
    const { bytes } = await renderers.write({ ...everyPart, title: text }, 'html');
    expect(bytes.toString()).not.toContain('<script');
    expect(bytes.toString()).toContain('&lt;script>');
  });

  it('are written of a thousand texts of any signs', async () => {
    let seed = 20_261_127;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const sign = () =>
      String.fromCodePoint([random(0x300), random(0x3000), random(0xd800), random(0x110000)][random(4)]!);
    const texts = Array.from({ length: 1000 }, () => Array.from({ length: 40 }, sign).join(''));
    for (let at = 0; at < texts.length; at += 20) {
      const blocks = texts.slice(at, at + 20).map((text) => ({ is: 'text' as const, text }));
      const { bytes } = await renderers.write({ ...everyPart, blocks }, 'pdf');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });
});

async function renderersAnew(format: PaperFormat): Promise<Buffer> {
  const others = renderersWith();
  try {
    return (await others.write(everyPart, format)).bytes;
  } finally {
    others.onApplicationShutdown();
  }
}
