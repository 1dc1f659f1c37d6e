package main

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/models"
)

// TestWrongConfigurationIsToldAtOnce wants one error with every problem, each
// with the way to mend it, before anything starts.
func TestWrongConfigurationIsToldAtOnce(t *testing.T) {
	t.Parallel()
	s := prepare(t, "VITRINE_DATABASE_URL=mysql://root@localhost/vitrine", "VITRINE_PUBLIC_DATABASE_URL=sqlite:public.db", "VITRINE_PUBLIC_ADDR=8080", "VITRINE_ADMIN_ADDR=8081",
		"VITRINE_PUBLIC_URL=status.example.com", "VITRINE_ADMIN_URL=ftp://admin.example.com", "VITRINE_SMTP_URL=mail.example.com", "VITRINE_MAIL_FROM=nobody", "VITRINE_MAIL_FROM_ACCOUNT=accounts.example.com",
		"VITRINE_SEND_DELAY=soon", "VITRINE_SECRET_KEY=short", "VITRINE_TRUSTED_PROXIES=everybody", "VITRINE_OUTWARD_ALLOW=home", "VITRINE_SMS_URL=sms.example.com", "VITRINE_SMS_TWILIO=AC0123:token",
		"VITRINE_LOG_FORMAT=xml", "VITRINE_LOG_LEVEL=loud")
	for _, command := range []string{"serve", "migrate", "demo", "doctor"} {
		out, errs, code := s.vitrine("", command)
		if command == "doctor" { // says each as one of its checks
			errs, code = errs+out, 2
		}
		if code != 2 {
			t.Errorf("%s ended with %d, want 2", command, code)
		}
		for _, wanted := range []string{"VITRINE_PUBLIC_ADDR", "VITRINE_ADMIN_ADDR", "VITRINE_PUBLIC_URL", "VITRINE_ADMIN_URL", "VITRINE_SMTP_URL",
			"VITRINE_MAIL_FROM is", "VITRINE_MAIL_FROM_ACCOUNT is", "VITRINE_SEND_DELAY", "VITRINE_SECRET_KEY", "VITRINE_TRUSTED_PROXIES", "VITRINE_OUTWARD_ALLOW", "VITRINE_SMS_", "VITRINE_LOG_FORMAT", "VITRINE_LOG_LEVEL"} {
			if !strings.Contains(errs, wanted) {
				t.Errorf("%s does not complain about %s: %s%s", command, wanted, out, errs)
			}
		}
		if command != "demo" && !strings.Contains(errs, "VITRINE_DATABASE_URL: write sqlite:") {
			t.Errorf("%s does not say how to mend the database's address: %s", command, errs)
		}
		if strings.Contains(errs, "goroutine ") {
			t.Errorf("%s ends in a panic", command)
		}
	}
	nowhere := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(nowhere, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"VITRINE_SEND_DELAY=2h", "VITRINE_SEND_DELAY=10", "VITRINE_DATA_DIR=" + nowhere, "VITRINE_PUBLIC_ADDR=127.0.0.1:99999",
		"VITRINE_SMTP_URL=smtp://mail.example.com:smpt", "VITRINE_SMTP_URL=smtp://mail.example.com?tls=maybe", "VITRINE_DATABASE_URL=postgres://host:port:port/"} {
		name, _, _ := strings.Cut(wrong, "=")
		if _, errs, code := prepare(t, wrong).vitrine("", "serve"); code != 2 || !strings.Contains(errs, "nothing was started.\n  - "+name) {
			t.Errorf("%s ended with %d %s", wrong, code, errs)
		}
	}
}

// scanned is the object that vitrine scan --json prints.
type scanned struct {
	Findings []struct {
		File, Kind, Rule, Text, Severity, Suggestion string
		Start, End, Line, Column                     int
	}
	Files, Bytes int
}

