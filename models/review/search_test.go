package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/models/review"
)

// library starts three reviews to be told apart.
func (h *house) library(t *testing.T) (login, exports, mail string) {
	t.Helper()
	ctx := as(t, author)
	login = h.tell(t, h.outage(t)).PublicID
	reports := modelstest.Component(t, h.lax, "Reports")
	h.Clock.Set(at(18, 0))
	i := modelstest.Incident(t, h.lax, "Exports wait", reports)
	r := must(h.StartReview(ctx, review.NewReview{Title: "Exports waited behind a full queue", IncidentIDs: []string{i.PublicID}, Severity: 3, Vendor: "Glacier Cloud",
		Commander: "Ravi Menon", DetectionSource: review.ByMonitoring, Overview: "The queue of the exporter was full; its timeouts were too long. Größe was wrong."}))(t)
	must(h.AddFactor(ctx, r.PublicID, "Nobody watched the length of the queue."))(t)
	must(h.AddLearning(ctx, r.PublicID, "A queue needs a bound."))(t)
	exports = r.PublicID
	mail = must(h.StartReview(ctx, review.NewReview{Title: "Mail was late", Overview: "A vendor throttled us. 100% of mails waited for the queue.", Facilitator: "Ravi Menon"}))(t).PublicID
	return login, exports, mail
}

func TestSearch(t *testing.T) {
	t.Parallel()
	h := open(t)
	login, exports, mail := h.library(t)
	reports := must(h.site.Component(t.Context(), "reports"))(t)
	for _, tc := range []struct {
		name string
		q    review.Search
		want []string
	}{
		{"nothing asked for finds all, the latest first", review.Search{}, []string{mail, exports, login}},
		{"a word, where it counts more first", review.Search{Words: "queue"}, []string{exports, mail}},
		{"all the words, wherever they stand", review.Search{Words: "queue bound timeouts"}, []string{exports}},
		{"one of the words alone is not enough", review.Search{Words: "queue giraffe"}, nil},
		{"plural, case and accents do not matter", review.Search{Words: "TIMEOUT grosse"}, nil},
		{"an accent may be left out", review.Search{Words: "queues GROSSE"}, nil},
		{"a sharp s is no accent", review.Search{Words: "größe"}, []string{exports}},
		{"the beginning of a word", review.Search{Words: "throt"}, []string{mail}},
		{"a short word is found whole alone", review.Search{Words: "que"}, nil},
		{"a name of a machine", review.Search{Words: "web-prod-3"}, []string{login}},
		{"words of a public update", review.Search{Words: "signing"}, []string{login}},
		{"a ticket", review.Search{Words: "OPS-4830"}, []string{login}},
		{"a word of a factor", review.Search{Factor: "queue"}, []string{exports}},
		{"a word that stands elsewhere is no factor", review.Search{Factor: "throttled"}, nil},
		{"a person in any role, who did most first", review.Search{Person: "Ravi Menon"}, []string{login, mail, exports}},
		{"a person as commander", review.Search{Person: "ravi", Role: "commander"}, []string{exports}},
		{"a person as responder", review.Search{Person: "menon", Role: "first_responder"}, []string{login}},
		{"a vendor", review.Search{Vendor: "glacier"}, []string{exports}},
		{"a component", review.Search{Component: reports.ID}, []string{exports}},
		{"a severity", review.Search{Severity: 2}, []string{login}},
		{"a component and a word", review.Search{Component: reports.ID, Words: "mail"}, nil},
		{"from a time on", review.Search{Words: "queue", From: at(18, 0)}, []string{exports, mail}},
		{"until a time", review.Search{Until: at(17, 0)}, []string{login}},
		{"signs alone find nothing", review.Search{Words: "% _ '"}, nil},
		{"signs are no wild cards", review.Search{Words: "100% queue"}, []string{mail}},
		{"words that stand everywhere are passed over", review.Search{Words: "the bound of a queue"}, []string{exports}},
		{"the second page", review.Search{Limit: 1, Skip: 1}, []string{exports}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			found := must(h.Search(t.Context(), tc.q))(t)
			var got []string
			for _, hit := range found.Reviews {
				got = append(got, hit.PublicID)
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("found %q of %d, want %q", got, found.Total, tc.want)
			}
		})
	}
	if f := must(h.Search(t.Context(), review.Search{Limit: 1}))(t); f.Total != 3 {
		t.Errorf("a page of one says %d in all", f.Total)
	}
	if v := must(h.Vendors(t.Context()))(t); !slices.Equal(v, []string{"Glacier Cloud"}) {
		t.Errorf("vendors: %q", v)
	}
}

