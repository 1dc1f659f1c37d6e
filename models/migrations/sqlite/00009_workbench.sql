-- What was done to a draft, so that it can be undone, and what somebody has typed
-- beside finds without having decided yet; and what those were told who had
-- received a text that was withdrawn.

-- +goose Up
CREATE TABLE draft_steps (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id   TEXT NOT NULL UNIQUE,
  draft_id    BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  user_id     BIGINT NOT NULL,
  actor       TEXT NOT NULL,
  deed        TEXT NOT NULL,
  found       TEXT NOT NULL,
  replacement TEXT NOT NULL DEFAULT '',
  places      BIGINT NOT NULL,
  undo        TEXT NOT NULL,
  created_at  DATETIME NOT NULL
);
CREATE INDEX draft_steps_draft_id ON draft_steps (draft_id);

CREATE TABLE draft_jottings (
  draft_id   BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  user_id    BIGINT NOT NULL,
  typed      TEXT NOT NULL,
  updated_at DATETIME NOT NULL,
  PRIMARY KEY (draft_id, user_id)
);

CREATE TABLE retractions (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id     TEXT NOT NULL UNIQUE,
  postmortem_id BIGINT NOT NULL REFERENCES postmortems (id) ON DELETE CASCADE,
  revision      BIGINT NOT NULL,
  body          TEXT NOT NULL,
  created_at    DATETIME NOT NULL
);
CREATE INDEX retractions_postmortem_id ON retractions (postmortem_id);

-- +goose Down
DROP TABLE retractions;
DROP TABLE draft_jottings;
DROP TABLE draft_steps;
