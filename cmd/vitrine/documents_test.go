package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var documents = []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "WORDS.md", "SECURITY.md", "CHANGELOG.md", "SOURCES.md"}

func TestArchitectureNamesEveryRoom(t *testing.T) {
	t.Parallel()
	text := document(t, "ARCHITECTURE.md")
	for room := range rooms {
		if !strings.Contains(text, room) {
			t.Errorf("ARCHITECTURE.md does not name %s", room)
		}
	}
}

func TestDocumentsNameOnlyTargetsThatExist(t *testing.T) {
	t.Parallel()
	makefile := document(t, "Makefile")
	for _, name := range documents {
		for _, m := range regexp.MustCompile("`make ([a-z]+)").FindAllStringSubmatch(document(t, name), -1) {
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s speaks of make %s, which does not exist", name, m[1])
			}
		}
	}
}

func TestDocumentsLinkOnlyToFilesThatExist(t *testing.T) {
	t.Parallel()
	for _, name := range documents {
		for _, m := range regexp.MustCompile(`\]\(([^)#: ]+)\)`).FindAllStringSubmatch(document(t, name), -1) {
			if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
				t.Errorf("%s links to %s, which does not exist", name, m[1])
			}
		}
	}
}

func TestReadmeNamesEveryVariable(t *testing.T) {
	t.Parallel()
	readme := document(t, "README.md")
	config := read(t, "config.go") + read(t, "config_mail.go") + read(t, "config_pace.go") + read(t, "config_private.go") + read(t, "config_openid.go")
	for _, m := range regexp.MustCompile(`env:"(VITRINE_[A-Z_]+)"`).FindAllStringSubmatch(config, -1) {
		if !strings.Contains(readme, m[1]) {
			t.Errorf("README.md does not explain %s", m[1])
		}
	}
}

// TestTheImageAndComposeKnowEveryVariable: an operator who sets one is heard.
func TestTheImageAndComposeKnowEveryVariable(t *testing.T) {
	t.Parallel()
	set := document(t, "docker-compose.yml") + document(t, "Dockerfile")
	for _, m := range regexp.MustCompile(`env:"(VITRINE_[A-Z_]+)"`).FindAllStringSubmatch(read(t, "config.go")+read(t, "config_mail.go")+read(t, "config_pace.go"), -1) {
		if !strings.Contains(set, m[1]+": ") && !strings.Contains(set, m[1]+"=") {
			t.Errorf("neither docker-compose.yml nor the Dockerfile passes %s", m[1])
		}
	}
}
