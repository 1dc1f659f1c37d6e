-- The public wording of a line that comes by itself, and when that line was; the
-- numbers under which others know what a review is about; from which part of the
-- review an action item was made; the time from detection to the first public
-- word among what charts read; and whether a review changed since its postmortem
-- was published.

-- +goose Up
ALTER TABLE timeline_remarks ADD COLUMN public_text TEXT NOT NULL DEFAULT '';
ALTER TABLE timeline_remarks ADD COLUMN public_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE timeline_remarks ADD COLUMN at TIMESTAMPTZ;
ALTER TABLE reviews ADD COLUMN outside_numbers TEXT NOT NULL DEFAULT '';
ALTER TABLE action_items ADD COLUMN made_of TEXT NOT NULL DEFAULT '';
ALTER TABLE review_figures ADD COLUMN known BIGINT;
ALTER TABLE review_figures ADD COLUMN outdated BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE review_figures DROP COLUMN outdated;
ALTER TABLE review_figures DROP COLUMN known;
ALTER TABLE action_items DROP COLUMN made_of;
ALTER TABLE reviews DROP COLUMN outside_numbers;
ALTER TABLE timeline_remarks DROP COLUMN at;
ALTER TABLE timeline_remarks DROP COLUMN public_by;
ALTER TABLE timeline_remarks DROP COLUMN public_text;
