package review_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

func TestSentinel(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.draftOf(t, "The Kestrel on web-prod-3 stopped. Contoso Bank asked, OPS-4821 has it.")
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Replace, Replacement: "a web server", All: true})
	h.settle(t, d.PublicID, "Kestrel", review.Settlement{Action: review.Remove, All: true})
	h.settle(t, d.PublicID, "Contoso Bank", review.Settlement{Action: review.Accept, Reason: "They agreed."})
	check := review.NewSentinel(h.DB).Watch(t.Context())
	for _, tc := range []struct {
		name, mime, body string
		stopped          bool
	}{
		{name: "plain words pass", body: "<p>The login page fails.</p>"},
		{name: "what was replaced stops", body: "<p>web-prod-3 is back.</p>", stopped: true},
		{name: "in capitals too", body: "<p>WEB-PROD-3 is back.</p>", stopped: true},
		{name: "not as a part of another name", body: "<p>web-prod-31 is back.</p>"},
		{name: "what was removed stops", body: "<title>Kestrel</title>", stopped: true},
		{name: "in an attribute too", body: `<img alt="the kestrel">`, stopped: true},
		{name: "what was accepted passes", body: "<p>Contoso Bank agreed.</p>"},
		{name: "a member of staff stops", body: "<p>Gary Olsen is on it.</p>", stopped: true},
		{name: "a person of the rulebook stops", body: "<p>Cathy Brandt is on it.</p>", stopped: true},
		{name: "a first name alone is a word as well", body: "<p>Gary is on it.</p>"},
		{name: "an address stops", body: "mailto:mina.sorel@northpole.example", stopped: true},
		{name: "a name cut by emphasis stops", body: "<p>Ga<b>ry</b> Ol<!-- -->sen</p>", stopped: true},
		{name: "a name over two lines stops", body: "Gary\n  Olsen", stopped: true},
		{name: "a name of wide letters with an invisible one stops", body: "Ｇary Ol\u200bsen", stopped: true},
		{name: "a name in entities stops", body: "<p>Gary&#32;Olsen</p>", stopped: true},
		{name: "a name in a feed's escaped page stops", body: "<content>&lt;p&gt;Gary &lt;b&gt;Olsen&lt;/b&gt;&lt;/p&gt;</content>", stopped: true},
		{name: "a name in a page within JSON stops", mime: "application/json", body: `{"content_html":"\u003cp\u003eGary \u003cb\u003eOlsen\u003c/b\u003e"}`, stopped: true},
		{name: "a key stops whoever knows it", body: "<p>AKIAQ3EGRRWR5VXZ7K2P</p>", stopped: true},
		{name: "an address with a password stops", body: "postgres://vitrine:hunter2@db/x", stopped: true},
		{name: "a picture is not read", mime: "image/png", body: "Gary Olsen"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.mime == "" {
				tc.mime = "text/html; charset=utf-8"
			}
			if err := check("/", tc.mime, []byte(tc.body)); (err != nil) != tc.stopped {
				t.Errorf("error %v, stopped should be %t", err, tc.stopped)
			}
		})
	}
}

func TestSentinelLearns(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := review.NewSentinel(h.DB)
	const page = "<p>Kestrel queue is back, says Petra Vance.</p>"
	if err := s.Watch(t.Context())("/", "text/html", []byte("<p>Kestrel queue is back.</p>")); err != nil {
		t.Errorf("nobody took Kestrel out of anything yet: %v", err)
	}
	if err := s.Watch(t.Context())("/", "text/html", []byte(page)); err == nil {
		t.Error("a name passed")
	}
	d := h.draftOf(t, "The Kestrel stopped.")
	h.settle(t, d.PublicID, "Kestrel", review.Settlement{Action: review.Remove})
	if err := s.Watch(t.Context())("/", "text/html", []byte("<p>Kestrel queue is back.</p>")); err == nil {
		t.Error("what was removed meanwhile passed")
	}
	modelstest.Component(t, h.lax, "Kestrel queue")
	if err := s.Watch(t.Context())("/", "text/html", []byte("<p>Kestrel queue is back.</p>")); err != nil {
		t.Errorf("the name of a component was stopped: %v", err)
	}
	away, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Watch(away)("/", "text/html", []byte(page)); err == nil {
		t.Error("without a database the sentinel forgot what it knew")
	}
}

