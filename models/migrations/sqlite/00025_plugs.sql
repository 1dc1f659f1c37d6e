-- Readers sign a chat room, a webhook or a device up themselves. A message about
-- the subscription leaves by the channel it is about; the host of an address that
-- anybody can make up is kept beside it, so that nobody makes us call it often.

-- +goose Up
ALTER TABLE signup_mails ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE endpoints ADD COLUMN host TEXT NOT NULL DEFAULT '';
CREATE INDEX endpoints_host ON endpoints (host) WHERE host <> '';
-- Switched off because the other side does not answer, not by anybody's hand: who
-- signs it up again begins anew.
ALTER TABLE endpoints ADD COLUMN gave_up BOOLEAN NOT NULL DEFAULT FALSE;

-- The key by which push services know this site (VAPID). There is one.
CREATE TABLE push_keys (
  id             INTEGER PRIMARY KEY,
  public_key     TEXT NOT NULL,
  private_sealed TEXT NOT NULL,
  created_at     DATETIME NOT NULL
);

-- +goose Down
DROP TABLE push_keys;
DROP INDEX endpoints_host;
ALTER TABLE endpoints DROP COLUMN gave_up;
ALTER TABLE endpoints DROP COLUMN host;
ALTER TABLE signup_mails DROP COLUMN channel;
