package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

const (
	sizeReviews = 5_000
	sizeActions = 10 // of each review
	sizeEntries = 12
)

// TestBenchSize fills both databases with 5,000 reviews and 50,000 action items,
// and times every page of the console, its files, and searches.
func TestBenchSize(t *testing.T) {
	figures(t)
	for name, env := range map[string]func() []string{"SQLite": func() []string { return nil }, "PostgreSQL": func() []string { return newPostgres(t).env() }} {
		t.Run(name, func(t *testing.T) {
			s := prepare(t, append(env(), "VITRINE_MIRRORS=dir:"+filepath.Join(t.TempDir(), "mirror"))...) // the page of mirrors is timed too
			s.vitrine("", "migrate")
			begin := time.Now()
			s.fillReviews(t)
			fmt.Printf("%s: %d reviews and %d action items written in %s\n", name, sizeReviews, sizeReviews*sizeActions, time.Since(begin).Round(time.Second))
			s.spawn()
			s.await(s.admin+"/healthz", 4*time.Minute)
			s.await(s.public+"/readyz", 4*time.Minute) // the first edition has ten thousand pages
			st := newStudy(t, s)
			seeds := st.fillLarge()
			d := s.console(t, "jonas@northpole.example", "admin")
			asked := append(d.everyPage(pages(t), seeds), st.files()...)
			fmt.Printf("%s: load of the machine before: %s\n", name, load(t))
			s.timeAll(d, name, asked)
			s.timeAll(d, name, searches())
			fmt.Printf("%s: load of the machine after: %s\n", name, load(t))
		})
	}
}

// fillReviews writes the reviews straight into the tables, and has them noted as
// the program does.
func (s *server) fillReviews(t *testing.T) {
	t.Helper()
	address := s.variable("VITRINE_DATABASE_URL")
	if address == "" {
		address = "sqlite:" + filepath.Join(s.variable("VITRINE_DATA_DIR"), "vitrine.db")
	}
	db, err := models.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, fill := range []func(*models.Tx) error{fillHistory, fillReviewRows, fillReviewParts, fillPublished, fillDesk} {
		if err := db.Tx(t.Context(), fill); err != nil {
			t.Fatal(err)
		}
	}
	site := models.NewStore(db, nil, nil, nil)
	if err := review.NewStore(db, site, nil, nil).Note(context.Background()); err != nil {
		t.Fatal(err)
	}
	if db.Postgres() { // its own housekeeping comes by a few minutes later
		execute(t, address, "VACUUM ANALYZE")
	}
}

// prose makes sentences of a vocabulary in which few words are frequent and many
// are rare.
type prose struct {
	rnd  *rand.Rand
	rare *rand.Zipf
}

func newProse() prose {
	rnd := rand.New(rand.NewPCG(1, 2))
	return prose{rnd, rand.NewZipf(rnd, 1.1, 8, 4_000)}
}

var syllables = strings.Fields("ka to mi ren sol ver dan que tim lo gra fi nes pol ur dex bri cha")

func (p prose) word() string { return wordNo(p.rare.Uint64()) }

// wordNo is a word by how frequent it is: 0 is the most frequent one, 4,000 the
// rarest.
func wordNo(n uint64) string {
	word := ""
	for n += 20; n > 0; n /= uint64(len(syllables)) {
		word += syllables[n%uint64(len(syllables))]
	}
	return word
}

func (p prose) text(words int) string {
	var b strings.Builder
	for n := range words {
		if n > 0 {
			b.WriteString(" ")
		}
		b.WriteString(p.word())
	}
	return b.String() + "."
}

// fillReviewRows writes the reviews, each of one incident of ten years.
func fillReviewRows(tx *models.Tx) error {
	p, now := newProse(), models.Clock()
	reviews := make([]review.Review, sizeReviews)
	for n := range reviews {
		at := now.Add(-time.Duration(2*n+1) * benchEvery)
		state := review.Completed
		if n < 400 {
			state = review.Open
		}
		reviews[n] = review.Review{PublicID: models.NewID(), Title: p.text(6), State: state, Severity: int64(n%5 + 1), DetectionSource: review.Sources[n%4], Environment: "production",
			Vendor: []string{"", "", "Glacier Cloud", "Tern DNS"}[n%4], Overview: p.text(60), Description: p.text(150), WentWell: p.text(40), KnowSooner: p.text(30), RecoverSooner: p.text(30),
			Facilitator: "Jonas Feldt", Version: 1, FactsVersion: 1, CreatedAt: at, UpdatedAt: at}
	}
	if err := tx.DB().CreateInBatches(&reviews, 200).Error; err != nil {
		return err
	}
	links := make([]map[string]any, len(reviews))
	for n, r := range reviews {
		links[n] = map[string]any{"review_id": r.ID, "incident_id": int64(2*n + 1)}
	}
	return tx.DB().Table("review_incidents").CreateInBatches(&links, 500).Error
}

// fillReviewParts writes entries, factors, learnings and action items.
func fillReviewParts(tx *models.Tx) error {
	p, now := newProse(), models.Clock()
	for from := int64(1); from <= sizeReviews; from += 100 {
		var entries []review.Entry
		var factors []review.Factor
		var learnings []review.Learning
		var actions []review.Action
		for id := from; id < from+100; id++ {
			at := now.Add(-time.Duration(2*id-1) * benchEvery)
			for n := range int64(sizeEntries) {
				entries = append(entries, review.Entry{PublicID: models.NewID(), ReviewID: id, At: at.Add(time.Duration(n) * 4 * time.Minute), Kind: review.EntryKinds[n%10], Phase: review.Phases[n*6/sizeEntries],
					Who: "Jonas Feldt", What: p.text(14), Effect: review.Effects[n%3], Version: 1, CreatedAt: at, UpdatedAt: at})
			}
			for n := range int64(3) {
				factors = append(factors, review.Factor{PublicID: models.NewID(), ReviewID: id, Body: p.text(12), Position: n, Version: 1, CreatedAt: at, UpdatedAt: at})
				learnings = append(learnings, review.Learning{PublicID: models.NewID(), ReviewID: id, Body: p.text(12), Position: n, Version: 1, CreatedAt: at, UpdatedAt: at})
			}
			for n := range int64(sizeActions) {
				due, done := at.AddDate(0, 0, 30), at.AddDate(0, 0, 20)
				a := review.Action{PublicID: models.NewID(), ReviewID: id, Body: p.text(10), Kind: review.ActionKinds[n%4], Owner: "Jonas Feldt", State: review.ActionStates[n%4], DueOn: &due, Reason: "-",
					Position: n, Version: 1, CreatedAt: at, UpdatedAt: at}
				if a.State == review.ActionDone {
					a.DoneAt = &done
				}
				actions = append(actions, a)
			}
		}
		for _, rows := range []any{&entries, &factors, &learnings, &actions} {
			if err := tx.DB().CreateInBatches(rows, 200).Error; err != nil {
				return err
			}
		}
	}
	return nil
}
