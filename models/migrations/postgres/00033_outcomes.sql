-- No index knows the state of a delivery any more. Each mail changes its row twice,
-- and each change cost an entry in every index; now a row changes in place, in the
-- room that its page leaves. What was counted by the state is counted once, when a
-- notification is finished, and kept.

-- +goose Up
DROP INDEX deliveries_notification_id_state;
DROP INDEX deliveries_posts;
CREATE INDEX deliveries_posts ON deliveries (notification_id) WHERE channel <> 'email';
ALTER TABLE deliveries SET (fillfactor = 70);

CREATE TABLE notification_outcomes (
  notification_id BIGINT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  channel         TEXT NOT NULL,
  state           TEXT NOT NULL,
  n               BIGINT NOT NULL,
  PRIMARY KEY (notification_id, channel, state)
);
INSERT INTO notification_outcomes (notification_id, channel, state, n)
  SELECT d.notification_id, d.channel, d.state, count(*) FROM deliveries d JOIN notifications n ON n.id = d.notification_id
  WHERE n.finished_at IS NOT NULL GROUP BY d.notification_id, d.channel, d.state;

-- +goose Down
DROP TABLE notification_outcomes;
ALTER TABLE deliveries RESET (fillfactor);
DROP INDEX deliveries_posts;
CREATE INDEX deliveries_posts ON deliveries (state, next_try_at) WHERE channel <> 'email';
CREATE INDEX deliveries_notification_id_state ON deliveries (notification_id, state);
