package channel_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/notify/channel"
)

var seen = time.Date(2026, 11, 20, 16, 5, 0, 0, time.UTC)

// TestTheReferenceVector is the example that the libraries of Standard Webhooks
// check themselves with.
func TestTheReferenceVector(t *testing.T) {
	t.Parallel()
	call, err := channel.Webhook("https://hooks.example/", `{"test": 2432232314}`, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0),
		[]string{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"})
	if err != nil {
		t.Fatal(err)
	}
	h := call.Header
	first, second, rotated := strings.Cut(h.Get("Webhook-Signature"), " ")
	if first != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" || !rotated || !strings.HasPrefix(second, "v1,") || second == first {
		t.Errorf("signature %q", h.Get("Webhook-Signature"))
	}
	if h.Get("Webhook-Id") != "msg_p5jXN8AQM9LWM0D4loKWxJek" || h.Get("Webhook-Timestamp") != "1614265330" || call.Method != "POST" {
		t.Errorf("%+v", call)
	}
	for _, bad := range []string{"", "whsec_", "whsec_short", "not base64 at all!"} {
		if _, err := channel.Webhook("https://hooks.example/", "{}", "msg_1", seen, []string{bad}); err == nil {
			t.Errorf("the secret %q signs", bad)
		}
	}
}

func news() channel.News {
	start := seen.Add(-time.Hour)
	return channel.News{Type: "incident.updated", Site: "Acme Status", Home: "https://status.acme.example/", Title: "Sign-in is slow",
		URL: "https://status.acme.example/incidents/abcdefghijkl", Look: models.Degraded, State: "identified", Was: "Investigating", Impact: models.MinorImpact,
		Sentence: "Affected: Sign-in (degraded).", Body: "We found the cause.", Next: "Next update by 17:00 UTC.", At: seen, Thread: "inc-abcdefghijkl",
		Services: []channel.Service{{ID: "com1com1com1", Name: "Sign-in", Status: models.Degraded}},
		Subject:  channel.Subject{ID: "abcdefghijkl", Kind: "incident", Title: "Sign-in is slow", State: "identified", StartedAt: &start}}
}

func TestABodyIsNeverTooLarge(t *testing.T) {
	t.Parallel()
	n := news()
	n.Body = strings.Repeat("Zwölf Boxkämpfer jagen Viktor. ", 3000)
	for range 400 {
		n.Services = append(n.Services, channel.Service{ID: "com1com1com1", Name: strings.Repeat("a service ", 5), Status: models.MajorOutage})
	}
	text := channel.Body(n, channel.Links{Manage: "https://status.acme.example/subscriptions/x", Leave: "https://status.acme.example/u/x"})
	var body struct {
		Type string
		Data struct {
			Sentence  string
			Shortened bool `json:"body_shortened"`
			Body      string
		}
		Links struct{ Unsubscribe string }
	}
	if err := json.Unmarshal([]byte(text), &body); err != nil {
		t.Fatal(err)
	}
	if len(text) >= 20<<10 || !body.Data.Shortened || body.Data.Body == "" || body.Data.Sentence != n.Sentence || body.Links.Unsubscribe == "" || body.Type != "incident.updated" {
		t.Errorf("%d bytes: %+v", len(text), body)
	}
}

func TestATextFitsTwoSegments(t *testing.T) {
	t.Parallel()
	long := "The certificate of the sign-in service ran out “last night” – and every customer of the regions Europe, North America and Asia was asked to sign in again and again"
	links := channel.Links{Manage: "https://status.acme.example/subscriptions/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Leave: "https://status.acme.example/u/AAAAAAAAAAAAAAAAAAAAAA"}
	for name, change := range map[string]func(*channel.News){
		"as it is":             func(*channel.News) {},
		"with a long title":    func(n *channel.News) { n.Title = long },
		"with long everything": func(n *channel.News) { n.Title, n.Sentence, n.Site = long+long, long+long, long },
		"in another alphabet": func(n *channel.News) {
			n.Title, n.Sentence = strings.Repeat("Вход не работает. ", 10), strings.Repeat("Мы ищем причину. ", 10)
		},
		"with pictures":          func(n *channel.News) { n.Title = strings.Repeat("🔥", 60) },
		"with a title of tildes": func(n *channel.News) { n.Title = strings.Repeat("~^€|", 60) },
	} {
		n := news()
		change(&n)
		text := channel.Text(n, links)
		if channel.Segments(text) > 2 || !strings.Contains(text, n.URL) {
			t.Errorf("%s: %d segments, %q", name, channel.Segments(text), text)
		}
	}
	text := channel.Text(news(), links)
	if !strings.HasPrefix(text, "[Acme Status] Identified: Sign-in is slow. Affected:") || !strings.HasSuffix(text, "Stop: "+links.Leave) {
		t.Errorf("%q", text)
	}
	for text, want := range map[string]int{
		strings.Repeat("a", 160): 1, strings.Repeat("a", 161): 2, strings.Repeat("a", 306): 2, strings.Repeat("a", 307): 3,
		strings.Repeat("€", 80): 1, strings.Repeat("€", 81): 2, strings.Repeat("ж", 70): 1, strings.Repeat("ж", 71): 2, strings.Repeat("🔥", 68): 3,
	} {
		if got := channel.Segments(text); got != want {
			t.Errorf("%d letters of %.3s: %d segments, want %d", len([]rune(text)), text, got, want)
		}
	}
}

func TestAGatewayIsFilledAsItsBodyAsks(t *testing.T) {
	t.Parallel()
	n := news()
	n.Title = `Quotes " & signs <b>`
	for kind, want := range map[string]string{
		"application/json":                  `Quotes \" \u0026 signs \u003cb\u003e`,
		"application/x-www-form-urlencoded": "Quotes+%22+%26+signs+%3Cb%3E",
		"text/xml":                          "Quotes &#34; &amp; signs &lt;b&gt;",
		"text/plain":                        `Quotes " & signs <b>`,
	} {
		g, err := channel.NewGateway(channel.GatewayConfig{URL: "https://sms.example/send?to={to}", Header: []string{"Content-Type: " + kind, "Authorization: Bearer k"},
			Body: "from={from}&to={to}&text={text}", From: "Acme"})
		if err != nil {
			t.Fatal(err)
		}
		calls, err := g.Calls("+491511234567", n, channel.Links{})
		if err != nil || len(calls) != 1 {
			t.Fatal(err)
		}
		if c := calls[0]; !strings.Contains(c.Body, want) || c.Address != "https://sms.example/send?to=%2B491511234567" || c.Header.Get("Authorization") != "Bearer k" || c.Method != "POST" {
			t.Errorf("%s: %+v", kind, c)
		}
	}
	for _, bad := range []channel.GatewayConfig{{URL: "sms.example"}, {URL: "https://sms.example/"}, {URL: "https://sms.example/{to}", Body: "{text}", Header: []string{"no colon"}}} {
		if _, err := channel.NewGateway(bad); err == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}
