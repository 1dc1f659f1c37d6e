package review_test

import (
	"testing"

	"vitrine/models/review"
)

func TestJottingsFollowTheirFinds(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Contoso Bank saw web-prod-3; Contoso Bank wrote.")
	var js []review.Jotting
	for _, f := range must(h.ScanDraft(as(t, author), d.PublicID))(t) {
		if f.Found == "Contoso Bank" {
			js = append(js, review.Jotting{Finding: f.PublicID, Field: f.Field, Found: f.Found, Reason: "reason " + string(rune('1'+len(js)))})
		}
	}
	wantKind(t, h.Jot(as(t, author), d.PublicID, js), "")
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "it"})
	kept := must(h.Jottings(as(t, author), d.PublicID))(t)
	if len(kept) != 2 {
		t.Fatalf("kept %+v, want both", kept)
	}
	n := 0
	for _, f := range must(h.Findings(t.Context(), d.PublicID))(t) {
		if f.Found == "Contoso Bank" && f.Action == "" {
			if kept[f.PublicID].Reason != js[n].Reason {
				t.Errorf("find %d has the reason %q, want %q", n, kept[f.PublicID].Reason, js[n].Reason)
			}
			n++
		}
	}
	if others := must(h.Jottings(as(t, other), d.PublicID))(t); len(others) != 0 {
		t.Errorf("somebody else sees %+v", others)
	}
	h.settle(t, d.PublicID, "Contoso Bank", review.Settlement{Action: review.Remove, All: true})
	if kept = must(h.Jottings(as(t, author), d.PublicID))(t); len(kept) != 0 {
		t.Errorf("what was settled keeps %+v", kept)
	}
	wantKind(t, h.Jot(as(t, author), d.PublicID, nil), "")
	if n := h.count(t, "SELECT COUNT(*) FROM draft_jottings"); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}
