package review_test

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// started is a small review with a clean draft.
func (h *house) started(t *testing.T) (review.Review, review.Draft) {
	t.Helper()
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Exports were late", Overview: "Exports were late for an hour."}))(t)
	return r, must(h.StartDraft(as(t, author), r.PublicID))(t)
}

// approved takes a draft through submission and approval.
func (h *house) approved(t *testing.T, d review.Draft) review.Draft {
	t.Helper()
	must(h.Submit(as(t, author), d.PublicID, 0))(t)
	return must(h.Approve(as(t, approver), d.PublicID, 0))(t)
}

func TestApprovalEndsWithAnyChange(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		change func(*testing.T, *house, review.Review, review.Draft)
		want   review.DraftState
	}{
		{"an edit of the text", func(t *testing.T, h *house, _ review.Review, d review.Draft) {
			must(h.EditDraft(as(t, other), d.PublicID, review.DraftEdit{Impact: ptr("Nobody noticed.")}))(t)
		}, review.Drafting},
		{"an edit that changes nothing keeps it", func(t *testing.T, h *house, _ review.Review, d review.Draft) {
			must(h.EditDraft(as(t, other), d.PublicID, review.DraftEdit{Title: ptr(d.Title)}))(t)
		}, review.Approved},
		{"a new public entry", func(t *testing.T, h *house, r review.Review, _ review.Draft) {
			must(h.AddEntry(as(t, other), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x", PublicText: "We looked."}))(t)
		}, review.Drafting},
		{"an entry that is not public keeps it", func(t *testing.T, h *house, r review.Review, _ review.Draft) {
			must(h.AddEntry(as(t, other), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x"}))(t)
		}, review.Approved},
		{"a new promise", func(t *testing.T, h *house, r review.Review, _ review.Draft) {
			must(h.AddAction(as(t, other), r.PublicID, review.NewAction{Body: "x", Kind: review.Prevent, PublicText: "We watch it."}))(t)
		}, review.Drafting},
		{"a rule that finds more, and its acceptance", func(t *testing.T, h *house, _ review.Review, d review.Draft) {
			wantKind(t, h.SaveRulebook(as(t, author), "terms: [{match: Exports}]", 1), "")
			h.settle(t, d.PublicID, "Exports", review.Settlement{Action: review.Accept, Reason: "The public name.", All: true})
		}, review.Submitted},
		{"another incident", func(t *testing.T, h *house, r review.Review, _ review.Draft) {
			i := h.outage(t)
			must(h.EditReview(as(t, other), r.PublicID, review.ReviewEdit{IncidentIDs: &[]string{i.PublicID}}))(t)
		}, review.Drafting},
		{"the same incidents keep it", func(t *testing.T, h *house, r review.Review, _ review.Draft) {
			must(h.EditReview(as(t, other), r.PublicID, review.ReviewEdit{IncidentIDs: &[]string{}, Luck: ptr("It was a Sunday.")}))(t)
		}, review.Approved},
		{"a return", func(t *testing.T, h *house, _ review.Review, d review.Draft) {
			must(h.Return(as(t, approver), d.PublicID, "Say how many."))(t)
		}, review.Drafting},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			r, d := h.started(t)
			d = h.approved(t, d)
			tc.change(t, h, r, d)
			d = must(h.Draft(t.Context(), d.PublicID))(t)
			if d.State != tc.want {
				t.Fatalf("the draft is %s, want %s", d.State, tc.want)
			}
			_, err := h.Publish(as(t, author), d.PublicID, review.PublishOrder{})
			if want := map[bool]models.Kind{true: "", false: models.Conflict}[tc.want == review.Approved]; err != nil || want != "" {
				wantKind(t, err, want)
			}
		})
	}
}

func TestSecondPerson(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		before func(*testing.T, *house, review.Review, review.Draft)
		by     int64
		want   models.Kind
	}{
		{name: "the one who started it may not", by: author, want: models.Denied},
		{name: "somebody else may", by: approver},
		{name: "nobody may not", by: 0, want: models.Denied},
		{name: "who edited it may not", by: approver, want: models.Denied, before: func(t *testing.T, h *house, _ review.Review, d review.Draft) {
			must(h.EditDraft(as(t, approver), d.PublicID, review.DraftEdit{Apology: ptr("We are sorry.")}))(t)
		}},
		{name: "who worded a public entry may not", by: approver, want: models.Denied, before: func(t *testing.T, h *house, r review.Review, _ review.Draft) {
			must(h.AddEntry(as(t, approver), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x", PublicText: "We looked."}))(t)
		}},
		{name: "one person may do both where the desk says so", by: author, before: func(t *testing.T, h *house, _ review.Review, _ review.Draft) {
			h.exec(t, "INSERT INTO desk_settings (id, second_person, updated_at) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET second_person = excluded.second_person", false, models.Clock())
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			r, d := h.started(t)
			if tc.before != nil {
				tc.before(t, h, r, d)
			}
			must(h.Submit(as(t, author), d.PublicID, 0))(t)
			_, err := h.Approve(as(t, tc.by), d.PublicID, 0)
			wantKind(t, err, tc.want)
		})
	}
}

func TestWordingBeforeTheDraftCounts(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late", Overview: "Late."}))(t)
	must(h.AddEntry(as(t, approver), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x", PublicText: "We looked."}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	if !slices.Equal(d.Authors, []int64{author, approver}) {
		t.Errorf("authors %v, want both", d.Authors)
	}
}

func TestWhoWroteWhatTheDraftIsMadeFromMayNotApproveIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	for name, tc := range map[string]struct {
		write func(*testing.T, review.Review)
		want  models.Kind
	}{
		"the overview": {func(t *testing.T, r review.Review) {
			must(h.EditReview(as(t, approver), r.PublicID, review.ReviewEdit{Overview: ptr("Exports were late for two hours.")}))(t)
		}, models.Denied},
		"a factor": {func(t *testing.T, r review.Review) {
			must(h.AddFactor(as(t, approver), r.PublicID, "A queue was full."))(t)
		}, models.Denied},
		"better words for a factor": {func(t *testing.T, r review.Review) {
			f := must(h.AddFactor(as(t, author), r.PublicID, "A queue."))(t)
			must(h.EditFactor(as(t, approver), f.PublicID, review.PointEdit{Body: ptr("A queue was full.")}))(t)
		}, models.Denied},
		"a step of the remediation": {func(t *testing.T, r review.Review) {
			must(h.AddEntry(as(t, approver), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, Phase: review.Remediation, What: "We emptied it."}))(t)
		}, models.Denied},
		"the time of a public entry": {func(t *testing.T, r review.Review) {
			e := must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x", PublicText: "We looked."}))(t)
			must(h.EditEntry(as(t, approver), e.PublicID, review.EntryEdit{At: ptr(at(15, 0))}))(t)
		}, models.Denied},
		"what stays inside": {func(t *testing.T, r review.Review) {
			must(h.EditReview(as(t, approver), r.PublicID, review.ReviewEdit{Luck: ptr("It was a Sunday."), Facilitator: ptr("Ines Falk")}))(t)
			must(h.AddLearning(as(t, approver), r.PublicID, "Watch the queue."))(t)
			must(h.AddEntry(as(t, approver), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, What: "x"}))(t)
			must(h.AddAction(as(t, approver), r.PublicID, review.NewAction{Body: "x", Kind: review.Prevent}))(t)
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := must(h.StartReview(as(t, other), review.NewReview{Title: "Exports were late", Overview: "Exports were late for an hour."}))(t)
			tc.write(t, r)
			d := must(h.StartDraft(as(t, author), r.PublicID))(t)
			if !slices.Contains(d.Authors, other) {
				t.Errorf("authors %v, want the one who began the review among them", d.Authors)
			}
			must(h.Submit(as(t, author), d.PublicID, 0))(t)
			_, err := h.Approve(as(t, approver), d.PublicID, 0)
			wantKind(t, err, tc.want)
		})
	}
}