// TestScanCommand wants the exit codes and the shape that scripts rely on.
func TestScanCommand(t *testing.T) {
	t.Parallel()
	s, dir := prepare(t), t.TempDir()
	write := func(name, body string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	rules := write("rules.yaml", studyRulebook)
	clean := write("clean.md", "Sign-in works again for everybody.\r\n")
	leak := write("leak.md", "Grüße, 日本:\r\nWendela Brock restarted 10.20.30.43\r\non web-prod-3 for Globex Corporation.\r\n")
	wrong := write("wrong.yaml", "people: 3\nnonsense: [")
	for name, test := range map[string]struct {
		stdin string
		args  []string
		code  int
		says  string
	}{
		"nothing is found":               {"", []string{clean}, 0, ""},
		"something is found":             {"", []string{"--rules", rules, clean, leak}, 1, leak + ":2:"},
		"standard input is read":         {"We rebooted 10.20.30.43.", []string{"-"}, 1, "-:1:13"},
		"a file that is not there":       {"", []string{filepath.Join(dir, "missing.md")}, 2, "nothing was scanned"},
		"rules that are not there":       {"", []string{"--rules", filepath.Join(dir, "missing.yaml"), clean}, 2, "missing.yaml"},
		"rules that cannot be read":      {"", []string{"--rules", wrong, clean}, 2, "wrong.yaml"},
		"no file at all":                 {"", nil, 2, "file"},
		"an option that does not exist":  {"", []string{"--colour", clean}, 2, "--colour"},
		"warnings alone are found, too":  {"", []string{write("warn.md", "We moved it to 192.0.2.1 at noon.")}, 1, "warn"},
		"an empty file is a clean one":   {"", []string{write("empty.md", "")}, 0, ""},
		"a file that is not valid UTF-8": {"", []string{write("latin.md", "caf\xe9 10.20.30.43")}, 1, "ipv4"},
	} {
		out, errs, code := s.vitrine(test.stdin, append([]string{"scan"}, test.args...)...)
		if code != test.code || !strings.Contains(out+errs, test.says) {
			t.Errorf("%s: ended with %d, want %d: %s%s", name, code, test.code, out, errs)
		}
	}
	out, errs, code := s.vitrine("", "scan", "--json", "--rules", rules, clean, leak)
	if code != 1 || errs != "" {
		t.Errorf("scan --json ended with %d %s", code, errs)
	}
	checkScan(t, out, map[string]string{clean: read(t, clean), leak: read(t, leak)})
	if out, _, code := s.vitrine("", "scan", "--json", clean); code != 0 || !strings.Contains(out, `"findings":[]`) {
		t.Errorf("a clean scan ended with %d %s", code, out)
	}
}

func read(t testing.TB, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// checkScan wants every finding to name exactly its bytes in the file.
func checkScan(t *testing.T, out string, files map[string]string) {
	t.Helper()
	var got scanned
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	size := 0
	for _, body := range files {
		size += len(body)
	}
	if got.Files != len(files) || got.Bytes != size {
		t.Errorf("%d files and %d bytes, want %d and %d", got.Files, got.Bytes, len(files), size)
	}
	kinds := map[string]bool{}
	for _, f := range got.Findings {
		kinds[f.Kind] = true
		body := files[f.File]
		if f.Start < 0 || f.End > len(body) || f.Start >= f.End || body[f.Start:f.End] != f.Text {
			t.Errorf("%+v does not name its bytes", f)
			continue
		}
		line := 1 + strings.Count(body[:f.Start], "\n")
		column := 1 + len([]rune(body[strings.LastIndex(body[:f.Start], "\n")+1:f.Start]))
		if f.Line != line || f.Column != column || f.Rule == "" || f.Severity != "block" && f.Severity != "warn" {
			t.Errorf("%+v stands in line %d, column %d", f, line, column)
		}
	}
	for _, kind := range []string{"person", "ip_address", "hostname", "customer"} {
		if !kinds[kind] {
			t.Errorf("nothing of the kind %s was found: %s", kind, out)
		}
	}
}

// TestPostRefusedByTheGate posts a text with internal words from the machine.
func TestPostRefusedByTheGate(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := prepare(t, env...).start()
		st := newStudy(t, s)
		args := []string{"post", "--title", "Sign-in fails", "--state", "investigating", "--component", "sign-in=major_outage", "--body", "-"}
		out, errs, code := s.vitrine("Wendela Brock restarted web-prod-3.", args...)
		if code != 2 || !strings.Contains(errs, "web-prod-3") || !strings.Contains(errs, "Wendela Brock") || !strings.Contains(errs, "hostname") || !strings.Contains(errs, "--accept") {
			t.Errorf("post ended with %d %s%s", code, out, errs)
		}
		if all := list(st.writer.do("GET", "/incidents", nil), "items"); len(all) != 0 {
			t.Errorf("the refused text was published: %v", all)
		}
		for name, test := range map[string]struct {
			change []string
			says   string
		}{
			"a service nobody knows":  {[]string{"--component", "nowhere=major_outage"}, "nowhere"},
			"a status nobody knows":   {[]string{"--component", "sign-in=broken"}, "broken"},
			"a title too long":        {[]string{"--title", strings.Repeat("x", 10_000)}, "Shorten it to 200"},
			"a state nobody knows":    {[]string{"--state", "exploded"}, "exploded"},
			"an incident and a title": {[]string{"--incident", "nosuchid0000"}, "either --title"},
			"a language of nobody":    {[]string{"--body-in", "de=Wir suchen."}, "in one language alone"},
			"a machine that is mute":  {[]string{"--machine", "de"}, "nothing is said in that language"},
		} {
			out, errs, code := s.vitrine("We look into it.", append(args, test.change...)...)
			if code != 2 || !strings.Contains(errs, test.says) {
				t.Errorf("%s: post ended with %d %s%s", name, code, out, errs)
			}
		}
		out, errs, code = s.vitrine("Wendela Brock restarted web-prod-3.", append(args, "--accept", "It must go at once")...)
		if code != 0 || !strings.Contains(out, "Posted: "+s.public+"/incidents/") {
			t.Errorf("the accepted post ended with %d %s%s", code, out, errs)
		}
	})
}

