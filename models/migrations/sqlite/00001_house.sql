-- +goose Up

-- ---------------------------------------------------------------- ground: what is public
CREATE TABLE site_settings (
  id                INTEGER PRIMARY KEY CHECK (id = 1),
  public_id         TEXT NOT NULL,
  name              TEXT NOT NULL,
  intro             TEXT NOT NULL DEFAULT '',
  home_url          TEXT NOT NULL DEFAULT '',
  support_url       TEXT NOT NULL DEFAULT '',
  support_email     TEXT NOT NULL DEFAULT '',
  postal_address    TEXT NOT NULL DEFAULT '',
  accent            TEXT NOT NULL DEFAULT '',
  time_zone         TEXT NOT NULL DEFAULT 'UTC',
  logo_type         TEXT NOT NULL DEFAULT '',
  logo              BLOB,
  logo_alt          TEXT NOT NULL DEFAULT '',
  privacy           TEXT NOT NULL DEFAULT '',
  imprint           TEXT NOT NULL DEFAULT '',
  edition           BIGINT NOT NULL DEFAULT 0,
  version           BIGINT NOT NULL DEFAULT 1,
  updated_at        DATETIME NOT NULL
);

CREATE TABLE component_groups (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id   TEXT NOT NULL UNIQUE,
  slug        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  position    BIGINT NOT NULL DEFAULT 0,
  version     BIGINT NOT NULL DEFAULT 1,
  created_at  DATETIME NOT NULL,
  updated_at  DATETIME NOT NULL
);

CREATE TABLE components (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id   TEXT NOT NULL UNIQUE,
  slug        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  group_id    BIGINT REFERENCES component_groups (id),
  position    BIGINT NOT NULL DEFAULT 0,
  status      TEXT NOT NULL,
  showcase    BOOLEAN NOT NULL DEFAULT TRUE,
  start_date  DATETIME,
  version     BIGINT NOT NULL DEFAULT 1,
  created_at  DATETIME NOT NULL,
  updated_at  DATETIME NOT NULL
);

CREATE TABLE incidents (
  id                     INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id              TEXT NOT NULL UNIQUE,
  title                  TEXT NOT NULL,
  state                  TEXT NOT NULL,
  impact                 TEXT NOT NULL,
  impact_overridden      BOOLEAN NOT NULL DEFAULT FALSE,
  severity               BIGINT NOT NULL DEFAULT 0,
  started_at             DATETIME NOT NULL,
  detected_at            DATETIME,
  monitoring_at          DATETIME,
  resolved_at            DATETIME,
  next_update_at         DATETIME,
  postmortem_expected_by DATETIME,
  backfilled             BOOLEAN NOT NULL DEFAULT FALSE,
  version                BIGINT NOT NULL DEFAULT 1,
  created_at             DATETIME NOT NULL,
  updated_at             DATETIME NOT NULL
);
CREATE INDEX incidents_started_at ON incidents (started_at);
CREATE INDEX incidents_resolved_at ON incidents (resolved_at);

CREATE TABLE maintenances (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id       TEXT NOT NULL UNIQUE,
  title           TEXT NOT NULL,
  state           TEXT NOT NULL,
  scheduled_for   DATETIME NOT NULL,
  scheduled_until DATETIME NOT NULL,
  auto_start      BOOLEAN NOT NULL DEFAULT FALSE,
  auto_complete   BOOLEAN NOT NULL DEFAULT FALSE,
  remind          TEXT NOT NULL DEFAULT '',
  reminded_at     DATETIME,
  verifying_at    DATETIME,
  started_at      DATETIME,
  completed_at    DATETIME,
  version         BIGINT NOT NULL DEFAULT 1,
  created_at      DATETIME NOT NULL,
  updated_at      DATETIME NOT NULL
);
CREATE INDEX maintenances_scheduled_for ON maintenances (scheduled_for);

CREATE TABLE maintenance_components (
  maintenance_id BIGINT NOT NULL REFERENCES maintenances (id) ON DELETE CASCADE,
  component_id   BIGINT NOT NULL REFERENCES components (id) ON DELETE CASCADE,
  PRIMARY KEY (maintenance_id, component_id)
);

