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
	site := []string{"/feed.atom", "/history.rss", "/postmortems.json", "/updates/feed.rss"}
	quiet := []string{"/history.json"}
	for tries := range 3 {
		hub.hears(t, tries, append(site, "/components/"+api.Slug+".atom"), append(quiet, "/components/"+web.Slug+".atom"))
	}
	modelstest.Incident(t, w.store, "The web fails", web)
	clock.Advance(time.Second)
	w.until("the hub is told of the next", func() bool { return len(hub.all()) == 4 })
	hub.hears(t, 3, append(site, "/components/"+web.Slug+".atom"), append(quiet, "/components/"+api.Slug+".atom"))
	clock.Advance(time.Hour)
	time.Sleep(1200 * time.Millisecond) // the notifier looks each second
	if n := len(hub.all()); n != 4 {
		t.Errorf("the hub was called %d times, the last without news", n)
	}
}

// hears wants the nth call to name some feeds as new, and not others.
func (r *receiver) hears(t *testing.T, n int, of, notOf []string) {
	t.Helper()
	body := r.all()[n].body
	form, err := url.ParseQuery(body)
	if err != nil || form.Get("hub.mode") != "publish" {
		t.Fatalf("the hub was told %q, %v", body, err)
	}
	for _, path := range slices.Concat(of, notOf) {
		if want := slices.Contains(of, path); slices.Contains(form["hub.url"], "https://status.acme.example"+path) != want {
			t.Errorf("call %d: %s told: %t, want %t, in %v", n+1, path, !want, want, form["hub.url"])
		}
	}
}
