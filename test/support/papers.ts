import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'supertest';
import type { DataSource } from 'typeorm';
import { readSettings } from '../../src/config/settings.js';
import type { Paper } from '../../src/papers/paper.js';
import { Renderers } from '../../src/papers/renderers.js';
import { until } from './until.js';

/** Whether the tools that read PDF are there: poppler and qpdf. Without them what they would say is not asked. */
export const hasPdfTools = existsSync('/usr/bin/pdfinfo') && existsSync('/usr/bin/qpdf');

export const renderersWith = (env: Record<string, string> = {}): Renderers =>
  new Renderers(
    readSettings({
      NODE_ENV: 'test',
      DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
      DEMO: 'false',
      OIDC_ISSUER: 'https://issuer.example',
      ...env,
    }),
  );

/** Has work done in processes of its own, and kills the one that does it and the one that takes its place. */
export async function killedTwice<Answer>(
  renderers: Renderers,
  work: () => Promise<Answer>,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<Answer> {
  for (const idle of renderers.pids) process.kill(idle, 'SIGKILL');
  await until(
    async () => renderers.pids,
    (pids) => pids.length === 0,
  );
  const answer = work();
  const killed: number[] = [];
  while (killed.length < 2) {
    const [pid] = await until(
      async () => renderers.pids.filter((each) => !killed.includes(each)),
      (pids) => pids.length > 0,
    );
    process.kill(pid!, signal);
    killed.push(pid!);
  }
  return answer;
}

/** A paper with every kind of part. */
export const everyPart: Paper = {
  language: 'sv',
  name: 'Yttrande',
  title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
  sender: 'Tekniska servicenämnden',
  to: ['Kommunstyrelsen'],
  number: 'TSN 2023/112',
  facts: [
    { label: 'Datum', value: '22 november 2023' },
    { label: 'Ert nummer', value: 'KS 2023/475' },
  ],
  blocks: [
    { is: 'heading', level: 2, text: 'Sammanfattning' },
    {
      is: 'text',
      text: 'Första stycket.\nPå två rader.\n\nAndra stycket:\n- en punkt\n- en till\n\n1. ett\n2. två\n\n> Ett citat.',
    },
    { is: 'heading', level: 3, text: 'Underrubrik' },
    { is: 'text', text: '| Område | Kostnad |\n|---|---|\n| Vägar | 1 200 |\n| Parker | 300 |' },
    { is: 'heading', level: 2, text: 'Beslut' },
    {
      is: 'clauses',
      lead: 'Nämnden beslutar',
      clauses: ['att tillstyrka förslaget', 'att översända yttrandet.'],
    },
    { is: 'points', items: ['Kommunstyrelsen'] },
    { is: 'facts', facts: [{ label: 'Justerat', value: '29 november 2023' }] },
    { is: 'table', head: ['Fråga', 'Ja', 'Nej'], rows: [['Bifall', '7', '4']] },
    {
      is: 'signatures',
      signatures: [
        { name: 'Anna Ek', title: 'Ordförande' },
        { name: 'Bo Al', title: 'Sekreterare' },
      ],
    },
  ],
  foot: ['Tekniska servicenämnden', 'tsn@kommun.example'],
  writtenAt: '2023-11-22T10:00:00.000Z',
};

/** What every renderer says of `everyPart`, in this order. */
export const IN_ORDER = [
  'Tekniska servicenämnden', 'Yttrande', '22 november 2023', 'KS 2023/475',
  'Internremiss, Strategi för social hållbarhet 2024-2030', 'Sammanfattning', 'Första stycket.', 'På två rader.',
  'Andra stycket:', 'en punkt', 'en till', 'ett', 'två', 'Ett citat.', 'Underrubrik', 'Område', 'Kostnad', 'Vägar',
  '1 200', 'Parker', '300', 'Beslut', 'Nämnden beslutar', 'att tillstyrka förslaget', 'att översända yttrandet.',
  'Kommunstyrelsen', 'Justerat', '29 november 2023', 'Fråga', 'Ja', 'Nej', 'Bifall', '7', '4', 'Anna Ek', 'Ordförande',
  'Bo Al', 'Sekreterare', 'tsn@kommun.example',
]; // prettier-ignore

/** The first of the texts that does not come after those before it; undefined where all do. White space does not count. */
export function outOfOrder(text: string, expected: readonly string[]): string | undefined {
  const tight = (each: string) => each.normalize('NFC').replaceAll(/\s+/g, '');
  const all = tight(text);
  let at = 0;
  for (const each of expected) {
    const found = all.indexOf(tight(each), at);
    if (found < 0) return each;
    at = found + tight(each).length;
  }
  return undefined;
}

/** What independent tools read in a PDF. */
export interface ReadPdf {
  readonly info: string;
  /** The tags, one a line, with the texts in them. */
  readonly structure: string;
  /** The text of the structure, in its order. */
  readonly inOrder: string;
  readonly headings: readonly (readonly [level: number, text: string])[];
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean; readonly unicode: boolean }[];
  readonly pages: readonly string[];
  readonly xmp: string;
  readonly faults: string;
  /** Everything in the file but its streams. */
  readonly objects: string;
}

