-- Which revision last worded a promise, so that a revision takes back its own
-- words alone; whose words are out with which revision; and who wrote what a
-- draft is made from.

-- +goose Up
ALTER TABLE countermeasures ADD COLUMN worded_in BIGINT NOT NULL DEFAULT 0;
UPDATE countermeasures SET worded_in = (SELECT COALESCE(MAX(r.number), 1) FROM postmortem_revisions r
  WHERE r.postmortem_id = countermeasures.postmortem_id AND r.published_at <= countermeasures.updated_at);

ALTER TABLE draft_authors ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

CREATE TABLE review_authors (
  review_id BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  user_id   BIGINT NOT NULL,
  PRIMARY KEY (review_id, user_id)
);

-- +goose Down
DROP TABLE review_authors;
ALTER TABLE draft_authors DROP COLUMN revision;
ALTER TABLE countermeasures DROP COLUMN worded_in;