func TestWhatIsWithdrawnHasItsAuthorsAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, d := h.started(t)
	h.approved(t, d)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	must(h.EditDraft(as(t, approver), d.PublicID, review.DraftEdit{Apology: ptr("We are sorry.")}))(t)
	must(h.Submit(as(t, approver), d.PublicID, 0))(t)
	must(h.Approve(as(t, author), d.PublicID, 0))(t) // wrote the first revision, not this one
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{Note: "An apology."}))(t)

	must(h.Withdraw(as(t, other), d.PublicID, 2, "It was too early."))(t)
	if got := must(h.Draft(t.Context(), d.PublicID))(t).Authors; !slices.Equal(got, []int64{approver}) {
		t.Errorf("authors after revision 2 was withdrawn: %v, want its own", got)
	}
	must(h.Submit(as(t, other), d.PublicID, 0))(t)
	_, err := h.Approve(as(t, approver), d.PublicID, 0)
	wantKind(t, err, models.Denied)
	must(h.Approve(as(t, author), d.PublicID, 0))(t)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{Note: "An apology."}))(t)

	must(h.Withdraw(as(t, other), d.PublicID, 0, "It was about something else."))(t)
	must(h.Submit(as(t, other), d.PublicID, 0))(t)
	for _, wrote := range []int64{author, approver} {
		_, err := h.Approve(as(t, wrote), d.PublicID, 0)
		wantKind(t, err, models.Denied)
	}
}