CREATE TABLE updates (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id      TEXT NOT NULL UNIQUE,
  incident_id    BIGINT REFERENCES incidents (id) ON DELETE CASCADE,
  maintenance_id BIGINT REFERENCES maintenances (id) ON DELETE CASCADE,
  state          TEXT NOT NULL,
  body           TEXT NOT NULL,
  notify         BOOLEAN NOT NULL DEFAULT FALSE,
  display_at     DATETIME NOT NULL,
  corrected_at   DATETIME,
  version        BIGINT NOT NULL DEFAULT 1,
  created_at     DATETIME NOT NULL,
  updated_at     DATETIME NOT NULL,
  CHECK ((incident_id IS NULL) <> (maintenance_id IS NULL))
);
CREATE INDEX updates_incident_id ON updates (incident_id);
CREATE INDEX updates_maintenance_id ON updates (maintenance_id);

CREATE TABLE update_components (
  update_id    BIGINT NOT NULL REFERENCES updates (id) ON DELETE CASCADE,
  component_id BIGINT NOT NULL REFERENCES components (id) ON DELETE CASCADE,
  old_status   TEXT NOT NULL,
  new_status   TEXT NOT NULL,
  PRIMARY KEY (update_id, component_id)
);

CREATE TABLE component_changes (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  component_id   BIGINT NOT NULL REFERENCES components (id) ON DELETE CASCADE,
  status         TEXT NOT NULL,
  at             DATETIME NOT NULL,
  incident_id    BIGINT REFERENCES incidents (id) ON DELETE SET NULL,
  maintenance_id BIGINT REFERENCES maintenances (id) ON DELETE SET NULL
);
CREATE INDEX component_changes_component_id_at ON component_changes (component_id, at);

CREATE TABLE postmortems (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id      TEXT NOT NULL UNIQUE,
  slug           TEXT NOT NULL UNIQUE,
  revision       BIGINT NOT NULL,
  published_at   DATETIME NOT NULL,
  withdrawn_at   DATETIME,
  withdrawn_note TEXT NOT NULL DEFAULT '',
  created_at     DATETIME NOT NULL,
  updated_at     DATETIME NOT NULL
);

CREATE TABLE postmortem_incidents (
  postmortem_id BIGINT NOT NULL REFERENCES postmortems (id) ON DELETE CASCADE,
  incident_id   BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  PRIMARY KEY (postmortem_id, incident_id)
);

CREATE TABLE postmortem_revisions (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  postmortem_id   BIGINT NOT NULL REFERENCES postmortems (id) ON DELETE CASCADE,
  number          BIGINT NOT NULL,
  note            TEXT NOT NULL DEFAULT '',
  title           TEXT NOT NULL,
  apology         TEXT NOT NULL DEFAULT '',
  summary         TEXT NOT NULL DEFAULT '',
  services        TEXT NOT NULL DEFAULT '',
  duration        TEXT NOT NULL DEFAULT '',
  severity        TEXT NOT NULL DEFAULT '',
  impact          TEXT NOT NULL DEFAULT '',
  cause           TEXT NOT NULL DEFAULT '',
  resolution      TEXT NOT NULL DEFAULT '',
  countermeasures TEXT NOT NULL DEFAULT '',
  timeline        TEXT NOT NULL DEFAULT '[]',
  digest          TEXT NOT NULL,
  published_at    DATETIME NOT NULL,
  withdrawn_at    DATETIME,
  UNIQUE (postmortem_id, number)
);

CREATE TABLE countermeasures (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id     TEXT NOT NULL UNIQUE,
  postmortem_id BIGINT NOT NULL REFERENCES postmortems (id) ON DELETE CASCADE,
  position      BIGINT NOT NULL DEFAULT 0,
  body          TEXT NOT NULL,
  state         TEXT NOT NULL,
  reason        TEXT NOT NULL DEFAULT '',
  due_on        DATETIME,
  done_at       DATETIME,
  created_at    DATETIME NOT NULL,
  updated_at    DATETIME NOT NULL
);
CREATE INDEX countermeasures_postmortem_id ON countermeasures (postmortem_id);

