import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { extract } from 'tar-stream';
import { killAll, start, stop, token } from './processes.js';

/**
 * Packs a closed case with as many gigabytes of documents as are asked for, and says how large the process became, how long
 * its event loop stood still at most, and whether the package holds every document as it was uploaded.
 */
const { values } = parseArgs({ options: { gigabytes: { type: 'string', default: '2' } } });
const FILE_BYTES = 48 * 1024 * 1024;
const files = Math.ceil((Number(values.gigabytes) * 1024 ** 3) / FILE_BYTES);

type Answer = Record<string, unknown> & { readonly id: string };

const folder = mkdtempSync(join(tmpdir(), 'yttra-bench-archive-'));
try {
  const { url, pid, child } = await start('dist/src/main.js', {
    DATA_DIRECTORY: folder,
    NODE_OPTIONS: `--import ${new URL('./say-longest-turn.js', import.meta.url).href}`,
  });
  const tokens = {
    registrar: await token(url, 'ks-registrator'),
    officer: await token(url, 'ks-handlaggare'),
  };
  const ask = async (
    who: keyof typeof tokens,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> => {
    const answer = await fetch(`${url}/yttra/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${tokens[who]}`,
        ...(method === 'POST' && { 'If-Match': '*' }),
        ...(body && !(body instanceof FormData) && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const said = (await answer.json()) as Answer;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  };

  const its = await ask('registrar', 'POST', '/cases', { title: 'Ett stort ärende', issuer: 'KS' });
  const draft = await ask('officer', 'POST', `/cases/${its.id}/referrals`, {
    title: 'Ett stort ärende',
    replyBy: '2099-12-15',
    letter: 'Yttrande begärs.',
    consultees: [{ name: 'Hembygdsföreningen' }],
  });
  const uploaded = new Set<string>();
  for (let number = 1; number <= files; number += 1) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ title: `Bilaga ${number}`, kind: 'attachment', body: 'KS' }))
      form.append(name, value);
    form.append('file', new Blob([randomBytes(FILE_BYTES / 2).toString('hex')]), `bilaga-${number}.txt`);
    const document = await ask('officer', 'POST', '/documents', form);
    uploaded.add(String(document['sha256']));
    await ask('officer', 'POST', `/referrals/${draft.id}/documents`, { documentId: document.id });
  }
  await ask('registrar', 'POST', `/referrals/${draft.id}/send`, {});
  await ask('registrar', 'POST', `/referrals/${draft.id}/withdraw`, { reason: 'Har förfallit' });
  const { items } = await ask('registrar', 'GET', '/deliveries?state=pending&limit=100');
  for (const letter of items as Answer[])
    await ask('registrar', 'POST', `/deliveries/${letter.id}/complete`, {});
  await ask('registrar', 'POST', `/cases/${its.id}/close`, {});

  const megabytes = () =>
    Math.round((Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20);
  const watched = async (what: string, work: () => Promise<void>) => {
    const sizes: number[] = [];
    process.kill(pid, 'SIGUSR2');
    const began = performance.now();
    const looking = setInterval(() => sizes.push(megabytes()), 200);
    await work().finally(() => clearInterval(looking));
    console.log(
      `${what}: ${((performance.now() - began) / 1000).toFixed(0)} s, ${Math.max(...sizes)} MB at most`,
    );
    process.kill(pid, 'SIGUSR2');
    await pause(500);
  };

  console.log(`${files} documents, ${((files * FILE_BYTES) / 1024 ** 3).toFixed(2)} GiB`);
  await watched('at rest', () => pause(10_000));
  let written = {} as Answer;
  await watched('packed', async () => {
    const { archivePackage } = await ask('registrar', 'POST', `/cases/${its.id}/archive`, {});
    do {
      await pause(500);
      written = await ask('registrar', 'GET', `/archive-packages/${(archivePackage as Answer).id}`);
      if (written['state'] === 'failing') throw new Error(String(written['lastError']));
    } while (written['state'] !== 'written');
  });

  const held = new Set<string>();
  const whole = createHash('sha256');
  await watched('fetched', async () => {
    const answer = await fetch(`${url}/yttra/v1/archive-packages/${written.id}/content`, {
      headers: { Authorization: `Bearer ${tokens.registrar}` },
    });
    const entries = Readable.from(answer.body!)
      .on('data', (piece: Buffer) => whole.update(piece))
      .pipe(extract());
    for await (const entry of entries) {
      const hash = createHash('sha256');
      for await (const piece of entry as AsyncIterable<Buffer>) hash.update(piece);
      if (entry.header.name.includes('/data/documents/')) held.add(hash.digest('hex'));
    }
  });
  const isWhole = uploaded.size === held.size && [...uploaded].every((sha256) => held.has(sha256));
  console.log(
    `whole: ${isWhole ? 'yes' : 'NO'}, as its checksum says: ${whole.digest('hex') === written['sha256'] ? 'yes' : 'NO'}`,
  );
  // Its database ends with it.
  await stop(child);
} finally {
  killAll();
  rmSync(folder, { recursive: true, force: true });
}
