-- What the operator makes of the public page beside its texts, as JSON; empty: ours.

-- +goose Up
ALTER TABLE site_settings ADD COLUMN shape TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE site_settings DROP COLUMN shape;