CREATE TABLE publications (
  edition    BIGINT PRIMARY KEY,
  noun       TEXT NOT NULL,
  subject_id BIGINT NOT NULL DEFAULT 0,
  at         DATETIME NOT NULL
);

-- ---------------------------------------------------------------- inside: staff
CREATE TABLE users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  email         TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  handle        TEXT NOT NULL DEFAULT '',
  role          TEXT NOT NULL,
  password_hash TEXT NOT NULL DEFAULT '',
  disabled_at   DATETIME,
  last_seen_at  DATETIME,
  version       BIGINT NOT NULL DEFAULT 1,
  created_at    DATETIME NOT NULL,
  updated_at    DATETIME NOT NULL
);

CREATE TABLE sessions (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash   TEXT NOT NULL UNIQUE,
  user_id      BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  agent        TEXT NOT NULL DEFAULT '',
  address      TEXT NOT NULL DEFAULT '',
  created_at   DATETIME NOT NULL,
  last_seen_at DATETIME NOT NULL,
  expires_at   DATETIME NOT NULL
);

CREATE TABLE api_tokens (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash   TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  user_id      BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role         TEXT NOT NULL,
  last_used_at DATETIME,
  revoked_at   DATETIME,
  created_at   DATETIME NOT NULL
);

CREATE TABLE setup_tokens (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  token_hash TEXT NOT NULL,
  used_at    DATETIME,
  created_at DATETIME NOT NULL
);

CREATE TABLE sign_in_attempts (
  attempt_key TEXT PRIMARY KEY,
  failures    BIGINT NOT NULL,
  next_at     DATETIME NOT NULL,
  updated_at  DATETIME NOT NULL
);

CREATE TABLE audit_entries (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          DATETIME NOT NULL,
  actor_id    BIGINT NOT NULL DEFAULT 0,
  actor       TEXT NOT NULL,
  origin      TEXT NOT NULL DEFAULT '',
  deed        TEXT NOT NULL,
  noun        TEXT NOT NULL,
  subject     TEXT NOT NULL DEFAULT '',
  before      TEXT NOT NULL DEFAULT '',
  after       TEXT NOT NULL DEFAULT '',
  prev_digest TEXT NOT NULL DEFAULT '',
  digest      TEXT NOT NULL
);
CREATE INDEX audit_entries_noun_subject ON audit_entries (noun, subject);

-- ---------------------------------------------------------------- inside: audience
CREATE TABLE subscribers (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id            TEXT NOT NULL UNIQUE,
  email                TEXT NOT NULL UNIQUE,
  state                TEXT NOT NULL,
  all_components       BOOLEAN NOT NULL DEFAULT TRUE,
  wants_incidents      BOOLEAN NOT NULL DEFAULT TRUE,
  wants_maintenance    BOOLEAN NOT NULL DEFAULT TRUE,
  wants_postmortems    BOOLEAN NOT NULL DEFAULT TRUE,
  confirm_hash         TEXT NOT NULL DEFAULT '',
  confirm_expires_at   DATETIME,
  manage_hash          TEXT NOT NULL DEFAULT '',
  manage_sealed        TEXT NOT NULL DEFAULT '',
  leave_hash           TEXT NOT NULL DEFAULT '',
  source               TEXT NOT NULL DEFAULT '',
  consent              TEXT NOT NULL DEFAULT '',
  requested_at         DATETIME NOT NULL,
  requested_from       TEXT NOT NULL DEFAULT '',
  confirmed_at         DATETIME,
  confirmed_from       TEXT NOT NULL DEFAULT '',
  left_at              DATETIME,
  created_at           DATETIME NOT NULL,
  updated_at           DATETIME NOT NULL
);
CREATE INDEX subscribers_state ON subscribers (state);
CREATE INDEX subscribers_confirm_hash ON subscribers (confirm_hash);
CREATE INDEX subscribers_manage_hash ON subscribers (manage_hash);
CREATE INDEX subscribers_leave_hash ON subscribers (leave_hash);

