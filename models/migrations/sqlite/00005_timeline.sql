-- What was thought at the time, the order of entries of one moment, what people
-- say of lines that come by themselves, the stretches in which something was felt,
-- pasted chat logs, and what the last changes of several entries can be undone to.

-- +goose Up
ALTER TABLE timeline_entries ADD COLUMN thought TEXT NOT NULL DEFAULT '';
ALTER TABLE timeline_entries ADD COLUMN position BIGINT NOT NULL DEFAULT 0;

CREATE TABLE timeline_remarks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  line       TEXT NOT NULL,
  kind       TEXT NOT NULL DEFAULT '',
  phase      TEXT NOT NULL DEFAULT '',
  effect     TEXT NOT NULL DEFAULT '',
  thought    TEXT NOT NULL DEFAULT '',
  hidden     BOOLEAN NOT NULL DEFAULT FALSE,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  UNIQUE (review_id, line)
);

CREATE TABLE impact_intervals (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  starts_at  DATETIME NOT NULL,
  ends_at    DATETIME,
  counted    BOOLEAN NOT NULL DEFAULT TRUE,
  note       TEXT NOT NULL DEFAULT '',
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX impact_intervals_review_id ON impact_intervals (review_id, starts_at);

CREATE TABLE chat_logs (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  raw        TEXT NOT NULL,
  format     TEXT NOT NULL DEFAULT '',
  pasted_by  TEXT NOT NULL DEFAULT '',
  lines      BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX chat_logs_review_id ON chat_logs (review_id);

CREATE TABLE chat_lines (
  log_id    BIGINT NOT NULL REFERENCES chat_logs (id) ON DELETE CASCADE,
  number    BIGINT NOT NULL,
  at        DATETIME,
  who       TEXT NOT NULL DEFAULT '',
  what      TEXT NOT NULL,
  suggested BOOLEAN NOT NULL DEFAULT FALSE,
  kind      TEXT NOT NULL DEFAULT '',
  phase     TEXT NOT NULL DEFAULT '',
  guess     TEXT NOT NULL DEFAULT '',
  effect    TEXT NOT NULL DEFAULT '',
  entry     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (log_id, number)
);

CREATE TABLE timeline_changes (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  what       TEXT NOT NULL,
  made_by    TEXT NOT NULL DEFAULT '',
  before     TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  undone_at  DATETIME
);
CREATE INDEX timeline_changes_review_id ON timeline_changes (review_id, id);

-- +goose Down
DROP TABLE timeline_changes;
DROP TABLE chat_lines;
DROP TABLE chat_logs;
DROP TABLE impact_intervals;
DROP TABLE timeline_remarks;
ALTER TABLE timeline_entries DROP COLUMN position;
ALTER TABLE timeline_entries DROP COLUMN thought;
