-- The visitor's door: all that the public side's role may do with the audience.
-- Each function takes one token (as its SHA-256, hex) or one request, so that
-- nobody can be listed through them. models/signup/lite.go keeps the same rules
-- on SQLite: change both together.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION choose_components(p_id bigint, p_components text) RETURNS void
LANGUAGE sql AS $$
  DELETE FROM subscriber_components WHERE subscriber_id = p_id;
  INSERT INTO subscriber_components (subscriber_id, component_id)
    SELECT p_id, c.id FROM components c WHERE c.public_id = ANY (string_to_array(p_components, ','));
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION signup_ask(
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
CREATE FUNCTION signup_subscription(p_hash text) RETURNS TABLE (
  email text, state text, purpose text, all_components boolean, wants_incidents boolean, wants_maintenance boolean,
  wants_postmortems boolean, confirm_expires_at timestamptz, requested_at timestamptz, confirmed_at timestamptz, components text
) LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT s.email, s.state,
    CASE WHEN s.confirm_hash = p_hash THEN 'confirm' WHEN s.manage_hash = p_hash THEN 'manage' ELSE 'leave' END,
    s.all_components, s.wants_incidents, s.wants_maintenance, s.wants_postmortems, s.confirm_expires_at, s.requested_at, s.confirmed_at,
    COALESCE((SELECT string_agg(c.public_id, ',') FROM subscriber_components j JOIN components c ON c.id = j.component_id
      WHERE j.subscriber_id = s.id), '')
  FROM subscribers s
  WHERE length(p_hash) = 64 AND (s.confirm_hash = p_hash OR s.manage_hash = p_hash OR s.leave_hash = p_hash)
  LIMIT 1;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION signup_confirm(p_hash text, p_from text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  who subscribers%ROWTYPE;
BEGIN
  SELECT * INTO who FROM subscribers WHERE confirm_hash = p_hash AND length(p_hash) = 64 FOR UPDATE;
  IF NOT FOUND OR who.state = 'left' THEN
    RETURN 'none';
  END IF;
  IF who.state = 'pending' AND (who.confirm_expires_at IS NULL OR who.confirm_expires_at <= now()) THEN
    RETURN 'expired';
  END IF;
  UPDATE subscribers SET state = 'active', confirmed_at = now(), confirmed_from = p_from, left_at = NULL, updated_at = now()
    WHERE id = who.id AND state = 'pending';
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION signup_change(
  p_hash text, p_all boolean, p_components text, p_incidents boolean, p_maintenance boolean, p_postmortems boolean
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  who bigint;
BEGIN
  UPDATE subscribers SET all_components = p_all, wants_incidents = p_incidents, wants_maintenance = p_maintenance,
    wants_postmortems = p_postmortems, updated_at = now()
    WHERE manage_hash = p_hash AND length(p_hash) = 64 AND state = 'active' RETURNING id INTO who;
  IF NOT FOUND THEN
    RETURN 'none';
  END IF;
  PERFORM choose_components(who, p_components);
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION signup_leave(p_hash text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE subscribers SET state = 'left', left_at = now(), confirm_hash = '', updated_at = now()
    WHERE (leave_hash = p_hash OR manage_hash = p_hash) AND length(p_hash) = 64 AND state <> 'left';
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- Each function looks for tables in the schema it was made in and nowhere else
-- (pg_temp last, or a temporary table could stand in for ours), and nobody may
-- call one without being granted it.
-- +goose StatementBegin
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND proname IN ('choose_components', 'signup_ask', 'signup_subscription', 'signup_confirm', 'signup_change', 'signup_leave')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END;
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION signup_leave;
DROP FUNCTION signup_change;
DROP FUNCTION signup_confirm;
DROP FUNCTION signup_subscription;
DROP FUNCTION signup_ask;
DROP FUNCTION choose_components;
