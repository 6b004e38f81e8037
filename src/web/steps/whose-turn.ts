import type { Role } from '../../rules/actor.js';
import type { ConsultationState } from '../../rules/consultation-states.js';
import { roleWords } from '../../rules/role-words.js';
import type { Language, Texts } from '../../rules/texts.js';
import { t } from './step-field.js';

/** Who takes the step that comes next, and what they do, in each state in which it is the consultee's turn. */
const TURNS: Partial<Record<ConsultationState, readonly [Role, Texts]>> = {
  sent: ['registrar', t('registrerar', 'registers it')],
  registered: ['manager', t('fördelar', 'assigns it')],
  drafting: ['officer', t('skriver', 'writes')],
  'in-review': ['manager', t('granskar', 'reviews it')],
  approved: ['secretary', t('sätter upp', 'puts it on an agenda')],
  'on-agenda': ['secretary', t('för in beslutet', 'records the decision')],
  decided: ['secretary', t('för in justeringen', 'records the confirmation')],
  confirmed: ['registrar', t('expedierar', 'forwards it')],
};
const APPOINTS: readonly [Role, Texts] = ['manager', t('utser handläggare', 'assigns an officer')];

/** @param officer what the officer is called; null where there is none. */
export function whoseTurn(
  state: ConsultationState,
  officer: string | null,
  language: Language,
): { readonly who: string; readonly does: string } | undefined {
  const turn = state === 'drafting' && officer === null ? APPOINTS : TURNS[state];
  if (!turn) return undefined;
  const [role, does] = turn;
  const who = role === 'officer' && officer !== null ? officer : roleWords[role][language];
  return { who, does: does[language] };
}

/** As a row says it: `Anna Berg skriver`, `Chefen granskar`. */
export function turnInWords(...given: Parameters<typeof whoseTurn>): string | undefined {
  const turn = whoseTurn(...given);
  return turn && `${turn.who.charAt(0).toUpperCase()}${turn.who.slice(1)} ${turn.does}`;
}
