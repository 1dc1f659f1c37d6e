package review_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// house is everything a review stands on in a test, with the real gate.
type house struct {
	*modelstest.Fixtures
	lax  *models.Store // the ground floor behind a gate that stands open
	site *models.Store
	gate *review.Gate
	*review.Store
}

const rules = `
people:
  - {name: "Cathy Brandt", handles: ["cbrandt"], emails: ["cathy@northpole.example"]}
customers: ["Contoso Bank"]
terms:
  - {match: "Kestrel", replace: "our job scheduler"}
internal_domains: ["corp.northpole.example"]
ticket_prefixes: ["OPS"]
`

// The people of a test's house, as row ids of users.
const (
	author   int64 = 1
	approver int64 = 2
	other    int64 = 3
)

func open(t *testing.T) *house {
	t.Helper()
	lax, f := modelstest.Open(t)
	h := &house{Fixtures: f, lax: lax, gate: review.NewGate(f.DB)}
	h.site = models.NewStore(f.DB, f.Audit, f.Queue, h.gate)
	h.site.Now = f.Clock.Now
	h.Store = review.NewStore(f.DB, h.site, f.Audit, h.gate)
	h.exec(t, insertUser, author, "gary.olsen@northpole.example", "Gary Olsen", "golsen", "reviewer", models.Clock(), models.Clock())
	h.exec(t, insertUser, approver, "mina.sorel@northpole.example", "Mina Sorel", "msorel", "approver", models.Clock(), models.Clock())
	h.exec(t, insertUser, other, "petra.vance@northpole.example", "Petra Vance", "pvance", "approver", models.Clock(), models.Clock())
	if err := h.SaveRulebook(as(t, author), rules, 0); err != nil {
		t.Fatal(err)
	}
	return h
}

const insertUser = `INSERT INTO users (id, email, name, handle, role, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`

// exec runs one statement on the database.
func (h *house) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	err := h.DB.Tx(t.Context(), func(tx *models.Tx) error { return tx.DB().Exec(sql, args...).Error })
	if err != nil {
		t.Fatal(err)
	}
}

// as is a context in which a person does the deeds.
func as(t *testing.T, user int64) context.Context {
	return models.By(t.Context(), models.Actor{ID: user, Name: map[int64]string{author: "Gary Olsen", approver: "Mina Sorel", other: "Petra Vance"}[user]})
}

// at is a time of the afternoon of the outage.
func at(hour, minute int) time.Time { return modelstest.At(time.November, 19, hour, minute) }

func ptr[T any](v T) *T { return &v }

// must returns a value or ends the test.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// wantKind complains when err is not of a kind; "" is no error.
func wantKind(t *testing.T, err error, want models.Kind) {
	t.Helper()
	got := models.Kind("")
	if err != nil {
		got = models.KindOf(err)
	}
	if got != want {
		t.Fatalf("error kind = %q (%v), want %q", got, err, want)
	}
}

// heldIn are the texts an error says were stopped.
func heldIn(err error) []string {
	var texts []string
	if e, ok := errors.AsType[*models.Error](err); ok {
		for _, h := range e.Findings {
			texts = append(texts, h.Text)
		}
	}
	return texts
}

// settle settles the first unsettled find of a text.
func (h *house) settle(t *testing.T, draftID, found string, how review.Settlement) {
	t.Helper()
	for _, f := range must(h.ScanDraft(as(t, author), draftID))(t) {
		if f.Found == found && f.Action == "" {
			must(h.Settle(as(t, author), f.PublicID, how))(t)
			return
		}
	}
	t.Fatalf("nothing found %q", found)
}
