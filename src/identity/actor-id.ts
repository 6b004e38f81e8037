import { createHash } from 'node:crypto';
import type { Actor } from '../rules/actor.js';

/**
 * Names somebody to the operator, in a refusal and in the log, without saying who it is to everyone who reads the log.
 * docs/operating.md says how the operator finds the person.
 */
export const actorIdOf = ({ username }: Actor): string =>
  createHash('sha256').update(username).digest('hex').slice(0, 12);
