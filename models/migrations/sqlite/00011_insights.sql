-- The promise of a next word that each update made; the vendor of a review; and
-- what charts and searches read of a review instead of reading it whole. Both
-- are worked out from the review, by the program, in the transaction that
-- changes it.

-- +goose Up
ALTER TABLE updates ADD COLUMN next_update_at DATETIME;
ALTER TABLE reviews ADD COLUMN vendor TEXT NOT NULL DEFAULT '';

CREATE TABLE review_figures (
  review_id        BIGINT NOT NULL PRIMARY KEY REFERENCES reviews (id) ON DELETE CASCADE,
  format           BIGINT NOT NULL,
  public_id        TEXT NOT NULL,
  title            TEXT NOT NULL,
  state            TEXT NOT NULL,
  severity         BIGINT NOT NULL,
  detection_source TEXT NOT NULL,
  vendor           TEXT NOT NULL,
  components       TEXT NOT NULL,
  at               DATETIME NOT NULL,
  detect           BIGINT,
  acknowledge      BIGINT,
  inform           BIGINT,
  recover          BIGINT,
  phases           TEXT NOT NULL,
  updates          BIGINT NOT NULL,
  longest_gap      BIGINT,
  promises         BIGINT NOT NULL,
  kept             BIGINT NOT NULL,
  support_cases    BIGINT NOT NULL
);
CREATE INDEX review_figures_at ON review_figures (at);

CREATE TABLE review_words (
  word      TEXT NOT NULL,
  part      TEXT NOT NULL,
  review_id BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  weight    BIGINT NOT NULL,
  PRIMARY KEY (word, part, review_id)
) WITHOUT ROWID;
CREATE INDEX review_words_review_id ON review_words (review_id);

CREATE TABLE downtime_costs (
  id              BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  deployments     BIGINT NOT NULL,
  failure_permille BIGINT NOT NULL,
  hourly_cost     BIGINT NOT NULL,
  currency        TEXT NOT NULL,
  version         BIGINT NOT NULL,
  updated_at      DATETIME NOT NULL
);

CREATE INDEX update_components_component_id ON update_components (component_id);

-- +goose Down
DROP INDEX update_components_component_id;
DROP TABLE downtime_costs;
DROP TABLE review_words;
DROP TABLE review_figures;
ALTER TABLE reviews DROP COLUMN vendor;
ALTER TABLE updates DROP COLUMN next_update_at;
