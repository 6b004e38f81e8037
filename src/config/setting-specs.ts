import { bool, cleanEnv, port, str, type ValidatorSpec } from 'envalid';
import type { Language } from '../rules/texts.js';
import { ON_DAY_OFF, type OnDayOff } from '../rules/period-warnings.js';
import { auditSettingSpecs } from './audit-settings.js';
import { oidcSettingSpecs } from './oidc-settings.js';
import {
  certificates,
  clamd,
  collector,
  contact,
  internalReceivers,
  keys32,
  networks,
  organisationNumber,
  origin,
  places,
  ports,
  postgresUrl,
  proxy,
  redis,
  seconds,
  smtp,
  uri,
  wholeNumber,
} from './setting-kinds.js';

/** Every variable the service reads. `docs/configuration.md` is made from this table. */
export const settingSpecs = {
  NODE_ENV: str({
    choices: ['development', 'production', 'test'],
    default: 'development',
    desc: '`production` refuses demo mode, and demands that seals of the audit trail are kept outside.',
  }),
  ROLE: str({
    choices: ['all', 'api', 'worker'],
    default: 'all',
    desc: 'What this process does: answers requests (`api`), delivers and reminds (`worker`), or both.',
  }),
  HOST: str({ default: '127.0.0.1', desc: 'Address to listen on.' }),
  PORT: port({ default: 3000, desc: 'Port to listen on. A worker answers only health and metrics there.' }),
  DATA_DIRECTORY: str({
    default: '.data',
    desc: 'Folder for the embedded database and, unless set otherwise, for documents.',
  }),
  FIRST_ADMINISTRATOR_FILE: str({
    default: '',
    desc: 'File that the code for the first administrator is left in, for the user of the service alone, where the service is not started in a terminal. Unset: `first-administrator.txt` in `DATA_DIRECTORY`.',
  }),
  DATABASE_URL: postgresUrl({
    default: undefined,
    desc: 'PostgreSQL 15 or later. Unset: an embedded PostgreSQL in `DATA_DIRECTORY`.',
  }),
  DATABASE_LISTEN_URL: postgresUrl({
    default: undefined,
    desc: 'The same database as `DATABASE_URL`, past the pooler (PgBouncer) that `DATABASE_URL` leads through in transaction mode: for LISTEN, a queue in PostgreSQL, locks of a whole session, commands and migrations ([operating](operating.md#behind-pgbouncer)). Unset: `DATABASE_URL` leads to PostgreSQL itself, or through a pooler in session mode.',
  }),
  MIGRATION_DATABASE_URL: postgresUrl({
    default: undefined,
    desc: 'Login that owns the tables, for `npm run migrate`. Unset: `DATABASE_LISTEN_URL`, else `DATABASE_URL`.',
  }),
  SUPERUSER_DATABASE_URL: postgresUrl({
    default: undefined,
    desc: 'Login that may make the other two, in the same database, for `npm run yttra -- make-logins` only. Nothing else reads it; do not give it to the service.',
  }),
  DATABASE_POOL_SIZE: wholeNumber(
    2,
    200,
  )({
    default: 20,
    desc: 'Connections each process keeps at most, besides three that listen.',
  }),
  DATABASE_WAIT_SECONDS: seconds({
    default: 10,
    desc: 'How long to wait for the database at start before giving up with exit code 1.',
  }),
  REDIS_URL: redis({
    default: [],
    desc: 'Redis 6.2 or later with `maxmemory-policy noeviction` for the queue, or a database number of one, that no other Yttra uses: `redis://user:password@host:6379`, `rediss://` with TLS. Several addresses separated by commas: nodes of one Redis Cluster. Unset: the queue lives in PostgreSQL.',
  }),
  REDIS_SENTINEL_MASTER: str({
    default: '',
    desc: 'Name of the primary that Sentinels watch; the addresses in `REDIS_URL` are then the Sentinels, and user and password the primary’s.',
  }),
  DEMO: bool({
    default: undefined,
    desc: 'Demo municipality, personas and their tokens. On by default with the embedded database, unless `NODE_ENV` is `production`; on another one its name must end in `_demo`. Refused in production.',
  }),
  ...oidcSettingSpecs,
  DOCUMENTS_DIRECTORY: str({
    default: '',
    desc: 'Folder for uploaded files. Unset: `documents` in `DATA_DIRECTORY`. All processes must see the same folder.',
  }),
  MAX_UPLOAD_MEGABYTES: wholeNumber(1, 1024)({ default: 50, desc: 'Largest file accepted, in MiB.' }),
  UPLOAD_MEGABYTES_PER_DAY: wholeNumber(
    0,
    10_000_000,
  )({
    default: 5000,
    desc: 'What one person or API client may upload in 24 hours, in MiB, counted over all processes; more is answered 429 with `Retry-After`. 0: no limit.',
  }),
  STALLED_REQUEST_SECONDS: seconds({
    default: 30,
    desc: 'A request of which less than 16 KiB comes in so long, and which is not whole, is given up: its connection is closed. One that is slow and moves goes on, however large.',
  }),
  CLAMD_URL: clamd({
    default: '',
    desc: 'Virus scanner (clamd) that looks at every uploaded file before it is kept: `tcp://host:port` or `unix:/path`. While it does not answer, uploads are answered 503. Its `StreamMaxLength` must be at least `MAX_UPLOAD_MEGABYTES`. Unset: files are not looked at for viruses.',
  }),
  WRITTEN_MEGABYTES_PER_DAY: wholeNumber(
    0,
    10_000_000,
  )({
    default: 500,
    desc: 'What one person or API client may write in 24 hours besides uploads – versions of statements, drafts, messages, reasons –, in MiB, counted over all processes; more is answered 429 with `Retry-After`. 0: no limit.',
  }),
  STATEMENT_MEGABYTES: wholeNumber(
    0,
    1_000_000,
  )({
    default: 200,
    desc: 'What all versions of one statement may take in the database, in MiB; saving or importing more is answered 413. 0: no limit.',
  }),
  WORKER_CONCURRENCY: wholeNumber(
    1,
    100,
  )({ default: 8, desc: 'Inboxes a worker delivers to at the same time.' }),
  OUTBOUND_CONCURRENCY: wholeNumber(
    1,
    200,
  )({
    default: 16,
    desc: 'Systems outside Yttra a worker sends to at the same time, up to eight messages to each.',
  }),
  ATTEMPT_LEASE_SECONDS: seconds({
    default: 30,
    desc: 'How long an attempt to deliver may take before another worker may take over.',
  }),
  ATTEMPT_DEADLINE_SECONDS: seconds({
    default: 15,
    desc: 'How long a receiver outside Yttra may take in all, from looking up its name to the end of its answer.',
  }),
  PAPER_RENDERERS: wholeNumber(
    1,
    32,
  )({
    default: 2,
    desc: 'Papers (PDF and other forms) that this process has written at the same time, each in a process of its own.',
  }),
  PAPER_SECONDS: seconds({
    default: 60,
    desc: 'How long the writing of one paper may take before it is stopped.',
  }),
  PAPER_MEMORY_MEGABYTES: wholeNumber(
    128,
    16_384,
  )({
    default: 700,
    desc: 'How much memory the writing of one paper may take before it is stopped, in MiB. Only looked at on Linux.',
  }),
  PAPER_WAIT_SECONDS: seconds({
    default: 30,
    desc: 'How long the deliveries of a forwarded statement wait for its paper at most; then they go without it.',
  }),
  RELAY_SWEEP_SECONDS: seconds({
    default: 5,
    desc: 'How often promised jobs are looked for, should a notification have been missed.',
  }),
  RECONCILE_SECONDS: seconds({
    default: 15,
    desc: 'How often deliveries that the queue forgot are looked for.',
  }),
  CONFIDENTIAL_OTHERS_SEE: str<'masked' | 'nothing'>({
    choices: ['masked', 'nothing'],
    default: 'masked',
    desc: 'What the registers show of something confidential to those who may not see it, where its marking does not say: that it exists, by number and date (`masked`), or `nothing`.',
  }),
  REPLY_BY_ON_DAY_OFF: str<OnDayOff>({
    choices: [...ON_DAY_OFF],
    default: 'warn',
    desc: 'What becomes of a reply-by date on a Saturday, Sunday or other day off: kept with a warning, or moved to the next or the last working day.',
  }),
  SIGNATURE_PROVIDER: str<'none' | 'files'>({
    choices: ['none', 'files'],
    default: 'none',
    desc: 'Who has papers signed electronically: nobody (`none`), or whoever looks into `SIGNATURE_DIRECTORY` (`files`, [signatures](signatures.md)). Read by workers; every worker has the same.',
  }),
  SIGNATURE_DIRECTORY: str({
    default: '',
    desc: 'Folder that papers to be signed are exchanged in. Required with `SIGNATURE_PROVIDER=files`; all workers must see the same folder.',
  }),
  SIGNATURE_LOOK_SECONDS: seconds({
    default: 60,
    desc: 'How often it is looked for what has become of a paper that waits for signatures.',
  }),
  SHORT_PERIOD_DAYS: wholeNumber(
    0,
    366,
  )({ default: 28, desc: 'A shorter time to reply is warned of when a referral is sent. 0: never.' }),
  REMINDER_SWEEP_SECONDS: seconds({ default: 60, desc: 'How often reminders that are due are looked for.' }),
  LATE_AFTER_SECONDS: seconds({
    default: 900,
    desc: 'How long what is due, an attempt to deliver or a reminder, may wait before workers say that they are not ready and `yttra_late` turns 1.',
  }),
  ...auditSettingSpecs,
  QUEUE_LOCK_SECONDS: seconds({
    default: 30,
    desc: 'How long the queue waits for a silent worker before its job is handed to another.',
  }),
  WEBHOOK_SECRETS_KEY: keys32({
    default: [],
    desc: "Encrypts webhooks' secrets: 32 bytes in base64 (`openssl rand -base64 32`); two, separated by a comma and the new one first, while it is being changed ([operating](operating.md#webhooks)). Unset: no webhooks, except in demo mode, which keeps a key of its own in its database.",
  }),
  WEBHOOK_PORTS: ports({
    default: [443],
    desc: 'Ports that webhooks may be sent to, separated by commas: 443, or from 1024.',
  }),
  WEBHOOK_ALLOWED_PRIVATE: places({
    default: [],
    desc: 'Addresses with ports that webhooks may be sent to although they are not public, such as `127.0.0.1:9000`; there also by http. For demo and test; refused in production.',
  }),
  WEBHOOK_INTERNAL_RECEIVERS: internalReceivers({
    default: [],
    desc: 'What webhooks reach in the own network, by https alone and without a proxy, separated by commas: names of hosts, which may lead to private addresses, and private networks, such as `diariet.kommun.internal,10.20.0.0/16`. Unset: public addresses only.',
  }),
  WEBHOOK_PROXY_URL: proxy({
    default: '',
    desc: 'Proxy that webhooks to public addresses go through (CONNECT), such as `http://user:password@proxy.kommun.example:3128`. The proxy then decides where a name leads: let it refuse addresses inside. Unset: they go directly.',
  }),
  WEBHOOK_CA_FILE: certificates({
    default: '',
    desc: 'File (PEM) with further certificate authorities that may vouch for receivers of webhooks.',
  }),
  WEBHOOK_OLD_SECRET_SECONDS: seconds({
    default: 86_400,
    desc: 'How long webhooks are signed with the old secret too, once it has been rotated.',
  }),
  WEBHOOK_DISABLE_AFTER_FAILURES: wholeNumber(
    1,
    1000,
  )({
    default: 5,
    desc: 'An endpoint is disabled when so many deliveries in a row have failed …',
  }),
  WEBHOOK_DISABLE_AFTER_SECONDS: seconds({
    default: 86_400,
    desc: '… over at least this time.',
  }),
  SMTP_URL: smtp({
    default: '',
    desc: 'Mail server: `smtp://user:password@host:587` (STARTTLS, demanded unless the server is on this machine) or `smtps://`. Unset: no mail is sent; in demo mode it is shown at `/demo/mail`.',
  }),
  SMTP_WITHOUT_TLS: bool({
    default: false,
    desc: 'Sends mail in the clear, to a mail catcher elsewhere. For demo and test; refused in production.',
  }),
  MAIL_FROM: str({
    default: '',
    desc: 'The address that mail is sent from. Required with `SMTP_URL`.',
  }),
  PUBLIC_URL: origin({
    default: '',
    desc: 'Where people reach the service, for links in mail and calendars. Required with `SMTP_URL`, and in production with `OIDC_CLIENT_ID`. Unset: `HOST` and `PORT`. With `https://`, browsers are told to come by TLS only (HSTS).',
  }),
  TRUSTED_PROXIES: networks({
    default: [],
    desc: 'Addresses or networks of the proxies in front of the service, such as `10.0.0.5` or `10.0.0.0/8`, separated by commas: from them `X-Forwarded-For` and its kin are believed. Unset: from nobody, and all behind a proxy share one address; readiness and `doctor` tell of proxies that are not named.',
  }),
  REQUESTS_PER_MINUTE: wholeNumber(
    0,
    10_000_000,
  )({
    default: 1200,
    desc: 'Requests that one person or API client may make of each process in a minute; more are answered 429 with `Retry-After`. 0: no limit.',
  }),
  REQUESTS_PER_MINUTE_PER_ADDRESS: wholeNumber(
    0,
    10_000_000,
  )({
    default: 6000,
    desc: 'The same for one address (of IPv6: one /64 network), of those who do not sign in. Health and metrics are not counted. 0: no limit.',
  }),
  FAILED_SIGN_INS_PER_MINUTE: wholeNumber(
    0,
    10_000_000,
  )({
    default: 30,
    desc: 'Answers 401 that one address may get of each process in a minute, before they become 429; for a signed token that may not be used, the one whom it names. Good credentials are let in all the same. 0: no limit.',
  }),
  REFUSED_ATTEMPTS_DAYS: wholeNumber(
    30,
    3650,
  )({
    default: 180,
    desc: 'How long it is kept who was refused what (403, and 404 for what is not theirs to see).',
  }),
  SECURITY_CONTACT: contact({
    default: '',
    desc: 'Where a flaw in this installation is told of, for `/.well-known/security.txt`: `mailto:sakerhet@kommun.example` or an `https://` address. Unset: there is no such file.',
  }),
  PUBLISHER_NAME: str({
    default: '',
    desc: 'Who publishes the public register and its open data, such as the name of the municipality. Unset: no catalogue of the data (DCAT-AP-SE).',
  }),
  PUBLISHER_EMAIL: str({
    default: '',
    desc: 'Where the public reaches whoever answers for the register: the address of a function. Required with `PUBLISHER_NAME`.',
  }),
  ACCESSIBILITY_EMAIL: str({
    default: '',
    desc: 'Where people say what they cannot use, for the accessibility statement (`/tillganglighet`): the address of a function. Unset: `PUBLISHER_EMAIL`.',
  }),
  OPERATOR_LANGUAGE: str<Language>({
    choices: ['sv', 'en'],
    default: 'sv',
    desc: 'Language of what is said to whoever starts the service, and of what is wrong with these settings.',
  }),
  PUBLISHER_ORGANISATION_NUMBER: organisationNumber({
    default: '',
    desc: 'Organisation number of whoever publishes, such as `212000-0142`, by which Sveriges dataportal knows it. Unset: it is known by name only.',
  }),
  PUBLISHER_AREA: uri({
    default: 'http://publications.europa.eu/resource/authority/country/SWE',
    desc: 'The area that the open data is about, as an address that names it, such as the municipality’s in GeoNames (`https://sws.geonames.org/2697719/`). Unset: Sweden.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector({
    default: '',
    desc: 'Collector of traces (OpenTelemetry, OTLP over HTTP with JSON), such as `http://127.0.0.1:4318`. Needs OpenTelemetry’s SDK ([operating](operating.md#traces)), which reads further variables of its own: `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER`. Unset: no traces are collected.',
  }),
  LOG_LEVEL: str({
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: undefined,
    desc: 'How much is logged. Unset: `info`, and `warn` with the embedded database, where a person reads the console.',
  }),
} satisfies Record<string, ValidatorSpec<unknown>>;

/** As it was read, each by itself. */
export type Read = ReturnType<typeof clean>;

export function clean(
  env: Record<string, string | undefined>,
  report: (problems: Record<string, Error>) => void,
) {
  return cleanEnv(env, settingSpecs, { reporter: ({ errors }) => report(errors as Record<string, Error>) });
}
