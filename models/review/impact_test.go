package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// surges is a review of two stretches, of which the first is the stated one.
func (h *house) surges(t *testing.T) review.Review {
	t.Helper()
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Sign-in turned people away"}))(t)
	must(h.AddInterval(as(t, author), r.PublicID, review.NewInterval{StartsAt: at(20, 50), EndsAt: ptr(at(21, 12)), Note: "sign-in was slow"}))(t)
	must(h.AddInterval(as(t, author), r.PublicID, review.NewInterval{StartsAt: at(20, 18), EndsAt: ptr(at(20, 43)), Counted: true, Note: "one sign-in in three failed"}))(t)
	return must(h.Review(t.Context(), r.PublicID))(t)
}

func TestSeveralStretchesOfImpact(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.surges(t)
	if len(r.Intervals) != 2 || !r.Intervals[0].StartsAt.Equal(at(20, 18)) || *r.Intervals[1].Length() != 22*time.Minute {
		t.Fatalf("the stretches are not those given, by their start: %+v", r.Intervals)
	}
	if got := r.Impact(); got == nil || *got != 25*time.Minute {
		t.Errorf("felt for %v, want the stated 25 minutes", got)
	}
	if m := r.Metrics(); m.Recover == nil || *m.Recover != 25*time.Minute {
		t.Errorf("recovered after %v, want the stated 25 minutes", m.Recover)
	}
	second := r.Intervals[1]
	edited := must(h.EditInterval(as(t, author), second.PublicID, review.IntervalEdit{Counted: ptr(true), Version: second.Version}))(t)
	if r = must(h.Review(t.Context(), r.PublicID))(t); *r.Impact() != 47*time.Minute || *r.Metrics().Recover != 54*time.Minute {
		t.Errorf("both stated: felt for %v, recovered after %v; want 47 and 54 minutes", r.Impact(), r.Metrics().Recover)
	}
	_, err := h.EditInterval(as(t, author), second.PublicID, review.IntervalEdit{Note: ptr("x"), Version: second.Version})
	wantKind(t, err, models.Stale)
	wantKind(t, h.DeleteInterval(as(t, author), second.PublicID, second.Version), models.Stale)
	must(h.EditInterval(as(t, author), second.PublicID, review.IntervalEdit{EndsAt: &time.Time{}}))(t)
	if r = must(h.Review(t.Context(), r.PublicID))(t); r.Intervals[1].EndsAt != nil || r.Impact() != nil || r.Metrics().Recover != nil {
		t.Errorf("a stretch that goes on has an end: felt %v, recovered %v", r.Impact(), r.Metrics().Recover)
	}
	wantKind(t, h.DeleteInterval(as(t, author), second.PublicID, edited.Version+1), "")
	if r = must(h.Review(t.Context(), r.PublicID))(t); len(r.Intervals) != 1 || *r.Impact() != 25*time.Minute {
		t.Errorf("after one was deleted there are %d, felt for %v", len(r.Intervals), r.Impact())
	}
	var deeds []string
	for _, e := range h.Audit.Entries() {
		if strings.HasPrefix(e.Deed, "interval.") {
			deeds = append(deeds, e.Deed)
			if strings.Contains(trail(t, e), "sign-in was slow") {
				t.Errorf("the trail tells the words of a stretch: %s", trail(t, e))
			}
		}
	}
	if want := []string{"interval.added", "interval.added", "interval.edited", "interval.edited", "interval.deleted"}; !slices.Equal(deeds, want) {
		t.Errorf("the trail tells %v, want %v", deeds, want)
	}
}

func TestAStretchThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.surges(t)
	for name, n := range map[string]review.NewInterval{
		"it ends before it begins":       {StartsAt: at(20, 18), EndsAt: ptr(at(20, 17))},
		"it has no beginning":            {EndsAt: ptr(at(20, 17))},
		"what was felt is no short line": {StartsAt: at(20, 18), Note: strings.Repeat("x", models.MaxTitle+1)},
	} {
		_, err := h.AddInterval(as(t, author), r.PublicID, n)
		if models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := h.EditInterval(as(t, author), r.Intervals[0].PublicID, review.IntervalEdit{EndsAt: ptr(at(20, 0))})
	wantKind(t, err, models.Invalid)
	_, err = h.AddInterval(as(t, author), "nothing", review.NewInterval{StartsAt: at(20, 18)})
	wantKind(t, err, models.NotFound)
	if r = must(h.Review(t.Context(), r.PublicID))(t); len(r.Intervals) != 2 {
		t.Errorf("a refused stretch was kept: %+v", r.Intervals)
	}
}

