import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { leavesPages } from '../../src/signatures/leaves-pages.js';
import { everyPart, renderersWith } from '../support/papers.js';
import { signedOnceMore } from '../support/sign-pdf.js';

const renderers = renderersWith();
afterAll(() => renderers.onApplicationShutdown());

let frozen: Buffer;
let page: { number: string; dict: string };
beforeAll(async () => {
  frozen = (await renderers.write(everyPart, 'pdf')).bytes;
  const [first] = (await PDFDocument.load(frozen, { updateMetadata: false })).getPages();
  page = { number: String(first!.ref.objectNumber), dict: first!.node.toString() };
});

/** A signed paper with more objects in its update. */
const withMore = (...objects: string[]): Buffer => {
  const more = objects.map((object) => `\n${object}\nendobj`).join('');
  return signedOnceMore(Buffer.concat([frozen, Buffer.from(`${more}\n`, 'latin1')]));
};
const pageWith = (entry: string) => `${page.number} 0 obj\n${page.dict.replace(/>>$/, `${entry} >>`)}`;
const annotation = (of: string) => `9000 0 obj\n<< /Type /Annot ${of} >>`;
const SIGNATURE = '/Subtype /Widget /FT /Sig /T (U)';
const holds = (signed: Buffer) => leavesPages({ frozen, signed });

describe('an update of a frozen paper', () => {
  it('that adds signatures leaves its pages alone, also where a page shows them', async () => {
    expect(await holds(signedOnceMore(signedOnceMore(frozen)))).toBe(true);
    const shown = annotation(`${SIGNATURE} /Rect [60 60 260 120]`);
    expect(await holds(withMore(pageWith('/Annots [9000 0 R]'), shown))).toBe(true);
    const program = '9002 0 obj\n<< /App << /Name /Some#20Program >> >>';
    expect(await holds(withMore(program))).toBe(true);
    const below = annotation('/Subtype /Widget /Parent 9001 0 R /Rect [60 60 260 120]');
    expect(
      await holds(withMore(pageWith('/Annots [9000 0 R]'), below, '9001 0 obj\n<< /FT /Sig /T (U) >>')),
    ).toBe(true);
  });

  it.each([
    ['a stamp', '/Subtype /Stamp /Rect [0 0 100 100]'],
    ['a field of text', '/Subtype /Widget /FT /Tx /Rect [0 0 100 100]'],
    ['a signature that hides the page', `${SIGNATURE} /Rect [0 0 595 842]`],
    ['a signature without a place', SIGNATURE],
  ])('that lays %s over a page is refused', async (_, of) => {
    expect(await holds(withMore(pageWith('/Annots [9000 0 R]'), annotation(of)))).toBe(false);
    expect(
      await holds(withMore(pageWith('/Annots 9002 0 R'), annotation(of), '9002 0 obj\n[9000 0 R]')),
    ).toBe(false);
  });

  it('that defines an annotation twice is refused for either', async () => {
    const stamp = annotation('/Subtype /Stamp /Rect [0 0 100 100]');
    const shown = annotation(`${SIGNATURE} /Rect [60 60 260 120]`);
    expect(await holds(withMore(pageWith('/Annots [9000 0 R]'), stamp, shown))).toBe(false);
  });

  it('that gives a page other content, or another definition of what it draws, is refused', async () => {
    const content = /\/Contents (\d+) 0 R/.exec(page.dict)![1]!;
    expect(await holds(withMore(pageWith('/Rotate 90')))).toBe(false);
    expect(
      await holds(
        withMore(`${page.number} 0 obj\n${page.dict.replace(/\/Contents \d+ 0 R/, '/Contents 9000 0 R')}`),
      ),
    ).toBe(false);
    expect(await holds(withMore(`${content} 0 obj\n<< /Length 0 >>\nstream\n\nendstream`))).toBe(false);
    expect(await holds(withMore(`${content}%\n0%\n\0obj\n<< /Length 0 >>\nstream\n\nendstream`))).toBe(false);
    expect(
      await holds(
        withMore(
          '9000 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root%\n9000 0 R >>\n9001 0 obj\nnull',
        ),
      ),
    ).toBe(false);
    expect(await holds(withMore('9000 0 obj\n<< /Type /ObjStm /N 1 >>'))).toBe(false);
    expect(await holds(withMore('9000 0 obj\n<< /Type /Obj#53tm /N 1 >>'))).toBe(false);
  });
});
