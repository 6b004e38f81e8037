import {
  LATEST_AUDIT_CHECK,
  OLDEST_AUDIT_CHECK_SECONDS,
  SINCE_AUDIT_CHECK,
} from '../audit-check/latest-audit-check.js';
import { FAULTS, type FaultKind } from '../verify-audit/fault.js';
import { asked, error, ok, type Check } from './finding.js';

interface Latest {
  readonly outcome: 'whole' | 'broken';
  readonly broken_kind: FaultKind;
  readonly broken_event: number | null;
  readonly events: number;
}

/** What the latest check of the audit trail found, and whether there is one each night. */
export const auditTrail: Check = async (connected) => {
  const latest = await asked<Latest | null>(
    connected,
    `SELECT (SELECT to_jsonb(latest) FROM ${LATEST_AUDIT_CHECK} latest)`,
  );
  if (latest?.outcome === 'broken') {
    const event = latest.broken_event === null ? '' : ` (händelse ${latest.broken_event})`;
    return error(
      `historiken är bruten: ${FAULTS[latest.broken_kind].sv}${event}`,
      'Kör npm run yttra -- verify-audit, och följ ”När historiken är bruten” i docs/operating.md.',
    );
  }
  const seconds = await asked<number>(connected, `SELECT ${SINCE_AUDIT_CHECK}`);
  if (seconds > OLDEST_AUDIT_CHECK_SECONDS) {
    return error(
      `historiken har inte kontrollerats på ${Math.floor(seconds / 3600)} timmar`,
      'Kör en arbetare (ROLE=worker eller all) och se dess logg; den kontrollerar varje natt.',
    );
  }
  return ok(
    latest
      ? `historiken är hel, ${latest.events} händelser`
      : 'historiken är inte kontrollerad än: en arbetare gör det när den startar, och varje natt',
  );
};
