package notify_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/signup"
)

var url64 = base64.RawURLEncoding

// browser is a reader's browser and its push service, written from the RFCs apart
// from the program: it gives out an address, and opens what arrives there.
type browser struct {
	*testing.T
	service *receiver
	key     *ecdh.PrivateKey
	auth    []byte
	site    string // the key that the page gave it, in base64url
}

func (w *world) browser(language string, answer func(n int, c call, out http.ResponseWriter)) *browser {
	w.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		w.Fatal(err)
	}
	b := &browser{T: w.T, key: key, auth: make([]byte, 16), service: receive(w.T, answer)}
	rand.Read(b.auth)
	w.until("the site has a key for push services", func() bool {
		b.site, err = w.door.PushKey(w.Context())
		return err == nil && b.site != ""
	})
	wish := everything
	wish.Language = language
	address := models.Device(b.service.URL+"/push/very-secret", url64.EncodeToString(key.PublicKey().Bytes()), url64.EncodeToString(b.auth))
	if err := w.door.Plug(w.Context(), signup.Plug{Channel: models.ByPush, Address: address, Choice: wish}); err != nil {
		w.Fatal(err)
	}
	return b
}

// hkdf256 is HKDF with SHA-256 for one block at most (RFC 5869), by its two steps.
func hkdf256(salt, ikm, info []byte, n int) []byte {
	extract := hmac.New(sha256.New, salt)
	extract.Write(ikm)
	expand := hmac.New(sha256.New, extract.Sum(nil))
	expand.Write(info)
	expand.Write([]byte{1})
	return expand.Sum(nil)[:n]
}

// open decrypts a message as a browser does (RFC 8188, section 2; RFC 8291, section 3).
func (b *browser) open(body string) ([]byte, error) {
	raw := []byte(body)
	if len(raw) < 86 || raw[20] != 65 {
		return nil, errors.New("no header with an uncompressed point")
	}
	salt, size, point, text := raw[:16], binary.BigEndian.Uint32(raw[16:20]), raw[21:86], raw[86:]
	if int(size) < len(text) {
		return nil, errors.New("more than one record")
	}
	theirs, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, err
	}
	shared, err := b.key.ECDH(theirs)
	if err != nil {
		return nil, err
	}
	info := append(append([]byte("WebPush: info\x00"), b.key.PublicKey().Bytes()...), point...)
	ikm := hkdf256(b.auth, shared, info, 32)
	block, err := aes.NewCipher(hkdf256(salt, ikm, []byte("Content-Encoding: aes128gcm\x00"), 16))
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, hkdf256(salt, ikm, []byte("Content-Encoding: nonce\x00"), 12), text, nil)
	if err != nil {
		return nil, err
	}
	end := strings.LastIndexByte(string(plain), 2)
	if end < 0 || strings.Trim(string(plain[end+1:]), "\x00") != "" {
		return nil, errors.New("the last record is not marked as such")
	}
	return plain[:end], nil
}

// pushed is what the browser's worker reads.
type pushed struct{ Title, Body, URL, Tag, Lang, Dir, Manage, Change, Confirm string }

// read checks a call as a push service does, and opens it.
func (b *browser) read(c call) (p pushed) {
	b.Helper()
	if c.path != "/push/very-secret" || c.header.Get("Content-Encoding") != "aes128gcm" || c.header.Get("Ttl") == "" || len(c.header.Get("Topic")) > 32 {
		b.Errorf("the call is %s %v", c.path, c.header)
	}
	if len(c.body) > 4096 {
		b.Errorf("%d bytes: a push service takes 4,096 (RFC 8030, section 7.2)", len(c.body))
	}
	b.known(c.header.Get("Authorization"))
	text, err := b.open(c.body)
	if err != nil {
		b.Fatalf("the browser cannot open it: %v", err)
	}
	if err := json.Unmarshal(text, &p); err != nil {
		b.Fatal(err)
	}
	return p
}

