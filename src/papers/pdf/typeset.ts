import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { projectRoot } from '../../config/project-root.js';
import { blocksOf, type TextBlock } from '../blocks.js';
import { columnWidths } from '../column-widths.js';
import { logotypeWithin } from '../form/logotype.js';
import { logotypeWords, type Block, type Paper } from '../paper.js';
import { claimAccessible } from './claim-accessible.js';
import { FONTS_FOLDER } from './fonts.js';
import { Printable } from './printable.js';

const FORM = readFileSync(join(projectRoot, 'src', 'papers', 'pdf', 'paper.typ'), 'utf8');

/** Where the form finds the logotype: a file that is in memory alone. */
const LOGOTYPE = join(process.cwd(), 'logotype.png');
/** In millimetres. */
const ROOM = { width: 55, height: 17 };

let compiler: NodeCompiler | undefined;

/**
 * A paper as PDF/A-2a, tagged, with its fonts in it; it says that it is PDF/UA-1 too where the same paper also passes as
 * that. The same paper is the same bytes. Called in a renderer's process alone: it takes as long as the text is.
 */
export async function typeset(paper: Paper): Promise<{ bytes: Uint8Array; replaced: string[] }> {
  const printable = new Printable();
  const terms = {
    paper: JSON.stringify(readied(paper, (text) => printable.of(text))),
    made: Math.floor(Date.parse(paper.writtenAt) / 1000),
  };
  compiler ??= NodeCompiler.create({ workspace: process.cwd(), fontArgs: [{ fontPaths: [FONTS_FOLDER] }] });
  if (paper.logotype !== undefined) compiler.mapShadow(LOGOTYPE, Buffer.from(paper.logotype, 'base64'));
  try {
    const archivable = exported(compiler, { ...terms, standard: 'a-2a' });
    const isAccessible = passes(compiler, { ...terms, standard: 'ua-1' });
    const bytes = isAccessible ? await claimAccessible(archivable) : archivable;
    return { bytes, replaced: [...printable.replaced] };
  } finally {
    if (paper.logotype !== undefined) compiler.unmapShadow(LOGOTYPE);
    // Without it every paper would stay in memory for ever (1.4 MB each).
    compiler.evictCache(1);
  }
}

interface Terms {
  readonly paper: string;
  readonly standard: 'a-2a' | 'ua-1';
  /** Seconds since 1970. */
  readonly made: number;
}

/** @throws Error with what Typst says of it; of what people wrote it says nothing, since that is data. */
function exported(compiler: NodeCompiler, { paper, standard, made }: Terms): Buffer {
  const compiled = compiler.compile({ mainFileContent: FORM, inputs: { paper } });
  const failed = compiled.takeError();
  if (failed || !compiled.result) throw new Error(`Typst: ${JSON.stringify(failed?.shortDiagnostics)}`);
  return compiler.pdf(compiled.result, { pdfStandard: standard, creationTimestamp: made });
}

function passes(compiler: NodeCompiler, terms: Terms): boolean {
  try {
    return exported(compiler, terms).length > 0;
  } catch {
    return false;
  }
}

/** The paper as the form reads it: texts as blocks, and every text printable. */
function readied(paper: Paper, printable: (text: string) => string): object {
  const { language, name, title, sender, letterhead = [], to, number, facts, foot, blocks, logotype } = paper;
  const parts = blocks.map((block) =>
    block.is === 'text' ? { is: 'text', blocks: blocksOf(block.text).map(withWidths) } : withWidths(block),
  );
  const picture =
    logotype === undefined ? null : { ...logotypeWithin(logotype, ROOM), alt: logotypeWords(paper) };
  const head = { language, name, title, sender, letterhead, to, number, facts, logotype: picture };
  return everyText({ ...head, foot, blocks: parts }, printable);
}

const withWidths = (block: Block | TextBlock) =>
  block.is === 'table' ? { ...block, widths: columnWidths(block.head, block.rows) } : block;

function everyText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => everyText(each, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, each]) => [name, everyText(each as unknown, change)]);
  return Object.fromEntries(entries) as T;
}
