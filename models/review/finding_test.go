package review_test

import (
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// texts are the finds that are unsettled, or settled in some way.
func texts(fs []review.Finding, action review.SettleAction) []string {
	var ts []string
	for _, f := range fs {
		if f.Action == action {
			ts = append(ts, f.Field+":"+f.Found)
		}
	}
	slices.Sort(ts)
	return ts
}

// draftOf is a draft with a summary, and a review that knows one more person and
// a ticket.
func (h *house) draftOf(t *testing.T, summary string) review.Draft {
	t.Helper()
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Facilitator: "Ines Falk", Overview: "Exports were late."}))(t)
	must(h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "x", Kind: review.Prevent, Owner: "Yusuf", Ticket: "NP/77",
		TicketURL: "https://tracker.northpole.example/NP/77"}))(t)
	must(h.AddEntry(as(t, author), r.PublicID, review.NewEntry{At: at(16, 0), Kind: review.Task, Who: "Support & Olga Reni (network)", What: "x",
		PublicText: "We restart web-prod-3."}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	return must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Summary: &summary}))(t)
}

func TestScanKnowsTheReview(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Ines, Yusuf and Reni of support fixed NP/77 on web-prod-3.")
	fs := must(h.ScanDraft(as(t, author), d.PublicID))(t)
	want := []string{"summary:Ines", "summary:NP/77", "summary:Reni", "summary:Yusuf", "summary:web-prod-3"}
	for _, w := range want {
		if !slices.Contains(texts(fs, ""), w) {
			t.Errorf("%q was not found in %q", w, texts(fs, ""))
		}
	}
	again := must(h.ScanDraft(as(t, author), d.PublicID))(t)
	if !slices.EqualFunc(fs, again, func(a, b review.Finding) bool { return a.PublicID == b.PublicID }) {
		t.Error("a second scan gave the same finds other ids")
	}
	if got := must(h.Findings(t.Context(), d.PublicID))(t); len(got) != len(fs) {
		t.Errorf("%d findings, want %d", len(got), len(fs))
	}
}

func TestADraftIsScannedFromTheStart(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Late exports", Overview: "web-prod-3 stopped at the Osprey.", Facilitator: "Ines Falk"}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	if got := texts(must(h.Findings(t.Context(), d.PublicID))(t), ""); !slices.Contains(got, "summary:web-prod-3") {
		t.Errorf("a new draft shows %q, not the machine in it", got)
	}
	unscanned := func() int {
		t.Helper()
		return must(h.Unscanned(t.Context(), must(h.Draft(t.Context(), d.PublicID))(t), must(h.Review(t.Context(), r.PublicID))(t)))(t)
	}
	if n := unscanned(); n != 0 {
		t.Errorf("%d finds are said to be new right after the scan", n)
	}
	wantKind(t, h.SaveRulebook(as(t, author), rules+"\nallow: [Falcon]\n", 1), "")
	before := unscanned()
	must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Summary: ptr("Ines Falk restarted web-prod-4.")}))(t)
	if n := unscanned(); before != 0 || n != 2 {
		t.Errorf("%d finds are new after a rule that changes nothing, %d after two more in the text; want 0 and 2", before, n)
	}
	must(h.ScanDraft(as(t, author), d.PublicID))(t)
	if n := unscanned(); n != 0 {
		t.Errorf("%d finds are new after a scan", n)
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	const text = "The Kestrel on web-prod-3 stopped. Restarting web-prod-3, and later WEB-PROD-3 again, helped."
	for _, tc := range []struct {
		name    string
		how     review.Settlement
		found   string
		summary string
		entry   string
	}{
		{"one place is replaced", review.Settlement{Action: review.Replace, Replacement: "a web server"}, "web-prod-3",
			"The Kestrel on a web server stopped. Restarting web-prod-3, and later WEB-PROD-3 again, helped.", "We restart web-prod-3."},
		{"every place is replaced", review.Settlement{Action: review.Replace, Replacement: "a web server", All: true}, "web-prod-3",
			"The Kestrel on a web server stopped. Restarting a web server, and later a web server again, helped.", "We restart a web server."},
		{"the suggestion serves where no words are given", review.Settlement{Action: review.Replace}, "Kestrel",
			"Our job scheduler on web-prod-3 stopped. Restarting web-prod-3, and later WEB-PROD-3 again, helped.", "We restart web-prod-3."},
		{"a removal leaves no blank behind", review.Settlement{Action: review.Remove, All: true}, "web-prod-3",
			"The Kestrel on stopped. Restarting, and later again, helped.", "We restart."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			d := h.draftOf(t, text)
			version := d.Version
			h.settle(t, d.PublicID, tc.found, tc.how)
			d = must(h.Draft(t.Context(), d.PublicID))(t)
			if d.Summary.Summary != tc.summary {
				t.Errorf("summary %q, want %q", d.Summary.Summary, tc.summary)
			}
			if d.Version == version {
				t.Error("the version did not change")
			}
			p := must(h.Publishable(t.Context(), d.PublicID))(t)
			if p.Timeline[0].Text != tc.entry {
				t.Errorf("entry %q, want %q", p.Timeline[0].Text, tc.entry)
			}
			fs := must(h.Findings(t.Context(), d.PublicID))(t)
			i := slices.IndexFunc(fs, func(f review.Finding) bool { return f.Action == tc.how.Action })
			if i < 0 || fs[i].SettledBy != author || fs[i].SettledAt == nil {
				t.Errorf("there is no record of what was done: %+v", fs)
			}
		})
	}
}