// known checks the site's word as a push service does (RFC 8292, sections 2 to 4).
func (b *browser) known(authorization string) {
	b.Helper()
	fields := strings.Split(strings.TrimPrefix(authorization, "vapid "), ", ")
	if len(fields) != 2 || !strings.HasPrefix(fields[0], "t=") || fields[1] != "k="+b.site {
		b.Fatalf("the site says %q; the page gave the key %s", authorization, b.site)
	}
	parts := strings.Split(fields[0][2:], ".")
	signature, err := url64.DecodeString(parts[2])
	if err != nil || len(signature) != 64 {
		b.Fatalf("a signature of %d bytes, %v", len(signature), err)
	}
	point, err := url64.DecodeString(b.site)
	if err != nil || len(point) != 65 || point[0] != 4 {
		b.Fatalf("the key is %q, %v", b.site, err)
	}
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		b.Fatal(err)
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		b.Error("the signature is not by that key")
	}
	raw, err := url64.DecodeString(parts[1])
	if err != nil {
		b.Fatal(err)
	}
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	if err := json.Unmarshal(raw, &claims); err != nil || claims.Aud != b.service.URL || claims.Sub != "https://status.acme.example" {
		b.Errorf("the claims are %s, %v", raw, err)
	}
	if left := time.Until(time.Unix(claims.Exp, 0)); left <= 0 || left > 24*time.Hour {
		b.Errorf("the token is good for %s", left)
	}
}

// TestADeviceIsToldOnceItHasAnswered takes a browser from its wish to the message
// that its push service no longer knows it.
func TestADeviceIsToldOnceItHasAnswered(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.speak("de")
	w.start(w.posting())
	b := w.browser("de", func(n int, _ call, out http.ResponseWriter) {
		if n == 3 {
			out.WriteHeader(http.StatusGone)
			return
		}
		out.WriteHeader(http.StatusCreated)
	})
	if state, why := w.asked(); state != "sent" {
		t.Fatalf("%s: %s", state, why)
	}
	w.open("Before the device answered")
	w.finished(w.notification().PublicID)
	question := b.read(b.service.all()[0])
	if len(b.service.all()) != 1 || !strings.HasPrefix(question.Confirm, "/de/subscriptions/") || question.Title != "Acme Status" {
		t.Fatalf("%d calls, the first %+v", len(b.service.all()), question)
	}
	if err := w.door.Confirm(t.Context(), strings.TrimPrefix(question.Confirm, "/de/subscriptions/"), ""); err != nil {
		t.Fatal(err)
	}
	i := w.open("Sign-in fails")
	w.finished(w.notification().PublicID)
	w.post(i, models.Identified, strings.Repeat("A long **text** with *marks*. ", 400))
	w.until("it was told twice and is gone", func() bool { return len(b.service.all()) >= 3 })
	first := b.read(b.service.all()[1])
	if first.Title != "Sign-in fails" || first.Confirm != "" || first.URL != "https://status.acme.example/de/incidents/"+i.PublicID || !strings.HasPrefix(first.Manage, "https://status.acme.example/de/subscriptions/") {
		t.Errorf("it shows %+v", first)
	}
	if first.Lang != "de" || first.Dir != "ltr" || first.Change != "Diese Nachrichten ändern oder beenden" || question.Change != "" {
		t.Errorf("a reader of German gets %+v after %+v", first, question)
	}
	second := b.read(b.service.all()[2])
	if second.Tag != first.Tag || len([]rune(second.Body)) > 240 || strings.Contains(second.Body, "**") {
		t.Errorf("then it shows %+v", second)
	}
	w.finished(w.notification().PublicID)
	var state string
	w.until("the subscription has ended", func() bool {
		if err := w.db.Read(t.Context()).Raw("SELECT state FROM subscribers WHERE channel = 'push'").Scan(&state).Error; err != nil {
			t.Fatal(err)
		}
		return state == "left"
	})
}
