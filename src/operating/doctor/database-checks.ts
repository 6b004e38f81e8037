import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseClient } from '../../database/database-client.js';
import { LaterVersion, pendingMigrations } from '../../database/migrate.js';
import { diskIsFull } from '../../database/room.js';
import type { Connected } from '../command-line/on-database.js';
import { asked, error, ok, warning, type Check, type Finding } from './finding.js';

const MOST_SKEW_SECONDS = 2;
/** As `Clock.isOff` has it. */
const SPEECHLESS_SECONDS = 60;
const OLDEST_VERSION = 150_000;

export const serverVersion: Check = async (connected) => {
  const number = Number(await asked<string>(connected, 'SHOW server_version_num'));
  const name = await asked<string>(connected, 'SHOW server_version');
  if (number >= OLDEST_VERSION) return ok(`PostgreSQL ${name}`);
  return error(`PostgreSQL ${name} är för gammal`, 'Uppgradera till PostgreSQL 15 eller senare.');
};

export const migrations: Check = async ({ url }) => {
  const pending = await pendingMigrations(url).catch((failed: unknown) => {
    if (failed instanceof LaterVersion) return failed;
    throw failed;
  });
  if (pending instanceof LaterVersion)
    return error(
      'databasen är från en senare version av Yttra',
      'Kör den versionen, eller återställ en säkerhetskopia från före uppgraderingen. Den här startar inte, och migrerar inget.',
    );
  if (pending === 0) return ok('databasen är aktuell');
  return error(
    `${pending} ${pending === 1 ? 'migrering' : 'migreringar'} saknas`,
    'Kör npm run migrate som databasens ägare, och starta sedan tjänsten.',
  );
};

/** The service works as `yttra_runtime`, whoever logs in. */
export const runtimeRole: Check = async (connected) => {
  const exists = await asked<boolean>(
    connected,
    "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yttra_runtime')",
  );
  const advice =
    'Kör npm run migrate som databasens ägare; tjänstens inloggning ska vara medlem i yttra_runtime.';
  if (!exists) return error('rollen yttra_runtime saknas', advice);
  const member = await asked<boolean>(
    connected,
    "SELECT pg_has_role(current_user, 'yttra_runtime', 'MEMBER')",
  );
  if (!member) return error('inloggningen är inte medlem i yttra_runtime', advice);
  const owns = await asked<number>(
    connected,
    "SELECT count(*)::int FROM pg_class WHERE relowner = 'yttra_runtime'::regrole AND relnamespace = 'public'::regnamespace",
  );
  if (owns > 0)
    return error(
      `yttra_runtime äger ${owns} tabeller`,
      'Låt en annan roll äga tabellerna (ALTER TABLE … OWNER TO).',
    );
  const rewrites = await asked<boolean>(
    connected,
    `SELECT has_table_privilege('yttra_runtime', 'audit_events', 'UPDATE, DELETE, TRUNCATE')`,
  );
  if (rewrites) {
    return error(
      'yttra_runtime kan skriva om historiken',
      'REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM yttra_runtime, och ta reda på hur det blev så.',
    );
  }
  return unguarded(connected);
};

/** Row-level security binds a role that is neither superuser nor excepted, on tables where it is on. */
async function unguarded(connected: Connected): Promise<Finding> {
  const open = await asked<string | null>(
    connected,
    `SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
       AND relname IN ('consultations', 'statement_versions', 'documents', 'inbox_items', 'publications')
       AND (NOT relrowsecurity OR (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'yttra_runtime'))`,
  );
  if (open === null) return loginIsModest(connected);
  return error(
    `radskyddet gäller inte ${open}`,
    'ALTER TABLE … ENABLE ROW LEVEL SECURITY, och ALTER ROLE yttra_runtime NOSUPERUSER NOBYPASSRLS.',
  );
}

/** It works as `yttra_runtime`, but whoever got hold of its login would not have to. */
async function loginIsModest(connected: Connected): Promise<Finding> {
  const superuser = await asked<boolean>(
    connected,
    'SELECT rolsuper FROM pg_roles WHERE rolname = session_user',
  );
  if (!superuser)
    return ok('äger inget, ser bara vad den som frågar får se och kan inte skriva om historiken');
  return warning(
    'tjänsten loggar in som superanvändare, och den som får tag i inloggningen kan allt',
    'Gör egna inloggningar: npm run yttra -- make-logins.',
  );
}

