-- Since when somebody wants whole texts by mail: no other choice moves it.

-- +goose Up
ALTER TABLE staff_mail_choices ADD COLUMN texts_since TIMESTAMPTZ;
UPDATE staff_mail_choices SET texts_since = updated_at WHERE texts;

-- +goose Down
ALTER TABLE staff_mail_choices DROP COLUMN texts_since;
