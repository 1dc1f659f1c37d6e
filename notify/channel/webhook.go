package channel

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

// MostBody is how large the body of a webhook gets, in bytes (Standard Webhooks:
// under 20 KB).
const MostBody = 20 << 10

// own is the body of a webhook in our shape: what Standard Webhooks suggests, type,
// timestamp and data.
type own struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Page      ownPage   `json:"page"`
	Data      ownData   `json:"data"`
	Links     ownLinks  `json:"links"`
	Secret    string    `json:"signing_secret,omitempty"` // with the question alone
}

type ownPage struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type ownData struct {
	Subject   Subject   `json:"subject"`
	State     string    `json:"state,omitempty"`
	Sentence  string    `json:"sentence"` // first what a reader wants to know
	Body      string    `json:"body"`     // Markdown
	Shortened bool      `json:"body_shortened"`
	Services  []Service `json:"components"`
}

type ownLinks struct {
	Manage      string `json:"manage,omitempty"`
	Unsubscribe string `json:"unsubscribe,omitempty"` // POST to it ends the calls
	Confirm     string `json:"confirm,omitempty"`     // POST deed=confirm to it, or open it, and the calls begin
}

// Body is the body of a webhook in our shape.
func Body(n News, l Links) string {
	b := own{Type: n.Type, Timestamp: n.At.UTC(), Page: ownPage{n.Site, n.Home}, Links: ownLinks{l.Manage, l.Leave, l.Confirm}, Secret: l.Secret,
		Data: ownData{Subject: n.Subject, State: n.State, Sentence: n.Sentence, Body: n.Body, Services: append([]Service{}, n.Services...)}}
	for {
		text := encoded(b)
		switch {
		case len(text) < MostBody:
			return text
		case len(b.Data.Body) > 400:
			b.Data.Body, b.Data.Shortened = cut(n.Body, len([]rune(b.Data.Body))*4/5), true
		default:
			b.Data.Services = b.Data.Services[:len(b.Data.Services)/2]
		}
	}
}

// Webhook is a signed call (Standard Webhooks 1.0.0). The id is the same on every
// try of one delivery; secrets are base64, the newest first, and each signs.
func Webhook(to, body, id string, at time.Time, secrets []string) (Call, error) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	signatures := make([]string, len(secrets))
	for n, secret := range secrets {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil || len(key) < 24 {
			return Call{}, errors.New("a secret is no base64 of 24 bytes or more")
		}
		signatures[n] = "v1," + Sign(key, id, stamp, body)
	}
	call := post(to, jsonType, body)
	call.Header["Webhook-Id"] = []string{id}
	call.Header["Webhook-Timestamp"] = []string{stamp}
	call.Header["Webhook-Signature"] = []string{strings.Join(signatures, " ")}
	return call, nil
}

// Sign is the signature v1 of one call: HMAC-SHA256 over id, time stamp and body,
// in base64.
func Sign(key []byte, id, stamp, body string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(id + "." + stamp + "." + body))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// Waits are the pauses between tries that Standard Webhooks gives.
var Waits = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// Gone reports whether an answer says that a channel is no more, and nobody should
// call it again.
func Gone(c models.Channel, status int, words string) bool {
	switch {
	case status == 410:
		return true
	case c == models.ByPush:
		return noPush(status)
	case c == models.BySlack:
		return status == 404 && (strings.Contains(words, "no_service") || strings.Contains(words, "no_team")) ||
			status == 403 && strings.Contains(words, "invalid_token")
	case c == models.ByDiscord:
		return status == 404 && strings.Contains(words, "10015") // Unknown Webhook
	}
	return false
}
