-- The functions of the PostgreSQL step have no twin here: on SQLite the public
-- side shares the process, and models/signup keeps the same rules itself.
-- +goose Up
SELECT 1;

-- +goose Down
SELECT 1;
