-- What is wrong with our own sending, so that every process and every page of the
-- console knows it: alarms, the small mails that must come back, the workers' sign
-- of life. And which channels hear of it.

-- +goose Up
CREATE TABLE alarms (
  kind    TEXT PRIMARY KEY,
  since   DATETIME NOT NULL,
  detail  TEXT NOT NULL DEFAULT '',
  told_at DATETIME,
  tell_at DATETIME,
  over_at DATETIME
);
CREATE TABLE canaries (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  sent_at     DATETIME NOT NULL,
  returned_at DATETIME
);
CREATE INDEX canaries_sent_at ON canaries (sent_at);
CREATE TABLE sending (
  id         BIGINT PRIMARY KEY,
  beat_at    DATETIME,
  resumed_at DATETIME
);
INSERT INTO sending (id) VALUES (1);
ALTER TABLE endpoints ADD COLUMN alarms BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE endpoints DROP COLUMN alarms;
DROP TABLE sending;
DROP TABLE canaries;
DROP TABLE alarms;
