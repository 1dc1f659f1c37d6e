package review_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

func TestARetractionIsFinishedByAPerson(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "Exports were late.")
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "a server"})
	_, err := h.Retract(as(t, approver), d.PublicID, 0, "We withdrew it.")
	wantKind(t, err, models.Conflict) // nothing is out
	h.approved(t, d)
	must(h.Publish(as(t, approver), d.PublicID, review.PublishOrder{}))(t)
	_, err = h.Retract(as(t, approver), d.PublicID, 0, "We withdrew it.")
	wantKind(t, err, models.Conflict) // it is still public
	p := must(h.Withdraw(as(t, approver), d.PublicID, 0, "It said too much."))(t)

	drafted := review.DraftRetraction(time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC), true, models.Noun{})
	if !strings.Contains(drafted, "20 November 2026 at 16:00 UTC") || !strings.Contains(drafted, "answers “gone”") || strings.Contains(review.DraftRetraction(time.Now(), false, models.Noun{}), "“gone”") {
		t.Errorf("drafted: %s", drafted)
	}
	for name, body := range map[string]string{"as it was drafted": drafted, "with nothing": "  ", "with a host": "It named web-prod-7.", "with whom the review alone knows": "It named Ines Falk."} {
		_, err := h.Retract(as(t, approver), d.PublicID, 0, body)
		if wantKind(t, err, models.Invalid); err.(*models.Error).Fields["body"] == "" && len(heldIn(err)) == 0 {
			t.Errorf("%s: no complaint leads to the field: %v", name, err)
		}
	}
	jobs := len(h.Queue.Jobs())
	r := must(h.Retract(as(t, approver), d.PublicID, 0, "It said too much. There is nothing to do."))(t)
	if told := must(h.site.Retractions(t.Context(), p.ID))(t); len(told) != 1 || told[0].Body != r.Body || r.Body != "It said too much. There is nothing to do." {
		t.Errorf("told: %+v", told)
	}
	if now := h.Queue.Jobs(); len(now) != jobs+1 || now[jobs].Kind() != "postmortem.retracted" {
		t.Errorf("jobs: %v", now)
	}
}
