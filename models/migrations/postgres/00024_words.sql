-- What the operator calls a postmortem and the severities; the texts of sections
-- that a house has added to its reviews; which mails to staff are not done.

-- +goose Up
ALTER TABLE site_settings ADD COLUMN noun_singular TEXT NOT NULL DEFAULT '';
ALTER TABLE site_settings ADD COLUMN noun_plural TEXT NOT NULL DEFAULT '';
ALTER TABLE site_settings ADD COLUMN severities TEXT NOT NULL DEFAULT '';

CREATE TABLE review_texts (
  review_id BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  section   TEXT NOT NULL,
  heading   TEXT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (review_id, section)
);
CREATE INDEX staff_mails_done_at ON staff_mails (done_at);

-- +goose Down
DROP INDEX staff_mails_done_at;
DROP TABLE review_texts;
ALTER TABLE site_settings DROP COLUMN severities;
ALTER TABLE site_settings DROP COLUMN noun_plural;
ALTER TABLE site_settings DROP COLUMN noun_singular;
