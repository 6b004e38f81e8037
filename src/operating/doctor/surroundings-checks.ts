import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createTransport } from 'nodemailer';
import { reachOf, wrongWith } from '../../delivery/webhooks/endpoint-address.js';
import { opened } from '../../delivery/webhooks/seal-secret.js';
import { addressOf } from '../../delivery/email/mail-server.js';
import { ping } from '../../documents/inspection/clamd.js';
import { discoverKeys } from '../../identity/discover-keys.js';
import { fetchJson, reasonOf } from '../../identity/fetch-json.js';
import { inSweden } from '../../organisation/first-administrator/first-administrator-link.js';
import { hostsOf, queuePolicy } from '../../outbox/queue-connection.js';
import { failureToAddTo, failureToKeepIn, failureToWriteIn } from '../writable-places.js';
import { delayedSignatures } from './database-checks.js';
import type { Connected } from '../command-line/on-database.js';
import { asked, error, ok, warning, type Check, type Finding } from './finding.js';

const LEAST_FREE_BYTES = 1024 ** 3;

export const queue: Check = async (connected) => {
  const { settings } = connected;
  if (settings.REDIS_URL.length > 0) {
    const address = hostsOf(settings);
    const policy = await queuePolicy(settings).catch((failed: Error) => failed);
    if (policy instanceof Error) {
      return error(
        `Redis på ${address} svarar inte (${policy.message})`,
        'Starta Redis eller rätta REDIS_URL. Under tiden tar tjänsten emot allt och levererar när Redis är tillbaka.',
      );
    }
    if (policy === 'noeviction') return ok(`Redis på ${address}, maxmemory-policy noeviction`);
    return error(
      `Redis har maxmemory-policy ${policy}`,
      'Sätt maxmemory-policy noeviction, annars kan jobb försvinna.',
    );
  }
  const there = await asked<boolean>(connected, "SELECT to_regnamespace('bullmq') IS NOT NULL");
  return there
    ? ok('i PostgreSQL')
    : error('köns tabeller saknas', 'Kör npm run migrate som databasens ägare.');
};

export const documents: Check = async ({ settings: { documentsDirectory } }) => {
  const failed = await failureToKeepIn(documentsDirectory);
  if (failed !== undefined)
    return unwritable(documentsDirectory, failed, 'Ge tjänsten skrivrätt, eller sätt DOCUMENTS_DIRECTORY.');
  const { bavail, bsize } = await statfs(documentsDirectory);
  const free = bavail * bsize;
  const says = `${documentsDirectory}, ${(free / LEAST_FREE_BYTES).toFixed(1)} GiB ledigt`;
  return free >= LEAST_FREE_BYTES
    ? ok(says)
    : warning(says, 'Gör plats: uppladdningar nekas när disken är full.');
};

const unwritable = (place: string, code: string, advice: string): Finding =>
  error(`${place} går inte att skriva i (${code})`, advice);

export const temporaryFiles: Check = async () => {
  const failed = await failureToWriteIn(tmpdir());
  if (failed === undefined) return ok(tmpdir());
  return unwritable(tmpdir(), failed, 'Ge tjänsten skrivrätt, eller sätt TMPDIR.');
};

export const virusScanner: Check = async ({ settings: { CLAMD_URL } }) => {
  if (!CLAMD_URL) return ok('inget: filer granskas inte för virus (CLAMD_URL)');
  try {
    await ping(CLAMD_URL);
    return ok(`clamd på ${CLAMD_URL}`);
  } catch (failed) {
    return error(
      `clamd på ${CLAMD_URL} svarar inte (${(failed as Error).message})`,
      'Starta clamd eller rätta CLAMD_URL; under tiden tas inga uppladdningar emot (503).',
    );
  }
};

