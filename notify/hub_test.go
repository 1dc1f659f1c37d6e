package notify_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"vitrine/models/modelstest"
)

// TestTheHubHearsOfWhatIsNewUntilItTakesIt publishes while the hub fails.
func TestTheHubHearsOfWhatIsNewUntilItTakesIt(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	clock := &modelstest.Clock{}
	w.audience.Now, w.store.Now = clock.Now, clock.Now
	hub := receive(t, func(n int, _ call, out http.ResponseWriter) {
		if n < 3 {
			out.WriteHeader(http.StatusBadGateway)
		}
	})
	c := w.posting()
	c.Hub, c.HubRest = hub.URL, time.Millisecond
	api, web := modelstest.Component(t, w.store, "API"), modelstest.Component(t, w.store, "Web")
	clock.Advance(time.Second)
	w.start(c)
	w.until("the hub is met", func() bool {
		var met int64
		return w.db.Read(t.Context()).Raw("SELECT count(*) FROM hub_pings").Scan(&met).Error == nil && met == 1
	})
	modelstest.Incident(t, w.store, "The API fails", api)
	clock.Advance(time.Second)
	for tries := range 3 {
		w.until("the hub is called", func() bool { return len(hub.all()) == tries+1 })
		clock.Advance(20 * time.Minute)
	}
	took := hub.all()[2]
	form, err := url.ParseQuery(took.body)
	if err != nil || form.Get("hub.mode") != "publish" {
		t.Fatalf("the hub was told %q, %v", took.body, err)
	}
	for path, want := range map[string]bool{"/feed.atom": true, "/history.rss": true, "/postmortems.json": true, "/updates/feed.rss": true,
		"/components/" + api.Slug + ".atom": true, "/components/" + web.Slug + ".atom": false, "/history.json": false} {
		if slices.Contains(form["hub.url"], "https://status.acme.example"+path) != want {
			t.Errorf("%s told: %t, want %t, in %v", path, !want, want, form["hub.url"])
		}
	}
	modelstest.Incident(t, w.store, "The web fails", web)
	clock.Advance(time.Second)
	w.until("the hub is told of the next", func() bool { return len(hub.all()) == 4 })
	clock.Advance(time.Hour)
	time.Sleep(1200 * time.Millisecond) // the notifier looks each second
	if n := len(hub.all()); n != 4 {
		t.Errorf("the hub was called %d times, the last without news", n)
	}
}