/** A disk that is full lets everything be read, and a standby too. */
export const room: Check = async (connected) => {
  if ((await asked<string>(connected, 'SHOW transaction_read_only')) === 'on')
    return error(
      'databasen tar inte emot ändringar',
      'Det är en kopia (standby): rätta DATABASE_URL, eller gör kopian till den som skrivs i.',
    );
  if (await diskIsFull((text) => connected.client.query(text)))
    return error(
      'databasens disk är full',
      'Gör plats på databasens disk. Under tiden kan allt läsas och inget sparas (503), och inget går förlorat.',
    );
  return ok('databasen har plats för det som sparas');
};

export const clock: Check = async (connected) => {
  const before = Date.now();
  const there = (await asked<Date>(connected, 'SELECT clock_timestamp()')).getTime();
  const skew = Math.abs(there - (before + Date.now()) / 2) / 1000;
  if (skew <= MOST_SKEW_SECONDS) return ok(`skiljer ${skew.toFixed(1)} s från databasens`);
  const says = `skiljer ${skew.toFixed(0)} s från databasens`;
  if (skew <= SPEECHLESS_SECONDS)
    return warning(says, 'Ställ in tidssynkronisering (NTP) på den här maskinen och på databasens.');
  return error(
    says,
    'Ställ in tidssynkronisering (NTP): här är tjänsten inte redo, och den påminner och levererar inget, förrän klockan är rätt.',
  );
};

export const timeZoneAndCollation: Check = async (connected) => {
  const here = new Date(Date.UTC(2026, 6, 1, 22, 30)).toLocaleDateString('sv-SE', {
    timeZone: 'Europe/Stockholm',
  });
  const there = await asked<string>(
    connected,
    "SELECT (timestamptz '2026-07-01 22:30Z' AT TIME ZONE 'Europe/Stockholm')::date::text",
  );
  if (here !== '2026-07-02' || there !== '2026-07-02') {
    return error('Europe/Stockholm är okänd eller fel', 'Installera tidszonsdata (tzdata, full-icu).');
  }
  const swedish = await asked<boolean>(
    connected,
    `SELECT 'Ö' COLLATE "sv-SE-x-icu" > 'Z' COLLATE "sv-SE-x-icu"`,
  );
  return swedish
    ? ok('svensk tid och svensk sortering')
    : error('svensk sortering saknas', 'Använd en PostgreSQL som är byggd med ICU.');
};

/** The relay hears of promised jobs at once by LISTEN, which a transaction pool does not pass on. */
export const notifications: Check = async (connected) => {
  const channel = `yttra_doctor_${process.pid}`;
  const heard = new Promise<boolean>((resolve) => {
    connected.client.once('notification', () => resolve(true));
  });
  await connected.client.query(`LISTEN ${channel}`);
  const other = new DatabaseClient({ connectionString: connected.url, application_name: 'yttra-command' });
  await other.reach();
  await other.query(`NOTIFY ${channel}`).finally(() => other.end());
  if (await Promise.race([heard, pause(2000, false, { ref: false })]))
    return ok('meddelanden från databasen (LISTEN) når fram');
  return error(
    'meddelanden från databasen (LISTEN) når inte fram',
    'Anslut direkt till PostgreSQL. Går DATABASE_URL genom en pool i transaktionsläge: sätt DATABASE_LISTEN_URL till databasen utan pool.',
  );
};

export const undelivered: Check = async (connected) => {
  const failed = await asked<number>(
    connected,
    "SELECT count(*)::int FROM deliveries WHERE state = 'failed'",
  );
  const minutes = await asked<number>(
    connected,
    'SELECT coalesce(extract(epoch FROM now() - min(due_at)) / 60, 0)::int FROM deliveries_to_attempt',
  );
  const advice = 'Se GET /yttra/v1/deliveries?state=failed; lastError säger varför, och retry skickar igen.';
  if (minutes > 15) {
    return error(
      `en leverans har väntat ${minutes} minuter på sitt försök`,
      'Kör en arbetare (ROLE=worker eller all) och se dess logg.',
    );
  }
  return failed > 0
    ? warning(`${failed} leveranser har misslyckats`, advice)
    : ok('allt är levererat eller på väg');
};

