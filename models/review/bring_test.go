package review_test

import (
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// toldReview is a review with something in most of its fields.
func (h *house) toldReview(t *testing.T) review.Review {
	t.Helper()
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Overview: "Exports were late. The Kestrel on web-prod-3 stopped."}))(t)
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Luck: ptr("It was a Sunday, e.g. nobody was there.\n\n- Few noticed.\n- Web-prod-3 had a twin!")}))(t)
	must(h.AddFactor(as(t, author), r.PublicID, "Nobody watched the queue.\nIt was full."))(t)
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 5), Kind: review.Task, Phase: review.Remediation, What: "We restart web-prod-3."}))(t)
	return must(h.Review(t.Context(), r.PublicID))(t)
}

// passage finds a sentence of a review.
func passage(t *testing.T, r review.Review, text string) review.Passage {
	t.Helper()
	ps := r.Passages()
	i := slices.IndexFunc(ps, func(p review.Passage) bool { return p.Text == text })
	if i < 0 {
		t.Fatalf("the review has no sentence %q but %+v", text, ps)
	}
	return ps[i]
}

func TestASentenceIsBroughtOverInPublicWords(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.toldReview(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Summary: ptr("Exports on web-prod-3 were late."), Cause: ptr("- One thing.")}))(t)
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "a web server"})
	for _, tc := range []struct{ sentence, into, want, says string }{
		{"The Kestrel on web-prod-3 stopped.", "", "summary", "Exports on a web server were late. Our job scheduler on a web server stopped."},
		{"The Kestrel on web-prod-3 stopped.", "customer_impact", "customer_impact", "Our job scheduler on a web server stopped."},
		{"Nobody watched the queue.\nIt was full.", "", "proximate_cause", "- One thing.\n- Nobody watched the queue.\n  It was full."},
		{"16:05 UTC: We restart web-prod-3.", "apology", "apology", "- 16:05 UTC: We restart a web server."},
		{"It was a Sunday, e.g. nobody was there.", "apology", "apology", "- 16:05 UTC: We restart a web server.\n- It was a Sunday, e.g. nobody was there."},
	} {
		d, into, fs, err := h.Bring(as(t, other), d.PublicID, review.Bringing{Passage: passage(t, r, tc.sentence).ID, Into: tc.into})
		if err != nil {
			t.Fatalf("%q: %v", tc.sentence, err)
		}
		got := map[string]string{"summary": d.Summary.Summary, "customer_impact": d.Impact, "proximate_cause": d.Cause, "apology": d.Apology}[into]
		if into != tc.want || got != tc.says {
			t.Errorf("%q went into %s, which says %q; want %s and %q", tc.sentence, into, got, tc.want, tc.says)
		}
		if slices.ContainsFunc(fs, func(f review.Finding) bool {
			return f.Action == "" && f.Field == into && strings.EqualFold(f.Found, "web-prod-3")
		}) {
			t.Errorf("%q was brought over with the name that was replaced before", tc.sentence)
		}
		if !slices.Contains(d.Authors, other) {
			t.Errorf("who brought it over is no author: %v", d.Authors)
		}
	}
	if _, _, err := h.Undo(as(t, other), d.PublicID, ""); err != nil {
		t.Fatal(err)
	}
	if d = must(h.Draft(t.Context(), d.PublicID))(t); d.Apology != "- 16:05 UTC: We restart a web server." {
		t.Errorf("after the undo the apology is %q", d.Apology)
	}
}

func TestWhatIsBroughtOverIsScannedAtOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.toldReview(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	_, _, fs, err := h.Bring(as(t, author), d.PublicID, review.Bringing{Passage: passage(t, r, "Web-prod-3 had a twin!").ID, Into: "resolution"})
	if err != nil || !slices.Contains(texts(fs, ""), "resolution:Web-prod-3") {
		t.Errorf("found %q (%v)", texts(fs, ""), err)
	}
}

