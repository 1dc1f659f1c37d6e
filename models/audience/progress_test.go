package audience_test

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

func TestHowFarANotificationHasComeIsCounted(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, email := range []string{"a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com"} {
		h.add(email, everything)
	}
	h.endpoint(models.BySlack, "https://hooks.slack.com/services/T0/B0/x")
	n := h.told(modelstest.Incident(t, h.site, "The API fails"))
	first := h.fan(n.ID)[0].First
	set := func(offset int64, query string, args ...any) {
		h.run("UPDATE deliveries SET "+query+" WHERE id = ?", append(args, first+offset)...)
	}
	now := h.clock.Now()
	soon := now.Add(time.Minute)
	set(0, "state = 'accepted', code = 250, done_at = ?", now.Add(-2*time.Second))
	set(1, "state = 'accepted', code = 250, done_at = ?", now)
	set(2, "state = 'failed', code = 550, detail = '550 nobody here called c', done_at = ?", now)
	set(3, "state = 'pending', code = 451, detail = 'come again', next_try_at = ?", soon)
	set(4, "state = 'unknown', next_try_at = ?", soon.Add(time.Minute))
	set(5, "state = 'failed', code = 404, detail = 'It answered 404 Not Found.', done_at = ?", now.Add(-time.Hour))
	p, err := h.store.Progress(t.Context(), n.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if p.Open != 2 || p.Settled != 4 || p.NextTry == nil || !p.NextTry.Equal(soon) {
		t.Errorf("%d open, %d settled, next try %v", p.Open, p.Settled, p.NextTry)
	}
	if p.Speed < 1.3 || p.Speed > 1.5 || p.Left() != time.Second { // three in two seconds, by a clock that moves on
		t.Errorf("%v a second, %s left", p.Speed, p.Left())
	}
	if len(p.Channels) != 2 || p.Channels[0].Channel != models.ByEmail || p.Channels[0].Outcomes[audience.Accepted] != 2 || p.Channels[1].Outcomes[audience.Failed] != 1 {
		t.Errorf("by channel: %+v", p.Channels)
	}
	want := map[int64]string{550: "", 451: "", 404: "It answered 404 Not Found."}
	if len(p.Reasons) != len(want) {
		t.Errorf("%d reasons: %+v", len(p.Reasons), p.Reasons)
	}
	for _, r := range p.Reasons {
		if detail, ok := want[r.Code]; !ok || detail != r.Detail || r.N != 1 {
			t.Errorf("the reason %+v", r)
		}
	}
	if _, err := h.store.Progress(t.Context(), "nothingthere"); models.KindOf(err) != models.NotFound {
		t.Errorf("no notification: %v", err)
	}
}
