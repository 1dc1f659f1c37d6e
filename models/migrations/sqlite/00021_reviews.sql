-- That an incident needs no review, or that nothing will be published about it,
-- with the reason a person gave; what a factor contributed to; and which mail told somebody that they were called
-- by name or asked to sign.

-- +goose Up
CREATE TABLE waivers (
  incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  noun        TEXT NOT NULL,
  reason      TEXT NOT NULL,
  waived_by   BIGINT NOT NULL,
  created_at  DATETIME NOT NULL,
  PRIMARY KEY (incident_id, noun)
);

ALTER TABLE factors ADD COLUMN contributed_to TEXT NOT NULL DEFAULT '';
ALTER TABLE factors ADD COLUMN influence TEXT NOT NULL DEFAULT '';
ALTER TABLE factors ADD COLUMN unconfirmed BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE staff_mail_choices ADD COLUMN asks BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE staff_mail_choices ADD COLUMN texts BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE review_mentions ADD COLUMN mail_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE review_signoffs ADD COLUMN mail_id BIGINT NOT NULL DEFAULT 0;
UPDATE review_mentions SET mail_id = -1;
UPDATE review_signoffs SET mail_id = -1;
CREATE INDEX review_mentions_mail_id ON review_mentions (mail_id);
CREATE INDEX review_signoffs_mail_id ON review_signoffs (mail_id);

-- +goose Down
DROP INDEX review_signoffs_mail_id;
DROP INDEX review_mentions_mail_id;
ALTER TABLE review_signoffs DROP COLUMN mail_id;
ALTER TABLE review_mentions DROP COLUMN mail_id;
ALTER TABLE factors DROP COLUMN unconfirmed;
ALTER TABLE factors DROP COLUMN influence;
ALTER TABLE factors DROP COLUMN contributed_to;
ALTER TABLE staff_mail_choices DROP COLUMN texts;
ALTER TABLE staff_mail_choices DROP COLUMN asks;
DROP TABLE waivers;
