package review_test

import (
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// said is everything a draft would publish, by field.
func (h *house) said(t *testing.T, draftID string) string {
	t.Helper()
	d, p := must(h.Draft(t.Context(), draftID))(t), must(h.Publishable(t.Context(), draftID))(t)
	lines := []string{d.Title, d.Slug, d.Summary.Summary, d.Impact, d.Resolution}
	for _, e := range p.Timeline {
		lines = append(lines, e.Text)
	}
	return strings.Join(lines, "\n")
}

func TestUndoBringsBackWhatStoodThere(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		found string
		how   review.Settlement
	}{
		{"one place that was replaced", "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "a web server"}},
		{"every place that was replaced, the timeline among them", "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "a web server", All: true}},
		{"what was removed", "web-prod-3", review.Settlement{Action: review.Remove, All: true}},
		{"what was accepted", "Kestrel", review.Settlement{Action: review.Accept, Reason: "They know it."}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			d := h.draftOf(t, "The Kestrel on web-prod-3 stopped. Restarting web-prod-3 helped.")
			before, open := h.said(t, d.PublicID), texts(must(h.ScanDraft(as(t, author), d.PublicID))(t), "")
			h.settle(t, d.PublicID, tc.found, tc.how)
			steps := must(h.Steps(t.Context(), d.PublicID))(t)
			if len(steps) != 1 || steps[0].Found != tc.found || steps[0].UserID != author {
				t.Fatalf("steps: %+v", steps)
			}
			st, fs, err := h.Undo(as(t, author), d.PublicID, "")
			if err != nil || st.PublicID != steps[0].PublicID {
				t.Fatalf("undid %v (%v)", st, err)
			}
			if now := h.said(t, d.PublicID); now != before {
				t.Errorf("after the undo it says\n%s\nand said before\n%s", now, before)
			}
			if got := texts(fs, ""); !slices.Equal(got, open) || len(fs) != len(open) {
				t.Errorf("unsettled are %q of %d, want %q", got, len(fs), open)
			}
			if n := h.count(t, "SELECT COUNT(*) FROM acceptances"); n != 0 {
				t.Errorf("the gate still lets %d finds through", n)
			}
			if deeds := h.Audit.Deeds(); !slices.Contains(deeds, "draft.undone") {
				t.Errorf("the audit trail has no undo: %v", deeds)
			}
			_, _, err = h.Undo(as(t, author), d.PublicID, "")
			wantKind(t, err, models.Conflict)
		})
	}
}

func TestUndoGoesSeveralStepsBackInAnyOrder(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "The Kestrel on web-prod-3 stopped; Ines Falk saw it, and Contoso Bank as well.")
	before := h.said(t, d.PublicID)
	h.settle(t, d.PublicID, "Kestrel", review.Settlement{Action: review.Replace, Replacement: "the scheduler"})
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "a server", All: true})
	h.settle(t, d.PublicID, "Contoso Bank", review.Settlement{Action: review.Replace, Replacement: "a customer"})
	steps := must(h.Steps(t.Context(), d.PublicID))(t)
	if _, _, err := h.Undo(as(t, other), d.PublicID, steps[1].PublicID); err != nil {
		t.Fatalf("the middle one: %v", err)
	}
	if now := h.said(t, d.PublicID); !strings.Contains(now, "The scheduler on web-prod-3 stopped; Ines Falk saw it, and a customer as well.") || !strings.Contains(now, "We restart web-prod-3.") {
		t.Errorf("without the middle step it says\n%s", now)
	}
	for range 2 {
		if _, _, err := h.Undo(as(t, author), d.PublicID, ""); err != nil {
			t.Fatal(err)
		}
	}
	if now := h.said(t, d.PublicID); now != before {
		t.Errorf("after all undos it says\n%s\nand said before\n%s", now, before)
	}
}

func TestUndoKeepsWhatSomebodyElseWroteSince(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "The node web-prod-3 stopped at noon. It helped to wait.")
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "behind it"})
	must(h.EditDraft(as(t, other), d.PublicID, review.DraftEdit{Summary: ptr("The node behind it stopped at noon. Waiting helped."), Impact: ptr("Nobody noticed.")}))(t)
	if _, _, err := h.Undo(as(t, author), d.PublicID, ""); err != nil {
		t.Fatal(err)
	}
	if now := h.said(t, d.PublicID); !strings.Contains(now, "The node web-prod-3 stopped at noon. Waiting helped.\nNobody noticed.") {
		t.Errorf("it says\n%s", now)
	}

	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "behind it"})
	must(h.EditDraft(as(t, other), d.PublicID, review.DraftEdit{Summary: ptr("The machine behind them stopped at noon.")}))(t)
	before := h.said(t, d.PublicID)
	_, _, err := h.Undo(as(t, author), d.PublicID, "")
	wantKind(t, err, models.Stale)
	if now := h.said(t, d.PublicID); now != before {
		t.Errorf("a refused undo changed the text to\n%s", now)
	}
	was := must(h.Restored(as(t, author), d.PublicID, ""))(t)
	if len(was) != 1 || was[0].Field != "summary" || was[0].Before != "The node web-prod-3 stopped at noon. Waiting helped." || was[0].After != "The machine behind them stopped at noon." {
		t.Errorf("restored: %+v", was)
	}
}

func TestUndoEndsAnApprovalAndPublicationEndsUndo(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Contoso Bank saw it.")
	for _, found := range []string{"web-prod-3", "Contoso Bank"} {
		h.settle(t, d.PublicID, found, review.Settlement{Action: review.Accept, Reason: "They agreed.", All: true})
	}
	h.approved(t, d)
	if _, _, err := h.Undo(as(t, author), d.PublicID, ""); err != nil {
		t.Fatal(err)
	}
	if now := must(h.Draft(t.Context(), d.PublicID))(t); now.State != review.Drafting || now.ApprovedDigest != "" {
		t.Errorf("the draft is %s", now.State)
	}
	h.settle(t, d.PublicID, "Contoso Bank", review.Settlement{Action: review.Accept, Reason: "They agreed.", All: true})
	h.approved(t, d)
	must(h.Publish(as(t, author), d.PublicID, review.PublishOrder{}))(t)
	if steps := must(h.Steps(t.Context(), d.PublicID))(t); len(steps) != 0 {
		t.Errorf("%d steps can be undone after the publication", len(steps))
	}
	_, _, err := h.Undo(as(t, author), d.PublicID, "")
	wantKind(t, err, models.Conflict)
}

func TestAnAcceptanceWhoseTextChangedIsNothingToUndo(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Contoso Bank saw it.")
	h.settle(t, d.PublicID, "Contoso Bank", review.Settlement{Action: review.Accept, Reason: "They agreed."})
	must(h.EditDraft(as(t, author), d.PublicID, review.DraftEdit{Summary: ptr("Contoso Bank did not see it.")}))(t)
	must(h.ScanDraft(as(t, author), d.PublicID))(t)
	if steps := must(h.Steps(t.Context(), d.PublicID))(t); len(steps) != 0 {
		t.Errorf("steps: %+v", steps)
	}
}

// count is what one statement counts.
func (h *house) count(t *testing.T, sql string) int64 {
	t.Helper()
	var n int64
	if err := h.DB.Read(t.Context()).Raw(sql).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}