func TestSearchShowsWhere(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, exports, _ := h.library(t)
	must(h.EditReview(as(t, author), exports, review.ReviewEdit{Description: ptr(strings.Repeat("Nothing to see. ", 40) + "Then the\nbackpressure of the queue stopped everything. " + strings.Repeat("Nothing to see. ", 40))}))(t)
	hit := must(h.Search(t.Context(), review.Search{Words: "backpressure queue"}))(t).Reviews[0]
	if len(hit.Snippets) == 0 || hit.Snippets[0].Name != "Description" {
		t.Fatalf("snippets: %+v", hit.Snippets)
	}
	text, marked := "", []string{}
	for _, p := range hit.Snippets[0].Pieces {
		text += p.Text
		if p.Hit {
			marked = append(marked, p.Text)
		}
	}
	if !slices.Equal(marked, []string{"backpressure", "queue"}) || len(text) > 320 || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, "…") {
		t.Errorf("marked %q in %q", marked, text)
	}
}

func TestSearchForgetsWhatWasTakenOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := as(t, author)
	r := must(h.StartReview(ctx, review.NewReview{Title: "Late"}))(t)
	f := must(h.AddFactor(ctx, r.PublicID, "An albatross sat on the antenna."))(t)
	finds := func(words string) int { return must(h.Search(t.Context(), review.Search{Words: words}))(t).Total }
	if finds("albatross") != 1 {
		t.Fatal("a factor is not found")
	}
	must(h.EditFactor(ctx, f.PublicID, review.PointEdit{Body: ptr("A heron sat on the antenna.")}))(t)
	if finds("albatross") != 0 || finds("heron") != 1 {
		t.Error("an edit is not followed")
	}
	if err := h.DeleteFactor(ctx, f.PublicID, 0); err != nil {
		t.Fatal(err)
	}
	if finds("heron") != 0 {
		t.Error("what was deleted is still found")
	}
}

func TestSimilarIncidentsShowWhatHelped(t *testing.T) {
	t.Parallel()
	h := open(t)
	login, exports, _ := h.library(t)
	page := must(h.site.Component(t.Context(), "login-page"))(t)
	again := modelstest.Incident(t, h.lax, "Nobody can sign in", page)
	close := must(h.SimilarTo(t.Context(), again))(t)
	if len(close) != 1 || close[0].PublicID != login || !slices.Equal(close[0].Components, []int64{page.ID}) {
		t.Fatalf("by its component: %+v", close)
	}
	if s := close[0]; len(s.Helped) == 0 || len(s.Helped) > 3 || s.Helped[len(s.Helped)-1].Kind != review.Restored || len(s.Learnings) != 3 || s.Title == "" {
		t.Errorf("what helped: %+v", s)
	}
	h.Clock.Set(at(20, 0))
	words := modelstest.Incident(t, h.lax, "The exporter has a full queue")
	close = must(h.SimilarTo(t.Context(), words))(t)
	if len(close) != 1 || close[0].PublicID != exports || !slices.Contains(close[0].Words, "exporter") {
		t.Errorf("by its words: %+v", close)
	}
	h.Clock.Set(at(21, 0))
	if close = must(h.SimilarTo(t.Context(), modelstest.Incident(t, h.lax, "Penguins on the ice")))(t); len(close) != 0 {
		t.Errorf("nothing resembles it, but: %+v", close)
	}
	covered := must(h.Review(t.Context(), login))(t).Incidents[0]
	for _, s := range must(h.SimilarTo(t.Context(), covered))(t) {
		if s.PublicID == login {
			t.Error("an incident resembles its own review")
		}
	}
}

