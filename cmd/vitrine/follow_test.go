package main

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestASecondMachineOutlivesTheFirst starts two processes that share an address and a
// key and nothing else: words are at the second within moments, the console lists it,
// and it goes on when the first is gone, also after a restart of its own.
// It is trial F36.
func TestASecondMachineOutlivesTheFirst(t *testing.T) {
	t.Parallel()
	const shared = "VITRINE_FOLLOW_KEY=a-key-between-two-machines"
	second := prepare(t, shared, "VITRINE_DATABASE_URL=postgres://nobody@127.0.0.1:1/nothing")
	first := prepare(t, shared, "VITRINE_ALSO_AT="+second.public).start()
	second.args = []string{"serve", "--public-only"}
	second.env = append(second.env, "VITRINE_FOLLOW="+first.public)
	second.start()
	writer := first.user("jonas@northpole.example", "Jonas Feldt", "admin")
	id := text(writer.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it."}), "id")
	says := func(when, words string) {
		t.Helper()
		eventually(t, 15*time.Second, func() error {
			status, _, page := second.get("/incidents/" + id)
			if status != http.StatusOK || !strings.Contains(page, words) {
				return fmt.Errorf("%s: the second machine answers %d without %q", when, status, words)
			}
			return nil
		})
	}
	says("at once", "We look into it.")
	eventually(t, 15*time.Second, func() error {
		seen := list(writer.do("GET", "/mirrors", nil), "followers")
		if len(seen) != 1 || text(seen[0], "name") != second.public || seen[0]["behind_since"] != nil || seen[0]["edition"].(float64) < 1 {
			return fmt.Errorf("the API says %v", seen)
		}
		return nil
	})
	jonas := first.console(t, "jonas@northpole.example", "admin")
	jonas.page.says(t, http.StatusOK, "Followers", second.public+": up to date")
	jonas.open("/mirrors").says(t, http.StatusOK, "Machines that follow", second.public, "Up to date")
	if _, _, page := second.get("/"); !strings.Contains(page, "Also at") || !strings.Contains(page, second.public) {
		t.Error("the second address is not told")
	}
	writer.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": "It is found."})
	says("after an update", "It is found.")
	_, _, before := first.get("/feed.atom")
	first.stop()
	if _, _, after := second.get("/feed.atom"); after != before {
		t.Error("the second machine has another feed")
	}
	res, err := http.Post(second.public+"/u/abcdefghijklmnopqrst", "application/x-www-form-urlencoded", strings.NewReader("List-Unsubscribe=One-Click"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if said := readWhole(t, res); res.StatusCode != http.StatusOK || !strings.Contains(said, "We have noted it") {
		t.Errorf("leaving without the first answers %d %s", res.StatusCode, said)
	}
	second.stop()
	second.start()
	says("after a restart without the first", "It is found.")
	if found, err := filepath.Glob(filepath.Join(second.variable("VITRINE_DATA_DIR"), "*.db")); err != nil || len(found) > 0 {
		t.Errorf("the second machine made itself a database: %v, %v", found, err)
	}
}

func TestFollowingIsRefusedWhereItCannotBeMeant(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]error{
		"VITRINE_FOLLOW=http://status.example.com":                                                  errors.New("use https://"),
		"VITRINE_FOLLOW=https://status.example.com/page":                                            errors.New("without a path"),
		"VITRINE_FOLLOW=https://status.example.com?tls=some":                                        errors.New("without a path"),
		"VITRINE_FOLLOW=https://user:word@status.example.com":                                       errors.New("without a path"),
		"VITRINE_FOLLOW=https://status2.example.com VITRINE_PUBLIC_URL=https://status2.example.com": errors.New("the address of this machine"),
		"VITRINE_FOLLOW=https://status.example.com VITRINE_MIRRORS=dir:/srv/mirror":                 errors.New("remove it here"),
		"VITRINE_FOLLOW_KEY=short":                                                                  errors.New("at least 20"),
		"VITRINE_ALSO_AT=status2.example.com":                                                       errors.New("VITRINE_ALSO_AT"),
		"VITRINE_FOLLOW=http://10.0.0.5:8080?tls=none":                                              nil,
		"VITRINE_FOLLOW=http://127.0.0.1:8080/":                                                     nil,
		"VITRINE_FOLLOW=https://status.example.com":                                                 nil,
	} {
		c := (&server{env: strings.Fields(env)}).configuration()
		for _, pair := range strings.Fields(env) {
			name, value, _ := strings.Cut(pair, "=")
			switch name {
			case "VITRINE_MIRRORS":
				c.Mirrors = []string{value}
			case "VITRINE_FOLLOW":
				c.Follow = value
			case "VITRINE_FOLLOW_KEY":
				c.FollowKey = value
			case "VITRINE_ALSO_AT":
				c.AlsoAt = []string{value}
			}
		}
		err := c.check()
		if want == nil && err != nil || want != nil && (err == nil || !strings.Contains(err.Error(), want.Error())) {
			t.Errorf("%s: %v, want %v", env, err, want)
		}
	}
}
