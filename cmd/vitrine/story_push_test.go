package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/backgroundservice"
	chrome "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// device is a browser's address at a push service on loopback, which stands in
// for the vendor's: what arrives there is opened and handed to the worker of a
// real browser, as the vendor's service would.
type device struct {
	key  *ecdh.PrivateKey
	auth []byte
	hook *hook
}

// asks sends what the page's script sends.
func (d *device) asks(s *server) {
	s.t.Helper()
	form := s.signUpForm()
	enc := base64.RawURLEncoding
	form.Set("endpoint", d.hook.URL+"/push")
	form.Set("p256dh", enc.EncodeToString(d.key.PublicKey().Bytes()))
	form.Set("auth", enc.EncodeToString(d.auth))
	res, err := http.PostForm(s.public+"/subscribe/push", form)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusAccepted {
		s.t.Fatalf("POST /subscribe/push answered %d", res.StatusCode)
	}
}

// text opens the n-th message (RFC 8291).
func (d *device) text(t testing.TB, n int) string {
	t.Helper()
	var call string
	eventually(t, 20*time.Second, func() error {
		if calls := d.hook.of("/push"); len(calls) > n {
			_, call, _ = strings.Cut(calls[n], "\n")
			return nil
		}
		return errors.New("the push service got nothing")
	})
	raw := []byte(call)
	theirs, err := ecdh.P256().NewPublicKey(raw[21:86])
	if err != nil {
		t.Fatal(err)
	}
	shared, err := d.key.ECDH(theirs)
	if err != nil {
		t.Fatal(err)
	}
	derive := func(secret, salt []byte, info string, size int) []byte {
		key, err := hkdf.Key(sha256.New, secret, salt, info, size)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	ikm := derive(shared, d.auth, "WebPush: info\x00"+string(d.key.PublicKey().Bytes())+string(raw[21:86]), 32)
	block, err := aes.NewCipher(derive(ikm, raw[:16], "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	text, err := aead.Open(nil, derive(ikm, raw[:16], "Content-Encoding: nonce\x00", 12), raw[86:], nil)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimRight(string(text), "\x00"), "\x02")
}

// workers follows the workers that a person's browser keeps.
func (p *person) workers() (registered func() serviceworker.RegistrationID) {
	p.t.Helper()
	var mu sync.Mutex
	var id serviceworker.RegistrationID
	err := chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*serviceworker.EventWorkerRegistrationUpdated); ok {
			mu.Lock()
			defer mu.Unlock()
			for _, r := range e.Registrations {
				id = r.RegistrationID
			}
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.do("follow workers", command(serviceworker.Enable, cdp.Empty{}))
	return func() serviceworker.RegistrationID {
		mu.Lock()
		defer mu.Unlock()
		return id
	}
}

// shown follows what this person's device shows. The browser tells it itself: a page
// that asks for what shows at this moment misses what has closed again, and can take
// back what is about to show.
func (p *person) shown() (all func() string) {
	p.t.Helper()
	var mu sync.Mutex
	var lines []string
	err := chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*backgroundservice.EventBackgroundServiceEventReceived); ok {
			told := map[string]string{}
			for _, m := range e.BackgroundServiceEvent.EventMetadata {
				told[m.Key] = m.Value
			}
			mu.Lock()
			defer mu.Unlock()
			lines = append(lines, e.BackgroundServiceEvent.EventName+": "+told["Title"]+": "+told["Body"])
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	const service = backgroundservice.ServiceNameNotifications
	p.do("follow what shows", command(backgroundservice.StartObserving, backgroundservice.StartObservingParams{Service: service}))
	p.do("keep what shows", command(backgroundservice.SetRecording, backgroundservice.SetRecordingParams{ShouldRecord: true, Service: service}))
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Join(lines, "\n")
	}
}

// allowMessages is what a person answers when the browser asks.
var allowMessages = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	info, err := cdp.Call(ctx, t, target.GetTargetInfo, target.GetTargetInfoParams{})
	if err != nil {
		return err
	}
	_, err = cdp.Call(ctx, t, chrome.SetPermission, chrome.SetPermissionParams{Permission: &chrome.PermissionDescriptor{Name: "notifications"},
		Setting: chrome.PermissionSettingGranted, BrowserContextID: info.TargetInfo.BrowserContextID})
	return err
})

