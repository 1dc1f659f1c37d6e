package api

import (
	"context"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

// signatureLife is how old a provider's signature may be; providers send again for
// hours what was not taken.
const signatureLife = 12 * time.Hour

// fresh reports whether a time stamp in seconds is neither old nor of the future.
func fresh(stamp string, now time.Time) bool {
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	age := now.Sub(time.Unix(seconds, 0))
	return err == nil && age < signatureLife && age > -5*time.Minute
}

// postmark sends a password with every call (basic authentication in the webhook's
// address); it signs nothing.
type postmark struct{ password string }

func (p postmark) events(_ context.Context, c providerCall) ([]bounceEvent, error) {
	raw, _ := strings.CutPrefix(c.header("Authorization"), "Basic ")
	pair, err := base64.StdEncoding.DecodeString(raw)
	_, password, _ := strings.Cut(string(pair), ":")
	if err != nil || subtle.ConstantTimeCompare([]byte(password), []byte(p.password)) != 1 {
		return nil, errStranger
	}
	var e struct {
		RecordType, Type, Email, Description, Details string
		ID                                            int64
	}
	if json.Unmarshal(c.body, &e) != nil {
		return nil, errOddEvent
	}
	kinds := map[string]audience.BounceKind{"HardBounce": audience.HardBounce, "BadEmailAddress": audience.HardBounce, "SpamComplaint": audience.Complaint,
		"SoftBounce": audience.SoftBounce, "Transient": audience.SoftBounce, "DnsError": audience.SoftBounce, "Undeliverable": audience.SoftBounce,
		"Blocked": audience.PolicyBounce, "SpamNotification": audience.PolicyBounce, "DMARCPolicy": audience.PolicyBounce}
	kind, known := kinds[e.Type]
	if e.RecordType == "SpamComplaint" {
		kind, known = audience.Complaint, true
	}
	if !known || e.RecordType != "Bounce" && e.RecordType != "SpamComplaint" {
		return nil, nil
	}
	return []bounceEvent{{key: strconv.FormatInt(e.ID, 10), email: e.Email, kind: kind, detail: e.Description + " " + e.Details}}, nil
}

// mailgun signs a time stamp and a token, in the body.
type mailgun struct {
	key string
	now func() time.Time
}

func (m mailgun) events(_ context.Context, c providerCall) ([]bounceEvent, error) {
	var call struct {
		Signature struct{ Timestamp, Token, Signature string }
		Data      struct {
			Event, Severity, ID, Recipient, Reason string
			Status                                 struct {
				Code         int
				Message      string
				Description  string
				EnhancedCode string `json:"enhanced-code"`
			} `json:"delivery-status"`
			Message struct {
				Headers map[string]any
			}
		} `json:"event-data"`
	}
	if json.Unmarshal(c.body, &call) != nil {
		return nil, errOddEvent
	}
	mac := hmac.New(sha256.New, []byte(m.key))
	mac.Write([]byte(call.Signature.Timestamp + call.Signature.Token))
	sum, err := hex.DecodeString(call.Signature.Signature)
	if err != nil || !hmac.Equal(sum, mac.Sum(nil)) || !fresh(call.Signature.Timestamp, m.now()) {
		return nil, errStranger
	}
	d := call.Data
	messageID, _ := d.Message.Headers["message-id"].(string)
	e := bounceEvent{key: d.ID, email: d.Recipient, messageID: messageID, status: d.Status.EnhancedCode, detail: d.Status.Message + " " + d.Status.Description}
	switch {
	case d.Event == "complained":
		e.kind = audience.Complaint
	case d.Event == "failed" && e.status != "":
		e.kind = audience.BounceKindOf(e.status)
	case d.Event == "failed" && d.Severity == "permanent" && (d.Status.Code == 550 || d.Reason == "bounce" || d.Reason == "suppress-bounce"):
		e.kind = audience.HardBounce
	case d.Event == "failed":
		e.kind = audience.SoftBounce
	default:
		return nil, nil
	}
	if d.Severity == "temporary" && e.kind == audience.HardBounce {
		e.kind = audience.SoftBounce
	}
	return []bounceEvent{e}, nil
}

// sendgrid signs the time and the body with a key of the account.
type sendgrid struct {
	key *ecdsa.PublicKey
	now func() time.Time
}

// sendgridKey reads the verification key that SendGrid shows.
func sendgridKey(text string) (*ecdsa.PublicKey, error) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err == nil {
		var parsed any
		if parsed, err = x509.ParsePKIXPublicKey(der); err == nil {
			if key, ok := parsed.(*ecdsa.PublicKey); ok {
				return key, nil
			}
		}
	}
	return nil, models.Fail(models.Invalid, "The key of sendgrid is not the verification key that SendGrid shows beside its signed event webhook.")
}

func (s sendgrid) events(_ context.Context, c providerCall) ([]bounceEvent, error) {
	stamp := c.header("X-Twilio-Email-Event-Webhook-Timestamp")
	sig, err := base64.StdEncoding.DecodeString(c.header("X-Twilio-Email-Event-Webhook-Signature"))
	sum := sha256.Sum256(append([]byte(stamp), c.body...))
	if err != nil || !fresh(stamp, s.now()) || !ecdsa.VerifyASN1(s.key, sum[:], sig) {
		return nil, errStranger
	}
	var all []struct {
		Event, Email, Status, Reason, Type string
		ID                                 string `json:"sg_event_id"`
		MessageID                          string `json:"smtp-id"`
	}
	if json.Unmarshal(c.body, &all) != nil {
		return nil, errOddEvent
	}
	var list []bounceEvent
	for _, one := range all {
		e := bounceEvent{key: one.ID, email: one.Email, messageID: one.MessageID, status: one.Status, detail: one.Reason}
		switch {
		case one.Event == "spamreport":
			e.kind = audience.Complaint
		case one.Event == "bounce" && one.Type == "blocked":
			e.kind = audience.PolicyBounce
		case one.Event == "bounce":
			e.kind = audience.BounceKindOf(one.Status)
		default:
			continue // delivered, opened, put off: nothing about the address
		}
		list = append(list, e)
	}
	return list, nil
}
