-- What the WebSub hub of the operator was told of, so that a publication is told
-- until the hub takes it.

-- +goose Up
CREATE TABLE hub_pings (
  hub     TEXT PRIMARY KEY,
  edition INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  next_at DATETIME NOT NULL
);

-- +goose Down
DROP TABLE hub_pings;
