package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMirrorsAreKeptAndShown: a word is in the mirror within seconds, and console,
// API and metrics tell how each mirror does, the one that fails with its reason.
func TestMirrorsAreKeptAndShown(t *testing.T) {
	t.Parallel()
	folder, hook := t.TempDir(), filepath.Join(t.TempDir(), "push")
	if err := os.WriteFile(hook, []byte("#!/bin/sh\necho no route to the other machine >&2\nexit 7\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := prepare(t, "VITRINE_MIRRORS=dir:"+folder+",hook:"+hook).start()
	st := newStudy(t, s)
	id := text(st.writer.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it."}), "id")
	eventually(t, 15*time.Second, func() error {
		page, err := os.ReadFile(filepath.Join(folder, "current", "incidents", id, "index.html"))
		if err == nil && !strings.Contains(string(page), "We look into it.") {
			err = errors.New("the word is not in the mirror")
		}
		return err
	})
	eventually(t, 15*time.Second, func() error {
		list := list(st.writer.do("GET", "/mirrors", nil), "items")
		if len(list) != 2 || text(list[0], "name") != "dir:"+folder || list[0]["behind_since"] != nil || list[0]["edition"].(float64) < 2 ||
			list[1]["behind_since"] == nil || list[1]["late"] != false || !strings.Contains(text(list[1], "trouble"), "exit status 7: no route to the other machine") {
			return fmt.Errorf("the API says %v", list)
		}
		return nil
	})
	jonas := s.console(t, "jonas@northpole.example", "admin")
	jonas.page.says(t, http.StatusOK, "Mirrors", "dir:"+folder+": up to date", "hook:"+hook+": behind since")
	jonas.open("/mirrors").says(t, http.StatusOK, "dir:"+folder, "Up to date", "The last try failed: exit status 7: no route to the other machine")
	req, err := http.NewRequest("GET", s.admin+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+st.writer.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if said := readWhole(t, res); !strings.Contains(said, `vitrine_mirror_behind_seconds{mirror="dir:`+folder+`"} 0`) || !strings.Contains(said, `vitrine_mirror_behind_seconds{mirror="hook:`) {
		t.Errorf("the metrics do not tell of the mirrors: %s", tail(said, 600))
	}
}

// TestAPrivateSiteOfTheWholeProgram: closed for strangers, open with the password,
// alive for health checks, and an export says that it is not closed.
func TestAPrivateSiteOfTheWholeProgram(t *testing.T) {
	t.Parallel()
	s := prepare(t, "VITRINE_PRIVATE_PASSWORD=a word for all readers").start()
	for _, path := range []string{"/", "/feed.rss", "/api/v2/summary.json", "/events", "/badge.svg", "/sitemap.xml"} {
		if status, header, _ := s.get(path); status != http.StatusUnauthorized || header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s answers a stranger with %d %v", path, status, header)
		}
	}
	req, err := http.NewRequest("GET", s.public+"/api/v2/summary.json", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("reader", "a word for all readers")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if said := readWhole(t, res); res.StatusCode != http.StatusOK || !strings.Contains(said, `"status"`) {
		t.Errorf("with the password: %d %s", res.StatusCode, said)
	}
	if out, _, code := s.vitrine("", "export", t.TempDir()); code != 0 || !strings.Contains(out, "The site is private, and this copy is not") {
		t.Errorf("an export says %s (%d)", out, code)
	}
	s.env = append(s.env, "VITRINE_MIRRORS=dir:/srv/mirror")
	if _, errs, code := s.vitrine("", "serve"); code == 0 || !strings.Contains(errs, "VITRINE_MIRRORS would show everybody") {
		t.Errorf("a mirror of a private site: %d %s", code, errs)
	}
}

func readWhole(t *testing.T, res *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
