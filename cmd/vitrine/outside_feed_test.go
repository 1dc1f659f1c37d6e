package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// feedReaders are Debian's readers of feeds, each with a home of its own.
type feedReaders struct{ dir, base string }

// feedSight is what one reader sees of a feed.
type feedSight struct {
	Wrong   string // what it finds faulty
	Entries []struct{ ID, Title, Link, Text string }
}

func newFeedReaders(t *testing.T, base string) *feedReaders {
	t.Helper()
	f := &feedReaders{dir: t.TempDir(), base: base}
	for _, box := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(f.dir, "mail", box), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"urls":     base + "/history.rss\n",
		"newsboat": "error-log " + filepath.Join(f.dir, "newsboat.log") + "\n",
		"rss2email": "[DEFAULT]\nfrom = status@northpole.example\nto = reader@customer.example\nemail-protocol = maildir\nmaildir-path = " +
			filepath.Join(f.dir, "mail") + "\nmaildir-mailbox =\nreply-changes = True\n",
	} {
		if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f.run(t, "", "r2e", "-c", f.at("rss2email"), "-d", f.at("rss2email.json"), "add", "status", base+"/history.atom")
	return f
}

func (f *feedReaders) at(name string) string { return filepath.Join(f.dir, name) }

func (f *feedReaders) run(t *testing.T, in, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(tool(t, name), args...)
	cmd.Env = append(os.Environ(), "HOME="+f.dir, "LANG=C.UTF-8", "PYTHONWARNINGS=ignore")
	cmd.Stdin = strings.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v %s", name, err, out)
	}
	return string(out)
}

// look lets every reader fetch the feeds again and returns what each then has.
func (f *feedReaders) look(t *testing.T) map[string]feedSight {
	t.Helper()
	f.run(t, "", "r2e", "-c", f.at("rss2email"), "-d", f.at("rss2email.json"), "run")
	f.run(t, "", "newsboat", "-q", "-u", f.at("urls"), "-c", f.at("cache.db"), "-C", f.at("newsboat"), "-x", "reload")
	seen := map[string]feedSight{}
	if err := json.Unmarshal([]byte(f.run(t, "", "/usr/bin/python3", "testdata/clients/read.py", f.base, f.at("cache.db"))), &seen); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/history.rss", "/history.atom"} {
		seen["sfeed "+path] = f.sfeed(t, path)
		seen["gofeed "+path] = f.gofeed(t, path)
	}
	return seen
}

// sfeed turns a feed into lines of fields between tabs: time, title, link, content.
func (f *feedReaders) sfeed(t *testing.T, path string) (seen feedSight) {
	t.Helper()
	res, err := http.Get(f.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	cmd := exec.Command(tool(t, "sfeed"), f.base)
	cmd.Stdin = res.Body
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Split(line, "\t")
		if len(fields) < 6 || fields[0] == "" {
			return feedSight{Wrong: fmt.Sprintf("a line without its fields: %q", line)}
		}
		seen.Entries = append(seen.Entries, struct{ ID, Title, Link, Text string }{fields[5], fields[1], fields[2], fields[3]})
	}
	return seen
}

func (f *feedReaders) gofeed(t *testing.T, path string) (seen feedSight) {
	t.Helper()
	feed, err := gofeed.NewParser().ParseURL(f.base + path)
	if err != nil {
		return feedSight{Wrong: err.Error()}
	}
	for _, i := range feed.Items {
		text := i.Content
		if text == "" {
			text = i.Description
		}
		seen.Entries = append(seen.Entries, struct{ ID, Title, Link, Text string }{i.GUID, i.Title, i.Link, text})
	}
	return seen
}

// mailed looks at what rss2email sent: the first word, and an answer to it for
// each later state that it saw, and the postmortem.
func (f *feedReaders) mailed(t *testing.T, want int) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(f.dir, "mail", "new", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(body)
	}
	for _, say := range []string{"Investigating", "Resolved", "In-Reply-To", "/postmortems/"} {
		if !strings.Contains(all.String(), say) {
			t.Errorf("rss2email sent nothing with %q", say)
		}
	}
	if len(paths) < want {
		t.Errorf("rss2email sent %d mails, want at least %d", len(paths), want)
	}
}
