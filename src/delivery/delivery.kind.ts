import { kind } from '../changes/step.js';
import { deliveryIsVisible } from '../identity/visibility.js';
import { deliveryLifecycle, type DeliveryFacts } from '../rules/delivery-lifecycle.js';
import { readDelivery } from './deliveries.queries.js';
import { Delivery } from './delivery.entity.js';

export const DELIVERY = kind({
  name: 'delivery',
  entity: Delivery,
  visible: deliveryIsVisible,
  lifecycle: deliveryLifecycle,
  subject: ({ senderBody }: Delivery) => ({ body: senderBody }),
  occasion: ({ senderBody, caseId, referralId, consultationId }) => ({
    body: senderBody,
    caseId,
    referralId,
    consultationId,
  }),
  facts: (_change, { channel }): DeliveryFacts => ({ channel }),
  /** The consultation whose day of arrival may change, then the delivery: the order that everyone takes. */
  lock: async (change, id) => {
    await change.tx.query(
      `SELECT FROM consultations WHERE id = (SELECT consultation_id FROM deliveries WHERE id = $1 AND to_issuer) FOR NO KEY UPDATE`,
      [id],
    );
    return change.lock(Delivery, id, deliveryIsVisible(change.caller.actor));
  },
  // Whoever has changed it may read what it has become, though it may then be no longer theirs to see.
  read: ({ tx, caller }, id) => readDelivery(tx, caller, id, 'true'),
});