/** Papers of what was forwarded that could not be written when they were to be. */
export const papers: Check = async (connected) => {
  const missing = await asked<number>(
    connected,
    "SELECT count(*)::int FROM dispatch_papers WHERE frozen_at IS NULL AND (attempts > 1 OR due_at < now() - interval '15 minutes')",
  );
  if (missing === 0) return ok('inget expedierat yttrande har fått vänta på sin handling (PDF)');
  return warning(
    `${missing} expedierade yttranden har ingen handling (PDF) än`,
    'Se last_error i dispatch_papers och en arbetares logg. Försöken fortsätter av sig själva; yttrandena går iväg ändå.',
  );
};

/** Papers that were sent for signature, and whoever has them signed. */
export const delayedSignatures: Check = async (connected) => {
  const advice =
    'Se last_error i signature_requests: provider-unreachable betyder att SIGNATURE_DIRECTORY inte går att nå, provider-answered-garbage att status.json eller signed.pdf inte är som docs/signatures.md säger, provider-lost-it att begärans mapp är borta. Försöken fortsätter av sig själva.';
  const delayed = await asked<number>(
    connected,
    "SELECT count(*)::int FROM signature_requests WHERE due_at IS NOT NULL AND (last_error IS NOT NULL OR due_at < now() - interval '15 minutes')",
  );
  if (delayed > 0) return warning(`${delayed} begäranden om underskrifter dröjer`, advice);
  const offered = await asked<boolean>(
    connected,
    "SELECT EXISTS (SELECT FROM signature_providers WHERE seen_at > now() - interval '1 hour')",
  );
  return ok(
    offered ? 'inga underskrifter dröjer' : 'ingen underskriftstjänst är ansluten (SIGNATURE_PROVIDER)',
  );
};

/** Packages of closed cases that could not be written. */
export const archivePackages: Check = async (connected) => {
  const failing = await asked<number>(
    connected,
    "SELECT count(*)::int FROM archive_packages WHERE written_at IS NULL AND (last_error IS NOT NULL OR due_at < now() - interval '15 minutes')",
  );
  if (failing === 0) return ok('varje begärt arkivpaket är skrivet eller på väg');
  return warning(
    `${failing} arkivpaket är inte skrivna`,
    'Se last_error i archive_packages och en arbetares logg: content-gone betyder att en fil saknas eller är ändrad. Försöken fortsätter av sig själva.',
  );
};

/** Files of documents that were disposed of, which no round has been able to delete. */
export const disposedFiles: Check = async (connected) => {
  const left = await asked<number>(
    connected,
    "SELECT count(*)::int FROM documents WHERE disposed_at < now() - interval '15 minutes' AND file_gone_at IS NULL",
  );
  if (left === 0) return ok('varje gallrad handlings fil är borta');
  return error(
    `${left} gallrade handlingar har filer kvar`,
    'Se loggen från RemoveDisposedFiles: oftast får tjänsten inte ta bort i DOCUMENTS_DIRECTORY. Försöken fortsätter av sig själva.',
  );
};

/** Word templates of bodies in which a paper could not be written. */
export const wordTemplates: Check = async (connected) => {
  const failed = await asked<number>(
    connected,
    'SELECT count(*)::int FROM word_templates WHERE current IS NOT NULL AND failed_at IS NOT NULL',
  );
  if (failed === 0) return ok('ingen Word-mall har fallerat');
  return warning(
    `${failed} Word-mallar har fallerat; handlingarna skrevs utan dem`,
    'Se failure i word_templates. Organets registrator laddar upp mallen på nytt: Förvaltning, Handlingarnas form.',
  );
};

export const held: Check = async (connected) => {
  const deliveries = await asked<number>(
    connected,
    "SELECT count(*)::int FROM deliveries WHERE state = 'failed' AND last_error = 'restored-from-backup'",
  );
  const reminders = await asked<number>(connected, 'SELECT count(*)::int FROM reminders_held');
  if (deliveries + reminders === 0) return ok('inget hålls sedan en återställning');
  return warning(
    `${[...(deliveries > 0 ? [`${deliveries} leveranser`] : []), ...(reminders > 0 ? ['påminnelser'] : [])].join(' och ')} hålls sedan en återställning`,
    'Se efter vad som kom fram, och släpp dem: npm run yttra -- release-held',
  );
};
