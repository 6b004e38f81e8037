import { str } from 'envalid';
import { isSafeToFetch } from './safe-to-fetch.js';
import { seconds, webhookSecrets } from './setting-kinds.js';

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
  AUDIT_SEALS_URL: str({
    default: '',
    desc: 'Address (https) of a system outside that each seal is posted to, in order, until it answers 2xx. The rules for addresses of webhooks hold (`WEBHOOK_PORTS`, `WEBHOOK_CA_FILE`). Unset: the seals are sent nowhere.',
  }),
  AUDIT_SEALS_SECRET: webhookSecrets({
    default: [],
    desc: 'Secret that those messages are signed with, as Standard Webhooks writes it (`whsec_` and 24 to 64 bytes in base64); two, separated by a comma, while it is being changed. Required with `AUDIT_SEALS_URL`.',
  }),
};

export function auditContradictions(read: {
  readonly NODE_ENV: string;
  readonly AUDIT_SEALS_URL: string;
  readonly AUDIT_SEALS_SECRET: readonly string[];
}): string[] {
  const { NODE_ENV, AUDIT_SEALS_URL: url, AUDIT_SEALS_SECRET: secrets } = read;
  if (url === '') return [];
  return [
    ...(isSafeToFetch(url, NODE_ENV === 'production')
      ? []
      : ['AUDIT_SEALS_URL: must be https, such as https://sigill.example/yttra']),
    ...(secrets.length === 0 ? ['AUDIT_SEALS_SECRET: is required with AUDIT_SEALS_URL'] : []),
  ];
}