// TestPostInTwoLanguages says an incident and an update in German too.
func TestPostInTwoLanguages(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := prepare(t, env...).start()
		st := newStudy(t, s)
		st.writer.do("PATCH", "/settings", object{"languages": []string{"de", "fr"}})
		post := func(args ...string) (id string) {
			t.Helper()
			out, errs, code := s.vitrine("", append([]string{"post", "--no-notify"}, args...)...)
			_, id, ok := strings.Cut(strings.TrimSpace(out), s.public+"/incidents/")
			if code != 0 || !ok {
				t.Fatalf("post ended with %d %s%s", code, out, errs)
			}
			return id
		}
		id := post("--title", "Sign-in fails", "--state", "investigating", "--body", "We look.", "--title-in", "de=Anmeldung = gestört", "--title-in", "fr=Connexion impossible",
			"--body-in", "de=Wir suchen; es dauert.", "--machine", "fr")
		post("--incident", id, "--state", "identified", "--body", "We know.", "--body-in", "de=Wir wissen es.", "--machine", "de")
		said := map[string]string{}
		for _, one := range list(st.writer.do("GET", "/incidents/"+id+"/translations", nil), "items") {
			said[text(one, "language")+" "+text(one, "body")] = text(one, "origin")
		}
		want := map[string]string{"de Anmeldung = gestört": "team", "fr Connexion impossible": "machine", "de Wir suchen; es dauert.": "team", "de Wir wissen es.": "machine"}
		if !maps.Equal(said, want) {
			t.Errorf("it is told as %v, want %v", said, want)
		}
		if _, errs, code := s.vitrine("", "post", "--incident", id, "--state", "monitoring", "--body", "We watch.", "--title-in", "de=Anders"); code != 2 || !strings.Contains(errs, "for a new incident") {
			t.Errorf("a title with an update ended with %d %s", code, errs)
		}
	})
}

// TestNewerSchemaIsRefused starts on a database that a newer program has changed.
func TestNewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := prepare(t, env...)
		if out, errs, code := s.vitrine("", "migrate"); code != 0 {
			t.Fatalf("migrate ended with %d %s%s", code, out, errs)
		}
		address := "sqlite:" + filepath.Join(s.variable("VITRINE_DATA_DIR"), "vitrine.db")
		if given := s.variable("VITRINE_DATABASE_URL"); given != "" {
			address = given
		}
		db, err := models.Open(context.Background(), address)
		if err != nil {
			t.Fatal(err)
		}
		err = db.Tx(context.Background(), func(tx *models.Tx) error {
			return tx.DB().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)", 990, true).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"serve"}, {"serve", "--no-migrate"}, {"migrate"}, {"migrate", "status"}, {"post", "--title", "x", "--state", "investigating", "--body", "x"}} {
			out, errs, code := s.vitrine("", args...)
			if code != 2 || !strings.Contains(errs, "The database has schema version 990") || !strings.Contains(errs, "Start the newer program") {
				t.Errorf("%v ended with %d %s%s", args, code, out, tail(errs, 600))
			}
		}
	})
}

// variable is what the program sees in an environment variable.
func (s *server) variable(name string) (value string) {
	for _, pair := range s.env {
		if n, v, _ := strings.Cut(pair, "="); n == name {
			value = v
		}
	}
	return value
}