func TestInsights(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.library(t)
	ctx := as(t, author)
	for n := range 10 {
		start := at(1, 0).AddDate(0, 0, n)
		r := must(h.StartReview(ctx, review.NewReview{Title: "Drill", Severity: 4, DetectionSource: review.ByStaff}))(t)
		must(h.EditReview(ctx, r.PublicID, review.ReviewEdit{StartedAt: &start, RecoveredAt: ptr(start.Add(time.Duration(n+1) * 10 * time.Minute))}))(t)
	}
	all := must(h.Figures(ctx, review.InsightQuery{}))(t)
	if d := review.Distribute("", review.ToRecover, all); len(d.Reviews) != 11 || d.Unknown != 2 || d.Median != 50*time.Minute || d.Ninth != 90*time.Minute || d.Longest != 100*time.Minute {
		t.Errorf("to recover: %+v", d)
	}
	if d := review.Distribute("", review.ToDetect, all); len(d.Reviews) != 1 || d.Ninth != 0 || d.Median != 10*time.Minute {
		t.Errorf("one review has no 90th percentile: %+v", d)
	}
	if s := review.NoticedBy(review.ByCustomer, all); s != (review.Share{Of: 1, All: 12}) || s.Percent() != 8 {
		t.Errorf("noticed by customers: %+v", s)
	}
	keys := func(by review.Grouping) (list []string) {
		for _, g := range review.GroupBy(by, all) {
			list = append(list, g.Key)
		}
		return list
	}
	if got := keys(review.BySeverity); !slices.Equal(got, []string{"2", "3", "4", ""}) {
		t.Errorf("severities: %q", got)
	}
	if got := keys(review.BySource); !slices.Equal(got, []string{"staff", "customer", "monitoring", ""}) {
		t.Errorf("sources: %q", got)
	}
	if got := keys(review.ByVendor); !slices.Equal(got, []string{"Glacier Cloud", ""}) {
		t.Errorf("vendors: %q", got)
	}
	if few := must(h.Figures(ctx, review.InsightQuery{From: at(0, 0), Until: at(17, 0), Severity: 2}))(t); len(few) != 1 {
		t.Errorf("one day, one severity: %+v", few)
	}
	months := review.Months(append(all, review.Figures{At: modelstest.At(time.August, 2, 0, 0), Severity: 1}))
	if len(months) != 4 || months[0].Serious != 1 || len(months[1].Reviews) != 0 || len(months[3].Reviews) != 13 || months[3].Recovery.Median != 50*time.Minute {
		t.Errorf("months: %+v", months)
	}
}

func TestActionItemsByAge(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := as(t, author)
	r := must(h.StartReview(ctx, review.NewReview{Title: "Late", Severity: 2}))(t)
	add := func(days int, n review.NewAction) review.Action {
		h.Clock.Set(at(12, 0).AddDate(0, 0, -days))
		n.Body, n.Kind = "x", review.Prevent
		return must(h.AddAction(ctx, r.PublicID, n))(t)
	}
	add(400, review.NewAction{DueOn: ptr(at(0, 0).AddDate(0, 0, -1))})
	add(60, review.NewAction{State: review.ActionUnderway, DueOn: ptr(at(0, 0))})
	add(60, review.NewAction{Parked: true})
	done := add(20, review.NewAction{})
	add(3, review.NewAction{State: review.ActionDropped, Reason: "not worth it"})
	h.Clock.Set(at(12, 0).AddDate(0, 0, -10))
	must(h.EditAction(ctx, done.PublicID, review.ActionEdit{State: ptr(review.ActionDone)}))(t)
	h.Clock.Set(at(12, 0))
	for _, q := range []review.InsightQuery{{}, {Severity: 2}} {
		ages := must(h.ActionsByAge(ctx, q))(t)
		want := review.ActionAges{Kind: review.Prevent, Open: [4]int{0, 0, 1, 1}, Overdue: 1, Done: 1, Median: 10 * 24 * time.Hour, Timed: 1}
		if len(ages) != 1 || ages[0] != want {
			t.Errorf("%+v: %+v, want %+v", q, ages, want)
		}
	}
	if ages := must(h.ActionsByAge(ctx, review.InsightQuery{Severity: 1}))(t); len(ages) != 0 {
		t.Errorf("of no review: %+v", ages)
	}
}
