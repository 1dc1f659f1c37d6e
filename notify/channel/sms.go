package channel

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vitrine/notify/outward"
)

// Gateway sends texts through the operator's own provider: one HTTP request whose
// parts hold {to}, {text} and {from}.
type Gateway struct {
	method, address string
	header          http.Header
	body            string
	from            string
	http            *http.Client
}

// ErrNoGateway says that no texts can be sent.
var ErrNoGateway = errors.New("no SMS gateway is configured")

// GatewayConfig is a provider that takes a text by HTTP.
type GatewayConfig struct {
	URL    string   // with {to}, {text} or {from} where it wants them
	Method string   // POST when empty
	Header []string // "Name: value"
	Body   string   // likewise; what fills it is escaped as the Content-Type asks for
	From   string   // sender's number or name
}

// NewGateway reads the configuration of a provider.
func NewGateway(c GatewayConfig) (*Gateway, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("the gateway's address must be a URL: https://sms.example/send")
	}
	if !strings.Contains(c.URL+c.Body, "{to}") || !strings.Contains(c.URL+c.Body, "{text}") {
		return nil, errors.New("{to} and {text} must stand in the gateway's address or body")
	}
	g := &Gateway{method: c.Method, address: c.URL, header: http.Header{}, body: c.Body, from: c.From}
	if g.method == "" {
		g.method = http.MethodPost
	}
	for _, line := range c.Header {
		name, value, ok := strings.Cut(line, ":")
		if !ok || strings.TrimSpace(name) == "" || strings.ContainsAny(line, "\r\n") {
			return nil, errors.New("a header of the gateway is written Name: value")
		}
		g.header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	g.http = &http.Client{Timeout: outward.Patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return g, nil
}

// NewTwilio is a gateway that speaks Twilio's API for messages. base is
// https://api.twilio.com but in tests. A sender that begins with MG is a
// messaging service.
// https://www.twilio.com/docs/messaging/api/message-resource
func NewTwilio(base, account, token, from string) (*Gateway, error) {
	if account == "" || token == "" || from == "" {
		return nil, errors.New("an account, a token and a sender are wanted by Twilio")
	}
	sender := "From={from}"
	if strings.HasPrefix(from, "MG") {
		sender = "MessagingServiceSid={from}"
	}
	return NewGateway(GatewayConfig{URL: base + "/2010-04-01/Accounts/" + url.PathEscape(account) + "/Messages.json",
		Header: []string{"Content-Type: application/x-www-form-urlencoded", "Accept: application/json",
			"Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(account+":"+token))},
		Body: "To={to}&" + sender + "&Body={text}", From: from})
}

// Calls is the one request that tells a number.
func (g *Gateway) Calls(number string, n News, l Links) ([]Call, error) {
	if g == nil {
		return nil, ErrNoGateway
	}
	text := Text(n, l)
	return []Call{{Method: g.method, Address: g.fill(g.address, number, text, url.QueryEscape), Header: g.header.Clone(),
		Body: g.fill(g.body, number, text, g.escape())}}, nil
}

func (g *Gateway) fill(form, to, text string, escape func(string) string) string {
	return strings.NewReplacer("{to}", escape(to), "{text}", escape(text), "{from}", escape(g.from)).Replace(form)
}

// escape is how a text is written inside a body of the gateway's type.
func (g *Gateway) escape() func(string) string {
	switch kind := g.header.Get("Content-Type"); {
	case strings.Contains(kind, "json"):
		return func(s string) string {
			quoted, err := json.Marshal(s)
			if err != nil {
				return ""
			}
			return string(quoted[1 : len(quoted)-1])
		}
	case strings.Contains(kind, "xml"):
		return html.EscapeString
	case strings.Contains(kind, "form"):
		return url.QueryEscape
	}
	return func(s string) string { return s }
}

// Do makes a call to the provider, whose address the operator gave.
func (g *Gateway) Do(ctx context.Context, c Call) (outward.Answer, error) {
	if g == nil {
		return outward.Answer{}, ErrNoGateway
	}
	req, err := http.NewRequestWithContext(ctx, c.Method, c.Address, strings.NewReader(c.Body))
	if err != nil {
		return outward.Answer{}, errors.New("the gateway's address cannot be read")
	}
	req.Header = c.Header
	res, err := g.http.Do(req)
	if err != nil {
		var wrapped *url.Error // its text holds the address, which may hold a key
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return outward.Answer{}, fmt.Errorf("the SMS gateway: %w", err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, outward.MostRead))
	if err != nil {
		return outward.Answer{}, fmt.Errorf("the SMS gateway: %w", err)
	}
	return outward.Answer{Status: res.StatusCode, RetryAfter: outward.RetryAfter(res.Header.Get("Retry-After"), time.Now()), Body: bytes.TrimSpace(body)}, nil
}

// Stopped reports whether a provider says that a number answered STOP (Twilio's
// error 21610).
func Stopped(body string) bool {
	var e struct {
		Code int `json:"code"`
	}
	return json.Unmarshal([]byte(body), &e) == nil && e.Code == 21610
}

// twoSeptets is how much two joined segments hold (3GPP TS 23.038, 23.040).
const twoSeptets = 2 * 153

// gsm is the default alphabet of a text; what stands in gsmTwice counts double.
const (
	gsm      = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmTwice = "^{}\\[~]|€"
)

// simpler writes signs that only a long alphabet has as ones of the short.
var simpler = strings.NewReplacer("–", "-", "—", "-", "‘", "'", "’", "'", "“", `"`, "”", `"`, "…", "...", "„", `"`, "«", `"`, "»", `"`, "\u202f", " ", "\u00a0", " ", "·", "-", "`", "'", "\u2060", "")

// Segments is how many segments a text takes.
func Segments(text string) int {
	septets, short := 0, true
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsm, r):
			septets++
		case strings.ContainsRune(gsmTwice, r):
			septets += 2
		default:
			short = false
		}
	}
	if short {
		return segments(septets, 160, 153)
	}
	return segments(units(text), 70, 67)
}

func segments(n, alone, joined int) int {
	if n <= alone {
		return 1
	}
	return (n + joined - 1) / joined
}

// Text is news in two segments at most: the name of the page, the state, what it
// means, the link, and the way out where there is room.
func Text(n News, l Links) string {
	head := simpler.Replace("[" + cut(n.Site, 30) + "] ")
	if state := n.speech().State(n.State); state != "" {
		head += simpler.Replace(n.Language.Say("{0}: // a label", state)) + " "
	}
	title, sentence := simpler.Replace(n.Title), simpler.Replace(n.Sentence)
	ends := []string{"\n" + n.URL}
	if l.Leave != "" {
		ends = []string{"\n" + n.URL + "\n" + simpler.Replace(n.Language.Say("{0}: {1}", n.Language.Say("Stop"), l.Leave)), "\n" + n.URL}
	}
	for _, end := range ends {
		for most := max(40, len(sentence)); most >= 40; most -= 10 {
			if text := head + title + n.Language.Say(". // ends a sentence") + " " + simpler.Replace(cut(sentence, most)) + end; Segments(text) <= 2 {
				return text
			}
		}
	}
	for most := twoSeptets; most > 10; most -= 5 {
		if text := head + simpler.Replace(cut(title, most)) + ends[len(ends)-1]; Segments(text) <= 2 {
			return text
		}
	}
	return cut(head, 60) + n.URL
}
