-- How often the answer to a mail to staff was lost: it is handed over again, under
-- the same Message-ID, a few times at most.

-- +goose Up
ALTER TABLE staff_mails ADD COLUMN doubts BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE staff_mails DROP COLUMN doubts;
