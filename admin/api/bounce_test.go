package api_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrine/admin/api"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

const topic = "arn:aws:sns:eu-west-1:123456789012:bounces"

// provider makes calls as one mail provider does: body in its form, head with its
// signature.
type provider struct {
	name string
	hard func(email, id string) string // a report that an address is no good
	sign func(body string) http.Header
	seal func(body string) string // for signatures inside the body; nil: none
}

// providers are the four, with keys of their own, and what the operator configures.
func providers(t *testing.T) (list []provider, configured []string, certificates fetch) {
	t.Helper()
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(curve.Public())
	if err != nil {
		t.Fatal(err)
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	certificates = func(_ context.Context, address string) ([]byte, error) {
		if address != "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem" {
			return nil, fmt.Errorf("asked for %s", address)
		}
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
	}
	configured = []string{"postmark:correct horse", "mailgun:key-of-mailgun", "sendgrid:" + base64.StdEncoding.EncodeToString(public), "ses:" + topic}
	return []provider{postmark(), mailgun(), sendgrid(t, curve), ses(t, key)}, configured, certificates
}

func postmark() provider {
	return provider{name: "postmark",
		hard: func(email, id string) string {
			return fmt.Sprintf(`{"RecordType":"Bounce","ID":%d,"Type":"HardBounce","TypeCode":1,"MessageID":"883953f4","Description":"The server was unable to deliver your message.","Details":"smtp;550 5.1.1 unknown","Email":%q,"From":"updates@status.acme.example","BouncedAt":"2026-11-19T16:33:54Z","Inactive":true}`, len(id), email)
		},
		sign: func(string) http.Header {
			return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("vitrine:correct horse"))}}
		}}
}

func mailgun() provider {
	return provider{name: "mailgun",
		hard: func(email, id string) string {
			return fmt.Sprintf(`{"signature":SIGNATURE,"event-data":{"event":"failed","severity":"permanent","reason":"bounce","id":%q,"recipient":%q,"timestamp":1521233195.375624,"delivery-status":{"attempt-no":1,"code":550,"message":"5.1.1 The email account that you tried to reach does not exist","description":"","session-seconds":0},"message":{"headers":{"message-id":"inc-1.u2.s3@status.example.com"}}}}`, id, email)
		},
		sign: func(string) http.Header { return http.Header{} },
		seal: func(body string) string {
			stamp, token := strconv.FormatInt(time.Now().Unix(), 10), "a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0"
			mac := hmac.New(sha256.New, []byte("key-of-mailgun"))
			mac.Write([]byte(stamp + token))
			return strings.Replace(body, "SIGNATURE", fmt.Sprintf(`{"timestamp":%q,"token":%q,"signature":%q}`, stamp, token, hex.EncodeToString(mac.Sum(nil))), 1)
		}}
}

func sendgrid(t *testing.T, key *ecdsa.PrivateKey) provider {
	return provider{name: "sendgrid",
		hard: func(email, id string) string {
			return fmt.Sprintf(`[{"email":"other@customer.example","event":"delivered","sg_event_id":"0"},{"email":%q,"timestamp":1513299569,"smtp-id":"<inc-1.u2.s3@status.example.com>","event":"bounce","type":"bounce","reason":"550 5.1.1 unknown","status":"5.1.1","sg_event_id":%q,"sg_message_id":"sg"}]`, email, id)
		},
		sign: func(body string) http.Header {
			stamp := strconv.FormatInt(time.Now().Unix(), 10)
			sum := sha256.Sum256([]byte(stamp + body))
			sig, err := ecdsa.SignASN1(rand.Reader, key, sum[:])
			if err != nil {
				t.Fatal(err)
			}
			return http.Header{"X-Twilio-Email-Event-Webhook-Timestamp": {stamp}, "X-Twilio-Email-Event-Webhook-Signature": {base64.StdEncoding.EncodeToString(sig)}}
		}}
}

// snsText is what SNS signs, written from its documentation.
func snsText(m map[string]string, keys ...string) (text string) {
	for _, key := range keys {
		if m[key] != "" {
			text += key + "\n" + m[key] + "\n"
		}
	}
	return text
}

func ses(t *testing.T, key *rsa.PrivateKey) provider {
	return provider{name: "ses",
		hard: func(email, id string) string {
			message := fmt.Sprintf(`{"notificationType":"Bounce","bounce":{"feedbackId":"f","bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":%q,"action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"messageId":"ses","commonHeaders":{"messageId":"<inc-1.u2.s3@status.example.com>"}}}`, email)
			return snsCall("Notification", id, message)
		},
		sign: func(string) http.Header { return http.Header{} },
		seal: func(body string) string {
			var m map[string]string
			if err := json.Unmarshal([]byte(body), &m); err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256([]byte(snsText(m, "Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")))
			sig, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
			if err != nil {
				t.Fatal(err)
			}
			m["Signature"] = base64.StdEncoding.EncodeToString(sig)
			text, _ := json.Marshal(m)
			return string(text)
		}}
}

