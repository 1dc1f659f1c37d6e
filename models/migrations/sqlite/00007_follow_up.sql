-- What follows a review: owners who are users and their reminders, tickets that
-- report how far they are, when a review is due, reports that are not the last
-- word yet, and subscribers who hear when every promise is kept.

-- +goose Up
ALTER TABLE subscribers ADD COLUMN wants_countermeasures BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE postmortem_revisions ADD COLUMN full_by DATETIME;

ALTER TABLE action_items ADD COLUMN owner_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE action_items ADD COLUMN only_if TEXT NOT NULL DEFAULT '';
ALTER TABLE action_items ADD COLUMN ticket_state TEXT NOT NULL DEFAULT '';
UPDATE action_items SET owner_id = COALESCE((SELECT min(u.id) FROM users u WHERE lower(action_items.owner) IN (lower(u.name), u.email)), 0)
  WHERE owner <> '';
CREATE INDEX action_items_board ON action_items (
  (CASE WHEN parked THEN 2 WHEN state IN ('done', 'dropped') THEN 1 ELSE 0 END),
  (COALESCE(due_on, '9999-12-31 00:00:00+00:00')), id);
CREATE INDEX action_items_owner_id ON action_items (owner_id);
CREATE INDEX action_items_owner ON action_items (owner);
CREATE INDEX action_items_ticket ON action_items ((lower(ticket)));
CREATE INDEX action_items_ticket_url ON action_items (ticket_url);
CREATE INDEX action_items_done_at ON action_items (done_at);
CREATE INDEX action_items_countermeasure_id ON action_items (countermeasure_id);
CREATE INDEX review_incidents_incident_id ON review_incidents (incident_id);

CREATE TABLE staff_mails (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id     BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL,
  period      TEXT NOT NULL,
  state       TEXT NOT NULL,
  attempts    BIGINT NOT NULL DEFAULT 0,
  last_error  TEXT NOT NULL DEFAULT '',
  next_try_at DATETIME NOT NULL,
  created_at  DATETIME NOT NULL,
  done_at     DATETIME,
  UNIQUE (user_id, kind, period)
);
CREATE INDEX staff_mails_state ON staff_mails (state, next_try_at);

CREATE TABLE staff_mail_choices (
  user_id    BIGINT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  reminders  BOOLEAN NOT NULL DEFAULT TRUE,
  nags       BOOLEAN NOT NULL DEFAULT TRUE,
  agenda     BOOLEAN NOT NULL DEFAULT FALSE,
  updated_at DATETIME NOT NULL
);

CREATE TABLE action_reminders (
  action_id  BIGINT NOT NULL REFERENCES action_items (id) ON DELETE CASCADE,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  stage      TEXT NOT NULL,
  mail_id    BIGINT NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (action_id, user_id, stage)
);
CREATE INDEX action_reminders_mail_id ON action_reminders (mail_id);

CREATE TABLE review_clocks (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  severities  TEXT NOT NULL,
  review_days BIGINT NOT NULL,
  public_days BIGINT NOT NULL,
  weekend     TEXT NOT NULL,
  holidays    TEXT NOT NULL DEFAULT '',
  version     BIGINT NOT NULL DEFAULT 1,
  updated_at  DATETIME NOT NULL
);

CREATE TABLE ticket_sources (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id     TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  secret_sealed TEXT NOT NULL,
  last_at       DATETIME,
  last_word     TEXT NOT NULL DEFAULT '',
  version       BIGINT NOT NULL DEFAULT 1,
  created_at    DATETIME NOT NULL,
  updated_at    DATETIME NOT NULL
);

CREATE TABLE ticket_events (
  source_id BIGINT NOT NULL REFERENCES ticket_sources (id) ON DELETE CASCADE,
  ticket    TEXT NOT NULL,
  at        DATETIME NOT NULL,
  seen      TEXT NOT NULL,
  PRIMARY KEY (source_id, ticket)
);

-- +goose Down
DROP TABLE ticket_events;
DROP TABLE ticket_sources;
DROP TABLE review_clocks;
DROP TABLE action_reminders;
DROP TABLE staff_mail_choices;
DROP TABLE staff_mails;
DROP INDEX review_incidents_incident_id;
DROP INDEX action_items_countermeasure_id;
DROP INDEX action_items_done_at;
DROP INDEX action_items_ticket_url;
DROP INDEX action_items_ticket;
DROP INDEX action_items_owner;
DROP INDEX action_items_owner_id;
DROP INDEX action_items_board;
ALTER TABLE action_items DROP COLUMN ticket_state;
ALTER TABLE action_items DROP COLUMN only_if;
ALTER TABLE action_items DROP COLUMN owner_id;
ALTER TABLE postmortem_revisions DROP COLUMN full_by;
ALTER TABLE subscribers DROP COLUMN wants_countermeasures;
