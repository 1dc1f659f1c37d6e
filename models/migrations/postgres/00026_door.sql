-- The visitor's door again: a token is looked up by an index whichever kind it is;
-- what a person confirms is what was asked for last, and nothing of an earlier
-- request that may have been a stranger's; and only a mailbox can be a mailing list
-- or be banned, since others cannot be asked by mail. models/signup/lite.go keeps
-- the same rules on SQLite: change both together.

-- +goose Up
DROP INDEX subscribers_end_hash;
CREATE INDEX subscribers_end_hash ON subscribers (end_hash);
UPDATE subscribers SET is_list = FALSE WHERE is_list AND channel <> 'email';

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION keep_choice(p_id bigint, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subscribers SET all_components = (p->>'all_components')::boolean, wants_incidents = (p->>'incidents')::boolean,
    wants_maintenance = (p->>'maintenance')::boolean, wants_postmortems = (p->>'postmortems')::boolean,
    wants_countermeasures = (p->>'countermeasures')::boolean, least_impact = p->>'least_impact', digest = p->>'digest',
    quiet_from = p->>'quiet_from', quiet_until = p->>'quiet_until', zone = p->>'zone', language = p->>'language',
    is_list = (is_list OR (p->>'list')::boolean) AND channel = 'email', updated_at = now()
    WHERE id = p_id;
  DELETE FROM subscriber_components WHERE subscriber_id = p_id;
  DELETE FROM subscriber_groups WHERE subscriber_id = p_id;
  IF NOT (p->>'all_components')::boolean THEN
    INSERT INTO subscriber_components (subscriber_id, component_id)
      SELECT p_id, c.id FROM components c WHERE c.public_id IN (SELECT jsonb_array_elements_text(p->'components'));
    INSERT INTO subscriber_groups (subscriber_id, group_id)
      SELECT p_id, g.id FROM component_groups g WHERE g.public_id IN (SELECT jsonb_array_elements_text(p->'groups'));
  END IF;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION signup_knock(p jsonb) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  who subscribers%ROWTYPE;
  macs text[] := string_to_array(p->>'macs', ',');
BEGIN
  IF (SELECT count(*) FROM signup_mails m WHERE m.created_at > now() - interval '1 minute') >= (p->>'per_minute')::bigint THEN
    RETURN 'busy';
  END IF;
  INSERT INTO signup_asks (network, created_at) VALUES (p->>'from', now());
  IF (SELECT count(*) FROM signup_asks a WHERE a.network = p->>'from' AND a.created_at > now() - interval '1 hour') > (p->>'per_network')::bigint THEN
    RETURN 'ok';
  END IF;
  IF EXISTS (SELECT 1 FROM suppressions WHERE email_mac = ANY (macs)) THEN
    INSERT INTO suppressions (email_mac, reason, created_at)
      SELECT macs[1], reason, created_at FROM suppressions WHERE email_mac = ANY (macs) ORDER BY created_at LIMIT 1
      ON CONFLICT (email_mac) DO NOTHING;
    DELETE FROM suppressions WHERE email_mac = ANY (macs) AND email_mac <> macs[1];
    RETURN 'ok';
  END IF;
  INSERT INTO subscribers (public_id, email, state, source, requested_at, manage_hash, manage_sealed, leave_hash, created_at, updated_at)
    VALUES (p->>'public_id', p->>'email', 'pending', 'page', now(), p->>'manage_hash', p->>'manage_sealed', p->>'leave_hash', now(), now())
    ON CONFLICT (email) DO NOTHING;
  SELECT * INTO who FROM subscribers WHERE email = p->>'email' FOR UPDATE;
  IF who.state <> 'active' THEN
    DELETE FROM subscriber_incidents WHERE subscriber_id = who.id;
    UPDATE subscribers SET state = 'pending', is_list = FALSE, consent = p->>'consent', requested_at = now(), requested_from = p->>'from', updated_at = now()
      WHERE id = who.id;
    PERFORM keep_choice(who.id, p->'choice');
    PERFORM keep_follow(who.id, p->>'incident', (p->>'every_update')::boolean, (p->>'postmortem')::boolean);
  END IF;
  IF (SELECT count(*) FROM signup_mails m WHERE m.subscriber_id = who.id AND m.created_at > now() - interval '1 hour') >= 1
    OR (SELECT count(*) FROM signup_mails m WHERE m.subscriber_id = who.id AND m.created_at > now() - interval '24 hours') >= 3 THEN
    RETURN 'ok';
  END IF;
  IF who.state <> 'active' THEN
    UPDATE subscribers SET confirm_hash = p->>'confirm_hash', confirm_expires_at = now() + interval '48 hours' WHERE id = who.id;
  END IF;
  INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at, incident_id)
    VALUES (who.id, CASE WHEN who.state = 'active' THEN 'manage' ELSE 'confirm' END,
      CASE WHEN who.state = 'active' THEN '' ELSE p->>'confirm_sealed' END, 'pending', now(), now(),
      (SELECT i.id FROM incidents i WHERE i.public_id = p->>'incident'));
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION signup_look(p_hash text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT jsonb_build_object('email', s.email, 'channel', s.channel, 'state', s.state,
    'purpose', CASE WHEN s.confirm_hash = p_hash THEN 'confirm' WHEN s.manage_hash = p_hash THEN 'manage' WHEN s.end_hash = p_hash THEN 'end' ELSE 'leave' END,
    'all_components', s.all_components, 'wants_incidents', s.wants_incidents, 'wants_maintenance', s.wants_maintenance,
    'wants_postmortems', s.wants_postmortems, 'wants_countermeasures', s.wants_countermeasures, 'least_impact', s.least_impact,
    'digest', s.digest, 'quiet_from', s.quiet_from, 'quiet_until', s.quiet_until, 'zone', s.zone, 'language', s.language, 'is_list', s.is_list,
    'confirm_expires_at', s.confirm_expires_at, 'end_expires_at', s.end_expires_at, 'requested_at', s.requested_at, 'confirmed_at', s.confirmed_at,
    'components', COALESCE((SELECT string_agg(c.public_id, ',') FROM subscriber_components j JOIN components c ON c.id = j.component_id
      WHERE j.subscriber_id = s.id), ''),
    'groups', COALESCE((SELECT string_agg(g.public_id, ',') FROM subscriber_groups j JOIN component_groups g ON g.id = j.group_id
      WHERE j.subscriber_id = s.id), ''),
    'follows', (SELECT jsonb_agg(jsonb_build_object('incident_id', i.public_id, 'title', i.title, 'open', i.state <> 'resolved',
        'every_update', f.every_update, 'postmortem', f.postmortem) ORDER BY i.id DESC)
      FROM subscriber_incidents f JOIN incidents i ON i.id = f.incident_id WHERE f.subscriber_id = s.id))
  FROM subscribers s
  WHERE length(p_hash) = 64 AND (s.confirm_hash = p_hash OR s.manage_hash = p_hash OR s.leave_hash = p_hash OR s.end_hash = p_hash)
  LIMIT 1;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION signup_erase(p_hash text, p_mac text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  who bigint;
BEGIN
  SELECT id INTO who FROM subscribers
    WHERE length(p_hash) = 64 AND (manage_hash = p_hash AND NOT is_list OR end_hash = p_hash AND end_expires_at > now()) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'none';
  END IF;
  INSERT INTO suppressions (email_mac, reason, created_at)
    SELECT p_mac, 'erased', now() FROM subscribers WHERE id = who AND channel = 'email' ON CONFLICT (email_mac) DO NOTHING;
  DELETE FROM subscribers WHERE id = who;
  RETURN 'ok';
END;
$$;
-- +goose StatementEnd

-- What was replaced forgets its search path.
-- +goose StatementBegin
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname IN ('signup_knock', 'signup_look', 'signup_erase', 'keep_choice')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, current_schema());
  END LOOP;
END;
$$;
-- +goose StatementEnd

-- The functions stay: the program before calls them alike.
-- +goose Down
DROP INDEX subscribers_end_hash;
CREATE INDEX subscribers_end_hash ON subscribers (end_hash) WHERE end_hash <> '';
