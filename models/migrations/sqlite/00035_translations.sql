-- What was said in other languages of the site: the text of an update, or without
-- one the title of its incident or maintenance.

-- +goose Up
CREATE TABLE translations (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  incident_id    BIGINT REFERENCES incidents (id) ON DELETE CASCADE,
  maintenance_id BIGINT REFERENCES maintenances (id) ON DELETE CASCADE,
  update_id      BIGINT REFERENCES updates (id) ON DELETE CASCADE,
  language       TEXT NOT NULL,
  origin         TEXT NOT NULL,
  body           TEXT NOT NULL,
  wording        TEXT NOT NULL,
  version        BIGINT NOT NULL DEFAULT 1,
  created_at     DATETIME NOT NULL,
  updated_at     DATETIME NOT NULL,
  CHECK ((incident_id IS NULL) <> (maintenance_id IS NULL))
);
CREATE UNIQUE INDEX translations_update ON translations (update_id, language);
CREATE UNIQUE INDEX translations_incident_title ON translations (incident_id, language) WHERE update_id IS NULL;
CREATE UNIQUE INDEX translations_maintenance_title ON translations (maintenance_id, language) WHERE update_id IS NULL;
CREATE INDEX translations_incident_id ON translations (incident_id);
CREATE INDEX translations_maintenance_id ON translations (maintenance_id);

-- +goose Down
DROP TABLE translations;
