package review_test

import (
	"bytes"
	"encoding/csv"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

func TestWhatIsNotKnownIsNotZero(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Toll: review.Toll{UsersAffected: ptr(int64(0)), WorstCase: " One waited. "}}))(t)
	if r.Toll.UsersAffected == nil || *r.Toll.UsersAffected != 0 || r.Toll.RequestsFailed != nil || r.Toll.WorstCase != "One waited." {
		t.Fatalf("started with %+v", r.Toll)
	}
	signed := r.Digest()
	edit := func(e review.TollEdit) review.Review {
		t.Helper()
		return must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Toll: e}))(t)
	}
	r = edit(review.TollEdit{UsersAffected: ptr(review.NotKnown), SLAMinutes: ptr(int64(41)), SLABroken: ptr(review.Broken)})
	if r.Toll.UsersAffected != nil || *r.Toll.SLAMinutes != 41 || r.Toll.SLAWords() != "41 minutes count, the promise was broken" || r.Digest() == signed {
		t.Errorf("after the edit: %+v, %q", r.Toll, r.Toll.SLAWords())
	}
	version := r.Version
	if r = edit(review.TollEdit{UsersAffected: ptr(review.NotKnown), SLAMinutes: ptr(int64(41))}); r.Version != version {
		t.Errorf("the same again is version %d after %d", r.Version, version)
	}
	for name, e := range map[string]review.TollEdit{"a number below 0": {UsersAffected: ptr(int64(-2))}, "more than all": {FailedShare: ptr(int64(10_001))},
		"another verdict": {SLABroken: ptr(review.Verdict("perhaps"))}} {
		if _, err := h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Toll: e}); models.KindOf(err) != models.Invalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for share, want := range map[int64]string{0: "0 %", 5: "0.05 %", 1250: "12.5 %", 10_000: "100 %"} {
		if got := review.Percent(share); got != want {
			t.Errorf("%d is %q, want %q", share, got, want)
		}
	}
}

func TestASumSaysOfHowManyReviewsItIs(t *testing.T) {
	t.Parallel()
	if s := review.SumUp(review.Users, []review.Figures{{}, {}}); s.Known != 0 || s.All != 2 || s.Sum != 0 {
		t.Errorf("where nothing is known: %+v", s)
	}
	var fs []review.Figures
	for n := range int64(11) {
		fs = append(fs, review.Figures{PublicID: "r", UsersAffected: ptr(n * n)})
	}
	s := review.SumUp(review.Users, append(fs, review.Figures{}))
	if s.Known != 11 || s.All != 12 || s.Sum != 385 || s.Median != 25 || s.Ninth != 81 || s.Most != 100 {
		t.Errorf("of eleven: %+v", s)
	}
	if s := review.SumUp(review.Users, fs[:4]); s.Median != 3 || s.Ninth != 0 {
		t.Errorf("of four: %+v", s)
	}
}

func TestTheTollStandsInTheFilesOfInsights(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, n := range []review.NewReview{
		{Title: "Known", Severity: 2, Toll: review.Toll{UsersAffected: ptr(int64(1204)), RequestsFailed: ptr(int64(52)), FailedShare: ptr(int64(1250)), SLAMinutes: ptr(int64(41)), SLABroken: review.Broken}},
		{Title: "Not known", Severity: 2}, {Title: "None", Severity: 2, Toll: review.Toll{UsersAffected: ptr(int64(0)), SLABroken: review.Unhurt}}} {
		must(h.StartReview(as(t, author), n))(t)
	}
	file := func(name string) map[string]string {
		var b bytes.Buffer
		if err := h.WriteInsights(t.Context(), &b, name, review.InsightFile{By: review.BySeverity, Measure: review.ToRecover}); err != nil {
			t.Fatal(err)
		}
		lines := must(csv.NewReader(&b).ReadAll())(t)
		last, cells := lines[len(lines)-1], map[string]string{}
		for n, name := range lines[0] {
			cells[name] = last[n]
		}
		return cells
	}
	check := func(name string, cells map[string]string) {
		t.Helper()
		got := file(name)
		for column, want := range cells {
			if value, there := got[column]; value != want || !there {
				t.Errorf("%s: %s is %q, want %q", name, column, value, want)
			}
		}
	}
	check("insights", map[string]string{"title": "Known", "users_affected": "1204", "requests_failed": "52", "requests_failed_percent": "12.5", "sla_minutes": "41", "sla_broken": "yes"})
	sums := map[string]string{"users_affected": "1204", "users_affected_known": "2", "sla_minutes": "41", "sla_minutes_known": "1", "sla_broken": "1", "sla_broken_known": "2"}
	check("groups", sums)
	check("months", sums)
}
