import { ROLES } from '../../src/rules/actor.js';
import {
  CONSULTATION_STATES,
  DELEGATED_ROUTES,
  MEETING_ROUTES,
  OUTCOMES,
} from '../../src/rules/consultation-states.js';
import { verbsOn } from '../../src/rules/kinds.js';
import { VERDICTS } from '../../src/rules/planning.js';
import { REFERRAL_STATES } from '../../src/rules/referral-lifecycle.js';
import { STANCES } from '../../src/rules/stance.js';

/** Codes that are words of Swedish too: “för sent”, “organets register”, “förvaltningens administration”. */
const SWEDISH_TOO = ['sent', 'register', 'administration'];

const codes = [
  ...new Set<string>([
    ...CONSULTATION_STATES,
    ...REFERRAL_STATES,
    ...Object.values(verbsOn).flat(),
    ...ROLES,
    ...OUTCOMES,
    ...MEETING_ROUTES,
    ...DELEGATED_ROUTES,
    ...STANCES,
    ...VERDICTS,
  ]),
].filter((code) => !SWEDISH_TOO.includes(code));

const CODE = new RegExp(`(?<![\\p{L}\\d-])(?:${codes.join('|')})(?![\\p{L}\\d-])`, 'u');

/** The state, verb, role or value of the API that a Swedish text names by its English code. */
export const englishCodeIn = (text: string): string | undefined => CODE.exec(text)?.[0];
