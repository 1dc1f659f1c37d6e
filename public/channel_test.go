package public_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"vitrine/public"
)

const plugIn = "channel=slack&endpoint=https%3A%2F%2Fhooks.slack.com%2Fservices%2FT0%2FB0%2Fvery-secret&scope=all&incidents=on&maintenance=on&postmortems=on"

func TestARoomsLife(t *testing.T) {
	t.Parallel()
	s := serve(t)
	if _, body := s.get("/subscribe"); !strings.Contains(body, `href="/subscribe/channel"`) {
		t.Error("nobody finds the form")
	}
	if res, body := s.get("/subscribe/channel"); res.StatusCode != 200 || !strings.Contains(body, `action="/subscribe/channel"`) || strings.Contains(body, "mailing list") {
		t.Fatalf("the form: %d", res.StatusCode)
	}
	res, body := s.ask("POST", "/subscribe/channel", plugIn)
	if res.StatusCode != 200 || !strings.Contains(body, "hooks.slack.com") || strings.Contains(body, "very-secret") || s.state() != "pending" {
		t.Fatalf("signed up: %d, state %s: %s", res.StatusCode, s.state(), body)
	}
	confirm := "/subscriptions/" + s.token("confirm")
	for range 3 { // a chat looks at every link to show what is behind it
		if res, body = s.get(confirm); res.StatusCode != 200 || !strings.Contains(body, "Yes, send updates there") || s.state() != "pending" {
			t.Fatalf("looked at: %d, state %s", res.StatusCode, s.state())
		}
	}
	if res, _ = s.ask("POST", confirm, "deed=confirm"); res.StatusCode != 303 || s.state() != "active" {
		t.Fatalf("confirmed: %d, state %s", res.StatusCode, s.state())
	}
	manage := "/subscriptions/" + s.token("manage")
	if _, body = s.get(manage); !strings.Contains(body, "hooks.slack.com/") || !strings.Contains(body, "Stop all messages to this place") || strings.Contains(body, "very-secret") {
		t.Errorf("the page of the subscription: %s", body)
	}
	if res, _ = s.ask("POST", manage, "deed=leave"); res.StatusCode != 303 || s.state() != "left" {
		t.Errorf("left: %d, state %s", res.StatusCode, s.state())
	}
}

func TestTheChannelFormAnswersEverybodyTheSame(t *testing.T) {
	t.Parallel()
	s := serve(t)
	_, fresh := s.ask("POST", "/subscribe/channel", plugIn)
	for what, form := range map[string]string{"a known room": plugIn, "a machine": plugIn + "&website=x", "one too many": plugIn} {
		for range 4 {
			if res, body := s.ask("POST", "/subscribe/channel", form); res.StatusCode != 200 || timeless(body) != timeless(fresh) {
				t.Errorf("%s is answered %d:\n%s\nand a new one:\n%s", what, res.StatusCode, body, fresh)
			}
		}
	}
	if n := s.count("signup_mails"); n != 1 {
		t.Errorf("%d messages to one room", n)
	}
}

func TestTheChannelFormSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := serve(t, func(c *public.Config) {
		c.Reachable = func(address string) error {
			if strings.Contains(address, "10.0.0.1") {
				return errors.New("this address is not on the public internet")
			}
			return nil
		}
	})
	for form, want := range map[string]string{
		"channel=webhook&scope=all&incidents=on&endpoint=" + url.QueryEscape("https://10.0.0.1/hook"):    "not on the public internet",
		"channel=webhook&scope=all&incidents=on&endpoint=hook":                                           "The address looks like https://",
		"channel=slack&scope=all&incidents=on&endpoint=" + url.QueryEscape("https://victim.example/x"):   "no address that this chat gives out",
		"channel=sms&scope=all&incidents=on&endpoint=" + url.QueryEscape("+49301234567"):                 "Choose one of the ways",
		"channel=webhook&shape=statuspage&scope=all&endpoint=" + url.QueryEscape("https://a.example/&q"): "Choose at least one kind of news",
	} {
		res, body := s.ask("POST", "/subscribe/channel", form)
		if res.StatusCode != 422 || !strings.Contains(body, want) || !strings.Contains(body, "Nothing was sent yet") {
			t.Errorf("%s is answered %d, want %q", form, res.StatusCode, want)
		}
	}
	if _, body := s.ask("POST", "/subscribe/channel", "channel=webhook&shape=statuspage&scope=all&endpoint="+url.QueryEscape("https://a.example/&q")); !strings.Contains(body, `value="https://a.example/&amp;q"`) || !strings.Contains(body, `<option value="statuspage" selected>`) {
		t.Error("what was typed is lost")
	}
	if n := s.count("subscribers"); n != 0 {
		t.Errorf("%d subscribers", n)
	}
}

func TestAProgramSignsAWebhookUp(t *testing.T) {
	t.Parallel()
	s := serve(t)
	res, body := s.ask("POST", "/api/v2/subscribers.json", "subscriber[endpoint]="+url.QueryEscape("https://hooks.customer.example/a")+"&subscriber[email]=ops@customer.example")
	if res.StatusCode != 201 || !strings.Contains(body, `"mode":"webhook"`) || s.state() != "pending" || s.count("endpoints") != 1 {
		t.Errorf("%d %s, state %s", res.StatusCode, body, s.state())
	}
	if res, body = s.ask("POST", "/api/v2/subscribers.json", `{"subscriber":{"endpoint":"nowhere"}}`, "Content-Type", "application/json"); res.StatusCode != 422 {
		t.Errorf("no address: %d %s", res.StatusCode, body)
	}
}
