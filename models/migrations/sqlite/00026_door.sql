-- The visitor's door again: a token is looked up by an index whichever kind it is,
-- and only a mailbox can be a mailing list, since others cannot be asked by mail.

-- +goose Up
DROP INDEX subscribers_end_hash;
CREATE INDEX subscribers_end_hash ON subscribers (end_hash);
UPDATE subscribers SET is_list = FALSE WHERE is_list AND channel <> 'email';

-- +goose Down
DROP INDEX subscribers_end_hash;
CREATE INDEX subscribers_end_hash ON subscribers (end_hash) WHERE end_hash <> '';
