package review_test

import (
	"encoding/json"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

func TestAnActionItemKeepsWhatItWasMadeFrom(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.tell(t, h.outage(t))
	c := must(h.AddComment(as(t, other), r.PublicID, review.NewComment{Place: review.AtTimeline, Body: "An alarm would have told us."}))(t)
	for key, text := range map[string]string{
		"learning/" + r.Learnings[0].PublicID:       r.Learnings[0].Body,
		"entry/" + r.Timeline[0].PublicID:           r.Timeline[0].What,
		"entry/resolved-" + r.Incidents[0].PublicID: "Incident resolved",
		"comment/" + c.PublicID:                     "An alarm would have told us.",
	} {
		source, ok, err := h.MadeFrom(t.Context(), r, key)
		if err != nil || !ok || !strings.Contains(source.Text, text) {
			t.Errorf("%s is %+v (%v)", key, source, err)
		}
		a := must(h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: source.Text, Kind: review.Prevent, MadeOf: key}))(t)
		must(h.EditAction(as(t, author), a.PublicID, review.ActionEdit{Body: ptr("Shorter.")}))(t)
		now := must(h.Review(t.Context(), r.PublicID))(t)
		if last := now.Actions[len(now.Actions)-1]; last.MadeOf != key || last.Body != "Shorter." {
			t.Errorf("the action item became %+v", last)
		}
	}
	for what, key := range map[string]string{"one of another review": "learning/nosuchlearn", "no such noun": "factor/" + r.Factors[0].PublicID, "no key": "https://example.com/"} {
		_, err := h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "x", Kind: review.Prevent, MadeOf: key})
		if models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestExportsTellAllOfAnActionItem(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "A near miss", SLAEffect: "None so far.", OutsideNumbers: "INC0012345, PRB-77"}))(t)
	a := must(h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "Add retries", Kind: review.Prevent, OnlyIf: "we can confirm that retries help", Priority: "high", Immediate: true,
		Ticket: "OPS-7", TicketURL: "https://tracker.example/OPS-7?a=1|2"}))(t)
	must(h.EditAction(as(t, author), a.PublicID, review.ActionEdit{TicketState: ptr("In review")}))(t)
	must(h.CompleteReview(as(t, author), r.PublicID, "Done early.", 0))(t)
	e := must(h.ExportReview(t.Context(), r.PublicID, true))(t)
	for form, text := range map[string]string{"JSON": string(must(json.Marshal(e))(t)), "Markdown": e.Markdown()} {
		for _, part := range []string{"we can confirm that retries help", "https://tracker.example/OPS-7?a=1", "In review", "None so far.", "INC0012345, PRB-77", "high", "Done early."} {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q: %s", form, part, text)
			}
		}
	}
	if text := e.Markdown(); !strings.Contains(text, "| high, right away |") || strings.Contains(text, "1|2") || !strings.Contains(text, "- Completed: ") {
		t.Errorf("the table is broken: %s", text)
	}
}

func TestNumbersOfOtherSystemsDoNotLeave(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Exports were late", Overview: "Exports were late; see CHG0099 of the vendor.", OutsideNumbers: "CHG0099"}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	found := ""
	for _, f := range must(h.ScanDraft(as(t, author), d.PublicID))(t) {
		found += f.Found + " "
	}
	if !strings.Contains(found, "CHG0099") {
		t.Errorf("the scan found %q", found)
	}
}