export const issuer: Check = async ({ settings }) => {
  const { OIDC_JWKS_URL, OIDC_ALGORITHM, OIDC_ISSUER } = settings;
  if (!OIDC_ISSUER) return ok('demoläge: tjänsten utfärdar själv biljetter');
  let found: { keys?: { alg?: string }[] };
  try {
    found = await fetchJson(OIDC_JWKS_URL ?? (await discoverKeys(settings)));
  } catch (failed) {
    return error(
      `nycklarna från ${new URL(OIDC_JWKS_URL ?? OIDC_ISSUER).host} går inte att läsa (${reasonOf(failed)})`,
      'Kontrollera OIDC_ISSUER, OIDC_JWKS_URL och nätet dit; utan nycklar kan ingen logga in.',
    );
  }
  const keys = Array.isArray(found.keys) ? found.keys : [];
  const fitting = keys.filter(({ alg }) => alg === undefined || alg === OIDC_ALGORITHM);
  if (fitting.length > 0)
    return ok(
      `${OIDC_ISSUER}, ${fitting.length} ${fitting.length === 1 ? 'nyckel' : 'nycklar'} för ${OIDC_ALGORITHM}`,
    );
  return error(
    `utfärdaren har ingen nyckel för ${OIDC_ALGORITHM}`,
    'Sätt OIDC_ALGORITHM till den som utfärdaren använder.',
  );
};

export const mail: Check = async ({ settings: { SMTP_URL, SMTP_WITHOUT_TLS, demo } }) => {
  if (!SMTP_URL) return ok(demo ? 'demoläge: brev visas på /demo/mail' : 'inga brev skickas');
  const server = addressOf(SMTP_URL, SMTP_WITHOUT_TLS);
  const transport = createTransport({ ...server, connectionTimeout: 5000, greetingTimeout: 5000 });
  try {
    await transport.verify();
    return ok(`${server.host}:${server.port}`);
  } catch (failed) {
    return error(
      `${server.host}:${server.port} tar inte emot brev (${(failed as NodeJS.ErrnoException).code})`,
      'Kontrollera SMTP_URL: värd, port, inloggning och certifikat (NODE_EXTRA_CA_CERTS för en egen utfärdare).',
    );
  } finally {
    transport.close();
  }
};

export const webhookKey: Check = async (connected) => {
  const registered = await asked<number>(connected, 'SELECT count(*)::int FROM webhooks');
  const { WEBHOOK_SECRETS_KEY, demo } = connected.settings;
  const keys = WEBHOOK_SECRETS_KEY.map((key) => Buffer.from(key, 'base64'));
  const says = `${registered} webbkrokar`;
  if (registered === 0 || (demo && keys.length === 0)) return ok(says);
  const secrets = await openSecrets(connected, keys);
  const lost = secrets.filter(({ by }) => by === undefined).length;
  if (lost > 0) {
    return error(
      `${says}, och ${lost} hemligheter går inte att läsa med WEBHOOK_SECRETS_KEY`,
      'Sätt tillbaka nyckeln som hemligheterna krypterades med, efter den nya och ett kommatecken, för varje process.',
    );
  }
  const old = secrets.filter(({ by }) => by === 1);
  if (old.length === 0) return ok(says);
  const toRotate = old.filter(({ validUntil }) => validUntil === null).length;
  if (toRotate > 0) {
    return warning(
      `${says}, och ${toRotate} hemligheter är krypterade med den gamla nyckeln`,
      'Byt hemligheterna (rotate-secret), en webbkrok i taget. Ta sedan bort den gamla nyckeln ur WEBHOOK_SECRETS_KEY.',
    );
  }
  const until = old.map(({ validUntil }) => validUntil!).toSorted((a, b) => Number(b) - Number(a))[0]!;
  return warning(
    `${says}, alla med hemligheter under den nya nyckeln; ${old.length} som är bytta gäller till ${inSweden(until)}`,
    'Ta därefter bort den gamla nyckeln ur WEBHOOK_SECRETS_KEY, för varje process.',
  );
};

/** The secrets in force, also those that were replaced and still are, and which of the keys opens each. */
async function openSecrets({ client }: Connected, keys: readonly Buffer[]) {
  const { rows } = await client.query<{ webhookId: string; sealed: Buffer; validUntil: Date | null }>(
    `SELECT webhook_id AS "webhookId", sealed, valid_until AS "validUntil" FROM webhook_secrets
     WHERE valid_until IS NULL OR valid_until > now()`,
  );
  return rows.map((row) => ({ ...row, by: opened(row.sealed, keys, row.webhookId)?.by }));
}