func TestDraftRules(t *testing.T) {
	t.Parallel()
	h := open(t)
	r, d := h.started(t)
	_, err := h.StartDraft(as(t, author), r.PublicID)
	wantKind(t, err, models.Conflict)
	_, err = h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Title: ptr(strings.Repeat("x", 201)), Impact: ptr("bell \a"), Slug: ptr("Not One")})
	wantKind(t, err, models.Invalid)
	if e := err.(*models.Error); len(e.Fields) != 3 {
		t.Errorf("complaints: %v", e.Fields)
	}
	_, err = h.Approve(as(t, approver), d.PublicID, 0)
	wantKind(t, err, models.Conflict)
	_, err = h.Return(as(t, approver), d.PublicID, "No.")
	wantKind(t, err, models.Conflict)
	edited := must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Slug: ptr("late-exports"), Version: 1}))(t)
	if edited.Version != 2 {
		t.Errorf("version %d, want 2", edited.Version)
	}
	_, err = h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Apology: ptr("Sorry."), Version: 1})
	wantKind(t, err, models.Stale)
	must(h.Submit(as(t, author), d.PublicID, 2))(t)
	_, err = h.Approve(as(t, approver), d.PublicID, 1)
	wantKind(t, err, models.Stale)
	must(h.Approve(as(t, approver), d.PublicID, 2))(t)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	_, err = h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Slug: ptr("another")})
	wantKind(t, err, models.Invalid)
	_, err = h.Draft(t.Context(), "nosuchdraft1")
	wantKind(t, err, models.NotFound)
}

func TestSlugsDiffer(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, a := h.started(t)
	_, b := h.started(t)
	if a.Slug+"-2" != b.Slug {
		t.Errorf("slugs %q and %q", a.Slug, b.Slug)
	}
}

func TestOutdated(t *testing.T) {
	t.Parallel()
	h := open(t)
	r, d := h.started(t)
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); len(got) != 0 {
		t.Errorf("at first %v is outdated", got)
	}
	must(h.EditReview(as(t, author), r.PublicID, review.ReviewEdit{Overview: ptr("Exports were late for two hours.")}))(t)
	must(h.AddFactor(as(t, author), r.PublicID, "A queue was full."))(t)
	if got := must(h.Outdated(t.Context(), d.PublicID))(t); !slices.Equal(got, []string{"summary", "proximate_cause"}) {
		t.Errorf("outdated: %v, want summary and proximate_cause", got)
	}
}

func TestPublishable(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.signed(t)
	p := must(h.Publishable(t.Context(), d.PublicID))(t)
	if p.Digest() != d.ApprovedDigest {
		t.Error("the approval is not bound to what the preview shows")
	}
	if len(p.Timeline) != 2 || p.Timeline[0].Effect != "positive" || len(p.Countermeasures) != 1 || p.Slug != d.Slug {
		t.Errorf("publishable: %+v", p)
	}
}

func TestTwoClicksAtOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, d := h.started(t)
	h.approved(t, d)
	var out atomic.Int64
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			_, err := h.Publish(as(t, author), d.PublicID, review.PublishOrder{})
			if err == nil {
				out.Add(1)
			} else if models.KindOf(err) != models.Conflict {
				t.Errorf("publish: %v", err)
			}
		})
	}
	wait.Wait()
	if p := must(h.site.Postmortem(t.Context(), d.Slug))(t); out.Load() != 1 || p.Revision != 1 {
		t.Errorf("%d clicks published, revision %d; want 1 and 1", out.Load(), p.Revision)
	}
}
