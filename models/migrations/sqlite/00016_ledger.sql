-- Nothing looks for deliveries of every notification by their state any more. The
-- index cost each mail two writes, and where it was there the planner walked all
-- that waited to claim one.

-- +goose Up
DROP INDEX deliveries_state;

-- +goose Down
CREATE INDEX deliveries_state ON deliveries (state, next_try_at);
