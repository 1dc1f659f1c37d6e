package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// hook is a receiver on loopback that keeps every call, with its headers.
type hook struct {
	*httptest.Server

	mu    sync.Mutex
	calls map[string][]string // by path
}

func newHook(t testing.TB) *hook {
	t.Helper()
	h := &hook{calls: map[string][]string{}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.calls[r.URL.Path] = append(h.calls[r.URL.Path], fmt.Sprint(r.Header)+"\n"+string(body))
	}))
	t.Cleanup(h.Close)
	return h
}

// of returns the calls to one path.
func (h *hook) of(path string) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.calls[path]...)
}

// exits are the channels beside mail, by the path of their receiver, with the
// bodies a webhook may have.
var exits = map[string]object{
	"/own":         {"channel": "webhook"},
	"/statuspage":  {"channel": "webhook", "shape": "statuspage"},
	"/slack":       {"channel": "slack"},
	"/teams":       {"channel": "teams"},
	"/discord":     {"channel": "discord"},
	"/google_chat": {"channel": "google_chat"},
	"/mattermost":  {"channel": "mattermost"},
	"/sms":         {"channel": "sms", "endpoint": "+4915100000017"},
}

// addChannels adds one of each channel that a call can be made to.
func (st *study) addChannels(h *hook, c *canaries) {
	st.t.Helper()
	for path, channel := range exits {
		body := object{"endpoint": h.URL + path, "consent": c.word(), "contact": c.word() + "@customer.example"}
		for name, value := range channel {
			body[name] = value
		}
		st.writer.do("POST", "/subscribers", body)
	}
}

// searchCalls looks in every call that left, once each channel has heard of the
// incident and of its postmortem.
func (st *study) searchCalls(c *canaries, h *hook) {
	st.t.Helper()
	s := newSearch(st.t, c)
	for path := range exits {
		eventually(st.t, 30*time.Second, func() error {
			if all := strings.Join(h.of(path), "\n"); !strings.Contains(all, "/postmortems/"+st.slug) && !strings.Contains(all, `"status":"postmortem"`) {
				return fmt.Errorf("%s heard %d times, not of the postmortem", path, len(h.of(path)))
			}
			return nil
		})
		for _, call := range h.of(path) {
			s.in("a call to "+path, call)
		}
	}
}