export function readPdf(bytes: Buffer): ReadPdf {
  const folder = mkdtempSync(join(tmpdir(), 'yttra-read-pdf-'));
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, bytes);
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 }).toString();
  try {
    const structure = run('pdfinfo', '-struct-text', file);
    const objects = run('qpdf', '--json=2', '--json-stream-data=none', file);
    const [, metadata] = /"\/Metadata": "(\d+) 0 R"/.exec(objects) ?? [];
    return {
      info: run('pdfinfo', file),
      structure,
      inOrder: [...structure.matchAll(/^ *"(.*)"$/gm)].map(([, text]) => text).join(' '),
      headings: headingsOf(structure),
      fonts: run('pdffonts', file).split('\n').slice(2).filter(Boolean).map(fontOf),
      pages: run('pdftotext', '-enc', 'UTF-8', file, '-').split('\f').slice(0, -1),
      xmp: run('qpdf', `--show-object=${metadata}`, '--filtered-stream-data', file),
      faults: run('qpdf', '--check', file),
      objects,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function headingsOf(structure: string): [number, string][] {
  const found: [number, string][] = [];
  let open: [number, string] | undefined;
  for (const line of structure.split('\n')) {
    const [, level] = /^ *H([1-6])\b/.exec(line) ?? [];
    const [, text] = /^ *"(.*)"$/.exec(line) ?? [];
    if (level) found.push((open = [Number(level), '']));
    else if (text !== undefined && open) open[1] += text;
    else if (!/^ *(?:(?:Span|Strong)\b|\/)/.test(line)) open = undefined;
  }
  return found;
}

function fontOf(line: string): ReadPdf['fonts'][number] {
  const [, embedded, , unicode] = /\s(yes|no)\s+(yes|no)\s+(yes|no)\s/.exec(line.slice(37)) ?? [];
  return {
    name: line
      .slice(0, 37)
      .trim()
      .replace(/^[A-Z]{6}\+/, ''),
    embedded: embedded === 'yes',
    unicode: unicode === 'yes',
  };
}

/** Where a word stands, and how wide the page is. */
export function placeOf(bytes: Buffer, word: string): { x: number; page: number } {
  const command = 'pdftotext';
  const boxes = execFileSync(command, ['-bbox', '-', '-'], { input: bytes }).toString();
  const [, x] = new RegExp(`<word xMin="([\\d.]+)"[^>]*>[^<]*${word}`).exec(boxes) ?? [];
  const [, page] = /<page width="([\d.]+)"/.exec(boxes) ?? [];
  return { x: Number(x), page: Number(page) };
}

/** Whatever is answered, as bytes. */
export const bytesOf = (test: Test): Test =>
  test.buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => done(null, Buffer.concat(chunks)));
  });

/** Another dispatch with what that one has frozen, of which no paper is promised. */
export async function dispatchedAgain(database: DataSource, id: string): Promise<string> {
  const [another]: { id: string }[] = await database.query(
    `INSERT INTO dispatches SELECT (jsonb_populate_record(dispatches, jsonb_build_object('id', gen_random_uuid(),
       'number', number + 10, 'replaces', id, 'reason', 'Fel paragraf'))).* FROM dispatches WHERE id = $1 RETURNING id`,
    [id],
  );
  return another!.id;
}
