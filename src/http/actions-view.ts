import type { Actions } from '../rules/available-actions.js';
import type { ActionsView } from './actions.dto.js';
import type { Caller } from '../changes/caller.js';

/** The part of a view that says what the caller may do now and, when asked, why not the rest. */
export function actionsView(actions: Actions, caller: Caller, explain?: 'actions'): ActionsView {
  return {
    availableActions: actions.available,
    ...(explain && {
      unavailableActions: actions.unavailable().map(({ action, reasons }) => ({
        action,
        reasons: reasons.map(({ code, detail }) => ({ code, detail: caller.say(detail) })),
      })),
    }),
  };
}
