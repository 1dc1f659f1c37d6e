-- Guidance: how this house has adapted its review template, what was answered to
-- its questions, which advice of the coach somebody found fine to leave, and the
-- third of the headline questions.

-- +goose Up
ALTER TABLE reviews ADD COLUMN improve TEXT NOT NULL DEFAULT '';

CREATE TABLE review_templates (
  id         BIGINT NOT NULL PRIMARY KEY,
  body       TEXT NOT NULL,
  version    BIGINT NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE review_answers (
  review_id   BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  question    TEXT NOT NULL,
  asked       TEXT NOT NULL,
  body        TEXT NOT NULL DEFAULT '',
  skipped     BOOLEAN NOT NULL DEFAULT FALSE,
  answered_by BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  created_at  TIMESTAMPTZ NOT NULL,
  updated_at  TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (review_id, question)
);

CREATE TABLE advice_dismissals (
  about        TEXT NOT NULL,
  advice       TEXT NOT NULL,
  dismissed_by BIGINT NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (about, advice)
);

-- +goose Down
DROP TABLE advice_dismissals;
DROP TABLE review_answers;
DROP TABLE review_templates;
ALTER TABLE reviews DROP COLUMN improve;