// TestADeviceIsToldThroughItsWorker asks on the page in a real browser, which has
// no vendor's push service behind it here, and says so; its worker is in place,
// answers the first message by itself and shows the news.
func TestADeviceIsToldThroughItsWorker(t *testing.T) {
	t.Parallel()
	s := prepare(t, "VITRINE_OUTWARD_ALLOW=127.0.0.0/8").start()
	writer := s.user("jonas@northpole.example", "Jonas Feldt", "admin")
	writer.do("PATCH", "/settings", object{"languages": []string{"en", "de"}})
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := &device{key: key, auth: make([]byte, 16), hook: newHook(t)}
	rand.Read(d.auth)

	p := newBrowser(t).person("a reader")
	registered, shown := p.workers(), p.shown()
	p.do("allow messages", allowMessages)
	p.open(s.public + "/subscribe")
	p.sees("On this device")
	p.do("ask", click("button", "Show updates on this device"))
	p.comesToSee("push service")
	eventually(t, patience, func() error {
		if registered() == "" {
			return errors.New("the browser has no worker of ours")
		}
		return nil
	})
	deliver := func(n int) {
		t.Helper()
		p.do("get a message", command(serviceworker.DeliverPushMessage, serviceworker.DeliverPushMessageParams{Origin: s.public, RegistrationID: registered(), Data: d.text(t, n)}))
	}
	shows := func(words string) {
		t.Helper()
		eventually(t, patience, func() error {
			said := shown()
			if !strings.Contains(said, words) {
				return fmt.Errorf("the device showed %q", said)
			}
			return nil
		})
	}

	d.asks(s)
	deliver(0)
	shows("Status updates will show here.")
	eventually(t, patience, func() error {
		if all := list(writer.do("GET", "/subscribers?channel=push&state=active", nil), "items"); len(all) != 1 {
			return errors.New("the worker has not answered")
		}
		return nil
	})
	writer.do("POST", "/incidents", object{"title": "Sign-in fails", "body": "We look into it.", "notify": true})
	deliver(1)
	shows("Sign-in fails: Investigating")
	if strings.Contains(d.text(t, 1), "confirm") {
		t.Error("the news asks again")
	}
	p.staysInTheirLanguage(s, writer)
}

// staysInTheirLanguage is a reader of a site in two languages. What a script asks for
// is said in that of the page, and a page that names its language catches up with what
// happened before it followed.
func (p *person) staysInTheirLanguage(s *server, writer *client) {
	p.t.Helper()
	p.open(s.public + "/de/subscribe")
	evaluate[bool](p, `document.querySelectorAll('form[data-proof] input[type=checkbox]').forEach(box => { box.checked = false }),
		document.addEventListener('proof', event => event.stopPropagation(), true),
		PushManager.prototype.getSubscription = async () => null,
		PushManager.prototype.subscribe = async () => ({ endpoint: 'https://fcm.googleapis.com/fcm/send/x', getKey: name => new Uint8Array(name === 'auth' ? 16 : 65).buffer }), true`)
	p.do("ask", click("section[data-push] button", ""))
	p.comesToSee("Wählen Sie mindestens eine Art von Nachrichten.")

	p.open(s.public + "/en")
	p.do("stop following", click("button", "Live updates are on"))
	p.reload() // now no stream has told this page anything
	writer.do("POST", "/incidents", object{"title": "Reports are late", "body": "We look into it."})
	p.do("follow again", click("button", "Live updates are off"))
	p.comesToSee("Reports are late")
}
