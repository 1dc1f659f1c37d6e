package follow_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models/modelstest"
	"vitrine/public"
	"vitrine/public/edition"
	"vitrine/public/follow"
)

// changed rewrites what the first offers.
func changed(change func(o *edition.Offer)) func(r *http.Request, res *http.Response, body []byte) []byte {
	return func(r *http.Request, res *http.Response, body []byte) []byte {
		if !strings.HasSuffix(r.URL.Path, "/edition") {
			return body
		}
		var o edition.Offer
		if json.Unmarshal(body, &o) != nil {
			return body
		}
		change(&o)
		body, _ = json.Marshal(o)
		return body
	}
}

// at changes the answers of one address.
func at(what string, change func(res *http.Response, body []byte) []byte) func(r *http.Request, res *http.Response, body []byte) []byte {
	return func(r *http.Request, res *http.Response, body []byte) []byte {
		if strings.HasSuffix(r.URL.Path, "/"+what) {
			return change(res, body)
		}
		return body
	}
}

func flipped(_ *http.Response, body []byte) []byte {
	body = bytes.Clone(body)
	body[len(body)/2] ^= 0x20
	return body
}

func short(_ *http.Response, body []byte) []byte { return body[:len(body)-7] }

func long(_ *http.Response, body []byte) []byte { return append(body, make([]byte, 2<<20)...) }

func gone(res *http.Response, _ []byte) []byte { res.StatusCode = http.StatusBadGateway; return nil }

func TestNothingThatIsNotWholeIsAdopted(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	modelstest.Incident(t, p.store, "The first story")
	p.catchUp()
	p.look()
	held := p.second.Current()
	for name, wrong := range map[string]func(r *http.Request, res *http.Response, body []byte) []byte{
		"a list with another byte":       at("list", flipped),
		"a list that is cut short":       at("list", short),
		"a list that is too long":        at("list", long),
		"files with another byte":        at("files", flipped),
		"files that are cut short":       at("files", short),
		"files that are too long":        at("files", long),
		"files that are not there":       at("files", gone),
		"facts with another byte":        at("facts", flipped),
		"facts that are too long":        at("facts", long),
		"an offer that is no JSON":       at("edition", flipped),
		"an offer of 2 MB":               at("edition", long),
		"another list than it is":        changed(func(o *edition.Offer) { o.List = strings.Repeat("a", 64) }),
		"another number than it has":     changed(func(o *edition.Offer) { o.Edition += 5 }),
		"a list of another length":       changed(func(o *edition.Offer) { o.ListSize-- }),
		"a list of a gigabyte":           changed(func(o *edition.Offer) { o.ListSize = 1 << 30 }),
		"a base that is no address":      changed(func(o *edition.Offer) { o.Base = "javascript:alert(1)" }),
		"an older edition, not compared": changed(func(o *edition.Offer) { o.Edition, o.Sure = 1, false }),
		"an older edition, said once":    changed(func(o *edition.Offer) { o.Edition = 1 }),
		"an old answer of a cache": at("edition", func(res *http.Response, body []byte) []byte {
			res.Header.Set("Vitrine-Ask", "SOMEBODYELSE")
			return body
		}),
		"a way to another host": at("edition", func(res *http.Response, _ []byte) []byte {
			res.StatusCode = http.StatusFound
			res.Header.Set("Location", p.home+"/.well-known/vitrine/edition")
			return nil
		}),
	} {
		modelstest.Incident(t, p.store, "A later story") // with files that were never fetched
		p.catchUp()
		p.mangle.Store(&wrong)
		if _, err := p.follower.Look(t.Context()); err == nil || p.second.Current() != held {
			t.Fatalf("%s was adopted (%v)", name, err)
		}
		if !strings.Contains(p.read("/"), "The first story") {
			t.Errorf("%s: the last good edition is gone", name)
		}
	}
	p.mangle.Store(nil)
	p.look()
	p.same("when all is well again")
}

// TestPagesDoNotWaitForFactsForEver: without them nothing but its bytes is known of an
// edition, and it is shown.
func TestPagesDoNotWaitForFactsForEver(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	modelstest.Incident(t, p.store, "Cards are refused")
	p.catchUp()
	wrong := at("facts", flipped)
	p.mangle.Store(&wrong)
	for range 2 {
		if _, err := p.follower.Look(t.Context()); err == nil {
			t.Fatal("facts that are damaged were taken")
		}
	}
	p.look()
	p.same("without facts")
	if res, _ := p.ask(p.away, "GET", "/history?component=payments", ""); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a list that cannot be made answers %d", res.StatusCode)
	}
	p.down.Store(true)
	p.fix.Clock.Advance(3 * time.Minute)
	_, _ = p.follower.Look(t.Context())
	p.second.Tick()
	p.mayBeOld("without facts")
}