func snsCall(kind, id, message string) string {
	m := map[string]string{"Type": kind, "MessageId": id, "TopicArn": topic, "Message": message, "Timestamp": "2026-11-19T16:00:00.000Z", "SignatureVersion": "2",
		"SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"}
	if kind == "SubscriptionConfirmation" {
		m["Token"], m["SubscribeURL"] = "token", message
	}
	text, _ := json.Marshal(m)
	return string(text)
}

// fetch is how documents of SNS are fetched.
type fetch = func(ctx context.Context, address string) ([]byte, error)

// hooked opens the interface to providers.
func hooked(t *testing.T, configured []string, get fetch) *house {
	t.Helper()
	hooks, err := api.ParseBounceHooks(configured)
	if err != nil {
		t.Fatal(err)
	}
	hooks.AskSNS(get)
	h := open(t)
	h.doors.Bounces = hooks
	h.mount(h.doors)
	return h
}

// follows adds a subscriber of everything.
func (h *house) follows(email string) audience.Subscriber {
	h.t.Helper()
	s, err := h.audience.Add(h.t.Context(), audience.NewSubscriber{Email: email, Consent: "test", Choice: audience.Choice{AllComponents: true, Incidents: true}})
	h.must(err)
	return s
}

// report brings a call and returns the status and the answer.
func (h *house) report(name, body string, head http.Header) (int, string) {
	h.t.Helper()
	r := httptest.NewRequest(http.MethodPost, api.Base+"/bounces/"+name, strings.NewReader(body))
	for key, values := range head {
		r.Header[key] = values
	}
	answer, err := h.app.Test(r, -1)
	h.must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	h.must(err)
	return answer.StatusCode, string(text)
}

// TestProvidersReportWhatCameBack: each in its own form, with its own signature;
// a report that somebody changed, or that nobody signed, changes nothing.
func TestProvidersReportWhatCameBack(t *testing.T) {
	t.Parallel()
	list, configured, certificates := providers(t)
	for _, p := range list {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			h := hooked(t, configured, certificates)
			email := "sam." + p.name + "@customer.example"
			s := h.follows(email)
			sealed := p.seal
			if sealed == nil {
				sealed = func(body string) string { return body }
			}
			state := func(want audience.State) {
				t.Helper()
				if got, err := h.audience.Subscriber(t.Context(), s.PublicID); err != nil || got.State != want {
					t.Errorf("the person is %s, %v; want %s", got.State, err, want)
				}
			}
			body := sealed(p.hard(email, "event-1"))
			bad, head := strings.Replace(body, "sam.", "sum.", 1), p.sign(body)
			if p.name == "postmark" {
				bad, head = body, http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("vitrine:wrong horse"))}}
			}
			if p.name == "mailgun" { // it signs a time and a token alone
				bad = strings.Replace(body, `"signature":"`, `"signature":"00`, 1)
			}
			for _, call := range []struct {
				body string
				head http.Header
			}{{bad, head}, {p.hard(email, "event-1"), http.Header{}}, {"{}", http.Header{}}, {"", http.Header{}}} {
				if status, answer := h.report(p.name, call.body, call.head); status != http.StatusUnauthorized && status != http.StatusUnprocessableEntity {
					t.Errorf("a call of a stranger is answered with %d: %s", status, answer)
				}
			}
			state(audience.Active)
			stranger := sealed(p.hard("nobody@customer.example", "event-22"))
			if status, answer := h.report(p.name, stranger, p.sign(stranger)); status != http.StatusOK || !strings.Contains(answer, `"unknown":1`) {
				t.Errorf("about nobody we know: %d %s", status, answer)
			}
			if strings.Contains(body, "status.example.com") {
				others := sealed(strings.Replace(p.hard(email, "event-333"), "status.example.com", "shop.example", 1))
				if status, answer := h.report(p.name, others, p.sign(others)); status != http.StatusOK || !strings.Contains(answer, `"unknown":1`) {
					t.Errorf("about a mail of somebody else: %d %s", status, answer)
				}
			}
			state(audience.Active)
			for n, want := range []string{`"suppressed":1`, `"repeated":1`} {
				if status, answer := h.report(p.name, body, p.sign(body)); status != http.StatusOK || !strings.Contains(answer, want) {
					t.Errorf("call %d is answered with %d: %s", n, status, answer)
				}
			}
			state(audience.Left)
			if status, _ := h.report("nobody", body, p.sign(body)); status != http.StatusUnauthorized {
				t.Errorf("an unknown provider is answered with %d", status)
			}
		})
	}
}

// goodLink confirms a subscription.
const goodLink = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"

// asSent changes nothing.
func asSent(body string) string { return body }

// strangeCalls are confirmations that SNS did not sign, or that lead elsewhere: the
// link in them, and what was changed after signing.
var strangeCalls = map[string]struct {
	link   string
	change func(string) string
}{
	"another host":                       {"https://sns.eu-west-1.amazonaws.com.evil.example/?Action=Confirm", asSent},
	"a plain connection":                 {"http://sns.eu-west-1.amazonaws.com/?Action=Confirm", asSent},
	"another topic":                      {goodLink, replacing(":bounces", ":others")},
	"another host of the certificate":    {goodLink, replacing("https://sns.eu-west-1.", "https://evil.example/sns.")},
	"an answer that anybody can ask for": {goodLink, replacing("/SimpleNotificationService-1.pem", "/?Action=Show&Text=/SimpleNotificationService-1.pem")},
	"a certificate with a query":         {goodLink, replacing("-1.pem", "-1.pem?x=1")},
	"a certificate elsewhere":            {goodLink, replacing("/SimpleNotificationService", "/x/SimpleNotificationService")},
	"another token":                      {goodLink, replacing(`"token"`, `"tokem"`)},
}

