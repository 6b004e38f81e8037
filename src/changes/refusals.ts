import { refusal } from '../rules/refusals.js';

export const because = {
  alreadyDone: refusal(
    'already-done',
    'En begäran med samma Idempotency-Key har redan utförts, men svaret finns inte kvar. Läs resursen.',
    'A request with the same Idempotency-Key has been carried out, but its answer is no longer kept. Read the resource.',
  ),
};