export const seals: Check = async (connected) => {
  const { AUDIT_SEALS_FILE, AUDIT_SEALS_URL: url } = connected.settings;
  const failedToAdd = AUDIT_SEALS_FILE ? await failureToAddTo(AUDIT_SEALS_FILE, true) : undefined;
  if (failedToAdd !== undefined) {
    return unwritable(
      AUDIT_SEALS_FILE,
      failedToAdd,
      'Ge tjänsten en mapp som finns och rätt att läsa och skriva där, eller rätta AUDIT_SEALS_FILE. Under tiden stannar förseglingarna i databasen, och läggs i filen när den går att nå.',
    );
  }
  if (!url && AUDIT_SEALS_FILE) return ok(`läggs i ${AUDIT_SEALS_FILE}`);
  if (!url) {
    return warning(
      'stannar i databasen: den som äger den kan skriva om historiken utan att verify-audit märker det',
      'Sätt AUDIT_SEALS_FILE till en fil som databasens ägare inte når, eller AUDIT_SEALS_URL.',
    );
  }
  const wrong = wrongWith(url, reachOf(connected.settings));
  if (wrong) return error(`AUDIT_SEALS_URL går inte att skicka till: ${wrong.detail.sv}`, 'Rätta adressen.');
  const waiting = await asked<number>(
    connected,
    `SELECT count(*)::int FROM audit_seals
     WHERE number > coalesce((SELECT acknowledged FROM seal_receivers WHERE url = $1), 0)`,
    [url],
  );
  const failed = await asked<string | null>(
    connected,
    'SELECT min(last_error) FROM seal_receivers WHERE url = $1 AND failures > 0',
    [url],
  );
  const { host } = new URL(url);
  if (failed === null) return ok(`${host}, ${waiting} väntar`);
  return warning(
    `${host} tar inte emot (${failed}): ${waiting} väntar`,
    'De skickas tills mottagaren har kvitterat dem. Se till att den svarar 2xx, och att den har rätt hemlighet.',
  );
};

/** The folder that papers to sign are exchanged in, where there is one, and the papers that wait there. */
export const signatures: Check = async (connected) => {
  const { SIGNATURE_PROVIDER, SIGNATURE_DIRECTORY } = connected.settings;
  const failed = SIGNATURE_PROVIDER === 'files' ? await failureToWriteIn(SIGNATURE_DIRECTORY) : undefined;
  if (failed === undefined) return delayedSignatures(connected);
  return unwritable(
    SIGNATURE_DIRECTORY,
    failed,
    'Montera mappen och ge tjänsten skrivrätt, eller rätta SIGNATURE_DIRECTORY. Försöken fortsätter av sig själva.',
  );
};

/** The service speaks http only, so a public address with https has a proxy; whether others are met, a running service says. */
export const proxy: Check = async ({ settings }) => {
  const { TRUSTED_PROXIES, publicUrl } = settings;
  const advice =
    'Ange proxyns adress i TRUSTED_PROXIES, annars delar alla bakom den på en adress och dess gränser.';
  if (publicUrl.startsWith('https:') && TRUSTED_PROXIES.length === 0)
    return warning('PUBLIC_URL är https, men ingen proxy är namngiven', advice);
  const ready = await readiness(publicUrl);
  const seen = ready?.details?.unnamedProxies?.requests;
  if (seen === undefined) return ok(`tjänsten på ${publicUrl} svarar inte, så ingen kunde frågas`);
  return seen === 0
    ? ok('ingen vidarebefordrar utan att vara namngiven')
    : warning(`${seen} anrop har vidarebefordrats av någon som inte är namngiven`, advice);
};

interface Readiness {
  readonly details?: { readonly unnamedProxies?: { readonly requests?: number } };
}

/** Undefined where no service answers: the doctor may be asked before it has started. */
async function readiness(publicUrl: string): Promise<Readiness | undefined> {
  try {
    const answer = await fetch(`${publicUrl}/health/ready`, { signal: AbortSignal.timeout(3000) });
    return (await answer.json()) as Readiness;
  } catch {
    return undefined;
  }
}
