import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { done, given, NOW, type Answer } from '../support/given.js';
import { startProcess } from '../support/processes.js';
import { startService } from '../support/service.js';
import { SigningService } from '../support/sign-pdf.js';
import { until } from '../support/until.js';

const MATTERS = 6;
const SIGNERS = [{ name: 'Anna Andersson', title: 'Ordförande', email: 'anna@tyreso.example' }];

it('papers are handed over and received once, with two workers of which one is killed in the middle', async () => {
  const signing = new SigningService(mkdtempSync(join(tmpdir(), 'yttra-signing-')));
  const provider = { SIGNATURE_PROVIDER: 'files', SIGNATURE_DIRECTORY: signing.folder };
  const service = await startService({ ...provider, ROLE: 'api' });
  const worker = () =>
    startProcess(service.databaseUrl, {
      ...provider,
      ROLE: 'worker',
      RECONCILE_SECONDS: '0.2',
      SIGNATURE_LOOK_SECONDS: '0.2',
      DOCUMENTS_DIRECTORY: join(
        process.env['YTTRA_TEST_FOLDER']!,
        new URL(service.databaseUrl).pathname.slice(1),
      ),
    });
  service.setNow(NOW);
  const workers = await Promise.all([worker(), worker()]);
  try {
    await until(
      () => service.database.query('SELECT FROM signature_providers'),
      (rows: object[]) => rows.length > 0,
    );
    const ids: string[] = [];
    for (let matter = 0; matter < MATTERS; matter++) {
      const { id } = await given(service).consultation('decided');
      const body = { paper: 'minutes-extract', signers: SIGNERS, lastDay: '2100-01-01' };
      await done(
        service.as('tsn-sekreterare').post(`/consultations/${id}/request-signatures`, body, { ifMatch: '*' }),
      );
      ids.push(id);
    }
    await until(
      () => readdir(signing.folder),
      (names) => names.length > 1,
    );
    await workers[0].end('SIGKILL');
    // What the killed one had begun is due when its lease has run out, which nobody waits for here.
    const nobodyWaits = () =>
      service.database.query('UPDATE signature_requests SET due_at = now() WHERE due_at > now()');
    const requests = (state: string): Promise<{ id: string }[]> =>
      service.database.query('SELECT id FROM signature_requests WHERE state = $1', [state]);
    await until(
      async () => {
        await nobodyWaits();
        return requests('waiting');
      },
      (waiting) => waiting.length === MATTERS,
    );
    workers[0] = await worker();
    for (const { id } of await requests('waiting')) await signing.sign(id, '2026-11-02T10:30:00Z');
    await until(
      async () => {
        await nobodyWaits();
        return requests('signed');
      },
      (signed) => signed.length === MATTERS,
    );
    for (const id of ids) {
      const { signedPapers } = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
      expect(signedPapers as Answer[]).toHaveLength(1);
    }
    const [{ documents }] = await service.database.query('SELECT count(*)::int AS documents FROM documents');
    expect(documents).toBe(MATTERS);
    const left = (await readdir(signing.folder)).filter((name) => !name.startsWith('.'));
    expect(left).toHaveLength(MATTERS);
  } finally {
    await Promise.all(workers.map((each) => each.end('SIGKILL')));
    await service.stop();
    await rm(signing.folder, { recursive: true, force: true });
  }
}, 120_000);
