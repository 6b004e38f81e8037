import type { Consultation } from '../consultations/consultation.entity.js';
import { because } from '../consultations/refusals.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';

/** @throws Invalid for a day to come, and for one before the consultee was asked itself. */
export function refuseDayOfAsking(
  requestedOn: string | undefined,
  { sentOn }: Pick<Consultation, 'sentOn'>,
  today: string,
): void {
  notInTheFuture('/requestedOn', requestedOn, today);
  notBefore('/requestedOn', requestedOn, sentOn, because.beforeSent);
}