func TestAcceptance(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Contoso Bank and web-prod-3. Contoso Bank again.")
	h.settle(t, d.PublicID, "Contoso Bank", review.Settlement{Action: review.Accept, Reason: "They agreed."})
	fs := must(h.ScanDraft(as(t, author), d.PublicID))(t)
	if got := texts(fs, review.Accept); len(got) != 2 {
		t.Errorf("accepted %q, want both places in the field", got)
	}
	must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Impact: ptr("Exports were late.")}))(t)
	if got := texts(must(h.ScanDraft(as(t, author), d.PublicID))(t), review.Accept); len(got) != 2 {
		t.Errorf("after a change elsewhere accepted %q, want both", got)
	}
	must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Summary: ptr("Contoso Bank.")}))(t)
	if got := texts(must(h.ScanDraft(as(t, author), d.PublicID))(t), review.Accept); len(got) != 0 {
		t.Errorf("an acceptance outlived its text: %q", got)
	}
}

func TestSettleRefuses(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Restarting web-prod-3 helped.")
	f := must(h.ScanDraft(as(t, author), d.PublicID))(t)[0]
	for _, tc := range []struct {
		name string
		how  review.Settlement
		want models.Kind
	}{
		{"no action", review.Settlement{}, models.Invalid},
		{"an acceptance without a reason", review.Settlement{Action: review.Accept, Reason: " ok "}, models.Invalid},
		{"a replacement that must not leave either", review.Settlement{Action: review.Replace, Replacement: "db03.corp.northpole.example"}, models.Invalid},
		{"a replacement that names somebody of the review", review.Settlement{Action: review.Replace, Replacement: "Ines Falk's server"}, models.Invalid},
	} {
		_, err := h.Settle(as(t, author), f.PublicID, tc.how)
		if models.KindOf(err) != tc.want || err == nil {
			t.Errorf("%s: %v, want %s", tc.name, err, tc.want)
		}
	}
	_, err := h.Settle(as(t, author), f.PublicID, review.Settlement{Action: review.Replace, Replacement: "db03.corp.northpole.example"})
	if !slices.Contains(heldIn(err), "db03.corp.northpole.example") {
		t.Errorf("the error does not say what was found: %v", err)
	}
	i := slices.IndexFunc(must(h.Findings(t.Context(), d.PublicID))(t), func(f review.Finding) bool { return f.Field == "summary" })
	f = must(h.Findings(t.Context(), d.PublicID))(t)[i]
	must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Summary: ptr("Today restarting web-prod-3 helped.")}))(t)
	_, err = h.Settle(as(t, author), f.PublicID, review.Settlement{Action: review.Remove})
	wantKind(t, err, models.Stale)
	_, err = h.Settle(as(t, author), "nosuchfind12", review.Settlement{Action: review.Remove})
	wantKind(t, err, models.NotFound)
}

func TestSlugIsScannedToo(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Fine.")
	d = must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Slug: ptr("kestrel-stopped-on-monday")}))(t)
	h.settle(t, d.PublicID, "kestrel", review.Settlement{Action: review.Replace})
	if d = must(h.Draft(t.Context(), d.PublicID))(t); d.Slug != "our-job-scheduler-stopped-on-monday" {
		t.Errorf("slug %q", d.Slug)
	}
}

func TestTrailTellsNoFrankText(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.signed(t)
	deeds := h.Audit.Deeds()
	for _, want := range []string{"review.started", "timeline.added", "learning.added", "factor.added", "action.added", "action.edited",
		"draft.started", "draft.scanned", "finding.settled", "draft.submitted", "draft.approved", "rulebook.saved"} {
		if !slices.Contains(deeds, want) {
			t.Errorf("the trail has no %s", want)
		}
	}
	for _, e := range h.Audit.Entries() {
		if e.Noun == "incident" || e.Noun == "component" {
			continue
		}
		if said := trail(t, e); strings.Contains(said, "web-prod-3") || strings.Contains(said, "Cathy") || strings.Contains(said, "nginx") {
			t.Errorf("%s tells %s", e.Deed, said)
		}
	}
}
