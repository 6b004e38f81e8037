import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SEAL } from '../../src/audit/seal.js';
import { startYttra, yttra } from '../support/commands.js';
import { given } from '../support/given.js';
import { OidcIssuer } from '../support/oidc-issuer.js';
import { startProcess } from '../support/processes.js';
import { one, query, ScratchDatabases } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

jest.setTimeout(180_000);

let service: Service;
let folder: string;
const databases = new ScratchDatabases(() => folder);
beforeAll(async () => {
  // Nothing is delivered by itself: what is on its way stays so.
  service = await startService({ ROLE: 'api' });
  folder = await mkdtemp(join(tmpdir(), 'yttra-commands-'));
});
afterAll(async () => {
  await service.stop();
  await databases.drop();
  await rm(folder, { recursive: true, force: true });
});

const onService = (): Record<string, string> => ({
  DATABASE_URL: service.databaseUrl,
  DEMO: 'true',
  DOCUMENTS_DIRECTORY: join(
    process.env['YTTRA_TEST_FOLDER']!,
    new URL(service.databaseUrl).pathname.slice(1),
  ),
});
const newDatabase = (template?: string) => databases.create(template);

describe('the command line', () => {
  it('lists its commands, and tells how each is used', async () => {
    const { code, out } = await startYttra(['--help'], {});
    expect([code, out]).toEqual([0, expect.stringContaining('verify-audit')]);
    expect((await startYttra(['restore', '--help'], {})).out).toContain('--replace');
  });

  it.each([
    [['frotz'], 'Det finns inget kommando ”frotz”.'],
    [['backup'], 'npm run yttra -- backup <ny mapp>'],
    [['restore', 'x', '--force'], "Unknown option '--force'"],
  ])('answers 2 to what it does not understand: %o', async (args, says) => {
    const { code, error } = await startYttra(args, {});
    expect([code, error]).toEqual([2, expect.stringContaining(says)]);
  });

  it('names every variable that is wrong', async () => {
    const env = { DATABASE_URL: service.databaseUrl, PORT: 'x', LOG_LEVEL: 'loud' };
    const { code, error } = await startYttra(['backup', join(folder, 'never')], env);
    expect(code).toBe(1);
    expect(error).toMatch(/PORT: .*\n.*LOG_LEVEL: /);
  });

  it.each(['/dev/null/backup', '/sys/backup'])(
    'says in one sentence that a backup cannot be written to %s',
    async (place) => {
      const { code, error } = await startYttra(['backup', place], onService());
      expect([code, error.trim().split('\n').length]).toEqual([1, 1]);
      expect(error).toContain(place);
    },
  );

  it('says in one sentence that the database does not answer, and not the password', async () => {
    const env = { DATABASE_URL: 'postgres://yttra:hemligt@127.0.0.1:1/yttra_demo', DEMO: 'true' };
    const { code, error } = await startYttra(['verify-audit'], env);
    expect([code, error.trim().split('\n').length]).toEqual([1, 1]);
    expect(error).toContain('127.0.0.1:1');
    expect(error).not.toContain('hemligt');
  });
});

