/**
 * Part of the statement that promises deliveries (`message` holds them): one more for each endpoint of
 * a recipient that asks for the topic. For an endpoint that is disabled it is cancelled from the start:
 * visible, and there to be replayed once the receiver is back. $2 is what goes to other systems at all.
 */
export const EVENTS_FOR_WEBHOOKS = `
  INSERT INTO deliveries (id, kind, topic, sender_body, case_id, referral_id, consultation_id, dispatch_id,
    message_id, extension_id, recipient_body, recipient_role, channel, webhook_id, state, last_error)
  SELECT gen_random_uuid(), kind, topic, sender_body, case_id, referral_id, consultation_id, dispatch_id,
    message_id, extension_id, recipient_body, recipient_role, 'webhook', webhook.id,
    CASE webhook.state WHEN 'enabled' THEN 'pending' ELSE 'cancelled' END,
    CASE webhook.state WHEN 'disabled' THEN 'webhook-disabled' END
  FROM message JOIN webhooks webhook ON webhook.body_code = recipient_body
  WHERE topic = ANY($2) AND (topic = ANY(webhook.events) OR '*' = ANY(webhook.events))
  RETURNING id, state, receiver`;
