CREATE OR REPLACE FUNCTION outbox_wakes_the_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY outbox;
  RETURN NULL;
END
$$;

-- What a worker may attempt now, and since when: nothing earlier about the same matter is on its way to the
-- same recipient, and the receiver is not left alone. A test event is sent all the same.
CREATE OR REPLACE VIEW deliveries_to_attempt WITH (security_invoker = true) AS
  SELECT id, receiver, created_at,
    greatest(due_at, (SELECT left_alone_until FROM receivers WHERE key = waiting.receiver)) AS due_at
  FROM deliveries waiting
  WHERE state IN ('pending', 'delivering') AND channel <> 'manual' AND due_at <= now()
    AND NOT EXISTS (SELECT FROM deliveries earlier
      WHERE earlier.receiver = waiting.receiver AND earlier.matter = waiting.matter
        AND earlier.state IN ('pending', 'delivering') AND earlier.channel <> 'manual'
        AND (earlier.created_at, earlier.id) < (waiting.created_at, waiting.id)
        AND earlier.recipient_email IS NOT DISTINCT FROM waiting.recipient_email)
    AND (kind = 'test'
      OR NOT EXISTS (SELECT FROM receivers WHERE key = waiting.receiver AND left_alone_until > now()));
