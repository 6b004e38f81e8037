import { isEmailAddress } from '../rules/email-address.js';
import { auditContradictions } from './audit-settings.js';
import { oidcContradictions } from './oidc-settings.js';
import type { Read } from './setting-specs.js';
import type { Say } from './told-operator.js';

const REFUSED_IN_PRODUCTION = {
  sv: 'är inte tillåtet när NODE_ENV är production',
  en: 'is refused when NODE_ENV is production',
};

/** What is wrong with settings that are right each by itself. */
export function contradictions(read: Read, demo: boolean, embeddedDatabase: boolean, say: Say): string[] {
  const problems: string[] = [];
  if (demo && read.NODE_ENV === 'production') problems.push(say('DEMO', REFUSED_IN_PRODUCTION));
  if (demo && read.DATABASE_URL && !new URL(read.DATABASE_URL).pathname.endsWith('_demo')) {
    problems.push(
      say('DEMO', {
        sv: 'kräver en databas vars namn slutar på _demo',
        en: 'needs a database whose name ends in _demo',
      }),
    );
  }
  if (read.DATABASE_LISTEN_URL && embeddedDatabase) {
    problems.push(say('DATABASE_LISTEN_URL', { sv: 'kräver DATABASE_URL', en: 'needs DATABASE_URL' }));
  }
  if (read.WEBHOOK_ALLOWED_PRIVATE.length > 0 && read.NODE_ENV === 'production') {
    problems.push(say('WEBHOOK_ALLOWED_PRIVATE', REFUSED_IN_PRODUCTION));
  }
  if (
    read.WEBHOOK_INTERNAL_RECEIVERS.some((each) => each.startsWith('127.')) &&
    read.NODE_ENV === 'production'
  ) {
    problems.push(
      say('WEBHOOK_INTERNAL_RECEIVERS', {
        sv: 'den egna maskinen (127.0.0.0/8) är inte tillåten när NODE_ENV är production',
        en: 'this machine itself (127.0.0.0/8) is refused when NODE_ENV is production',
      }),
    );
  }
  if (read.SIGNATURE_PROVIDER === 'files' && read.SIGNATURE_DIRECTORY === '') {
    problems.push(
      say('SIGNATURE_DIRECTORY', {
        sv: 'krävs med SIGNATURE_PROVIDER=files',
        en: 'is required with SIGNATURE_PROVIDER=files',
      }),
    );
  }
  if (read.REDIS_SENTINEL_MASTER && read.REDIS_URL.length === 0) {
    problems.push(
      say('REDIS_URL', {
        sv: 'Sentinels adresser krävs med REDIS_SENTINEL_MASTER',
        en: 'the addresses of the Sentinels are required with REDIS_SENTINEL_MASTER',
      }),
    );
  }
  if (read.SMTP_WITHOUT_TLS && read.NODE_ENV === 'production') {
    problems.push(say('SMTP_WITHOUT_TLS', REFUSED_IN_PRODUCTION));
  }
  if (read.SMTP_URL && !isEmailAddress(read.MAIL_FROM)) {
    problems.push(
      say('MAIL_FROM', {
        sv: 'krävs med SMTP_URL: en adress som yttra@kommun.example',
        en: 'is required with SMTP_URL, an address such as yttra@kommun.example',
      }),
    );
  }
  if (read.SMTP_URL && !read.PUBLIC_URL)
    problems.push(say('PUBLIC_URL', { sv: 'krävs med SMTP_URL', en: 'is required with SMTP_URL' }));
  if (read.PUBLISHER_NAME && !isEmailAddress(read.PUBLISHER_EMAIL)) {
    problems.push(
      say('PUBLISHER_EMAIL', {
        sv: 'krävs med PUBLISHER_NAME: en adress som diarium@kommun.example',
        en: 'is required with PUBLISHER_NAME, an address such as diarium@kommun.example',
      }),
    );
  }
  if (read.ACCESSIBILITY_EMAIL && !isEmailAddress(read.ACCESSIBILITY_EMAIL)) {
    problems.push(
      say('ACCESSIBILITY_EMAIL', {
        sv: 'ska vara en adress som tillganglighet@kommun.example',
        en: 'must be an address such as tillganglighet@kommun.example',
      }),
    );
  }
  if (read.UPLOAD_MEGABYTES_PER_DAY > 0 && read.UPLOAD_MEGABYTES_PER_DAY < read.MAX_UPLOAD_MEGABYTES) {
    problems.push(
      say('UPLOAD_MEGABYTES_PER_DAY', {
        sv: 'ska vara minst MAX_UPLOAD_MEGABYTES, eller 0',
        en: 'must be at least MAX_UPLOAD_MEGABYTES, or 0',
      }),
    );
  }
  if (read.ATTEMPT_DEADLINE_SECONDS > 30)
    problems.push(say('ATTEMPT_DEADLINE_SECONDS', { sv: 'ska vara högst 30', en: 'must be at most 30' }));
  problems.push(...oidcContradictions(read, demo, say), ...auditContradictions(read, say));
  if (embeddedDatabase && read.NODE_ENV === 'production') {
    problems.push(
      say('DATABASE_URL', {
        sv: 'krävs när NODE_ENV är production',
        en: 'is required when NODE_ENV is production',
      }),
    );
  }
  if (embeddedDatabase && read.ROLE === 'worker') {
    problems.push(
      say('DATABASE_URL', {
        sv: 'krävs av en egen arbetare: den inbyggda databasen hör till ROLE=all',
        en: 'is required by a worker of its own; the embedded database serves ROLE=all',
      }),
    );
  }
  return problems;
}
