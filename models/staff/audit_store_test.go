package staff_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

// note appends a deed to the trail.
func note(t *testing.T, db *models.DB, store *staff.Store, deed string) {
	t.Helper()
	ctx := models.By(t.Context(), models.Actor{ID: 7, Name: "Dana", From: "192.0.2.7"})
	err := db.Tx(ctx, func(tx *models.Tx) error {
		return store.Record(ctx, tx, models.AuditEntry{Deed: deed, Noun: "incident", Subject: "abc",
			Before: map[string]any{"title": "Old <b>"}, After: map[string]any{"title": "Ünï"}})
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTheTrailKeepsEveryDeed(t *testing.T) {
	t.Parallel()
	store, db, _ := open(t)
	for n := range 5 {
		note(t, db, store, fmt.Sprint("deed.", n))
	}
	rs, err := store.Audit(t.Context(), staff.AuditQuery{Noun: "incident", Subject: "abc", Limit: 2})
	if err != nil || len(rs) != 2 || rs[0].Deed != "deed.4" || rs[0].Actor != "Dana" || rs[0].Origin != "192.0.2.7" || !strings.Contains(rs[0].After, "Ünï") {
		t.Errorf("records = %+v, %v", rs, err)
	}
	rs, err = store.Audit(t.Context(), staff.AuditQuery{Before: rs[1].ID})
	if err != nil || len(rs) != 3 || rs[2].ID != 1 {
		t.Errorf("the next page = %+v, %v", rs, err)
	}
	if err := store.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
	if rs, err := store.Audit(t.Context(), staff.AuditQuery{Noun: "user"}); err != nil || len(rs) != 0 {
		t.Errorf("of users = %+v, %v", rs, err)
	}
	rotated := staff.NewStore(db, key(t, "nk"))
	note(t, db, rotated, "deed.5")
	if err := rotated.VerifyAudit(t.Context()); err != nil {
		t.Errorf("with a new key and the old one still accepted: %v", err)
	}
	if err := store.VerifyAudit(t.Context()); kind(err) != models.Conflict {
		t.Errorf("without the new key: %v, want conflict", err)
	}
}

func TestTheTrailShowsTampering(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, statement, want string }{
		{"a changed word", "UPDATE audit_entries SET actor = 'Lee' WHERE id = 2", "record 2"},
		{"a changed time", "UPDATE audit_entries SET at = '2020-01-01 00:00:00+00:00' WHERE id = 2", "record 2"},
		{"a missing record", "DELETE FROM audit_entries WHERE id = 2", "gap"},
		{"a missing beginning", "DELETE FROM audit_entries WHERE id = 1", "gap"},
		{"a digest of somebody's own", "UPDATE audit_entries SET digest = '00' WHERE id = 3", "record 3"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			store, db, _ := open(t)
			for n := range 3 {
				note(t, db, store, fmt.Sprint("deed.", n))
			}
			raw, err := db.Writer()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := raw.Exec(tc.statement); err != nil {
				t.Fatal(err)
			}
			if err := store.VerifyAudit(t.Context()); kind(err) != models.Conflict || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("err = %v, want one about %s", err, tc.want)
			}
		})
	}
}

func TestDeedsAtOnceMakeOneChain(t *testing.T) {
	t.Parallel()
	store, db, _ := open(t)
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for k := range 5 {
				note(t, db, store, fmt.Sprintf("deed.%d.%d", n, k))
			}
		})
	}
	wg.Wait()
	head, err := store.AuditHead(t.Context())
	if err != nil || head.ID != 20 {
		t.Errorf("head = %+v, %v", head, err)
	}
	if err := store.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestADeedThatFailsLeavesNoTrace(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	trail := staff.NewStore(db, key(t, "k"))
	store := models.NewStore(db, trail, &modelstest.Queue{}, &modelstest.Gate{})
	c := modelstest.Component(t, store, "API")
	modelstest.Incident(t, store, "Errors", c)
	if err := store.DeleteComponent(t.Context(), c.PublicID); kind(err) != models.Conflict {
		t.Fatal(err)
	}
	rs, err := trail.Audit(t.Context(), staff.AuditQuery{})
	if err != nil || len(rs) != 2 || rs[0].Deed != "incident.opened" || rs[0].Actor != "system" {
		t.Errorf("records = %+v, %v", rs, err)
	}
	if err := trail.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}
