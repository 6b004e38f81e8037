/**
 * Part of the statement that promises deliveries (`message` holds them): one more for each address of a
 * recipient, if mail is sent at all ($3). What comes to a body goes to its addresses; a person's reminders, and what is
 * said to one person, go to that person, who may have none. Whose digest it is stands in its row, which is written before.
 */
export const MAIL_TO_ADDRESSES = `
  INSERT INTO deliveries (id, kind, topic, sender_body, case_id, referral_id, consultation_id, dispatch_id,
    recipient_body, recipient_role, recipient_person, recipient_email, channel, digest_id, state)
  SELECT gen_random_uuid(), message.kind, topic, sender_body, case_id, referral_id, consultation_id, dispatch_id,
    message.recipient_body, message.recipient_role, message.recipient_person, address.email, 'email', digest.id, 'pending'
  FROM message
  JOIN bodies ON bodies.code = message.recipient_body
  LEFT JOIN digests digest ON message.kind = 'reminder' AND digest.id = message.id
  CROSS JOIN LATERAL (
    SELECT unnest(bodies.notice_emails) AS email
      WHERE coalesce(digest.username, message.recipient_person) IS NULL
    UNION SELECT people.email FROM people
      WHERE people.username = coalesce(digest.username, message.recipient_person) AND people.email IS NOT NULL AND people.active
  ) address
  WHERE $3::boolean
  RETURNING id, state, receiver`;
