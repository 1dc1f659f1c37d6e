package review_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
	"vitrine/models/staff"
)

// counting is the real trail, and counts what it is asked to keep: a deed that
// was broken off and begun again asks twice.
type counting struct {
	models.Audit
	asked atomic.Int64
}

func (c *counting) Record(ctx context.Context, tx *models.Tx, e models.AuditEntry) error {
	c.asked.Add(1)
	return c.Audit.Record(ctx, tx, e)
}

// ids names what the deeds are done on.
type ids struct {
	incident, component, review string
	user                        int64
}

// manyDeeds are deeds that lock what other deeds lock; the last is one of the
// trail's own store.
func manyDeeds(ctx context.Context, site *models.Store, reviews *review.Store, members *staff.Store, on ids) []func(text string) error {
	return []func(text string) error{
		func(text string) error {
			_, err := site.EditSettings(ctx, models.SettingsEdit{Intro: &text})
			return err
		},
		func(text string) error {
			_, err := site.PostUpdate(ctx, on.incident, models.NewUpdate{State: models.Identified, Body: text})
			return err
		},
		func(text string) error {
			_, err := site.EditIncident(ctx, on.incident, models.IncidentEdit{Title: &text})
			return err
		},
		func(text string) error {
			_, err := site.EditComponent(ctx, on.component, models.ComponentEdit{Description: &text})
			return err
		},
		func(text string) error {
			_, err := reviews.EditReview(ctx, on.review, review.ReviewEdit{Overview: &text})
			return err
		},
		func(text string) error {
			_, err := reviews.AddEntry(ctx, on.review, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x", PublicText: text})
			return err
		},
		func(text string) error {
			_, err := reviews.AddAction(ctx, on.review, review.NewAction{Body: text, Kind: review.Prevent, PublicText: text})
			return err
		},
		func(text string) error { _, err := reviews.AddFactor(ctx, on.review, text); return err },
		func(text string) error {
			_, err := members.EditUser(ctx, on.user, staff.UserEdit{Handle: &text})
			return err
		},
	}
}

func TestDeedsAtOnceNeverWaitForEachOtherInACircle(t *testing.T) {
	t.Parallel()
	const people, times = 3, 6
	db := modelstest.OpenDB(t)
	key, err := models.ParseKey(base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))))
	if err != nil {
		t.Fatal(err)
	}
	members := staff.NewStore(db, key)
	trail := &counting{Audit: members}
	site := models.NewStore(db, trail, &modelstest.Queue{}, &modelstest.Gate{})
	reviews := review.NewStore(db, site, trail, review.NewGate(db))
	ctx := t.Context()
	c := modelstest.Component(t, site, "API")
	i := modelstest.Incident(t, site, "Errors", c)
	r := must(reviews.StartReview(ctx, review.NewReview{Title: "Errors", IncidentIDs: []string{i.PublicID}}))(t)
	must(reviews.StartDraft(ctx, r.PublicID))(t)
	u := must(members.AddUser(ctx, staff.NewUser{Email: "dana@northpole.example", Name: "Dana", Role: staff.Admin}))(t)
	deeds := manyDeeds(ctx, site, reviews, members, ids{i.PublicID, c.PublicID, r.PublicID, u.ID})
	before := trail.asked.Load()
	var all sync.WaitGroup
	for k, deed := range deeds {
		for person := range people {
			all.Go(func() {
				for n := range times {
					if err := deed(fmt.Sprintf("text%d.%d.%d", k, person, n)); err != nil {
						t.Errorf("deed %d: %v", k, err)
					}
				}
			})
		}
	}
	all.Wait()
	want := int64((len(deeds) - 1) * people * times) // the user is written by the trail's own store
	if got := trail.asked.Load() - before; got != want {
		t.Errorf("%d deeds were begun, want %d: some stood in each other's way", got, want)
	}
	if err := members.VerifyAudit(ctx); err != nil {
		t.Error(err)
	}
}
