package notify_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/notify"
)

// notmuch is a mail program that reads a maildir, with a configuration of its own.
func notmuch(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("notmuch", args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "NOTMUCH_CONFIG=" + filepath.Join(dir, "config")}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("notmuch %v (Debian's notmuch; .ci/need installs it): %v", args, err)
	}
	return out
}

var update = flag.Bool("update", false, "rewrite the golden files")

// What is another in every run.
var (
	anyID    = regexp.MustCompile(`([./-][a-z]?)[a-z0-9]{12}\b`)
	anyToken = regexp.MustCompile(`[A-Za-z0-9_-]{22,}`)
	anySum   = regexp.MustCompile(`\b(bh?|t)=[^;]*`)
	folding  = regexp.MustCompile(`\r\n[ \t]+`)
)

// head is the header of a mail, as it left, without what is another in every run:
// one line for each field, in their order.
func head(t *testing.T, kind string, m received) string {
	t.Helper()
	raw, body, _ := strings.Cut(m.Raw, "\r\n\r\n")
	var b strings.Builder
	seen := map[string]bool{}
	for _, line := range strings.Split(folding.ReplaceAllString(raw, " "), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		if seen[strings.ToLower(name)] {
			t.Errorf("%s has %s twice", kind, name)
		}
		seen[strings.ToLower(name)] = true
		switch value = strings.TrimSpace(value); name {
		case "Date":
			value = "DATE"
		case "DKIM-Signature":
			value = anySum.ReplaceAllString(value, "$1=…")
		default:
			value = anyToken.ReplaceAllString(anyID.ReplaceAllString(value, "${1}ID"), "TOKEN")
		}
		b.WriteString(name + ": " + value + "\n")
	}
	for _, line := range strings.Split(m.Raw, "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%s has a line of %d bytes, or a line end that is none: %.60q", kind, len(line), line)
		}
	}
	if len(body) > 102<<10 {
		t.Errorf("%s has %d bytes", kind, len(body))
	}
	for _, part := range regexp.MustCompile(`(?m)^Content-Type: .*$`).FindAllString(body, -1) {
		b.WriteString("  " + anyToken.ReplaceAllString(strings.TrimSpace(part), "TOKEN") + "\n")
	}
	return b.String()
}

// golden compares a header with the one that is kept.
func golden(t *testing.T, kind, got string) {
	t.Helper()
	path := filepath.Join("testdata", "head", strings.ReplaceAll(kind, " ", "_")+".eml")
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s differs from %s (%v); run make golden and read the difference\n%s", kind, path, err, got)
	}
}

// TestGoldenMailsAreOneConversationInAMailProgram gives every mail of a story, as a server
// delivered it, to notmuch: what belongs to an incident is one conversation, from its
// first update to what became of the promises, under one subject; a maintenance is
// another one. The header of each stands in testdata.
func TestGoldenMailsAreOneConversationInAMailProgram(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.subscribe("known@customer.example")
	_, stop := w.start(func() notify.Config { c := w.config(); c.Signer = signer(t, "ed25519", "s1"); return c }())
	mails := w.everyKind()
	stop()
	dir := t.TempDir()
	box := filepath.Join(dir, "mail")
	for _, name := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(box, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	config := "[database]\npath=" + box + "\n[user]\nname=Sam\nprimary_email=sam@customer.example\n[new]\ntags=inbox\n"
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for kind, m := range mails {
		golden(t, kind, head(t, kind, m))
		if err := os.WriteFile(filepath.Join(box, "new", strings.ReplaceAll(kind, " ", "-")), []byte(m.Raw), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	notmuch(t, dir, "new", "--quiet")
	var threads []struct {
		Total   int
		Subject string
	}
	if err := json.Unmarshal(notmuch(t, dir, "search", "--format=json", "*"), &threads); err != nil {
		t.Fatal(err)
	}
	var shapes []string
	for _, one := range threads {
		shapes = append(shapes, strings.Repeat("I", one.Total)+" "+one.Subject)
	}
	slices.Sort(shapes)
	want := []string{"I Confirm status updates from Acme Status", "I Your status updates from Acme Status", "III [Acme Status] Database upgrade",
		"IIIIIII [Acme Status] Elevated API errors: Zürich & Genève, a title that is long enough to be folded over more than one line"}
	if !slices.Equal(shapes, want) {
		t.Errorf("conversations\n%s\nwant\n%s", strings.Join(shapes, "\n"), strings.Join(want, "\n"))
	}
	shown := string(notmuch(t, dir, "show", "--format=text", "--part=0", "id:"+strings.Trim(mails["resolved"].Header.Get("Message-ID"), "<>")))
	if !strings.Contains(shown, "It is over.") {
		t.Errorf("the program shows\n%s", shown)
	}
	if got := mails["cancelled maintenance"]; !strings.Contains(got.Method, "method=CANCEL") || !strings.Contains(got.Calendar, "STATUS:CANCELLED") ||
		!strings.Contains(mails["maintenance"].Method, "method=PUBLISH") || !strings.Contains(mails["reminder"].Calendar, "BEGIN:VEVENT") {
		t.Errorf("the events: %q\n%s", got.Method, got.Calendar)
	}
}
