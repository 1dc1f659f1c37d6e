-- The languages that the public site is in.

-- +goose Up
ALTER TABLE site_settings ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE site_settings ADD COLUMN languages TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE site_settings DROP COLUMN languages;
ALTER TABLE site_settings DROP COLUMN language;
