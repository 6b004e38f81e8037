import { cleanEnv } from 'envalid';
import { contradictions } from './contradictions.js';
import { clean, settingSpecs, type Read } from './setting-specs.js';
import { operatorLanguage, sayIn, ToldOperator } from './told-operator.js';
import { whatIsWrong } from './wrong-setting.js';

/** The configuration of this process, read and checked once at start. */
export interface Settings extends Readonly<
  Omit<
    Read,
    | 'DEMO'
    | 'DOCUMENTS_DIRECTORY'
    | 'FIRST_ADMINISTRATOR_FILE'
    | 'LOG_LEVEL'
    | 'MAIL_FROM'
    | 'PUBLIC_URL'
    | 'PUBLISHER_NAME'
    | 'PUBLISHER_EMAIL'
    | 'PUBLISHER_ORGANISATION_NUMBER'
    | 'PUBLISHER_AREA'
  >
> {
  readonly LOG_LEVEL: NonNullable<Read['LOG_LEVEL']>;
  readonly embeddedDatabase: boolean;
  readonly demo: boolean;
  readonly documentsDirectory: string;
  readonly firstAdministratorFile: string;
  readonly sendsMail: boolean;
  readonly mailFrom: string;
  readonly publicUrl: string;
  /** Null where nobody is named. */
  readonly publisher: Publisher | null;
}

/** Who answers for the public register and its open data. */
export interface Publisher {
  readonly name: string;
  readonly email: string;
  /** Ten digits; null where it is not told. */
  readonly organisationNumber: string | null;
  /** The address of the area that the data is about. */
  readonly area: string;
}

export const SETTINGS = Symbol('settings');

/** All that is wrong with the environment, in one message: a person fixes it in one go. */
export class InvalidConfiguration extends ToldOperator {
  override readonly name = 'InvalidConfiguration';

  constructor(readonly problems: readonly string[]) {
    const lines = problems.map((problem) => `  - ${problem}`).join('\n');
    super({
      sv: `Inställningarna går inte att använda:\n${lines}`,
      en: `The configuration cannot be used:\n${lines}`,
    });
  }
}

/** @throws InvalidConfiguration naming every variable that is missing or wrong. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const problems: string[] = [];
  const say = sayIn(operatorLanguage(env));
  // An empty variable is how compose files and shells say "unset".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = clean(given, (errors) => {
    for (const [name, error] of Object.entries(errors))
      problems.push(say(name, whatIsWrong(error, settingSpecs[name as keyof typeof settingSpecs])));
  });
  // What is wrong cannot be read: envalid answers with a sentence of its own.
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  const embeddedDatabase = read.DATABASE_URL === undefined;
  const demo = read.DEMO ?? (embeddedDatabase && read.NODE_ENV !== 'production');
  problems.push(...contradictions(read, demo, embeddedDatabase, say));
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  return {
    ...read,
    LOG_LEVEL: read.LOG_LEVEL ?? (embeddedDatabase ? 'warn' : 'info'),
    embeddedDatabase,
    demo,
    documentsDirectory: read.DOCUMENTS_DIRECTORY || `${read.DATA_DIRECTORY}/documents`,
    firstAdministratorFile: read.FIRST_ADMINISTRATOR_FILE || `${read.DATA_DIRECTORY}/first-administrator.txt`,
    sendsMail: demo || read.SMTP_URL !== '',
    mailFrom: read.MAIL_FROM || 'yttra@kommun.example',
    publisher: publisherOf(read, demo),
    publicUrl:
      read.PUBLIC_URL || `http://${read.HOST.includes(':') ? `[${read.HOST}]` : read.HOST}:${read.PORT}`,
  };
}

function publisherOf(read: Read, demo: boolean): Publisher | null {
  const described = {
    organisationNumber: read.PUBLISHER_ORGANISATION_NUMBER || null,
    area: read.PUBLISHER_AREA,
  };
  if (read.PUBLISHER_NAME) return { name: read.PUBLISHER_NAME, email: read.PUBLISHER_EMAIL, ...described };
  return demo ? { name: 'Exempelkommunen', email: 'diarium@kommun.example', ...described } : null;
}

/** The login that owns the tables, for `npm run migrate`; the embedded database migrates itself. */
export function migrationUrl(env: Record<string, string | undefined>): string {
  const names = ['MIGRATION_DATABASE_URL', 'DATABASE_LISTEN_URL'] as const;
  return urlIn(env, names.find((name) => env[name]) ?? 'DATABASE_URL');
}

/**
 * Whoever makes the logins, and the two that are made.
 *
 * @throws InvalidConfiguration also where the superuser would hand over another database than the one that is migrated.
 */
export function loginUrls(env: Record<string, string | undefined>) {
  const superuser = urlIn(env, 'SUPERUSER_DATABASE_URL');
  const migrator = urlIn(env, 'MIGRATION_DATABASE_URL');
  if (new URL(superuser).pathname !== new URL(migrator).pathname)
    throw new InvalidConfiguration([
      sayIn(operatorLanguage(env))('SUPERUSER_DATABASE_URL', {
        sv: 'ska leda till samma databas som MIGRATION_DATABASE_URL: det är den som får ny ägare',
        en: 'must lead to the same database as MIGRATION_DATABASE_URL, which is the one that gets another owner',
      }),
    ]);
  return { superuser, migrator, service: urlIn(env, 'DATABASE_URL') };
}

function urlIn(
  env: Record<string, string | undefined>,
  name: 'SUPERUSER_DATABASE_URL' | 'MIGRATION_DATABASE_URL' | 'DATABASE_LISTEN_URL' | 'DATABASE_URL',
): string {
  const say = sayIn(operatorLanguage(env));
  const spec = settingSpecs[name];
  const problems: string[] = [];
  const read = cleanEnv(
    { [name]: env[name] || undefined },
    { [name]: spec },
    {
      reporter: ({ errors }) =>
        problems.push(...Object.values(errors).map((error) => say(name, whatIsWrong(error!, spec)))),
    },
  );
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  const url = read[name];
  if (url !== undefined) return url;
  throw new InvalidConfiguration([
    say(name, { sv: 'ska sättas till databasen', en: 'must be set to the database' }),
  ]);
}
