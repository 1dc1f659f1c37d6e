-- What came back about mails, and the addresses that mail does not reach. Both
-- hold an address as its keyed hash alone and outlive an erasure.

-- +goose Up
CREATE TABLE bounce_reports (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  report_key    TEXT NOT NULL UNIQUE,
  email_mac     TEXT NOT NULL,
  subscriber_id BIGINT REFERENCES subscribers (id) ON DELETE SET NULL,
  delivery_id   BIGINT NOT NULL DEFAULT 0,
  kind          TEXT NOT NULL,
  status        TEXT NOT NULL DEFAULT '',
  detail        TEXT NOT NULL DEFAULT '',
  source        TEXT NOT NULL,
  created_at    DATETIME NOT NULL
);
CREATE INDEX bounce_reports_email_mac ON bounce_reports (email_mac, created_at);
CREATE INDEX bounce_reports_subscriber_id ON bounce_reports (subscriber_id);
CREATE INDEX bounce_reports_created_at ON bounce_reports (created_at);

CREATE TABLE bounced_addresses (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  email_mac     TEXT NOT NULL UNIQUE,
  subscriber_id BIGINT REFERENCES subscribers (id) ON DELETE SET NULL,
  kind          TEXT NOT NULL,
  status        TEXT NOT NULL DEFAULT '',
  detail        TEXT NOT NULL DEFAULT '',
  created_at    DATETIME NOT NULL
);
CREATE INDEX bounced_addresses_subscriber_id ON bounced_addresses (subscriber_id);

-- +goose Down
DROP TABLE bounced_addresses;
DROP TABLE bounce_reports;
