import type { Reason } from '../rules/problem.js';
import type { Caller } from './caller.js';
import type { WarningView } from './warning.dto.js';

/** Warnings in the caller's language, the same one said once; no field at all when there is none. */
export function warningsView(warnings: readonly Reason[], caller: Caller): { warnings?: WarningView[] } {
  if (warnings.length === 0) return {};
  const said = warnings.map(({ code, detail }) => ({ code, detail: caller.say(detail) }));
  return { warnings: [...new Map(said.map((warning) => [warning.code + warning.detail, warning])).values()] };
}
