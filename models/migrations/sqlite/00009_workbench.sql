-- What was done to a draft, so that it can be undone, and what somebody has typed
-- beside finds without having decided yet.

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

-- +goose Down
DROP TABLE draft_jottings;
DROP TABLE draft_steps;
