-- NULL: there is room. Else until the newest upload that is in the way is a day old.
CREATE OR REPLACE FUNCTION seconds_until_room_for_upload(uploader text, bytes bigint, most bigint)
  RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT greatest(1, ceil(extract(epoch FROM max(created_at) + interval '24 hours' - now())))::integer
  FROM (SELECT created_at, sum(byte_size) OVER (ORDER BY created_at DESC) AS bytes_since FROM documents
    WHERE created_by = uploader AND created_at > now() - interval '24 hours') uploads
  WHERE bytes_since + bytes > most
  HAVING max(created_at) IS NOT NULL
$$;
REVOKE ALL ON FUNCTION seconds_until_room_for_upload(text,bigint,bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seconds_until_room_for_upload(text,bigint,bigint) TO yttra_runtime;