// TestADamagedDiskIsFilledAnew: the second machine loses files while it is not running.
func TestADamagedDiskIsFilledAnew(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	modelstest.Incident(t, p.store, "Cards are refused")
	p.catchUp()
	p.look()
	blobs, err := filepath.Glob(filepath.Join(p.dir, "blobs", "*", "*"))
	if err != nil || len(blobs) < 20 {
		t.Fatalf("%d files, %v", len(blobs), err)
	}
	for n, path := range blobs {
		switch n % 3 {
		case 0:
			err = os.Remove(path)
		case 1:
			var body []byte
			if body, err = os.ReadFile(path); err == nil {
				body[0] ^= 0x20
				err = os.WriteFile(path, body, 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	p.restart()
	if p.second.Current() != nil {
		t.Fatal("a damaged edition is served")
	}
	p.look()
	p.same("filled anew")
}

// TestAPrivateSiteDoesNotLeakThroughASecondMachine: whoever may not read the first
// reads nothing at the second, whatever is set there.
func TestAPrivateSiteDoesNotLeakThroughASecondMachine(t *testing.T) {
	t.Parallel()
	closed := func(c *public.Config) { c.Private = &public.Private{Password: "a word for all readers"} }
	t.Run("the second machine is open", func(t *testing.T) {
		t.Parallel()
		p := newPair(t, func(first, _ *public.Config, _ *follow.Config) { closed(first) })
		if _, err := p.follower.Look(t.Context()); !errors.Is(err, follow.ErrPrivate) {
			t.Errorf("a private site was followed: %v", err)
		}
		if res, _ := p.ask(p.away, "GET", "/", ""); res.StatusCode != http.StatusServiceUnavailable || p.second.Current() != nil {
			t.Errorf("it answers %d", res.StatusCode)
		}
	})
	t.Run("both are closed", func(t *testing.T) {
		t.Parallel()
		p := newPair(t, func(first, second *public.Config, f *follow.Config) { closed(first); closed(second); f.Closed = true })
		p.look()
		for _, path := range []string{"/", "/feed.rss", "/api/v2/summary.json", "/events", "/.well-known/vitrine/edition", "/.well-known/vitrine/list", "/.well-known/vitrine/files"} {
			for _, machine := range []string{p.home, p.away} {
				if res, body := p.ask(machine, "GET", path, ""); res.StatusCode < 400 || strings.Contains(body, "Payments") {
					t.Errorf("%s%s answers %d", machine, path, res.StatusCode)
				}
			}
		}
		if res, body := p.ask(p.away, "GET", "/", "", "Authorization", "Basic cmVhZGVyOmEgd29yZCBmb3IgYWxsIHJlYWRlcnM="); res.StatusCode != 200 || !strings.Contains(body, "Payments") {
			t.Errorf("with the password it answers %d", res.StatusCode)
		}
	})
	t.Run("the first is closed later, and its key is wrong here", func(t *testing.T) {
		t.Parallel()
		p := newPair(t, func(first, _ *public.Config, f *follow.Config) { first.FollowKey, f.Key = "", "" })
		p.look()
		later := newPair(t, func(first, _ *public.Config, _ *follow.Config) { closed(first) })
		p.home = later.home // the same address, and another site behind it
		if _, err := p.follower.Look(t.Context()); !errors.Is(err, follow.ErrPrivate) {
			t.Errorf("it was told %v", err)
		}
		if res, _ := p.ask(p.away, "GET", "/", ""); res.StatusCode != http.StatusServiceUnavailable || p.holds("Payments") {
			t.Errorf("what is private now answers %d, or lies on the disk", res.StatusCode)
		}
	})
}

func TestWhoMayFollow(t *testing.T) {
	t.Parallel()
	p := newPair(t, func(_, _ *public.Config, f *follow.Config) { f.Key = "some other key of that length" })
	if _, err := p.follower.Look(t.Context()); err == nil || !strings.Contains(err.Error(), "VITRINE_FOLLOW_KEY") {
		t.Errorf("another key: %v", err)
	}
	open := newPair(t, func(first, _ *public.Config, f *follow.Config) { first.FollowKey, f.Key = "", "" })
	modelstest.Incident(t, open.store, "Cards are refused")
	open.catchUp()
	open.look()
	open.same("without a key")
	if len(open.origin.Followers()) != 0 {
		t.Error("somebody without the key is listed")
	}
	last := 0
	for range 500 {
		if res, _ := open.ask(open.home, "GET", "/.well-known/vitrine/facts?log=none&from=0", ""); res.StatusCode != last {
			last = res.StatusCode
		}
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("somebody without the key may ask without end: %d", last)
	}
}

// TestAnotherSiteInItsPlaceIsNotShown: whatever answers there, it is no Vitrine.
func TestAnotherSiteInItsPlaceIsNotShown(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.look()
	held := p.second.Current()
	parked := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<h1>This domain is for sale</h1>"))
	}))
	defer parked.Close()
	f := follow.New(follow.Config{Press: p.second, From: parked.URL, Key: key, Name: "https://status2.example.org", Log: p.logger()})
	if _, err := f.Look(t.Context()); err == nil || p.second.Current() != held {
		t.Errorf("it was believed: %v", err)
	}
}
