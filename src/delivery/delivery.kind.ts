import { kind } from '../changes/step.js';
import { deliveryIsVisible } from '../identity/visibility.js';
import { deliveryLifecycle } from '../rules/delivery-lifecycle.js';
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
  facts: (_change, { channel }) => ({ channel }),
  // Whoever has changed it may read what it has become, though it may then be no longer theirs to see.
  read: ({ tx, caller }, id) => readDelivery(tx, caller, id, 'true'),
});
