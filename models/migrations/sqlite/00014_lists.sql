-- What pages over thousands of reviews look for: open incidents, promises, open
-- reviews, and sums over every action item, each from an index alone.

-- +goose Up
CREATE INDEX incidents_open ON incidents (started_at) WHERE state <> 'resolved';
CREATE INDEX incidents_promised ON incidents (resolved_at) WHERE postmortem_expected_by IS NOT NULL;
CREATE INDEX postmortem_incidents_incident_id ON postmortem_incidents (incident_id);
CREATE INDEX postmortem_revisions_full_by ON postmortem_revisions (postmortem_id) WHERE full_by IS NOT NULL;
CREATE INDEX postmortems_published_at ON postmortems (published_at, id);
CREATE INDEX reviews_state ON reviews (state, id);
CREATE INDEX reviews_completed_at ON reviews (completed_at);
CREATE INDEX action_items_sums ON action_items (parked, state, kind, owner, created_at, due_on, review_id);

-- +goose Down
DROP INDEX action_items_sums;
DROP INDEX reviews_completed_at;
DROP INDEX reviews_state;
DROP INDEX postmortems_published_at;
DROP INDEX postmortem_revisions_full_by;
DROP INDEX postmortem_incidents_incident_id;
DROP INDEX incidents_promised;
DROP INDEX incidents_open;