describe('doctor', () => {
  it('finds nothing wrong with a service that works', async () => {
    const { code, out } = await yttra(['doctor'], onService());
    expect(out).not.toMatch(/^FEL/m);
    expect(code).toBe(0);
    expect(out).toContain('svensk tid och svensk sortering');
  });

  it('says what to do about a database that lacks migrations, for machines too', async () => {
    const { env } = await newDatabase();
    const { code, out } = await yttra(['doctor', '--json'], env);
    expect(code).toBe(1);
    const findings = JSON.parse(out) as { check: string; state: string; advice?: string }[];
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'migreringar',
        state: 'error',
        advice: 'Kör npm run migrate som databasens ägare, och starta sedan tjänsten.',
      }),
    );
  });

  it('asks whether a variable that nearly has the name of a setting was meant as it', async () => {
    const { out } = await yttra(['doctor'], { ...onService(), CLAMD_URI: 'tcp://hemligt:3310' });
    expect(out).toMatch(/obs {2}inställningar +CLAMD_URI är ingen inställning: menade du CLAMD_URL\?/);
    expect(out).not.toContain('hemligt');
  });

  it('names the setting when the queue does not answer', async () => {
    const { code, out } = await yttra(['doctor'], {
      ...onService(),
      REDIS_URL: 'redis://:hemligt@127.0.0.1:1',
    });
    expect(code).toBe(1);
    expect(out).toMatch(/FEL {2}kö .*127\.0\.0\.1:1 svarar inte/);
    expect(out).not.toContain('hemligt');
  });

  it('reports a configuration that cannot be used', async () => {
    const { code, out } = await yttra(['doctor'], { DATABASE_URL: service.databaseUrl });
    expect([code, out]).toEqual([1, expect.stringContaining('OIDC_ISSUER: krävs utanför demoläge')]);
  });

  it.each([
    ['förseglingar', { AUDIT_SEALS_FILE: '/nowhere/seals.jsonl' }],
    [
      'förseglingar',
      {
        AUDIT_SEALS_FILE: '/nowhere/seals.jsonl',
        AUDIT_SEALS_URL: 'https://seals.example/',
        AUDIT_SEALS_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
      },
    ],
    ['underskrifter', { SIGNATURE_PROVIDER: 'files', SIGNATURE_DIRECTORY: '/nowhere/signing' }],
    ['handlingar', { DOCUMENTS_DIRECTORY: '/dev/null/documents' }],
  ])('names the place that cannot be written in: %s %j', async (check, env) => {
    const { code, out } = await yttra(['doctor'], { ...onService(), ...env });
    const [setting, place] = Object.entries(env).find(([, value]) => value.startsWith('/'))!;
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`FEL {2}${check} +${place} går inte att skriva i \\(ENO[A-Z]+\\)\n.*${setting}`),
    );
  });

  it('makes no file of seals in passing, which would be another user’s', async () => {
    const file = join(folder, 'seals.jsonl');
    const { out } = await yttra(['doctor'], { ...onService(), AUDIT_SEALS_FILE: file });
    expect(out).toContain(`läggs i ${file}`);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('discovers the issuer’s keys, and tells why they cannot be read', async () => {
    const issuer = await OidcIssuer.start();
    const env = { ...onService(), OIDC_ISSUER: issuer.url };
    expect((await yttra(['doctor'], env)).out).toContain(`${issuer.url}, 1 nyckel för RS256`);
    issuer.configuration = { issuer: 'https://login.example' };
    expect((await yttra(['doctor'], env)).out).toMatch(/går inte att läsa \(.* names another issuer\)/);
    await issuer.stop();
    expect((await yttra(['doctor'], env)).out).toContain('går inte att läsa (ECONNREFUSED)');
  });

  it('tells that a proxy is not named, by the settings and by what the service has met', async () => {
    expect((await yttra(['doctor'], { ...onService(), PUBLIC_URL: 'https://yttra.example' })).out).toMatch(
      /obs {2}proxy .*PUBLIC_URL är https/,
    );
    const base = service.base;
    const env = { ...onService(), PUBLIC_URL: base };
    expect((await yttra(['doctor'], env)).out).toMatch(/bra {2}proxy .*ingen vidarebefordrar/);
    await fetch(`${base}/health/live`, { headers: { 'x-forwarded-for': '198.51.100.1' } });
    expect((await yttra(['doctor'], env)).out).toMatch(/obs {2}proxy .*1 anrop/);
  });

  it('tells that the runtime role could rewrite the audit trail', async () => {
    const { url, env } = await newDatabase(process.env['YTTRA_TEST_TEMPLATE']);
    await query(url, 'GRANT UPDATE ON audit_events TO yttra_runtime');
    const { code, out } = await yttra(['doctor'], env);
    expect([code, out]).toEqual([1, expect.stringContaining('yttra_runtime kan skriva om historiken')]);
  });

  it('tells what the latest check of the audit trail found, and when there has been none for two nights', async () => {
    const { url, env } = await newDatabase(process.env['YTTRA_TEST_TEMPLATE']);
    expect((await yttra(['doctor'], env)).out).toMatch(/bra {2}historik .*inte kontrollerad än/);
    const ended = (hours: number, outcome: string, kind: string | null = null) =>
      query(
        url,
        `INSERT INTO audit_checks (asked_by, due_at, asked_at, ended_at, outcome, events, broken_kind, broken_event)
         SELECT 'admin', NULL, its.time, its.time, '${outcome}', 12, ${kind && `'${kind}'`}, ${kind && 7}
         FROM (SELECT now() - interval '${hours} hours' AS time) its`,
      );
    await ended(50, 'whole');
    expect((await yttra(['doctor'], env)).out).toMatch(/FEL {2}historik .*inte kontrollerats på 50 timmar/);
    await ended(47, 'whole');
    expect((await yttra(['doctor'], env)).out).toMatch(/bra {2}historik .*hel, 12 händelser/);
    await ended(1, 'broken', 'event-altered');
    const { code, out } = await yttra(['doctor'], env);
    expect(code).toBe(1);
    expect(out).toMatch(/FEL {2}historik .*är ändrad sedan den skrevs\. \(händelse 7\)\n.*verify-audit/);
  });

  it('tells that a table’s rows are open to the runtime role', async () => {
    const { url, env } = await newDatabase(process.env['YTTRA_TEST_TEMPLATE']);
    await query(url, 'ALTER TABLE documents DISABLE ROW LEVEL SECURITY');
    const { code, out } = await yttra(['doctor'], env);
    expect([code, out]).toEqual([1, expect.stringContaining('radskyddet gäller inte documents')]);
  });
});

