package api

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha1" // #nosec G505 -- the service's older signatures, checked beside the newer ones
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"vitrine/models/audience"
)

// ses hears Amazon SES through one topic of Amazon SNS, which signs each call with
// a key whose certificate lies on a host of its own. Anybody can have a topic:
// calls of another one are strangers'.
type ses struct {
	topic string
	get   func(ctx context.Context, address string) ([]byte, error)

	mu    sync.Mutex
	certs map[string]*x509.Certificate // by address
}

func newSES(topic string) *ses {
	return &ses{topic: topic, get: getFromSNS, certs: map[string]*x509.Certificate{}}
}

// snsHost is where certificates and confirmations of SNS are, and nothing else is
// ever asked.
var snsHost = regexp.MustCompile(`^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$`)

// snsCertificate is where SNS's certificates lie on its host. Other addresses there
// answer with what anybody asks them to say.
var snsCertificate = regexp.MustCompile(`^/SimpleNotificationService-[0-9a-f]+\.pem$`)

// snsClient asks SNS; it follows no redirect, since those could lead anywhere.
var snsClient = &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func getFromSNS(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := snsClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("SNS answered %d", answer.StatusCode)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 64<<10))
}

// snsCall is what SNS sends.
type snsCall struct {
	Type, MessageID, TopicArn, Subject, Message, Timestamp, Token string
	SubscribeURL, SignatureVersion, Signature, SigningCertURL     string
}

func (s *ses) events(ctx context.Context, c providerCall) ([]bounceEvent, error) {
	var call snsCall
	if json.Unmarshal(c.body, &call) != nil {
		return nil, errOddEvent
	}
	if call.TopicArn != s.topic || !s.signed(ctx, call) {
		return nil, errStranger
	}
	switch call.Type {
	case "SubscriptionConfirmation":
		if !onSNS(call.SubscribeURL) {
			return nil, errStranger
		}
		_, err := s.get(ctx, call.SubscribeURL)
		return nil, err
	case "Notification":
		return sesEvents(call)
	default:
		return nil, nil
	}
}

// onSNS reports whether an address is one of SNS's own.
func onSNS(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.User == nil && snsHost.MatchString(u.Host)
}

// snsSigns reports whether an address is that of a certificate of SNS, written in
// the one way in which SNS writes it.
func snsSigns(address string) bool {
	u, err := url.Parse(address)
	return err == nil && onSNS(address) && snsCertificate.MatchString(u.Path) && address == "https://"+u.Host+u.Path
}

// text is what SNS signs of a call.
func (c snsCall) text() string {
	pairs := [][2]string{{"Message", c.Message}, {"MessageId", c.MessageID}}
	if c.Type == "Notification" {
		if c.Subject != "" {
			pairs = append(pairs, [2]string{"Subject", c.Subject})
		}
		pairs = append(pairs, [2]string{"Timestamp", c.Timestamp})
	} else {
		pairs = append(pairs, [2]string{"SubscribeURL", c.SubscribeURL}, [2]string{"Timestamp", c.Timestamp}, [2]string{"Token", c.Token})
	}
	pairs = append(pairs, [2]string{"TopicArn", c.TopicArn}, [2]string{"Type", c.Type})
	var b strings.Builder
	for _, p := range pairs {
		b.WriteString(p[0] + "\n" + p[1] + "\n")
	}
	return b.String()
}

// signed reports whether SNS signed a call.
func (s *ses) signed(ctx context.Context, c snsCall) bool {
	sig, err := base64.StdEncoding.DecodeString(c.Signature)
	if err != nil || !snsSigns(c.SigningCertURL) {
		return false
	}
	cert, err := s.certificate(ctx, c.SigningCertURL)
	if err != nil {
		return false
	}
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	if !ok {
		return false
	}
	if c.SignatureVersion == "2" {
		sum := sha256.Sum256([]byte(c.text()))
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], sig) == nil
	}
	sum := sha1.Sum([]byte(c.text()))
	return rsa.VerifyPKCS1v15(key, crypto.SHA1, sum[:], sig) == nil
}

// certificate fetches a certificate of SNS, and keeps it. Nobody waits for the
// fetch of another.
func (s *ses) certificate(ctx context.Context, address string) (*x509.Certificate, error) {
	if cert := s.known(address); cert != nil {
		return cert, nil
	}
	text, err := s.get(ctx, address)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errOddEvent
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil || time.Now().After(cert.NotAfter) {
		return nil, errOddEvent
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.certs) > 16 {
		clear(s.certs)
	}
	s.certs[address] = cert
	return cert, nil
}

// known returns a certificate that was fetched before and still holds, or nil.
func (s *ses) known(address string) *x509.Certificate {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cert := s.certs[address]; cert != nil && time.Now().Before(cert.NotAfter) {
		return cert
	}
	return nil
}

// sesReport is what SES says in a notification or an event.
type sesReport struct {
	NotificationType, EventType string
	Bounce                      struct {
		BounceType        string
		FeedbackID        string
		BouncedRecipients []struct{ EmailAddress, Status, DiagnosticCode string }
	}
	Complaint struct {
		FeedbackID           string
		FeedbackType         string `json:"complaintFeedbackType"`
		ComplainedRecipients []struct{ EmailAddress string }
	}
	Mail struct {
		CommonHeaders struct {
			MessageID string `json:"messageId"`
		}
	}
}

func sesEvents(c snsCall) (list []bounceEvent, err error) {
	var r sesReport
	if json.Unmarshal([]byte(c.Message), &r) != nil {
		return nil, nil // SNS tells us in words that it was connected
	}
	id := r.Mail.CommonHeaders.MessageID
	switch r.NotificationType + r.EventType {
	case "Bounce":
		for _, one := range r.Bounce.BouncedRecipients {
			e := bounceEvent{key: c.MessageID + " " + one.EmailAddress, email: one.EmailAddress, messageID: id, status: one.Status, detail: one.DiagnosticCode, kind: audience.SoftBounce}
			switch {
			case r.Bounce.BounceType == "Permanent" && e.status == "":
				e.kind = audience.HardBounce
			case r.Bounce.BounceType == "Permanent":
				e.kind = audience.BounceKindOf(e.status)
			}
			list = append(list, e)
		}
	case "Complaint":
		for _, one := range r.Complaint.ComplainedRecipients {
			if r.Complaint.FeedbackType != "not-spam" {
				list = append(list, bounceEvent{key: c.MessageID + " " + one.EmailAddress, email: one.EmailAddress, messageID: id, detail: r.Complaint.FeedbackType, kind: audience.Complaint})
			}
		}
	}
	return list, nil
}
