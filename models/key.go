package models

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Key is the installation's secret: 32 bytes from which every derived token and
// every sealed value comes. It is part of a backup and the same on every
// replica.
type Key struct {
	now [32]byte
	old [][32]byte // still accepted, never used for new values

	sealers *sync.Map // sealer -> cipher.AEAD: making one costs more than its work
}

// sealer names what seals and unseals for one purpose.
type sealer struct {
	key     [32]byte
	purpose string
}

// aead returns what seals for one purpose with one of the keys.
func (k Key) aead(key [32]byte, purpose string) cipher.AEAD {
	if k.sealers == nil { // the zero key
		return gcm(mac(key, "seal", purpose))
	}
	name := sealer{key, purpose}
	if made, ok := k.sealers.Load(name); ok {
		return made.(cipher.AEAD)
	}
	made := gcm(mac(key, "seal", purpose))
	k.sealers.Store(name, made)
	return made
}

// String hides the key from logs.
func (Key) String() string { return "***" }

// ParseKey reads 32 bytes in base64; further ones, separated by commas, are
// older keys that are still accepted.
func ParseKey(text string) (Key, error) {
	k := Key{sealers: &sync.Map{}}
	for i, part := range strings.Split(text, ",") {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(part))
		if err != nil || len(raw) != 32 {
			return Key{}, Fail(Invalid, "The secret key must be 32 bytes in base64 (head -c 32 /dev/urandom | base64).")
		}
		if i == 0 {
			copy(k.now[:], raw)
		} else {
			k.old = append(k.old, [32]byte(raw))
		}
	}
	return k, nil
}

// LoadKey reads the key file in dir, or makes one that only its owner can read.
func LoadKey(dir string) (Key, error) {
	path := filepath.Join(dir, "secret.key")
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return makeKey(dir, path)
	}
	if err != nil {
		return Key{}, fmt.Errorf("read secret key: %w", err)
	}
	return ParseKey(string(text))
}

// makeKey writes a new key; when another process made one first, that one wins.
// The file appears whole or not at all.
func makeKey(dir, path string) (Key, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Key{}, fmt.Errorf("make secret key: %w", err)
	}
	f, err := os.CreateTemp(dir, "secret.key.*") // only its owner can read it
	if err != nil {
		return Key{}, fmt.Errorf("make secret key: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(random(32)) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Key{}, fmt.Errorf("make secret key: %w", err)
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return Key{}, fmt.Errorf("make secret key: %w", err)
	}
	return LoadKey(dir)
}

// NewWebhookSecret returns 32 random bytes in base64, as Standard Webhooks wants
// them behind "whsec_".
func NewWebhookSecret() string { return base64.StdEncoding.EncodeToString(random(32)) }

// MAC returns 32 bytes derived from data for one purpose.
func (k Key) MAC(purpose, data string) []byte { return mac(k.now, purpose, data) }

func mac(key [32]byte, purpose, data string) []byte {
	h := hmac.New(sha256.New, key[:])
	h.Write([]byte(purpose))
	h.Write([]byte{0})
	h.Write([]byte(data))
	return h.Sum(nil)
}

// Derive returns a token of 128 bits derived from data for one purpose, as
// 22 characters that may stand in a URL.
func (k Key) Derive(purpose, data string) string {
	return base64.RawURLEncoding.EncodeToString(k.MAC(purpose, data)[:16])
}

// Seal encrypts text for one purpose (AES-256-GCM), for storage.
func (k Key) Seal(purpose, text string) string {
	aead := k.aead(k.now, purpose)
	nonce := random(aead.NonceSize())
	return base64.RawStdEncoding.EncodeToString(aead.Seal(nonce, nonce, []byte(text), []byte(purpose)))
}

// Unseal opens what Seal closed, with this key or an older one.
func (k Key) Unseal(purpose, sealed string) (string, error) {
	raw, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil {
		return "", fmt.Errorf("unseal %s: %w", purpose, err)
	}
	for _, key := range append([][32]byte{k.now}, k.old...) {
		aead := k.aead(key, purpose)
		if len(raw) < aead.NonceSize() {
			break
		}
		if text, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], []byte(purpose)); err == nil {
			return string(text), nil
		}
	}
	return "", fmt.Errorf("unseal %s: sealed with another key", purpose)
}

func gcm(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("aes: " + err.Error()) // the key is always 32 bytes
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("gcm: " + err.Error())
	}
	return aead
}

// random returns n bytes from the system's generator, which never fails
// (crypto/rand, since Go 1.24).
func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

// NewToken returns 256 random bits as 43 characters that may stand in a URL.
func NewToken() string { return base64.RawURLEncoding.EncodeToString(random(32)) }

// HashToken returns the form in which a token is kept.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

const idLetters = "abcdefghijklmnopqrstuvwxyz0123456789"

// NewID returns a public id: 12 random characters of [a-z0-9].
func NewID() string {
	id := make([]byte, 0, 12)
	for len(id) < cap(id) {
		for _, b := range random(16) {
			// 252 is the largest multiple of 36 in a byte: no letter is likelier.
			if b < 252 && len(id) < cap(id) {
				id = append(id, idLetters[b%36])
			}
		}
	}
	return string(id)
}

// tagLetters writes bits as letters and digits of one case, for places where a
// server on the way may change the case.
var tagLetters = base32.StdEncoding.WithPadding(base32.NoPadding)

// Tag returns 80 bits of the MAC of data for one purpose, as 16 small letters and
// digits.
func (k Key) Tag(purpose, data string) string { return tag(k.now, purpose, data) }

func tag(key [32]byte, purpose, data string) string {
	return strings.ToLower(tagLetters.EncodeToString(mac(key, purpose, data)[:10]))
}

// Tagged reports whether text is the Tag of data for one purpose, under this key
// or an older one.
func (k Key) Tagged(purpose, data, text string) bool {
	for _, key := range append([][32]byte{k.now}, k.old...) {
		if hmac.Equal([]byte(text), []byte(tag(key, purpose, data))) {
			return true
		}
	}
	return false
}

// Proves reports whether sum is the MAC of data for one purpose, under this key
// or an older one.
func (k Key) Proves(purpose, data string, sum []byte) bool {
	for _, key := range append([][32]byte{k.now}, k.old...) {
		if hmac.Equal(sum, mac(key, purpose, data)) {
			return true
		}
	}
	return false
}
