package staff

import (
	"context"
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"vitrine/models"
)

// The rules of a password (NIST SP 800-63B-4, section 3.1.1): length counts,
// kinds of characters do not, and it never expires. 15 characters are advised.
const (
	MinPassword     = 12
	AdvisedPassword = 15
	MaxPassword     = 256
)

// cost is what the OWASP password storage cheat sheet names as least for
// Argon2id.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// common lists the words that common passwords are made of, one per line.
//
//go:embed common_passwords.txt
var common string

var commonWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(common) {
		words[word] = true
	}
	return words
})

// passwordComplaint says what is wrong with a password that is given.
func passwordComplaint(password, email string) error {
	c := models.Complaints{}
	if password == "" {
		return nil
	}
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		c.Add("password", "The password has %d characters. Use at least %d; %d or more are better, for example four words.", n, MinPassword, AdvisedPassword)
	case n > MaxPassword:
		c.Add("password", "The password has %d characters. Use at most %d.", n, MaxPassword)
	case guessable(password, email):
		c.Add("password", "This password is among the first that are guessed. Choose another, for example four words that do not belong together.")
	}
	return c.Err()
}

// guessable reports whether a password is the person's address, has few
// different characters, or is a common word with trimmings, or one repeated.
func guessable(password, email string) bool {
	folded := strings.ToLower(norm.NFKC.String(password))
	name, _, _ := strings.Cut(fold(email), "@")
	core := strings.TrimFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) })
	switch {
	case email != "" && strings.Contains(folded, fold(email)), name != "" && core == name:
		return true
	case distinct(folded) < 5, commonWords()[folded], commonWords()[core]:
		return true
	}
	for n := 1; n <= len(core)/2; n++ {
		if strings.Repeat(core[:n], len(core)/n) == core && commonWords()[core[:n]] {
			return true
		}
	}
	return false
}

func distinct(text string) int {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen)
}

// hash returns the form in which a password is kept. Few are hashed at a time.
func (s *Store) hash(ctx context.Context, password string) (hash string, err error) {
	err = s.hashed(ctx, func() error {
		hash, err = argon2id.CreateHash(norm.NFC.String(password), &s.Cost)
		return err
	})
	return hash, err
}

// noAccount is the hash that a password for nobody is compared with, so that it
// takes the same time.
var noAccount = sync.OnceValues(func() (string, error) { return argon2id.CreateHash(models.NewToken(), &cost) })

// matches reports whether password is the one behind hash; none matches an
// empty hash.
func (s *Store) matches(ctx context.Context, password, hash string) (same bool, err error) {
	nobody, err := noAccount()
	if err != nil {
		return false, err
	}
	against := hash
	if hash == "" || len(password) > 4*MaxPassword {
		against = nobody
	}
	err = s.hashed(ctx, func() error {
		same, err = argon2id.ComparePasswordAndHash(norm.NFC.String(password), against)
		return err
	})
	return same && against == hash, err
}

// hashed runs fn when there is a place for one more hash.
func (s *Store) hashed(ctx context.Context, fn func() error) error {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return fn()
	case <-ctx.Done():
		return &models.Error{Kind: models.Away, Message: "Too many people are signing in at once. Please try again.", Err: ctx.Err()}
	}
}
