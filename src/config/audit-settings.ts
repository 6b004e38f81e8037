import { isAbsolute, relative, resolve } from 'node:path';
import { bool, str } from 'envalid';
import { isSafeToFetch } from './safe-to-fetch.js';
import { seconds, webhookSecrets } from './setting-kinds.js';
import type { Say } from './told-operator.js';

/** How the audit trail is sealed, and where the seals go: `docs/audit-trail.md`. */
export const auditSettingSpecs = {
  AUDIT_SEAL_SECONDS: seconds({
    default: 60,
    desc: "How often the heads of the audit trail's chains are sealed, and seals that wait are sent.",
  }),
  AUDIT_SEALS_FILE: str({
    default: '',
    desc: 'File that the seals are added to, one JSON object a line. Keep it where whoever owns the database cannot write, such as a volume that is only ever added to: `verify-audit --seals` holds the database to it. Unset: no file.',
  }),
  AUDIT_SEALS_STAY_INSIDE: bool({
    default: false,
    desc: 'The explicit “no” where neither file nor address is set in production: the seals stay in the database, and whoever owns it can rewrite the audit trail so that `verify-audit` finds nothing.',
  }),
  AUDIT_SEALS_URL: str({
    default: '',
    desc: 'Address (https) of a system outside that each seal is posted to, in order, until it answers 2xx. The rules for addresses of webhooks hold (`WEBHOOK_PORTS`, `WEBHOOK_CA_FILE`). Unset: the seals are sent nowhere.',
  }),
  AUDIT_SEALS_SECRET: webhookSecrets({
    default: [],
    desc: 'Secret that those messages are signed with, as Standard Webhooks writes it (`whsec_` and 24 to 64 bytes in base64); two, separated by a comma, while it is being changed. Required with `AUDIT_SEALS_URL`.',
  }),
};

export function auditContradictions(
  read: {
    readonly NODE_ENV: string;
    readonly DATA_DIRECTORY: string;
    readonly AUDIT_SEALS_FILE: string;
    readonly AUDIT_SEALS_URL: string;
    readonly AUDIT_SEALS_SECRET: readonly string[];
    readonly AUDIT_SEALS_STAY_INSIDE: boolean;
  },
  say: Say,
): string[] {
  const { AUDIT_SEALS_URL: url, AUDIT_SEALS_FILE: file, AUDIT_SEALS_SECRET: secrets } = read;
  const production = read.NODE_ENV === 'production';
  const problems: string[] = [];
  if (url && !isSafeToFetch(url, production)) {
    problems.push(
      say('AUDIT_SEALS_URL', {
        sv: 'ska vara https, som https://sigill.example/yttra',
        en: 'must be https, such as https://sigill.example/yttra',
      }),
    );
  }
  if (url && secrets.length === 0) {
    const said = { sv: 'krävs med AUDIT_SEALS_URL', en: 'is required with AUDIT_SEALS_URL' };
    problems.push(say('AUDIT_SEALS_SECRET', said));
  }
  if (production && file && isWithin(read.DATA_DIRECTORY, file)) {
    problems.push(
      say('AUDIT_SEALS_FILE', {
        sv: 'ska ligga utanför DATA_DIRECTORY: den som skriver om historiken där skulle skriva om förseglingarna också',
        en: 'must be outside DATA_DIRECTORY: whoever rewrites the trail there would rewrite the seals too',
      }),
    );
  }
  if (production && !url && !file && !read.AUDIT_SEALS_STAY_INSIDE)
    problems.push(say('AUDIT_SEALS_FILE', KEEP_OUTSIDE));
  return problems;
}

const KEEP_OUTSIDE = {
  sv: 'sätt den eller AUDIT_SEALS_URL när NODE_ENV är production, eller AUDIT_SEALS_STAY_INSIDE=true om databasens ägare får kunna skriva om historiken utan att det syns',
  en: 'set it or AUDIT_SEALS_URL when NODE_ENV is production, or AUDIT_SEALS_STAY_INSIDE=true if the owner of the database may rewrite the trail unseen',
};

function isWithin(folder: string, file: string): boolean {
  const way = relative(resolve(folder), resolve(file));
  return !way.startsWith('..') && !isAbsolute(way);
}
