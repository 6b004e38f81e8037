import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import pg from 'pg';
import { SealAudit } from '../../src/audit/seal-audit.js';
import { done, given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yttra-seals-'));
  file = join(folder, 'seals.jsonl');
  service = await startService({ ROLE: 'api', AUDIT_SEALS_FILE: file });
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await service.reset();
  await rm(file, { force: true });
  service.setNow(NOW);
});

const sha256 = (content: unknown): string =>
  createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
const seals = async () =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
/** As a file system may be told that a file is only ever added to. Root on Linux, mostly. */
const chattr = (flag: '+a' | '-a', path: string) => execFileSync('chattr', [flag, path], { stdio: 'ignore' });
function canForbidShortening(): boolean {
  const scratch = join(mkdtempSync(join(tmpdir(), 'yttra-seals-')), 'scratch');
  try {
    writeFileSync(scratch, '');
    chattr('+a', scratch);
    chattr('-a', scratch);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(dirname(scratch), { recursive: true, force: true });
  }
}
const edit = async (id: string, title: string) => {
  const { version } = await done(service.as('ks-registrator').get(`/cases/${id}`));
  return service
    .as('ks-registrator')
    .patch(`/cases/${id}`, { title, reason: 'Fel rubrik' }, { ifMatch: version });
};

describe('the events of a case', () => {
  it('form one chain, whose hashes anyone can compute from the export', async () => {
    const { id, ...asked } = await given(service).consultation('forwarded');
    const { text, headers } = await service
      .as('ks-registrator')
      .get(`/cases/${asked['caseId']}/audit-trail/export`)
      .buffer(true)
      .parse((response, done_) => {
        let said = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (said += part));
        response.on('end', () => done_(null, said));
      })
      .expect(200)
      .then(({ body, headers: all }) => ({ text: body as string, headers: all }));
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ position }) => position)).toEqual(lines.map((_, index) => index + 1));
    let previous: string | null = null;
    let computed = 0;
    for (const { hash, masked, ...content } of lines) {
      expect(content.previous).toBe(previous);
      previous = hash;
      if (masked) {
        expect(content).not.toHaveProperty('after');
        continue;
      }
      computed += 1;
      for (const side of ['before', 'after'])
        if (content[side] !== null) content[side] = sha256(content[side]);
      expect(sha256(content)).toBe(hash);
    }
    expect(computed).toBeGreaterThan(2);
    expect(
      lines.filter(({ consultationId, masked }) => consultationId === id && masked).length,
    ).toBeGreaterThan(5);
  });

  it('stay one chain when many write at once', async () => {
    const { consultation, sentReferral } = given(service);
    const referral = await sentReferral({
      consultees: ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'].map((body) => ({ body })),
    });
    const { body } = await service
      .as('ks-registrator')
      .get(`/cases/${referral['caseId']}/consultations?limit=100`);
    await Promise.all(
      (body.items as { id: string; consultee: string }[]).map(({ id, consultee }) =>
        service
          .as(`${consultee.toLowerCase()}-registrator`)
          .post(`/consultations/${id}/register`, {}, { ifMatch: 1 })
          .expect(200),
      ),
    );
    await consultation('drafting');
    const broken = await service.database.query(
      `SELECT FROM (SELECT chain, position, previous, lag(hash) OVER (PARTITION BY chain ORDER BY position) AS before,
         row_number() OVER (PARTITION BY chain ORDER BY position) AS place FROM audit_links) links
       WHERE previous IS DISTINCT FROM before OR place <> position`,
    );
    expect(broken).toEqual([]);
    const [{ unlinked }] = await service.database.query(
      'SELECT count(*) AS unlinked FROM audit_events WHERE id NOT IN (SELECT event_id FROM audit_links)',
    );
    expect(unlinked).toBe(0);
  });

  it('do not wait for a writer of the same case who is still at work', async () => {
    const { id } = await given(service).referralCase();
    const slow = new pg.Client({ connectionString: service.databaseUrl });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO audit_events (actor, verb, object_type, object_id, case_id) VALUES ('x', 'y', 'note', '1', $1)`,
      [id],
    );
    expect((await edit(id, 'Under tiden')).status).toBe(200);
    await slow.query('COMMIT');
    await slow.end();
    const positions = await service.database.query(
      'SELECT verb, position FROM audit_events JOIN audit_links ON event_id = id WHERE case_id = $1 ORDER BY position',
      [id],
    );
    // The order of the chain is that of the commits.
    expect(positions.map(({ verb }: { verb: string }) => verb)).toEqual(['register', 'edit', 'y']);
  });

  it('get no link but the one that the database makes', async () => {
    const { id } = await given(service).referralCase();
    for (const forged of [
      "INSERT INTO audit_links VALUES (999999, 'x', 1, NULL, 'h')",
      "UPDATE audit_links SET hash = 'h'",
      'DELETE FROM audit_links',
      'DELETE FROM audit_unsealed',
      "INSERT INTO audit_seals VALUES (1, now(), '[]', NULL, 'h')",
      `SELECT append_audit_link(event) FROM audit_events event WHERE case_id = '${id}'`,
      'ALTER TABLE audit_events DISABLE TRIGGER audit_events_are_linked',
      "SET session_replication_role = 'replica'",
    ]) {
      await expect(service.database.query(forged)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('seals', () => {
  it('hold each head that moved, hang together and are added to the file', async () => {
    const sealAudit = service.app.get(SealAudit);
    const { id } = await given(service).referralCase();
    await sealAudit.seal();
    await sealAudit.seal(); // nothing has moved
    await edit(id, 'Ny rubrik');
    await given(service).referralCase();
    await sealAudit.seal();
    const [first, second, ...more] = await seals();
    expect(more).toEqual([]);
    expect(second.previous).toBe(first.hash);
    expect(second.heads).toHaveLength(2);
    expect(first.heads).toEqual([{ chain: id, position: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    for (const { hash, ...content } of [first, second]) expect(sha256(content)).toBe(hash);
  });

  it('reach the file after all when it could not be written, and mend a line that a crash cut short', async () => {
    const sealAudit = service.app.get(SealAudit);
    const { id } = await given(service).referralCase();
    await sealAudit.seal();
    await edit(id, 'Två');
    await service.database.query('SELECT seal_audit()'); // sealed, and the process dies
    await appendFile(file, '{"number":2,"sea');
    await edit(id, 'Tre');
    await sealAudit.seal();
    expect((await seals()).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  (canForbidShortening() ? it : it.skip)(
    'are added to a file that the system lets nobody shorten',
    async () => {
      await writeFile(file, '');
      chattr('+a', file);
      try {
        const sealAudit = service.app.get(SealAudit);
        const { id } = await given(service).referralCase();
        await sealAudit.seal();
        await edit(id, 'Två');
        await sealAudit.seal();
        expect((await seals()).map(({ number }) => number)).toEqual([1, 2]);
      } finally {
        chattr('-a', file);
      }
    },
  );

  it('are made by one at a time, and never hold up a writer', async () => {
    const { id } = await given(service).referralCase();
    const other = new pg.Client({ connectionString: service.databaseUrl });
    await other.connect();
    await other.query('BEGIN');
    expect((await other.query('SELECT seal_audit() AS number')).rows).toEqual([{ number: 1 }]);
    expect(await service.database.query('SELECT seal_audit() AS number')).toEqual([{ number: null }]);
    expect((await edit(id, 'Medan någon förseglar')).status).toBe(200);
    await other.query('ROLLBACK');
    await other.end();
    expect(await service.database.query('SELECT seal_audit() AS number')).toEqual([{ number: 1 }]);
  });
});
