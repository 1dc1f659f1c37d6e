-- People: who took part in a review and since when, the versions of its sections,
-- who writes where just now, comments, sign-offs and meetings.

-- +goose Up
ALTER TABLE reviews ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN friction TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN facts_version BIGINT NOT NULL DEFAULT 1;

CREATE TABLE review_participants (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id     TEXT NOT NULL UNIQUE,
  review_id     BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  user_id       BIGINT NOT NULL DEFAULT 0,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL,
  brought_in_at DATETIME,
  version       BIGINT NOT NULL DEFAULT 1,
  created_at    DATETIME NOT NULL,
  updated_at    DATETIME NOT NULL
);
CREATE INDEX review_participants_by_review ON review_participants (review_id);

-- What the three text fields said until now; they stay, as a view of this table.
WITH RECURSIVE
  said (review_id, role, names, at) AS (
    SELECT id, 'facilitator', facilitator, updated_at FROM reviews
    UNION ALL SELECT id, 'commander', commander, updated_at FROM reviews
    UNION ALL SELECT id, 'first_responder', responders, updated_at FROM reviews
  ),
  cut (review_id, role, name, rest, at, n) AS (
    SELECT review_id, role, '', REPLACE(REPLACE(names, CHAR(10), ','), ';', ',') || ',', at, 0 FROM said
    UNION ALL
    SELECT review_id, role, TRIM(SUBSTR(rest, 1, INSTR(rest, ',') - 1)), SUBSTR(rest, INSTR(rest, ',') + 1), at, n + 1 FROM cut WHERE rest <> ''
  )
INSERT INTO review_participants (public_id, review_id, name, role, created_at, updated_at)
SELECT LOWER(HEX(RANDOMBLOB(6))), review_id, name, role, at, at FROM cut WHERE name <> '' ORDER BY review_id, role, n;
UPDATE review_participants SET user_id = COALESCE((SELECT MIN(users.id) FROM users WHERE LOWER(users.name) = LOWER(review_participants.name)), 0);

-- One row per section that was ever written since: its version, and what the
-- audit trail has heard of it last.
CREATE TABLE review_sections (
  review_id   BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  section     TEXT NOT NULL,
  version     BIGINT NOT NULL,
  edited_by   BIGINT NOT NULL,
  edited_at   DATETIME NOT NULL,
  recorded    TEXT NOT NULL,
  recorded_by BIGINT NOT NULL,
  recorded_at DATETIME NOT NULL,
  PRIMARY KEY (review_id, section)
);

-- Who has a review open: with a section, its one writer (reader is 0); without,
-- a reader. Rows fade; they say nothing that lasts.
CREATE TABLE review_presences (
  review_id BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  section   TEXT NOT NULL,
  reader    BIGINT NOT NULL,
  user_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  since     DATETIME NOT NULL,
  seen_at   DATETIME NOT NULL,
  PRIMARY KEY (review_id, section, reader)
);

CREATE TABLE review_comments (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  thread_id  BIGINT NOT NULL DEFAULT 0,
  place      TEXT NOT NULL,
  part       TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL,
  author_id  BIGINT NOT NULL,
  settled_at DATETIME,
  settled_by BIGINT NOT NULL DEFAULT 0,
  created_at DATETIME NOT NULL
);
CREATE INDEX review_comments_by_review ON review_comments (review_id, id);
CREATE INDEX review_comments_by_thread ON review_comments (thread_id, id);

CREATE TABLE review_mentions (
  comment_id BIGINT NOT NULL REFERENCES review_comments (id) ON DELETE CASCADE,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (comment_id, user_id)
);
CREATE INDEX review_mentions_by_user ON review_mentions (user_id, comment_id);

CREATE TABLE review_signoffs (
  review_id BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  user_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  asked_by  BIGINT NOT NULL,
  asked_at  DATETIME NOT NULL,
  signed_at DATETIME,
  digest    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (review_id, user_id)
);
CREATE INDEX review_signoffs_by_user ON review_signoffs (user_id, review_id);

CREATE TABLE review_meetings (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  held_at    DATETIME NOT NULL,
  minutes    BIGINT NOT NULL DEFAULT 0,
  attendees  TEXT NOT NULL DEFAULT '',
  notes      TEXT NOT NULL DEFAULT '',
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX review_meetings_by_review ON review_meetings (review_id);

-- +goose Down
DROP TABLE review_meetings;
DROP TABLE review_signoffs;
DROP TABLE review_mentions;
DROP TABLE review_comments;
DROP TABLE review_presences;
DROP TABLE review_sections;
DROP TABLE review_participants;
ALTER TABLE reviews DROP COLUMN facts_version;
ALTER TABLE reviews DROP COLUMN friction;
ALTER TABLE reviews DROP COLUMN goals;