describe('seed', () => {
  it('fills a demo database, and no other', async () => {
    const { url, env } = await newDatabase();
    expect((await yttra(['migrate'], env)).code).toBe(0);
    expect((await yttra(['seed'], env)).code).toBe(0);
    expect(await one(url, 'SELECT count(*)::int FROM cases')).toBe(4);
    const production = {
      ...env,
      DEMO: 'false',
      NODE_ENV: 'production',
      AUDIT_SEALS_STAY_INSIDE: 'true',
      OIDC_ISSUER: 'https://idp.example',
      OIDC_JWKS_URL: 'https://idp.example/keys',
    };
    const { code, error } = await yttra(['seed'], production);
    expect([code, error]).toEqual([1, expect.stringContaining('DEMO=true')]);
  });
});

describe('a backup that is restored', () => {
  let backup: string;
  let forwarded: string;
  beforeAll(async () => {
    const { consultation, document, sentReferral } = given(service);
    await document({}, 'Handlingens innehåll, åäö.');
    ({ id: forwarded } = await consultation('forwarded'));
    await sentReferral({ consultees: [{ body: 'BIN' }, { name: 'Räddningstjänsten' }] });
    // Overdue since long: reminders are due, and none has been said.
    await service.database.query(
      `UPDATE consultations SET reply_by = '2026-01-07', reply_by_set_on = '2025-12-01', state_since = '2025-12-01'
       WHERE state = 'sent'`,
    );
    backup = join(folder, 'backup');
    const { code, out, error } = await yttra(['backup', backup], onService());
    expect([code, error, out]).toEqual([
      0,
      '',
      expect.stringContaining(`Säkerhetskopian ligger i ${backup}`),
    ]);
  });

  it('is for its owner’s eyes only, and never written over', async () => {
    expect((await stat(backup)).mode & 0o077).toBe(0);
    const { code, error } = await yttra(['backup', backup], onService());
    expect([code, error]).toEqual([1, `${backup} finns redan: välj en mapp som inte finns.\n`]);
  });

  it('holds the same rows and files, and sends nothing again without the operator’s word', async () => {
    // Time goes on after the backup: everything arrives.
    const worker = await startProcess(service.databaseUrl, { ROLE: 'worker', REDIS_URL: '' });
    const open = "SELECT count(*)::int FROM deliveries WHERE state <> 'delivered' AND channel <> 'manual'";
    await until(
      () => one(service.databaseUrl, open),
      (left) => left === 0,
    );
    await until(
      () => one<number>(service.databaseUrl, 'SELECT count(*)::int FROM reminders'),
      (said) => said > 0,
    );
    await worker.end('SIGTERM');

    const { url, env } = await newDatabase();
    const { code, out, error } = await yttra(['restore', backup], env);
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('restored-from-backup');
    const [{ sha256 }] = await query<[{ sha256: string }]>(url, 'SELECT sha256 FROM documents');
    const file = join(env.DOCUMENTS_DIRECTORY, sha256.slice(0, 2), sha256);
    expect(await readFile(file, 'utf8')).toBe('Handlingens innehåll, åäö.');
    expect((await yttra(['verify-audit'], env)).code).toBe(0);
    expect((await yttra(['doctor'], env)).out).toMatch(
      /^obs {2}återställning .*hålls sedan en återställning/m,
    );

    const restored = await startProcess(url, {
      ...env,
      ROLE: 'all',
      REMINDER_SWEEP_SECONDS: '0.5',
      REDIS_URL: '',
    });
    await pause(3000);
    expect(await one(url, 'SELECT count(*)::int FROM inbox_items')).toBe(0);
    expect(await one(url, 'SELECT count(*)::int FROM reminders')).toBe(0);
    expect(
      await one(
        url,
        "SELECT count(*)::int FROM deliveries WHERE state IN ('pending', 'delivering') AND channel <> 'manual'",
      ),
    ).toBe(0);
    expect(
      await one(url, "SELECT count(*)::int FROM deliveries WHERE state = 'pending' AND channel = 'manual'"),
    ).toBe(1);

    const told = await yttra(['release-held'], env);
    expect(told.out).toMatch(/1 {2}inbox {2}statement-forwarded\n/);
    expect(told.out).toContain('Inget är skickat.');
    await pause(1000);
    expect(await one(url, 'SELECT count(*)::int FROM inbox_items')).toBe(0);

    expect((await yttra(['release-held', '--only', 'deliveries', '--yes'], env)).code).toBe(0);
    const arrived = `SELECT count(*)::int FROM inbox_items WHERE kind = 'dispatch' AND consultation_id = '${forwarded}'`;
    await until(
      () => one(url, arrived),
      (items) => items === 1,
    );
    const released = `SELECT array_agg(DISTINCT actor || ' ' || state) FROM audit_events WHERE verb = 'retry' AND consultation_id = '${forwarded}'`;
    expect(await one(url, released)).toEqual(['operatör pending']);
    expect(await one(url, 'SELECT count(*)::int FROM reminders')).toBe(0);
    expect((await yttra(['release-held', '--yes'], env)).code).toBe(0);
    await until(
      () => one<number>(url, 'SELECT count(*)::int FROM reminders'),
      (said) => said > 0,
    );
    expect(await one(url, arrived)).toBe(1);

    const busy = await yttra(['restore', backup, '--replace'], env);
    expect([busy.code, busy.error]).toEqual([1, expect.stringContaining('stoppa alla processer först')]);
    await restored.end('SIGTERM');
    const { code: full, error: notEmpty } = await yttra(['restore', backup], env);
    expect([full, notEmpty]).toEqual([1, expect.stringContaining('Databasen är inte tom')]);
    expect((await yttra(['restore', backup, '--replace', '--yes'], env)).code).toBe(0);
    expect(await one(url, 'SELECT count(*)::int FROM inbox_items')).toBe(0);
  });

  it.each([
    ['an altered table', 'tables/cases.copy.gz', 'är skadad'],
    ['a manifest that is cut', 'manifest.json', 'är ingen säkerhetskopia'],
  ])('is refused with %s, before anything is changed', async (_, name, says) => {
    const { url, env } = await newDatabase();
    const content = await readFile(join(backup, name));
    if (name.endsWith('.gz')) await appendFile(join(backup, name), 'x');
    else await writeFile(join(backup, name), content.subarray(0, content.length / 2));
    const { code, error } = await yttra(['restore', backup], env);
    await writeFile(join(backup, name), content);
    expect([code, error]).toEqual([1, expect.stringContaining(says)]);
    expect(
      await one(url, "SELECT count(*)::int FROM pg_class WHERE relnamespace = 'public'::regnamespace"),
    ).toBe(0);
  });

  it('is refused when it is no backup', async () => {
    const { env } = await newDatabase();
    expect((await yttra(['restore', folder], env)).error).toContain('är ingen säkerhetskopia');
  });

  it('is not taken while a document’s file is altered or gone', async () => {
    const { document } = given(service);
    const { sha256 } = (await document({}, 'Ska skadas.')) as unknown as { sha256: string };
    const file = join(onService()['DOCUMENTS_DIRECTORY']!, sha256.slice(0, 2), sha256);
    await appendFile(file, 'x');
    const target = join(folder, 'second');
    expect((await yttra(['backup', target], onService())).error).toContain('är ändrad');
    await rm(file);
    expect((await yttra(['backup', target], onService())).error).toContain('saknas');
    await expect(stat(target)).rejects.toThrow('ENOENT');
    await expect(stat(`${target}.partial`)).rejects.toThrow('ENOENT');
  });
});

