-- What responders saw: pictures of charts, dashboards and screens, of which the
-- bytes lie in a table of their own, so that nobody reads them by the way; and
-- what an incident cost customers, in figures. NULL: not known, which is not 0.

-- +goose Up
CREATE TABLE review_graphs (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id  TEXT NOT NULL UNIQUE,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  seen_at    DATETIME,
  caption    TEXT NOT NULL,
  alt        TEXT NOT NULL,
  media_type TEXT NOT NULL,
  width      BIGINT NOT NULL,
  height     BIGINT NOT NULL,
  size       BIGINT NOT NULL,
  digest     TEXT NOT NULL,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX review_graphs_by_review ON review_graphs (review_id);

CREATE TABLE review_graph_files (
  graph_id BIGINT PRIMARY KEY REFERENCES review_graphs (id) ON DELETE CASCADE,
  body     BLOB NOT NULL
);

ALTER TABLE reviews ADD COLUMN users_affected BIGINT;
ALTER TABLE reviews ADD COLUMN requests_failed BIGINT;
ALTER TABLE reviews ADD COLUMN failed_share BIGINT;
ALTER TABLE reviews ADD COLUMN worst_case TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN sla_minutes BIGINT;
ALTER TABLE reviews ADD COLUMN sla_broken TEXT NOT NULL DEFAULT '';
ALTER TABLE review_figures ADD COLUMN users_affected BIGINT;
ALTER TABLE review_figures ADD COLUMN requests_failed BIGINT;
ALTER TABLE review_figures ADD COLUMN failed_share BIGINT;
ALTER TABLE review_figures ADD COLUMN sla_minutes BIGINT;
ALTER TABLE review_figures ADD COLUMN sla_broken TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE review_figures DROP COLUMN sla_broken;
ALTER TABLE review_figures DROP COLUMN sla_minutes;
ALTER TABLE review_figures DROP COLUMN failed_share;
ALTER TABLE review_figures DROP COLUMN requests_failed;
ALTER TABLE review_figures DROP COLUMN users_affected;
ALTER TABLE reviews DROP COLUMN sla_broken;
ALTER TABLE reviews DROP COLUMN sla_minutes;
ALTER TABLE reviews DROP COLUMN worst_case;
ALTER TABLE reviews DROP COLUMN failed_share;
ALTER TABLE reviews DROP COLUMN requests_failed;
ALTER TABLE reviews DROP COLUMN users_affected;
DROP TABLE review_graph_files;
DROP TABLE review_graphs;
