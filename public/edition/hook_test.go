package edition_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/public/edition"
)

func TestAHookAboutALongPostmortemStaysSmallEnough(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	i, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Cards are refused", State: models.Investigating, Body: "We look."})
	if err != nil {
		t.Fatal(err)
	}
	fix.Clock.Advance(time.Minute)
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Resolved, Body: "Over."}); err != nil {
		t.Fatal(err)
	}
	postmortem(t, store, "cards", "Cards were refused", strings.Repeat("What happened. ", 1_000), i.ID)
	h := edition.Hook{BaseURL: "https://status.example.org", Incident: i.PublicID, At: store.Now(), Most: 9_000}
	facts, err := edition.HookFacts(t.Context(), &store.Site, h)
	if err != nil {
		t.Fatal(err)
	}
	bodies, err := h.Bodies(facts)
	if err != nil {
		t.Fatal(err)
	}
	var body struct {
		Incident struct {
			Body    string `json:"postmortem_body"`
			Updates []struct{ Status, Body string }
		}
	}
	if err := json.Unmarshal([]byte(strings.Replace(bodies[0], "incident_updates", "updates", 1)), &body); err != nil {
		t.Fatal(err)
	}
	newest := body.Incident.Updates[0]
	if len(bodies[0]) >= h.Most || newest.Status != "postmortem" || newest.Body != body.Incident.Body || !strings.HasSuffix(newest.Body, "…") {
		t.Errorf("%d bytes, the newest update is %s with %d bytes, the postmortem has %d", len(bodies[0]), newest.Status, len(newest.Body), len(body.Incident.Body))
	}
}