CREATE TABLE subscriber_components (
  subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  component_id  BIGINT NOT NULL REFERENCES components (id) ON DELETE CASCADE,
  PRIMARY KEY (subscriber_id, component_id)
);

CREATE TABLE signup_mails (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  kind          TEXT NOT NULL,
  sealed_token  TEXT NOT NULL,
  state         TEXT NOT NULL,
  attempts      BIGINT NOT NULL DEFAULT 0,
  last_error    TEXT NOT NULL DEFAULT '',
  next_try_at   DATETIME NOT NULL,
  created_at    DATETIME NOT NULL,
  sent_at       DATETIME
);
CREATE INDEX signup_mails_state ON signup_mails (state, next_try_at);

CREATE TABLE suppressions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  email_mac  TEXT NOT NULL UNIQUE,
  reason     TEXT NOT NULL,
  created_at DATETIME NOT NULL
);

CREATE TABLE notifications (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id    TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL,
  thread       TEXT NOT NULL,
  subject_id   BIGINT NOT NULL,
  revision     BIGINT NOT NULL DEFAULT 0,
  title        TEXT NOT NULL,
  actor        TEXT NOT NULL DEFAULT '',
  recipients   BIGINT NOT NULL DEFAULT 0,
  send_at      DATETIME NOT NULL,
  expires_at   DATETIME,
  fanned_at    DATETIME,
  finished_at  DATETIME,
  cancelled_at DATETIME,
  cancelled_by TEXT NOT NULL DEFAULT '',
  created_at   DATETIME NOT NULL
);
CREATE INDEX notifications_thread ON notifications (thread);
CREATE INDEX notifications_created_at ON notifications (created_at);

CREATE TABLE deliveries (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  notification_id BIGINT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  subscriber_id   BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  state           TEXT NOT NULL,
  attempts        BIGINT NOT NULL DEFAULT 0,
  message_id      TEXT NOT NULL,
  in_reply_to     TEXT NOT NULL DEFAULT '',
  code            BIGINT NOT NULL DEFAULT 0,
  detail          TEXT NOT NULL DEFAULT '',
  next_try_at     DATETIME,
  started_at      DATETIME,
  done_at         DATETIME,
  UNIQUE (notification_id, subscriber_id)
);
CREATE INDEX deliveries_state ON deliveries (state, next_try_at);
CREATE INDEX deliveries_notification_id_state ON deliveries (notification_id, state);
CREATE INDEX deliveries_subscriber_id ON deliveries (subscriber_id);

