-- What came from another status page keeps its addresses and its ids in feeds.

-- +goose Up
ALTER TABLE components ADD COLUMN only_if_degraded BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE incidents ADD COLUMN feed_id TEXT NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN feed_guid TEXT NOT NULL DEFAULT '';
ALTER TABLE maintenances ADD COLUMN feed_id TEXT NOT NULL DEFAULT '';
ALTER TABLE maintenances ADD COLUMN feed_guid TEXT NOT NULL DEFAULT '';

-- Ground: addresses of before, and where what stood there stands now.
CREATE TABLE redirects (
  path       TEXT PRIMARY KEY,
  target     TEXT NOT NULL,
  created_at DATETIME NOT NULL
);

-- Inside: what was taken over, so that a second import changes nothing.
CREATE TABLE imports (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  source     TEXT NOT NULL,
  noun       TEXT NOT NULL,
  foreign_id TEXT NOT NULL,
  subject    TEXT NOT NULL,
  digest     TEXT NOT NULL,
  version    BIGINT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  UNIQUE (source, noun, foreign_id)
);

-- +goose Down
DROP TABLE imports;
DROP TABLE redirects;
ALTER TABLE maintenances DROP COLUMN feed_guid;
ALTER TABLE maintenances DROP COLUMN feed_id;
ALTER TABLE incidents DROP COLUMN feed_guid;
ALTER TABLE incidents DROP COLUMN feed_id;
ALTER TABLE components DROP COLUMN only_if_degraded;
