-- Translations that readers are not shown: the original was corrected since, or the
-- site is not offered in their language any more. They live inside, under the ids they
-- had and may come to have again; one of another wording holds for none, until somebody
-- says so. And the language each text was written in, which is
-- that of the site as it stands.

-- +goose Up
CREATE TABLE retired_translations (
  id             BIGINT PRIMARY KEY,
  incident_id    BIGINT REFERENCES incidents (id) ON DELETE CASCADE,
  maintenance_id BIGINT REFERENCES maintenances (id) ON DELETE CASCADE,
  update_id      BIGINT REFERENCES updates (id) ON DELETE CASCADE,
  language       TEXT NOT NULL,
  origin         TEXT NOT NULL,
  body           TEXT NOT NULL,
  wording        TEXT NOT NULL,
  version        BIGINT NOT NULL,
  created_at     TIMESTAMPTZ NOT NULL,
  updated_at     TIMESTAMPTZ NOT NULL,
  CHECK ((incident_id IS NULL) <> (maintenance_id IS NULL))
);
CREATE UNIQUE INDEX retired_translations_update ON retired_translations (update_id, language);
CREATE UNIQUE INDEX retired_translations_incident_title ON retired_translations (incident_id, language) WHERE update_id IS NULL;
CREATE UNIQUE INDEX retired_translations_maintenance_title ON retired_translations (maintenance_id, language) WHERE update_id IS NULL;
CREATE INDEX retired_translations_incident_id ON retired_translations (incident_id);
CREATE INDEX retired_translations_maintenance_id ON retired_translations (maintenance_id);

INSERT INTO retired_translations (id, incident_id, maintenance_id, update_id, language, origin, body, wording, version, created_at, updated_at)
  SELECT t.id, t.incident_id, t.maintenance_id, t.update_id, t.language, t.origin, t.body,
    CASE t.wording WHEN encode(substring(sha256(convert_to(COALESCE(u.body, i.title, m.title), 'UTF8')) FROM 1 FOR 16), 'hex') THEN t.wording ELSE '' END, t.version, t.created_at, t.updated_at
  FROM translations t LEFT JOIN updates u ON u.id = t.update_id LEFT JOIN incidents i ON i.id = t.incident_id
  LEFT JOIN maintenances m ON m.id = t.maintenance_id LEFT JOIN site_settings s ON s.id = 1
  WHERE t.wording <> encode(substring(sha256(convert_to(COALESCE(u.body, i.title, m.title), 'UTF8')) FROM 1 FOR 16), 'hex')
  OR ' ' || s.languages || ' ' NOT LIKE '% ' || t.language || ' %';
DELETE FROM translations WHERE id IN (SELECT id FROM retired_translations);

ALTER TABLE incidents ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE maintenances ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE updates ADD COLUMN language TEXT NOT NULL DEFAULT '';
UPDATE incidents SET language = COALESCE((SELECT NULLIF(language, '') FROM site_settings WHERE id = 1), 'en');
UPDATE maintenances SET language = COALESCE((SELECT NULLIF(language, '') FROM site_settings WHERE id = 1), 'en');
UPDATE updates SET language = COALESCE((SELECT NULLIF(language, '') FROM site_settings WHERE id = 1), 'en');

-- +goose Down
INSERT INTO translations (id, incident_id, maintenance_id, update_id, language, origin, body, wording, version, created_at, updated_at)
  SELECT id, incident_id, maintenance_id, update_id, language, origin, body, wording, version, created_at, updated_at FROM retired_translations;
ALTER TABLE updates DROP COLUMN language;
ALTER TABLE maintenances DROP COLUMN language;
ALTER TABLE incidents DROP COLUMN language;
DROP TABLE retired_translations;