describe('verify-audit', () => {
  let template: string;
  let id: string;
  let published: string;
  beforeAll(async () => {
    const sound = await startService({ ROLE: 'api' });
    const { consultation } = given(sound);
    ({ id } = await consultation('forwarded'));
    const { id: late } = await consultation('drafting');
    const more = { until: '2026-12-22', reason: 'Sammanträdet' };
    await sound.as('tsn-registrator').post(`/consultations/${late}/extensions`, more).expect(201);
    await sound.as('tsn-registrator').post(`/consultations/${late}/messages`, { text: 'Hur?' }).expect(201);
    await sound.database.query('SELECT seal_audit()');
    published = join(folder, 'published.jsonl');
    const sealed = 'SELECT row_to_json(seal) FROM (SELECT ' + SEAL + ' FROM audit_seals) seal';
    await writeFile(published, `${JSON.stringify(await one(sound.databaseUrl, sealed))}\n`);
    await sound.app.close(); // a database is copied only while nobody is in it
    template = new URL(sound.databaseUrl).pathname.slice(1);
    databases.dropLater(`DATABASE ${template}`);
  });

  it.each([
    [
      'an event that is gone',
      "DELETE FROM audit_events WHERE verb = 'submit' AND consultation_id = '#'",
      /submit|approve|är den första av/,
    ],
    [
      'the last event gone',
      "DELETE FROM audit_events WHERE id = (SELECT max(id) FROM audit_events WHERE consultation_id = '#' AND object_type = 'consultation')",
      /är den första av/,
    ],
    [
      'a state that was altered',
      "UPDATE audit_events SET state = 'declined' WHERE verb = 'assign' AND consultation_id = '#'",
      /leder inte från/,
    ],
    [
      'a record that was altered',
      "UPDATE consultations SET state = 'received' WHERE id = '#'",
      /är ”received”, men historiken säger/,
    ],
    [
      'times in another order',
      "UPDATE audit_events SET at = at - interval '1 day' WHERE verb = 'approve' AND consultation_id = '#'",
      /har en tidigare tid/,
    ],
    [
      'a time to come',
      "UPDATE audit_events SET at = at + interval '9 days' WHERE object_type = 'consultation' AND id = (SELECT max(id) FROM audit_events WHERE consultation_id = '#' AND object_type = 'consultation')",
      /inte har kommit/,
    ],
    [
      'an extension that was granted by nobody',
      "UPDATE extensions SET state = 'granted', granted_until = requested_until",
      /är ”granted”, men historiken säger ”requested”/,
    ],
    [
      'every event of a case gone',
      "DELETE FROM audit_events WHERE object_type = 'case'",
      /historiken säger ”ingenting”/,
    ],
    [
      'a reason that was altered',
      "UPDATE audit_events SET reason = 'Bra skäl' WHERE object_type = 'extension'",
      /Händelse \d+: är ändrad/,
    ],
    [
      'an actor that was altered',
      "UPDATE audit_events SET actor = 'någon-annan' WHERE verb = 'decide' AND consultation_id = '#'",
      /Händelse \d+: är ändrad/,
    ],
    [
      'a message that is gone',
      "DELETE FROM audit_events WHERE object_type = 'message'",
      /Händelse \d+: är borttagen/,
    ],
    [
      'a message that is gone with its link',
      `WITH gone AS (DELETE FROM audit_events WHERE verb = 'write-message' RETURNING id)
       DELETE FROM audit_links USING gone WHERE event_id = gone.id`,
      /avkortad eller omskriven: försegling 1/,
    ],
    [
      'an event that was added without a link',
      `ALTER TABLE audit_events DISABLE TRIGGER audit_events_are_linked;
       INSERT INTO audit_events (actor, verb, object_type, object_id) VALUES ('x', 'y', 'note', '1')`,
      /står inte i någon kedja/,
    ],
    [
      'two events that have changed places',
      `WITH two AS (SELECT max(id) AS last FROM audit_events WHERE object_type = 'message')
       UPDATE audit_links SET position = -position FROM two WHERE event_id = last;
       UPDATE audit_links SET position = position + 1 WHERE event_id =
         (SELECT max(event_id) FROM audit_links WHERE position > 0 AND chain = (SELECT chain FROM audit_links WHERE position < 0));
       UPDATE audit_links SET position = -position - 1 WHERE position < 0`,
      /en händelse saknas|hänger inte ihop|är ändrad/,
    ],
    [
      'a statement whose text was altered',
      `UPDATE statement_versions SET content = jsonb_set(content, '{title}', '"Något annat"')`,
      /Version 1 av yttrandet .* är ändrad/,
    ],
    ['seals that were altered', "UPDATE audit_seals SET heads = '[]'", /Försegling 1 är ändrad/],
    [
      'a whole history that was written anew',
      `DELETE FROM audit_seals; DELETE FROM audit_links; DELETE FROM audit_unsealed;
       UPDATE audit_events SET reason = 'Bra skäl' WHERE object_type = 'extension';
       DO $$ DECLARE event audit_events; BEGIN
         FOR event IN SELECT * FROM audit_events ORDER BY id LOOP PERFORM append_audit_link(event); END LOOP;
         PERFORM seal_audit();
       END $$`,
      /Försegling 1 finns i .* men inte i databasen/,
    ],
  ])('names what is wrong with %s', async (_, harm, says) => {
    const { url, env } = await newDatabase(template);
    await query(url, harm.replaceAll('#', id));
    const { code, error } = await yttra(['verify-audit', '--seals', published], env);
    expect([code, error]).toEqual([1, expect.stringMatching(says)]);
  });

  it('finds nothing wrong where nothing was done', async () => {
    const { env } = await newDatabase(template);
    expect(await yttra(['verify-audit', '--seals', published], env)).toMatchObject({ code: 0, error: '' });
  });

  it('holds for all that the lifecycles allow', async () => {
    const { consultation, settle, sentReferral } = given(service);
    await consultation('received');
    await consultation('declined');
    const { id: late } = await consultation('drafting');
    const more = { until: '2026-12-22', reason: 'Sammanträdet' };
    for (const verb of ['refuse', 'grant']) {
      const asked = service.as('tsn-registrator').post(`/consultations/${late}/extensions`, more).expect(201);
      const { id } = (await asked).body as { id: string };
      await service
        .as('ks-handlaggare')
        .post(`/extensions/${id}/${verb}`, verb === 'refuse' ? { comment: 'Nej' } : {}, { ifMatch: 1 })
        .expect(200);
    }
    const sent = await sentReferral();
    await settle(sent, 'withdraw', 'Ny version kommer.');
    const { code, error } = await yttra(['verify-audit'], onService());
    expect([code, error]).toEqual([0, '']);
  });
});