func TestWhatOverlapsIsFeltOnce(t *testing.T) {
	t.Parallel()
	minutes := func(from, until int) review.Interval {
		return review.Interval{StartsAt: at(20, from), EndsAt: ptr(at(20, until)), Counted: true}
	}
	for name, tc := range map[string]struct {
		list []review.Interval
		want time.Duration
	}{
		"apart":                 {[]review.Interval{minutes(0, 5), minutes(10, 15)}, 10 * time.Minute},
		"one reaches in":        {[]review.Interval{minutes(0, 10), minutes(5, 15)}, 15 * time.Minute},
		"one lies in the other": {[]review.Interval{minutes(0, 30), minutes(5, 15)}, 30 * time.Minute},
		"three in a row":        {[]review.Interval{minutes(0, 10), minutes(5, 8), minutes(9, 20)}, 20 * time.Minute},
	} {
		if got := (review.Review{Intervals: tc.list}).Impact(); got == nil || *got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestADraftTellsEveryStretch(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.surges(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	day := " on " + modelstest.At(time.November, 19, 0, 0).Format("2 January 2006")
	if want := "25 min, 20:18–20:43 UTC" + day + "\n\nNot counted in this: 22 min, 20:50–21:12 UTC" + day + "."; d.Duration != want {
		t.Errorf("duration %q, want %q", d.Duration, want)
	}
	if want := "- From 20:18 to 20:43 UTC: one sign-in in three failed\n- From 20:50 to 21:12 UTC: sign-in was slow"; d.Impact != want {
		t.Errorf("impact %q, want %q", d.Impact, want)
	}
	next := at(20, 50).AddDate(0, 0, 1)
	later := must(h.AddInterval(as(t, author), r.PublicID, review.NewInterval{StartsAt: next, EndsAt: ptr(next.Add(4 * time.Hour)), Note: "reports were empty"}))(t)
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); !slices.Equal(got, []string{"duration", "customer_impact"}) {
		t.Errorf("a third stretch changes %v", got)
	}
	for _, o := range must(h.Origins(t.Context(), d.PublicID))(t) {
		for _, tr := range o.Traces {
			if o.Field == "customer_impact" && tr.State == review.Reworded {
				t.Errorf("a third stretch reworded another: %+v", tr)
			}
		}
	}
	days := must(h.StartReview(as(t, author), review.NewReview{Title: "Two days"}))(t)
	for _, n := range []review.NewInterval{{StartsAt: at(20, 18), EndsAt: ptr(at(20, 43)), Note: "slow"}, {StartsAt: next, EndsAt: ptr(next.Add(4 * time.Hour)), Note: "empty"}} {
		must(h.AddInterval(as(t, author), days.PublicID, n))(t)
	}
	if got, want := must(h.StartDraft(as(t, author), days.PublicID))(t).Impact, "- On 19 November, from 20:18 to 20:43 UTC: slow\n- From 20:50 on 20 November to 00:50 on 21 November UTC: empty"; got != want {
		t.Errorf("on two days %q, want %q", got, want)
	}
	if err := h.DeleteInterval(as(t, author), later.PublicID, 0); err != nil {
		t.Fatal(err)
	}
	must(h.EditInterval(as(t, author), r.Intervals[1].PublicID, review.IntervalEdit{Counted: ptr(true), Note: ptr("sign-in took a minute")}))(t)
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); !slices.Equal(got, []string{"duration", "customer_impact"}) {
		t.Errorf("after a stretch changed these sections are said to be old: %v", got)
	}
	again := must(h.StartReview(as(t, author), review.NewReview{Title: "Both are stated"}))(t)
	for _, i := range must(h.Review(t.Context(), r.PublicID))(t).Intervals {
		must(h.AddInterval(as(t, author), again.PublicID, review.NewInterval{StartsAt: i.StartsAt, EndsAt: i.EndsAt, Counted: true}))(t)
	}
	d = must(h.StartDraft(as(t, author), again.PublicID))(t)
	if want := "47 min in all.\n\n- 25 min, 20:18–20:43 UTC" + day + "\n- 22 min, 20:50–21:12 UTC" + day; d.Duration != want || d.Impact != "" {
		t.Errorf("duration %q, want %q; impact %q, want none", d.Duration, want, d.Impact)
	}
}

func TestTheOlderWordsOfAStretchAreNoChange(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.surges(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	const instead = "UPDATE drafts SET sources = REPLACE(sources, ?, ?)"
	h.exec(t, instead, "On 19 November, from 20:18", "From 20:18")                    // as several were told
	h.exec(t, instead, "On 19 November, from 20:50 to 21:12 UTC: sign-in", "sign-in") // as a single one was
	if kept := must(h.Draft(t.Context(), d.PublicID))(t).Sources; !strings.Contains(kept, `"From 20:18`) || !strings.Contains(kept, `"sign-in was slow"`) {
		t.Fatalf("the sources are not those of an older version: %s", kept)
	}
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); len(got) != 0 {
		t.Errorf("without a change %v is said to be old", got)
	}
	must(h.EditInterval(as(t, author), r.Intervals[0].PublicID, review.IntervalEdit{Note: ptr("sign-in took a minute")}))(t)
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); !slices.Equal(got, []string{"customer_impact"}) {
		t.Errorf("after a change these sections are said to be old: %v", got)
	}
}
