-- Since when a name stands in the rulebook: what was public before that is not
-- held back.

-- +goose Up
CREATE TABLE rulebook_names (
  name  TEXT PRIMARY KEY,
  since TIMESTAMPTZ NOT NULL
);

-- +goose Down
DROP TABLE rulebook_names;
