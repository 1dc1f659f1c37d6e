package notify_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/notify/channel"
)

// nasty is what somebody may write that a chat would take for a command.
const nasty = "Calls to <!channel> and @everyone, @here, @all and <@U123> fail & *this* is ~not~ `code`, nor is [a link](https://evil.example/?a_b=1&c=2), nor <b>bold</b>.\n\n" +
	"# No heading\n\n| no | table |\n| --- | --- |\n| a | b |\n\nSee https://docs.acme.example/a_b_c?x=1&y=2. Snake_case_name and 5 * 3 * 2 stay."

// TestEachChatTakesWhatWeSay sends an incident with hostile words, and then one
// that is far too long, to a stand-in of each chat that refuses what the chat
// refuses.
func TestEachChatTakesWhatWeSay(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	rooms := w.chats()
	w.start(w.posting())
	next := time.Now().Add(time.Hour)
	i, err := w.store.OpenIncident(t.Context(), models.NewIncident{Title: "Sign-in *fails* for <some> | @all", State: models.Investigating, Body: nasty, Notify: true, NextUpdateAt: &next,
		Components: []models.ComponentChoice{{ID: modelstest.Component(t, w.store, "Sign-in & API").PublicID, Status: models.PartialOutage}}})
	if err != nil {
		t.Fatal(err)
	}
	first := w.finished(w.notification().PublicID)
	w.post(i, models.Identified, strings.Repeat("Every word of this *very* long text is <true> & counted_twice. 🔥\n\n", 280))
	second := w.finished(w.notification().PublicID)
	for _, n := range []audience.Notification{first, second} {
		if n.Outcomes[audience.Accepted] != int64(len(standIns)) {
			t.Errorf("outcomes %v", n.Outcomes)
		}
	}
	for _, s := range standIns {
		calls := rooms[s.channel].all()
		if len(calls) != 2 {
			t.Fatalf("%s got %d calls", s.channel, len(calls))
		}
		if strings.Contains(calls[0].header.Get("Webhook-Signature"), "v1") {
			t.Errorf("%s got a signature", s.channel)
		}
		var body thing
		if err := json.Unmarshal([]byte(calls[0].body), &body); err != nil {
			t.Fatal(err)
		}
		_, shown := s.check(body, calls[0])
		for _, word := range []string{"Investigating", "Partial outage", "evil.example", "docs.acme.example/a_b_c", "Next update by", "Snake"} {
			if !strings.Contains(shown, word) {
				t.Errorf("%s does not show %q:\n%s", s.channel, word, shown)
			}
		}
		if !strings.Contains(calls[0].body, "/subscriptions/") || !strings.Contains(calls[0].body, "https://status.acme.example/incidents/"+i.PublicID) {
			t.Errorf("%s has no way to the page, or none out", s.channel)
		}
	}
}

// chats adds a room of each chat.
func (w *world) chats() map[models.Channel]*receiver {
	w.Helper()
	rooms := map[models.Channel]*receiver{}
	for _, s := range standIns {
		r := receive(w.T, func(_ int, c call, rw http.ResponseWriter) {
			var body thing
			if err := json.Unmarshal([]byte(c.body), &body); err != nil || c.header.Get("Content-Type") != "application/json" {
				w.Errorf("%s got no JSON: %v", s.channel, err)
			}
			wrong, _ := s.check(body, c)
			for _, one := range wrong {
				w.Errorf("%s: %s", s.channel, one)
			}
			if len(wrong) > 0 {
				http.Error(rw, "invalid_payload", http.StatusBadRequest)
				return
			}
			s.answer(rw)
		})
		w.room(audience.NewEndpoint{Channel: s.channel, Address: r.URL + "/services/T0/B0/secret?key=k%261"})
		rooms[s.channel] = r
	}
	return rooms
}

// TestStatuspageReceiversAcceptOurs gives the shape of hosted status pages to a
// receiver that reads it as such receivers do.
func TestStatuspageReceiversAcceptOurs(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, nil)
	_, secret := w.room(audience.NewEndpoint{Channel: models.ByWebhook, Address: r.URL, Shape: models.StatuspageShape})
	api, web := modelstest.Component(t, w.store, "API"), modelstest.Component(t, w.store, "Web")
	w.start(w.posting())
	i := w.open("Errors", api, web)
	w.finished(w.notification().PublicID)
	w.post(i, models.Identified, "We found it.")
	w.finished(w.notification().PublicID)
	from := time.Now().Add(24 * time.Hour)
	if _, err := w.store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Upgrade", Body: "We upgrade.", ScheduledFor: from, ScheduledUntil: from.Add(time.Hour),
		ComponentIDs: []string{api.PublicID}, Notify: true, Remind: []string{"1h"}}); err != nil {
		t.Fatal(err)
	}
	w.finished(w.notification().PublicID)
	calls := r.all()
	if len(calls) != 5 { // incident and two components, incident, maintenance
		t.Fatalf("%d calls", len(calls))
	}
	var ids []string
	for _, c := range calls {
		proven(t, c, secret)
		ids = append(ids, c.header.Get("Webhook-Id"))
		var body thing
		if err := json.Unmarshal([]byte(c.body), &body); err != nil {
			t.Fatal(err)
		}
		for _, path := range [][]any{{"meta", "unsubscribe"}, {"meta", "documentation"}, {"meta", "generated_at"}, {"page", "id"}, {"page", "status_indicator"}, {"page", "status_description"}} {
			if text(body, path...) == "" {
				t.Errorf("no %v in %s", path, c.body)
			}
		}
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != 5 {
		t.Errorf("ids %v", ids)
	}
	zulipReads(t, calls, i)
}

