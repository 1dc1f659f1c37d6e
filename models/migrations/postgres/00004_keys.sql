-- A banned address is known under every key there was (p_mac is a list, the
-- newest key's first) and kept under the newest from then on. A repeated request
-- of the API gets the ETag of the first answer.

-- +goose Up
ALTER TABLE idempotency_keys ADD COLUMN etag TEXT NOT NULL DEFAULT '';

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION signup_ask(
  p_email text, p_mac text, p_public_id text, p_all boolean, p_components text,
  p_incidents boolean, p_maintenance boolean, p_postmortems boolean, p_from text, p_consent text,
  p_confirm_hash text, p_confirm_sealed text, p_manage_hash text, p_manage_sealed text, p_leave_hash text
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  who subscribers%ROWTYPE;
  macs text[] := string_to_array(p_mac, ',');
BEGIN
  IF (SELECT count(*) FROM signup_mails m WHERE m.created_at > now() - interval '1 minute') >= 120 THEN
    RETURN 'busy';
  END IF;
  IF EXISTS (SELECT 1 FROM suppressions WHERE email_mac = ANY (macs)) THEN
    INSERT INTO suppressions (email_mac, reason, created_at)
      SELECT macs[1], reason, created_at FROM suppressions WHERE email_mac = ANY (macs) ORDER BY created_at LIMIT 1
      ON CONFLICT (email_mac) DO NOTHING;
    DELETE FROM suppressions WHERE email_mac = ANY (macs) AND email_mac <> macs[1];
    RETURN 'ok';
  END IF;
  INSERT INTO subscribers (public_id, email, state, source, requested_at, manage_hash, manage_sealed, leave_hash, created_at, updated_at)
    VALUES (p_public_id, p_email, 'pending', 'page', now(), p_manage_hash, p_manage_sealed, p_leave_hash, now(), now())
    ON CONFLICT (email) DO NOTHING;
  SELECT * INTO who FROM subscribers WHERE email = p_email FOR UPDATE;
  IF who.state <> 'active' THEN
    UPDATE subscribers SET state = 'pending', all_components = p_all, wants_incidents = p_incidents, wants_maintenance = p_maintenance,
      wants_postmortems = p_postmortems, consent = p_consent, requested_at = now(), requested_from = p_from, updated_at = now()
      WHERE id = who.id;
    PERFORM choose_components(who.id, p_components);
  END IF;
  IF (SELECT count(*) FROM signup_mails m WHERE m.subscriber_id = who.id AND m.created_at > now() - interval '1 hour') >= 1
    OR (SELECT count(*) FROM signup_mails m WHERE m.subscriber_id = who.id AND m.created_at > now() - interval '24 hours') >= 3 THEN
    RETURN 'ok';
  END IF;
  IF who.state = 'active' THEN
    INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at)
      VALUES (who.id, 'manage', '', 'pending', now(), now());
  ELSE
    UPDATE subscribers SET confirm_hash = p_confirm_hash, confirm_expires_at = now() + interval '48 hours' WHERE id = who.id;
    INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at)
      VALUES (who.id, 'confirm', p_confirm_sealed, 'pending', now(), now());
  END IF;
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- A replaced function has lost its search path.
-- +goose StatementBegin
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION signup_ask SET search_path = pg_catalog, %I, pg_temp', current_schema());
END;
$$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION signup_ask(
  p_email text, p_mac text, p_public_id text, p_all boolean, p_components text,
  p_incidents boolean, p_maintenance boolean, p_postmortems boolean, p_from text, p_consent text,
  p_confirm_hash text, p_confirm_sealed text, p_manage_hash text, p_manage_sealed text, p_leave_hash text
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  who subscribers%ROWTYPE;
BEGIN
  IF (SELECT count(*) FROM signup_mails m WHERE m.created_at > now() - interval '1 minute') >= 120 THEN
    RETURN 'busy';
  END IF;
  IF EXISTS (SELECT 1 FROM suppressions WHERE email_mac = p_mac) THEN
    RETURN 'ok';
  END IF;
  INSERT INTO subscribers (public_id, email, state, source, requested_at, manage_hash, manage_sealed, leave_hash, created_at, updated_at)
    VALUES (p_public_id, p_email, 'pending', 'page', now(), p_manage_hash, p_manage_sealed, p_leave_hash, now(), now())
    ON CONFLICT (email) DO NOTHING;
  SELECT * INTO who FROM subscribers WHERE email = p_email FOR UPDATE;
  IF who.state <> 'active' THEN
    UPDATE subscribers SET state = 'pending', all_components = p_all, wants_incidents = p_incidents, wants_maintenance = p_maintenance,
      wants_postmortems = p_postmortems, consent = p_consent, requested_at = now(), requested_from = p_from, updated_at = now()
      WHERE id = who.id;
    PERFORM choose_components(who.id, p_components);
  END IF;
  IF (SELECT count(*) FROM signup_mails m WHERE m.subscriber_id = who.id AND m.created_at > now() - interval '1 hour') >= 1
    OR (SELECT count(*) FROM signup_mails m WHERE m.subscriber_id = who.id AND m.created_at > now() - interval '24 hours') >= 3 THEN
    RETURN 'ok';
  END IF;
  IF who.state = 'active' THEN
    INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at)
      VALUES (who.id, 'manage', '', 'pending', now(), now());
  ELSE
    UPDATE subscribers SET confirm_hash = p_confirm_hash, confirm_expires_at = now() + interval '48 hours' WHERE id = who.id;
    INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at)
      VALUES (who.id, 'confirm', p_confirm_sealed, 'pending', now(), now());
  END IF;
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION signup_ask SET search_path = pg_catalog, %I, pg_temp', current_schema());
END;
$$;
-- +goose StatementEnd

ALTER TABLE idempotency_keys DROP COLUMN etag;