func replacing(this, with string) func(string) string {
	return func(body string) string { return strings.Replace(body, this, with, 1) }
}

// TestSNSIsConnectedOnceItIsProven: the confirmation is fetched from SNS's own host
// alone, for the configured topic alone.
func TestSNSIsConnectedOnceItIsProven(t *testing.T) {
	t.Parallel()
	list, configured, certificates := providers(t)
	var fetched []string
	slow, goOn := make(chan struct{}), make(chan struct{})
	h := hooked(t, configured, func(ctx context.Context, address string) ([]byte, error) {
		switch {
		case strings.Contains(address, "Action=Confirm"):
			fetched = append(fetched, address)
			return nil, nil
		case strings.HasSuffix(address, "-2.pem"):
			close(slow)
			<-goOn
		}
		return certificates(ctx, "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem") // whatever is asked for
	})
	amazon := list[3]
	confirm := func(link string, change func(string) string) int {
		status, _ := h.report("ses", change(amazon.seal(snsCall("SubscriptionConfirmation", "1", link))), http.Header{})
		return status
	}
	for name, c := range strangeCalls {
		if got := confirm(c.link, c.change); got != http.StatusUnauthorized || len(fetched) != 0 {
			t.Errorf("%s: %d, fetched %q", name, got, fetched)
		}
	}
	waiting, answered := make(chan int, 1), make(chan int, 1)
	go func() {
		waiting <- confirm("", replacing("-1.pem", "-2.pem"))
	}()
	<-slow // its certificate comes late, which is nobody else's matter
	go func() { answered <- confirm(goodLink, asSent) }()
	select {
	case got := <-answered:
		if got != 200 || len(fetched) != 1 || fetched[0] != goodLink {
			t.Errorf("%d, fetched %q", got, fetched)
		}
	case <-time.After(20 * time.Second):
		t.Error("a report waits for the certificate of another")
	}
	close(goOn)
	<-waiting
}

// TestWrongHooksTellNoSecret: what stands alone may be the key itself.
func TestWrongHooksTellNoSecret(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"MYVERYOWNKEY": "postmark:PASSWORD", "MYVERYOWNKEY:and-more-of-it": "postmark:PASSWORD", "mailgun:MYOWN": "mailgun:SECRET"} {
		_, err := api.ParseBounceHooks([]string{text})
		if err == nil || strings.Contains(err.Error(), "MY") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestOurMailIsKnownByItsHost: as it stands in a Message-ID, without port and
// brackets.
func TestOurMailIsKnownByItsHost(t *testing.T) {
	t.Parallel()
	h := hooked(t, []string{"mailgun:key-of-mailgun"}, nil)
	h.follows("sam@customer.example")
	h.doors.PublicURL = "https://[2001:db8::7]:8443"
	h.mount(h.doors)
	p := mailgun()
	for n, c := range []struct{ host, want string }{{"other.example", `"unknown":1`}, {"2001:db8::7", `"suppressed":1`}} {
		body := p.seal(strings.Replace(p.hard("sam@customer.example", strconv.Itoa(n)), "status.example.com", c.host, 1))
		if status, answer := h.report("mailgun", body, http.Header{}); status != http.StatusOK || !strings.Contains(answer, c.want) {
			t.Errorf("about a mail of %s: %d %s", c.host, status, answer)
		}
	}
}

func TestStaffAskWhoIsNotWrittenTo(t *testing.T) {
	t.Parallel()
	_, configured, certificates := providers(t)
	h := hooked(t, configured, certificates)
	h.follows("sam@customer.example")
	body, p := postmark().hard("sam@customer.example", "1"), postmark()
	if status, answer := h.report("postmark", body, p.sign(body)); status != http.StatusOK {
		t.Fatal(status, answer)
	}
	counts := h.do(staff.Responder, "GET", "/suppressions", nil).want(200)
	if counts.at("total") != 1.0 || counts.at("by_reason", "hard") != 1.0 {
		t.Errorf("%v", counts)
	}
	found := h.do(staff.Responder, "GET", "/suppressions/look-up?email=sam%40customer.example", nil).want(200)
	if found.at("suppressed") != true || found.at("reason") != "hard" || found.at("returns") != true {
		t.Errorf("%v", found)
	}
	if other := h.do(staff.Responder, "GET", "/suppressions/look-up?email=eve%40customer.example", nil).want(200); other.at("suppressed") != false {
		t.Errorf("%v", other)
	}
	h.do(staff.Responder, "GET", "/suppressions/look-up?email=nobody", nil).want(422)
	h.do(staff.Viewer, "GET", "/suppressions", nil).want(403)
}
