import { personalNumberWarnings } from '../rules/personal-data.js';
import type { Reason } from '../rules/problem.js';
import type { EditReferralBody } from './referrals.dto.js';

/** Numbers of persons in what the public register would show of a referral. Its letter may well name whom to ring. */
export const personalNumbersIn = ({ title, questions = [], consultees = [] }: EditReferralBody): Reason[] =>
  personalNumberWarnings(title, ...questions.map(({ text }) => text), ...consultees.map(({ name }) => name));
