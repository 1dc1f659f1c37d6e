package models_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"vitrine/models"
)

// secret is a key in base64 whose bytes are all letter.
func secret(letter string) string {
	return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
}

func parseKey(t *testing.T, text string) models.Key {
	t.Helper()
	k, err := models.ParseKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestAKeyRotates(t *testing.T) {
	t.Parallel()
	old, both, fresh := parseKey(t, secret("a")), parseKey(t, secret("b")+", "+secret("a")), parseKey(t, secret("b"))
	sealed := old.Seal("token", "hello")
	if got, err := both.Unseal("token", sealed); err != nil || got != "hello" {
		t.Errorf("with the old key still accepted: %q, %v", got, err)
	}
	if _, err := fresh.Unseal("token", sealed); err == nil {
		t.Error("the new key alone opened it")
	}
	if _, err := old.Unseal("other", sealed); err == nil {
		t.Error("it opened for another purpose")
	}
	if _, err := old.Unseal("token", "AAAA"); err == nil {
		t.Error("rubbish opened")
	}
	if sum := old.MAC("audit", "x"); !both.Proves("audit", "x", sum) || fresh.Proves("audit", "x", sum) || both.Proves("audit", "y", sum) {
		t.Error("a MAC proves the wrong thing")
	}
	if a, b := old.Derive("leave", "x"), old.Derive("csrf", "x"); a == b || len(a) != 22 || a != old.Derive("leave", "x") {
		t.Errorf("derived %q and %q", a, b)
	}
	if shown := fmt.Sprintf("%v %s %+v", old, old, old); strings.Contains(shown, "97") || strings.Contains(shown, "aaaa") {
		t.Errorf("a key shows itself: %s", shown)
	}
}

func TestParseKeyRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "short", base64.StdEncoding.EncodeToString([]byte("31 bytes are not 32 of them....")), secret("a") + ","} {
		if _, err := models.ParseKey(text); kind(err) != models.Invalid {
			t.Errorf("%q: %v, want invalid", text, err)
		}
	}
}

func TestProcessesThatStartAtOnceShareOneKey(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	tokens := make([]string, 8)
	var wg sync.WaitGroup
	for n := range tokens {
		wg.Go(func() {
			k, err := models.LoadKey(dir)
			if err != nil {
				t.Error(err)
			}
			tokens[n] = k.Derive("test", "x")
		})
	}
	wg.Wait()
	for _, token := range tokens {
		if token != tokens[0] {
			t.Errorf("keys differ: %v", tokens)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("left behind %v, %v", files, err)
	}
	if info, err := files[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v, %v; want that only its owner can read it", info.Mode(), err)
	}
}

func TestIDsAndTokens(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1_000 {
		id, token := models.NewID(), models.NewToken()
		if len(id) != 12 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || len(token) != 43 || seen[id] || seen[token] {
			t.Fatalf("id %q, token %q", id, token)
		}
		seen[id], seen[token] = true, true
	}
	if a := models.HashToken("x"); a == models.HashToken("y") || len(a) != 64 {
		t.Errorf("hash = %s", a)
	}
}
