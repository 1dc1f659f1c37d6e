-- What a subscriber chooses beyond the kinds: groups with what they hold later,
-- single incidents, the least impact, quiet hours, a zone, a language, summaries
-- instead of single mails; addresses that stand for many people; and who knocked
-- at the door lately, by network.

-- +goose Up
ALTER TABLE subscribers ADD COLUMN least_impact TEXT NOT NULL DEFAULT 'none';
ALTER TABLE subscribers ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE subscribers ADD COLUMN quiet_from TEXT NOT NULL DEFAULT '';
ALTER TABLE subscribers ADD COLUMN quiet_until TEXT NOT NULL DEFAULT '';
ALTER TABLE subscribers ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE subscribers ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE subscribers ADD COLUMN is_list BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE subscribers ADD COLUMN end_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE subscribers ADD COLUMN end_expires_at DATETIME;
CREATE INDEX subscribers_end_hash ON subscribers (end_hash) WHERE end_hash <> '';
CREATE INDEX subscribers_digest ON subscribers (digest, zone) WHERE digest <> '';
CREATE INDEX subscribers_single ON subscribers (id) WHERE state = 'active'
  AND NOT wants_incidents AND NOT wants_maintenance AND NOT wants_postmortems AND NOT wants_countermeasures;

CREATE TABLE subscriber_groups (
  subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  group_id      BIGINT NOT NULL REFERENCES component_groups (id) ON DELETE CASCADE,
  PRIMARY KEY (subscriber_id, group_id)
);

CREATE TABLE subscriber_incidents (
  subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  incident_id   BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  every_update  BOOLEAN NOT NULL,
  postmortem    BOOLEAN NOT NULL,
  created_at    DATETIME NOT NULL,
  PRIMARY KEY (subscriber_id, incident_id)
);
CREATE INDEX subscriber_incidents_incident_id ON subscriber_incidents (incident_id);

ALTER TABLE signup_mails ADD COLUMN incident_id BIGINT;
CREATE INDEX signup_mails_created_at ON signup_mails (created_at);
CREATE INDEX signup_mails_subscriber_id ON signup_mails (subscriber_id, created_at);

CREATE TABLE signup_asks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  network    TEXT NOT NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX signup_asks_network ON signup_asks (network, created_at);
CREATE INDEX signup_asks_created_at ON signup_asks (created_at);

-- +goose Down
DROP TABLE signup_asks;
DROP INDEX signup_mails_subscriber_id;
DROP INDEX signup_mails_created_at;
ALTER TABLE signup_mails DROP COLUMN incident_id;
DROP TABLE subscriber_incidents;
DROP TABLE subscriber_groups;
DROP INDEX subscribers_single;
DROP INDEX subscribers_digest;
DROP INDEX subscribers_end_hash;
ALTER TABLE subscribers DROP COLUMN end_expires_at;
ALTER TABLE subscribers DROP COLUMN end_hash;
ALTER TABLE subscribers DROP COLUMN is_list;
ALTER TABLE subscribers DROP COLUMN language;
ALTER TABLE subscribers DROP COLUMN zone;
ALTER TABLE subscribers DROP COLUMN quiet_until;
ALTER TABLE subscribers DROP COLUMN quiet_from;
ALTER TABLE subscribers DROP COLUMN digest;
ALTER TABLE subscribers DROP COLUMN least_impact;