-- ---------------------------------------------------------------- inside: desk
CREATE TABLE incident_templates (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL DEFAULT 'incident',
  title      TEXT NOT NULL DEFAULT '',
  state      TEXT NOT NULL DEFAULT '',
  impact     TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL DEFAULT '',
  position   BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE TABLE desk_settings (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  mail_from_name   TEXT NOT NULL DEFAULT '',
  mail_from        TEXT NOT NULL DEFAULT '',
  reply_to         TEXT NOT NULL DEFAULT '',
  second_person    BOOLEAN NOT NULL DEFAULT TRUE,
  version          BIGINT NOT NULL DEFAULT 1,
  updated_at       DATETIME NOT NULL
);

CREATE TABLE idempotency_keys (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  idem_key    TEXT NOT NULL,
  actor_id    BIGINT NOT NULL,
  route       TEXT NOT NULL,
  digest      TEXT NOT NULL,
  status      BIGINT NOT NULL DEFAULT 0,
  content_type TEXT NOT NULL DEFAULT '',
  location    TEXT NOT NULL DEFAULT '',
  body        BLOB,
  created_at  DATETIME NOT NULL,
  UNIQUE (actor_id, route, idem_key)
);

-- ---------------------------------------------------------------- inside: review
CREATE TABLE reviews (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id        TEXT NOT NULL UNIQUE,
  title            TEXT NOT NULL,
  state            TEXT NOT NULL,
  severity         BIGINT NOT NULL DEFAULT 0,
  priority         TEXT NOT NULL DEFAULT '',
  environment      TEXT NOT NULL DEFAULT '',
  detection_source TEXT NOT NULL DEFAULT '',
  facilitator      TEXT NOT NULL DEFAULT '',
  commander        TEXT NOT NULL DEFAULT '',
  responders       TEXT NOT NULL DEFAULT '',
  support_cases    BIGINT NOT NULL DEFAULT 0,
  sla_effect       TEXT NOT NULL DEFAULT '',
  overview         TEXT NOT NULL DEFAULT '',
  description      TEXT NOT NULL DEFAULT '',
  went_well        TEXT NOT NULL DEFAULT '',
  luck             TEXT NOT NULL DEFAULT '',
  know_sooner      TEXT NOT NULL DEFAULT '',
  recover_sooner   TEXT NOT NULL DEFAULT '',
  started_at       DATETIME,
  detected_at      DATETIME,
  acknowledged_at  DATETIME,
  recovered_at     DATETIME,
  due_at           DATETIME,
  completed_at     DATETIME,
  completion_note  TEXT NOT NULL DEFAULT '',
  created_by       BIGINT NOT NULL DEFAULT 0,
  version          BIGINT NOT NULL DEFAULT 1,
  created_at       DATETIME NOT NULL,
  updated_at       DATETIME NOT NULL
);

CREATE TABLE review_incidents (
  review_id   BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  PRIMARY KEY (review_id, incident_id)
);

CREATE TABLE timeline_entries (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id   TEXT NOT NULL UNIQUE,
  review_id   BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  at          DATETIME NOT NULL,
  kind        TEXT NOT NULL,
  phase       TEXT NOT NULL DEFAULT '',
  who         TEXT NOT NULL DEFAULT '',
  what        TEXT NOT NULL,
  effect      TEXT NOT NULL,
  public_text TEXT NOT NULL DEFAULT '',
  public_by   BIGINT NOT NULL DEFAULT 0,
  version     BIGINT NOT NULL DEFAULT 1,
  created_at  DATETIME NOT NULL,
  updated_at  DATETIME NOT NULL
);
CREATE INDEX timeline_entries_review_id ON timeline_entries (review_id, at);

CREATE TABLE factors (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  body       TEXT NOT NULL,
  position   BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX factors_review_id ON factors (review_id);

CREATE TABLE learnings (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  body       TEXT NOT NULL,
  position   BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX learnings_review_id ON learnings (review_id);

CREATE TABLE action_items (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id         TEXT NOT NULL UNIQUE,
  review_id         BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  body              TEXT NOT NULL,
  kind              TEXT NOT NULL,
  owner             TEXT NOT NULL DEFAULT '',
  priority          TEXT NOT NULL DEFAULT '',
  immediate         BOOLEAN NOT NULL DEFAULT FALSE,
  parked            BOOLEAN NOT NULL DEFAULT FALSE,
  due_on            DATETIME,
  ticket            TEXT NOT NULL DEFAULT '',
  ticket_url        TEXT NOT NULL DEFAULT '',
  state             TEXT NOT NULL,
  reason            TEXT NOT NULL DEFAULT '',
  done_at           DATETIME,
  public_text       TEXT NOT NULL DEFAULT '',
  public_by         BIGINT NOT NULL DEFAULT 0,
  countermeasure_id BIGINT,
  position          BIGINT NOT NULL DEFAULT 0,
  version           BIGINT NOT NULL DEFAULT 1,
  created_at        DATETIME NOT NULL,
  updated_at        DATETIME NOT NULL
);
CREATE INDEX action_items_review_id ON action_items (review_id);

CREATE TABLE drafts (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id       TEXT NOT NULL UNIQUE,
  review_id       BIGINT NOT NULL UNIQUE REFERENCES reviews (id) ON DELETE CASCADE,
  postmortem_id   BIGINT,
  state           TEXT NOT NULL,
  slug            TEXT NOT NULL,
  title           TEXT NOT NULL,
  apology         TEXT NOT NULL DEFAULT '',
  summary         TEXT NOT NULL DEFAULT '',
  services        TEXT NOT NULL DEFAULT '',
  duration        TEXT NOT NULL DEFAULT '',
  severity        TEXT NOT NULL DEFAULT '',
  impact          TEXT NOT NULL DEFAULT '',
  cause           TEXT NOT NULL DEFAULT '',
  resolution      TEXT NOT NULL DEFAULT '',
  countermeasures TEXT NOT NULL DEFAULT '',
  sources         TEXT NOT NULL DEFAULT '',
  submitted_by    BIGINT NOT NULL DEFAULT 0,
  submitted_at    DATETIME,
  approved_by     BIGINT NOT NULL DEFAULT 0,
  approved_at     DATETIME,
  approved_digest TEXT NOT NULL DEFAULT '',
  returned_note   TEXT NOT NULL DEFAULT '',
  published_digest TEXT NOT NULL DEFAULT '',
  published_at    DATETIME,
  version         BIGINT NOT NULL DEFAULT 1,
  created_at      DATETIME NOT NULL,
  updated_at      DATETIME NOT NULL
);

CREATE TABLE draft_authors (
  draft_id BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  user_id  BIGINT NOT NULL,
  PRIMARY KEY (draft_id, user_id)
);

CREATE TABLE findings (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id   TEXT NOT NULL UNIQUE,
  draft_id    BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  field       TEXT NOT NULL,
  field_digest TEXT NOT NULL,
  start_at    BIGINT NOT NULL,
  end_at      BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  rule        TEXT NOT NULL,
  found       TEXT NOT NULL,
  severity    TEXT NOT NULL,
  suggestion  TEXT NOT NULL DEFAULT '',
  why         TEXT NOT NULL DEFAULT '',
  action      TEXT NOT NULL DEFAULT '',
  replacement TEXT NOT NULL DEFAULT '',
  reason      TEXT NOT NULL DEFAULT '',
  settled_by  BIGINT NOT NULL DEFAULT 0,
  settled_at  DATETIME,
  created_at  DATETIME NOT NULL
);
CREATE INDEX findings_draft_id ON findings (draft_id);

CREATE TABLE acceptances (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  text_digest TEXT NOT NULL,
  finding_key TEXT NOT NULL,
  found       TEXT NOT NULL,
  reason      TEXT NOT NULL,
  user_id     BIGINT NOT NULL,
  actor       TEXT NOT NULL,
  created_at  DATETIME NOT NULL,
  UNIQUE (text_digest, finding_key)
);

CREATE TABLE rulebooks (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  yaml       TEXT NOT NULL,
  version    BIGINT NOT NULL DEFAULT 1,
  updated_at DATETIME NOT NULL
);

-- +goose Down
DROP TABLE rulebooks;
DROP TABLE acceptances;
DROP TABLE findings;
DROP TABLE draft_authors;
DROP TABLE drafts;
DROP TABLE action_items;
DROP TABLE learnings;
DROP TABLE factors;
DROP TABLE timeline_entries;
DROP TABLE review_incidents;
DROP TABLE reviews;
DROP TABLE idempotency_keys;
DROP TABLE desk_settings;
DROP TABLE incident_templates;
DROP TABLE deliveries;
DROP TABLE notifications;
DROP TABLE suppressions;
DROP TABLE signup_mails;
DROP TABLE subscriber_components;
DROP TABLE subscribers;
DROP TABLE audit_entries;
DROP TABLE sign_in_attempts;
DROP TABLE setup_tokens;
DROP TABLE api_tokens;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE publications;
DROP TABLE countermeasures;
DROP TABLE postmortem_revisions;
DROP TABLE postmortem_incidents;
DROP TABLE postmortems;
DROP TABLE component_changes;
DROP TABLE update_components;
DROP TABLE updates;
DROP TABLE maintenance_components;
DROP TABLE maintenances;
DROP TABLE incidents;
DROP TABLE components;
DROP TABLE component_groups;
DROP TABLE site_settings;
