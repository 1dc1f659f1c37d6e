-- What monitoring says: alerts, the incidents they propose, and what they set a
-- component to.

-- +goose Up
CREATE TABLE incident_drafts (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id    TEXT NOT NULL UNIQUE,
  grouping     TEXT NOT NULL,
  state        TEXT NOT NULL,
  component_id BIGINT REFERENCES components (id) ON DELETE SET NULL,
  incident_id  BIGINT REFERENCES incidents (id) ON DELETE SET NULL,
  created_at   DATETIME NOT NULL,
  updated_at   DATETIME NOT NULL
);
CREATE UNIQUE INDEX incident_drafts_open ON incident_drafts (grouping) WHERE state = 'open';

CREATE TABLE alerts (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id    TEXT NOT NULL UNIQUE,
  source       TEXT NOT NULL,
  fingerprint  TEXT NOT NULL,
  name         TEXT NOT NULL,
  summary      TEXT NOT NULL DEFAULT '',
  link         TEXT NOT NULL DEFAULT '',
  severity     TEXT NOT NULL DEFAULT '',
  component_id BIGINT REFERENCES components (id) ON DELETE SET NULL,
  status       TEXT NOT NULL DEFAULT '',
  draft_id     BIGINT REFERENCES incident_drafts (id) ON DELETE SET NULL,
  incident_id  BIGINT REFERENCES incidents (id) ON DELETE SET NULL,
  started_at   DATETIME NOT NULL,
  ended_at     DATETIME,
  seen_at      DATETIME NOT NULL,
  created_at   DATETIME NOT NULL
);
CREATE UNIQUE INDEX alerts_firing ON alerts (source, fingerprint) WHERE ended_at IS NULL;
CREATE INDEX alerts_draft_id ON alerts (draft_id);
CREATE INDEX alerts_incident_id ON alerts (incident_id);
CREATE INDEX alerts_started_at ON alerts (started_at);

CREATE TABLE alert_statuses (
  component_id  BIGINT PRIMARY KEY REFERENCES components (id) ON DELETE CASCADE,
  status_before TEXT NOT NULL,
  status        TEXT NOT NULL
);

-- +goose Down
DROP TABLE alert_statuses;
DROP TABLE alerts;
DROP TABLE incident_drafts;
