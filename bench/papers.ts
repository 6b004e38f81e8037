import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { readSettings } from '../src/config/settings.js';
import type { Paper } from '../src/papers/paper.js';
import { Renderers } from '../src/papers/renderers.js';

/** Writes many papers of two pages one after the other, and says how long each took and how large its process became. */
const { values } = parseArgs({ options: { papers: { type: 'string', default: '10000' } } });

const paper = (number: number): Paper => ({
  language: 'sv',
  name: 'Yttrande',
  title: `Internremiss, Strategi för social hållbarhet, nummer ${number}`,
  sender: 'Tekniska servicenämnden',
  to: ['Kommunstyrelsen'],
  number: `TSN 2026/${number}`,
  facts: [{ label: 'Datum', value: '22 november 2026' }],
  blocks: ['Sammanfattning', 'Ärendet', 'Bedömning'].flatMap((text) => [
    { is: 'heading', level: 2, text },
    {
      is: 'text',
      text: `${'Förvaltningen ser positivt på att man underlättar målarbetet i stort. '.repeat(16)}\n\n- ett\n- två`,
    },
  ]),
  foot: ['Tekniska servicenämnden'],
  writtenAt: '2026-11-22T10:00:00.000Z',
});

const settings = readSettings({
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
  OIDC_ISSUER: 'https://issuer.example',
  PAPER_RENDERERS: '1',
});
const renderers = new Renderers(settings);
const megabytes = () =>
  Math.round(
    (Number(readFileSync(`/proc/${renderers.pids[0]}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20,
  );

for (const format of ['pdf', 'html'] as const) {
  const many = format === 'pdf' ? Number(values.papers) : 500;
  const took: number[] = [];
  for (let number = 1; number <= many; number += 1) {
    const began = performance.now();
    await renderers.write(paper(number), format);
    took.push(performance.now() - began);
    if (number % Math.max(1, Math.floor(many / 10)) === 0)
      console.log(`${format} ${number}: ${megabytes()} MB`);
  }
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(0);
  console.log(`${format}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
}
renderers.onApplicationShutdown();
