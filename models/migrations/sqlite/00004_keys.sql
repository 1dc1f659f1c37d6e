-- A repeated request of the API gets the ETag of the first answer. The sign-up
-- function of the PostgreSQL step has no twin here: see models/signup/lite.go.

-- +goose Up
ALTER TABLE idempotency_keys ADD COLUMN etag TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE idempotency_keys DROP COLUMN etag;
