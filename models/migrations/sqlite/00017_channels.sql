-- Subscribers that are no mailbox: a webhook, a chat room, a telephone. Of these
-- subscribers.email holds what staff may read of the address; the address itself,
-- which is a secret, is sealed in endpoints. A delivery keeps the channel it goes
-- by, so that no channel waits for another.

-- +goose Up
ALTER TABLE subscribers ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE deliveries ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
CREATE INDEX deliveries_posts ON deliveries (state, next_try_at) WHERE channel <> 'email';

CREATE TABLE endpoints (
  subscriber_id     BIGINT PRIMARY KEY REFERENCES subscribers (id) ON DELETE CASCADE,
  address_sealed    TEXT NOT NULL,
  secret_sealed     TEXT NOT NULL DEFAULT '',
  old_secret_sealed TEXT NOT NULL DEFAULT '',
  old_secret_until  DATETIME,
  shape             TEXT NOT NULL DEFAULT '',
  contact           TEXT NOT NULL DEFAULT '',
  test_at           DATETIME,
  succeeded_at      DATETIME,
  failing_since     DATETIME,
  failure           TEXT NOT NULL DEFAULT '',
  disabled_at       DATETIME,
  disabled_why      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX endpoints_contact ON endpoints (contact);

-- +goose Down
DROP TABLE endpoints;
DROP INDEX deliveries_posts;
ALTER TABLE deliveries DROP COLUMN channel;
ALTER TABLE subscribers DROP COLUMN channel;