func TestBringingRefuses(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.toldReview(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	p := passage(t, r, "Exports were late.")
	for _, tc := range []struct {
		name string
		b    review.Bringing
		want models.Kind
	}{
		{"a sentence that nobody said", review.Bringing{Passage: "0123456789ab"}, models.Conflict},
		{"a section that there is not", review.Bringing{Passage: p.ID, Into: "appendix"}, models.Invalid},
		{"the address", review.Bringing{Passage: p.ID, Into: "slug"}, models.Invalid},
		{"more than a title holds", review.Bringing{Passage: p.ID, Into: "title"}, models.Invalid},
		{"an older version", review.Bringing{Passage: p.ID, Version: 7}, models.Stale},
	} {
		if tc.want == models.Invalid && tc.b.Into == "title" {
			must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Title: ptr(strings.Repeat("x", models.MaxTitle-2))}))(t)
		}
		before := h.said(t, d.PublicID)
		_, _, _, err := h.Bring(as(t, author), d.PublicID, tc.b)
		if wantKind(t, err, tc.want); h.said(t, d.PublicID) != before {
			t.Errorf("%s changed the draft", tc.name)
		}
	}
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Overview: ptr("Exports were very late.")}))(t)
	_, _, _, err := h.Bring(as(t, author), d.PublicID, review.Bringing{Passage: p.ID})
	wantKind(t, err, models.Conflict)
}

func TestEachSectionKnowsWhereItCameFrom(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.toldReview(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	of := func(field string) review.SectionOrigins {
		t.Helper()
		list := must(h.Origins(t.Context(), d.PublicID))(t)
		i := slices.IndexFunc(list, func(s review.SectionOrigins) bool { return s.Field == field })
		return list[i]
	}
	if s := of("summary"); s.Changed() || len(s.Traces) != 1 || s.Traces[0].Key != "overview" {
		t.Errorf("the summary at first: %+v", s)
	}
	if s := of("proximate_cause"); len(s.Traces) != 1 || s.Traces[0].Key != "factor/"+r.Factors[0].PublicID {
		t.Errorf("the cause at first: %+v", s)
	}
	if _, _, _, err := h.Bring(as(t, author), d.PublicID, review.Bringing{Passage: passage(t, r, "Few noticed.").ID, Into: "customer_impact"}); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := h.Bring(as(t, author), d.PublicID, review.Bringing{Passage: passage(t, r, "Exports were late.").ID, Into: "customer_impact"}); err != nil {
		t.Fatal(err)
	}
	if s := of("customer_impact"); len(s.Traces) != 2 || s.Traces[1].Key != "overview" {
		t.Errorf("the impact with two sentences: %+v", s)
	}
	if _, _, err := h.Undo(as(t, author), d.PublicID, ""); err != nil || len(of("customer_impact").Traces) != 1 {
		t.Errorf("the impact after one went back: %+v (%v)", of("customer_impact"), err)
	}
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Luck: ptr("Nobody noticed.")}))(t)
	must(h.AddFactor(as(t, author), r.PublicID, "It had no limit."))(t)
	if s := of("customer_impact"); !s.Changed() || s.Traces[0].State != review.Reworded || s.Traces[0].Is != "Nobody noticed." || !strings.Contains(s.Traces[0].Was, "Few noticed.") {
		t.Errorf("the impact after the review changed: %+v", s)
	}
	if s := of("proximate_cause"); !s.Changed() || s.Traces[1].State != review.Added || s.Traces[1].Is != "It had no limit." {
		t.Errorf("the cause after the review changed: %+v", s)
	}
	version := must(h.Draft(t.Context(), d.PublicID))(t).Version
	if now := must(h.SeeChanges(as(t, other), d.PublicID, "customer_impact"))(t); now.Version != version || slices.Contains(now.Authors, other) {
		t.Errorf("looking changed the draft: %+v", now)
	}
	if of("customer_impact").Changed() || !of("proximate_cause").Changed() {
		t.Error("one section was seen, and the other is")
	}
	wantKind(t, h.DeleteFactor(as(t, author), r.Factors[0].PublicID, 0), "")
	if s := of("proximate_cause"); s.Traces[0].State != review.Dropped {
		t.Errorf("the cause after a factor is gone: %+v", s)
	}
	must(h.SeeChanges(as(t, other), d.PublicID, ""))(t)
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); len(got) != 0 {
		t.Errorf("after all was seen %v is outdated", got)
	}
}