// zulipReads reads incident and component bodies with the very fields that a
// well-known receiver takes (zulip, webhooks/statuspage).
func zulipReads(t *testing.T, calls []call, i models.Incident) {
	t.Helper()
	var seen []string
	for _, c := range calls {
		var body thing
		if err := json.Unmarshal([]byte(c.body), &body); err != nil {
			t.Fatal(err)
		}
		if at(body, "incident") != nil {
			seen = append(seen, text(body, "incident", "name")+": "+text(body, "incident", "status")+", "+text(body, "incident", "incident_updates", 0, "body"))
			for _, key := range strings.Fields(`backfilled components created_at id impact impact_override incident_updates monitoring_at name page_id postmortem_body
				postmortem_body_last_updated_at postmortem_ignored postmortem_notified_subscribers postmortem_notified_twitter postmortem_published_at resolved_at scheduled_auto_completed
				scheduled_auto_in_progress scheduled_for scheduled_remind_prior scheduled_reminded_at scheduled_until shortlink status updated_at`) {
				if _, there := at(body, "incident").(thing)[key]; !there {
					t.Errorf("the incident has no %s", key)
				}
			}
			continue
		}
		seen = append(seen, text(body, "component", "name")+": "+text(body, "component_update", "old_status")+" → "+text(body, "component_update", "new_status"))
		if text(body, "component", "id") != text(body, "component_update", "component_id") || text(body, "component_update", "component_type") != "Component" {
			t.Errorf("component %s", c.body)
		}
	}
	want := []string{"Errors: investigating, We are looking into it.", "API: operational → major_outage", "Web: operational → major_outage", "Errors: identified, We found it.", "Upgrade: scheduled, We upgrade."}
	if !slices.Equal(seen, want) {
		t.Errorf("a receiver reads\n%q, want\n%q", seen, want)
	}
}

func TestATextGoesThroughTwilio(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := &receiver{answer: twilio("AC0123", "auth")}
	r.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		body := make([]byte, req.ContentLength)
		if _, err := req.Body.Read(body); err != nil && err.Error() != "EOF" {
			t.Error(err)
		}
		c := call{req.URL.RequestURI(), req.Header, string(body)}
		r.mu.Lock()
		r.calls = append(r.calls, c)
		r.mu.Unlock()
		r.answer(0, c, rw)
	}))
	t.Cleanup(r.Close)
	one, _ := w.room(audience.NewEndpoint{Channel: models.BySMS, Address: "+49 (1511) 234-567"})
	stopped, _ := w.room(audience.NewEndpoint{Channel: models.BySMS, Address: "+15005550009"})
	if strings.Contains(one.Email, "1511234") {
		t.Errorf("staff read the number: %q", one.Email)
	}
	c := w.posting()
	var err error
	if c.SMS, err = channel.NewTwilio(r.URL, "AC0123", "auth", "+15005550006"); err != nil {
		t.Fatal(err)
	}
	w.start(c)
	w.open("Sign-in fails", modelstest.Component(t, w.store, "Sign-in"))
	n := w.finished(w.notification().PublicID)
	if n.Outcomes[audience.Accepted] != 1 || n.Outcomes[audience.Failed] != 1 {
		t.Errorf("outcomes %v", n.Outcomes)
	}
	for _, c := range r.all() {
		form, err := url.ParseQuery(c.body)
		if err != nil {
			t.Fatal(err)
		}
		if said := form.Get("Body"); channel.Segments(said) > 2 || !strings.Contains(said, "/incidents/") || !strings.Contains(said, "Investigating: Sign-in fails") {
			t.Errorf("%q", said)
		}
	}
	if e, err := w.audience.Endpoint(t.Context(), stopped.PublicID); err != nil || e.DisabledAt == nil || !strings.Contains(e.DisabledWhy, "STOP") {
		t.Errorf("%+v, %v", e, err)
	}
	if e, err := w.audience.Endpoint(t.Context(), one.PublicID); err != nil || e.DisabledAt != nil {
		t.Errorf("%+v, %v", e, err)
	}
}
