package channel

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
)

const (
	pushBody   = 240            // letters of a notification's text: a device shows no more
	pushPad    = 256            // texts are filled up to a multiple of it, so that their length tells little
	pushRecord = 4096           // bytes of the one record (RFC 8188)
	pushLife   = 24 * time.Hour // how long a push service keeps it for a device that is off
	vapidLife  = 12 * time.Hour // of a token; 24 hours at most (RFC 8292, section 2)
)

// PushKey is the key by which push services know this site (VAPID, RFC 8292).
type PushKey struct {
	Private *ecdsa.PrivateKey
	Contact string // "mailto:…" or a URL: whom a push service may ask
}

// pushText is what a browser's worker gets.
type pushText struct {
	Title   string `json:"title"`
	Body    string `json:"body"`
	URL     string `json:"url"`
	Tag     string `json:"tag"`  // a newer one takes the place of an older one
	Lang    string `json:"lang"` // of these words (BCP 47)
	Dir     string `json:"dir"`
	Manage  string `json:"manage,omitempty"`
	Change  string `json:"change,omitempty"`  // what the link to manage is called
	Confirm string `json:"confirm,omitempty"` // path to POST to: it proves that this device reads
}

// Push is a message to a browser: encrypted for it (RFC 8291), with the site's own
// word (RFC 8292). The address is a push service's URL with the browser's key and
// secret behind #, in base64url with a dot between them.
func Push(k PushKey, to string, n News, l Links, now time.Time) (Call, error) {
	service, keys, _ := strings.Cut(to, "#")
	point, secret, _ := strings.Cut(keys, ".")
	salt := make([]byte, 16)
	rand.Read(salt)
	once, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return Call{}, err
	}
	said := pushText{Title: cut(pushTitle(n), 120), Body: cut(plain(pushSentence(n)), pushBody), URL: n.URL, Tag: n.Thread, Lang: n.Language.Tag(), Dir: n.Language.Dir(), Manage: l.Manage, Confirm: pathOf(l.Confirm)}
	if l.Manage != "" {
		said.Change = n.change()
	}
	text, err := json.Marshal(said)
	if err != nil {
		return Call{}, err
	}
	body, err := encrypted(point, secret, once, salt, text, pushPad)
	if err != nil {
		return Call{}, fmt.Errorf("encrypt for a device: %w", err)
	}
	word, err := vapid(k, service, now)
	if err != nil {
		return Call{}, err
	}
	topic := sha256.Sum256([]byte(n.Thread))
	call := post(service, "application/octet-stream", string(body))
	for name, value := range map[string]string{"Content-Encoding": "aes128gcm", "Ttl": strconv.Itoa(int(pushLife / time.Second)), "Urgency": urgency(n),
		"Topic": base64.RawURLEncoding.EncodeToString(topic[:24]), "Authorization": word} {
		call.Header[name] = []string{value}
	}
	return call, nil
}

func pushTitle(n News) string {
	if n.Subject.Kind == "subscription" || n.Title == "" {
		return n.Site
	}
	return n.Title
}

// pushSentence is the first thing to know, and some of what was written.
func pushSentence(n News) string {
	if n.Subject.Kind == "subscription" {
		return n.Language.Say("Status updates will show here.")
	}
	return strings.TrimSpace(n.stateLine() + " " + n.Sentence + "\n\n" + n.Body)
}

// urgency is how much of a battery the news is worth (RFC 8030, section 5.3).
func urgency(n News) string {
	switch n.Look {
	case models.MajorOutage, models.PartialOutage:
		return "high"
	}
	return "normal"
}

// pathOf is the path of a link of ours.
func pathOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Path
}

// encrypted is one record of aes128gcm (RFC 8188) for a browser's key and secret
// (RFC 8291, section 3.4), filled up to a multiple of pad; 0: not at all.
func encrypted(point, secret string, once *ecdh.PrivateKey, salt, text []byte, pad int) ([]byte, error) {
	raw, err := base64.RawURLEncoding.DecodeString(point)
	if err != nil {
		return nil, err
	}
	theirs, err := ecdh.P256().NewPublicKey(raw)
	if err != nil {
		return nil, err
	}
	auth, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil {
		return nil, err
	}
	shared, err := once.ECDH(theirs)
	if err != nil {
		return nil, err
	}
	ours := once.PublicKey().Bytes()
	ikm, err := hkdf.Key(sha256.New, shared, auth, "WebPush: info\x00"+string(raw)+string(ours), 32)
	if err != nil {
		return nil, err
	}
	aead, nonce, err := recordCipher(ikm, salt)
	if err != nil {
		return nil, err
	}
	text = append(text, 2) // the last record
	if pad > 0 {
		text = append(text, make([]byte, (pad-len(text)%pad)%pad)...)
	}
	head := binary.BigEndian.AppendUint32(append([]byte{}, salt...), pushRecord)
	head = append(append(head, byte(len(ours))), ours...)
	if len(text)+aead.Overhead() > pushRecord {
		return nil, fmt.Errorf("%d bytes are too many for one record", len(text))
	}
	return aead.Seal(head, nonce, text, nil), nil
}

// recordCipher derives the key and the nonce of the first record (RFC 8188,
// sections 2.2 and 2.3).
func recordCipher(ikm, salt []byte) (cipher.AEAD, []byte, error) {
	key, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, nil, err
	}
	nonce, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, nil, err
	}
	aead, err := cipher.NewGCM(block)
	return aead, nonce, err
}

// vapid is the word by which a push service knows the site: a token for its origin
// alone, signed with ES256 (RFC 8292; RFC 7518, section 3.4).
func vapid(k PushKey, service string, now time.Time) (string, error) {
	u, err := url.Parse(service)
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{"aud": u.Scheme + "://" + u.Host, "exp": now.Add(vapidLife).Unix(), "sub": k.Contact})
	if err != nil {
		return "", err
	}
	enc := base64.RawURLEncoding
	token := enc.EncodeToString([]byte(`{"typ":"JWT","alg":"ES256"}`)) + "." + enc.EncodeToString(claims)
	sum := sha256.Sum256([]byte(token))
	r, s, err := ecdsa.Sign(rand.Reader, k.Private, sum[:])
	if err != nil {
		return "", err
	}
	signature := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	public, err := k.Private.PublicKey.Bytes()
	if err != nil {
		return "", err
	}
	return "vapid t=" + token + "." + enc.EncodeToString(signature) + ", k=" + enc.EncodeToString(public), nil
}

// noPush reports whether a push service says that a browser's subscription is no
// more (RFC 8030, section 7.3).
func noPush(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }
