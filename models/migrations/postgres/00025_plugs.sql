-- Readers sign a chat room, a webhook or a device up themselves. A message about
-- the subscription leaves by the channel it is about; the host of an address that
-- anybody can make up is kept beside it, so that nobody makes us call it often.

-- +goose Up
ALTER TABLE signup_mails ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE endpoints ADD COLUMN host TEXT NOT NULL DEFAULT '';
CREATE INDEX endpoints_host ON endpoints (host) WHERE host <> '';
-- Switched off because the other side does not answer, not by anybody's hand: who
-- signs it up again begins anew.
ALTER TABLE endpoints ADD COLUMN gave_up BOOLEAN NOT NULL DEFAULT FALSE;

-- The key by which push services know this site (VAPID). There is one.
CREATE TABLE push_keys (
  id             BIGINT PRIMARY KEY,
  public_key     TEXT NOT NULL,
  private_sealed TEXT NOT NULL,
  created_at     TIMESTAMPTZ NOT NULL
);

-- A visitor's wish to be told in a chat, by a webhook or on a device goes the same
-- way as one by mail: this function asks signup_knock, and adds what the channel
-- needs. models/signup/lite_plug.go keeps the same rules on SQLite.
-- +goose StatementBegin
CREATE FUNCTION signup_plug(p jsonb) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  said text;
BEGIN
  IF p->>'host' <> '' AND (SELECT count(*) FROM signup_mails m JOIN endpoints e ON e.subscriber_id = m.subscriber_id
      WHERE e.host = p->>'host' AND m.created_at > now() - interval '1 hour') >= (p->>'per_host')::bigint THEN
    INSERT INTO signup_asks (network, created_at) VALUES (p->>'from', now());
    RETURN 'ok';
  END IF;
  UPDATE subscribers SET email = p->>'email' WHERE email IN (SELECT jsonb_array_elements_text(p->'former'))
    AND NOT EXISTS (SELECT 1 FROM subscribers s WHERE s.email = p->>'email');
  UPDATE subscribers SET state = 'left', left_at = now(), updated_at = now() WHERE email = p->>'email' AND state = 'active'
    AND EXISTS (SELECT 1 FROM endpoints e WHERE e.subscriber_id = subscribers.id AND e.gave_up);
  said := signup_knock(p);
  UPDATE subscribers SET channel = p->>'channel' WHERE public_id = p->>'public_id';
  INSERT INTO endpoints (subscriber_id, address_sealed, secret_sealed, shape, host)
    SELECT s.id, p->>'address_sealed', p->>'secret_sealed', p->>'shape', p->>'host' FROM subscribers s WHERE s.public_id = p->>'public_id';
  UPDATE endpoints e SET shape = p->>'shape', failing_since = NULL, failure = '', gave_up = FALSE,
    disabled_at = CASE WHEN e.gave_up THEN NULL ELSE e.disabled_at END, disabled_why = CASE WHEN e.gave_up THEN '' ELSE e.disabled_why END
    FROM subscribers s WHERE s.id = e.subscriber_id AND s.email = p->>'email' AND s.state <> 'active';
  UPDATE signup_mails SET channel = p->>'channel' WHERE state = 'pending'
    AND subscriber_id IN (SELECT s.id FROM subscribers s WHERE s.email = p->>'email');
  RETURN said;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION signup_push_key() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT public_key FROM push_keys WHERE id = 1;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname IN ('signup_plug', 'signup_push_key')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END;
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION signup_push_key;
DROP FUNCTION signup_plug;
DROP TABLE push_keys;
DROP INDEX endpoints_host;
ALTER TABLE endpoints DROP COLUMN gave_up;
ALTER TABLE endpoints DROP COLUMN host;
ALTER TABLE signup_mails DROP COLUMN channel;