func TestWhatWasPublicBeforeIsNotHeldBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Clock.Advance(time.Hour)
	must(h.lax.EditSettings(as(t, author), models.SettingsEdit{Languages: &[]string{"de"}}))(t)
	old := must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "Kestrel jobs wait", State: models.Investigating, StartedAt: h.Clock.Now(),
		Body: "Nadia *Reyes* looks at it.", Translations: []models.NewTranslation{{Language: "de", Origin: models.ByTeam, Title: "Bea Quint wartet"}}}))(t)
	h.Clock.Advance(time.Hour)
	if err := h.SaveRulebook(as(t, author), rules+"\nallow: []\n", 1); err != nil {
		t.Fatal(err)
	}
	more := strings.Replace(rules, "people:", `people:`+"\n"+`  - {name: "Nadia Reyes"}`+"\n"+`  - {name: "Bea Quint"}`, 1)
	if err := h.SaveRulebook(as(t, author), more, 2); err != nil {
		t.Fatal(err)
	}
	d := h.draftOf(t, "The Kestrel on web-prod-3 stopped.")
	h.settle(t, d.PublicID, "Kestrel", review.Settlement{Action: review.Remove, All: true})
	h.settle(t, d.PublicID, "web-prod-3", review.Settlement{Action: review.Remove, All: true})
	h.Clock.Advance(time.Hour)
	must(h.lax.OpenIncident(as(t, author), models.NewIncident{Title: "web-prod-3 waits", State: models.Investigating, StartedAt: h.Clock.Now(),
		Body: "Cathy Brandt looks at it."}))(t)
	s := review.NewSentinel(h.DB)
	held := func(body string) bool { return s.Watch(t.Context())("/", "text/html", []byte(body)) != nil }
	if held("<li>Kestrel jobs wait</li>") || held("<p>Nadia <em>Reyes</em> looks at it.</p>") || held("<a>Bea Quint wartet</a>") {
		t.Error("an old page is held back for a word that was settled since")
	}
	if !held("<li>web-prod-3 waits</li>") || !held("<p>Cathy Brandt looks at it.</p>") {
		t.Error("what came out after it was settled passed")
	}
	if !held("<li>Kestrel jobs wait, says Cathy Brandt</li>") {
		t.Error("a name passed beside an old word")
	}
	must(h.lax.EditSettings(as(t, author), models.SettingsEdit{Languages: &[]string{}}))(t)
	if !held("<a>Bea Quint wartet</a>") {
		t.Error("a word passed that stands in a language the site is no longer in")
	}
	h.exec(t, "DELETE FROM incidents WHERE public_id = ?", old.PublicID)
	if !held("<li>Kestrel jobs wait</li>") {
		t.Error("a word passed that is not public any more")
	}
}

func BenchmarkSentinel(b *testing.B) {
	h := modelstest.OpenDB(b)
	check := review.NewSentinel(h).Watch(b.Context())
	page := []byte(strings.Repeat(`<li class="line major"><svg class="glyph"><use href="#major"/></svg><div><a href="/incidents/4kz0w1x8c2mb" dir="auto">Requests to service 7 failed</a>`+
		`<p class="soft"><time datetime="2026-11-19T16:00:00Z">Thu 19 Nov, 16:00</time> · resolved in 47 min</p></div></li>`+"\n", 1000))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if err := check("/history", "text/html", page); err != nil {
			b.Fatal(err)
		}
	}
}
