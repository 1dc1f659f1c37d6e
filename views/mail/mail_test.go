package mail

import (
	"bytes"
	"flag"
	"html"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/jba/templatecheck"

	"vitrine/models"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			r, err := e.Render()
			if err != nil {
				t.Fatal(err)
			}
			for ext, got := range map[string]string{".txt": "Subject: " + r.Subject + "\n\n" + r.Text, ".html": r.HTML} {
				golden(t, filepath.Join("testdata", filepath.FromSlash(e.Name)+ext), []byte(got))
			}
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("differs from %s; run go test ./views/mail -update and read the diff\n%s", path, got)
	}
}

func TestEveryMailHasAnExample(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range Examples() {
		name, _, _ := strings.Cut(e.Name, "/")
		seen[name] = true
	}
	names, err := fs.Glob(files, "page/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if name := strings.TrimSuffix(filepath.Base(n), filepath.Ext(n)); !seen[name] {
			t.Errorf("%s has no entry in Examples", n)
		}
	}
}

func TestHTMLMatchesItsType(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		clone, err := e.parsed.Clone()
		if err != nil {
			t.Fatal(err)
		}
		if err := templatecheck.CheckHTMLStrict(clone, e.data); err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
	}
}

var (
	tags  = regexp.MustCompile(`(?s)<style>.*?</style>|<title>.*?</title>|<div style="display:none.*?</div>|<[^>]*>`)
	links = regexp.MustCompile(`https?://[^\s<>")]+`)
	word  = regexp.MustCompile(`[\pL\pN]+`)
)

func TestBothPartsSayTheSame(t *testing.T) {
	t.Parallel()
	for _, e := range everyExample() {
		r, err := e.Render()
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]bool{}
		for _, w := range word.FindAllString(links.ReplaceAllString(r.Text, ""), -1) {
			said[strings.ToLower(w)] = true
		}
		for _, w := range word.FindAllString(html.UnescapeString(tags.ReplaceAllString(r.HTML, " ")), -1) {
			joined := r.Lang == "ja" && strings.Contains(r.Subject+r.Text, w) // no spaces stand between words
			if !said[strings.ToLower(w)] && !joined {
				t.Errorf("%s: the text leaves out %q", e.Name, w)
			}
		}
		text := strings.Join(links.FindAllString(r.Text, -1), " ")
		for _, l := range links.FindAllString(html.UnescapeString(r.HTML), -1) {
			if !strings.Contains(text, l) {
				t.Errorf("%s: the text leaves out the link %s", e.Name, l)
			}
		}
	}
}

func TestMailIsAccessible(t *testing.T) {
	t.Parallel()
	for _, e := range everyExample() {
		r, err := e.Render()
		if err != nil {
			t.Fatal(err)
		}
		for _, must := range []string{`<html lang="` + r.Lang + `" dir="`, "<h1 ", "font-size:16px", "prefers-color-scheme: dark", `name="color-scheme"`} {
			if !strings.Contains(r.HTML, must) {
				t.Errorf("%s lacks %s", e.Name, must)
			}
		}
		for _, never := range []string{"<img", "<script", "url(", "http://"} {
			if strings.Contains(r.HTML, never) {
				t.Errorf("%s contains %s", e.Name, never)
			}
		}
		if strings.Count(r.HTML, "<table ") != strings.Count(r.HTML, `<table role="presentation"`) {
			t.Errorf("%s has a layout table that says it is data", e.Name)
		}
	}
}

// luminance and contrast are those of WCAG 2.2.
func luminance(hex string) float64 {
	l := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestColoursHoldTheirContrast(t *testing.T) {
	t.Parallel()
	layout, err := files.ReadFile("layout.html")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(layout), "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("the layout has no dark colours")
	}
	dark, rest, _ := strings.Cut(dark, "</style>")
	colour := regexp.MustCompile(`[ {";]color: ?(#[0-9a-f]{6})`)
	for ground, css := range map[string]string{"#ffffff": light + rest, "#1d1d1a": dark} {
		found := colour.FindAllStringSubmatch(css, -1)
		if len(found) < 8 {
			t.Fatalf("only %d colours on %s", len(found), ground)
		}
		for _, c := range found {
			if c[1] == "#151513" { // the button's letters, on its own ground
				continue
			}
			if got := contrast(c[1], ground); got < 4.5 {
				t.Errorf("%s on %s has %.1f:1", c[1], ground, got)
			}
		}
	}
}

func TestALongPostmortemIsNotCutOff(t *testing.T) {
	t.Parallel()
	p := examplePostmortem(1)
	body := func(words int) string {
		var b strings.Builder
		for i := range words {
			b.WriteString([]string{"processing ", "servers ", "**customers** ", "the ", "[link](https://northpole.example/x) ", "because "}[i%6])
			if i%60 == 59 {
				b.WriteString("\n\n")
			}
		}
		return b.String()
	}
	r := &p.Revisions[0]
	for _, section := range []*string{&r.Summary.Summary, &r.Services, &r.Duration, &r.Severity, &r.Impact, &r.Cause, &r.Resolution, &r.Countermeasures} {
		*section = body(500)
	}
	got, err := PostmortemPublished.Render(PostmortemPublishedMail{Frame: exampleFrame(), Thread: "Sign-in fails", Postmortem: p, Revision: p.Current()})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.HTML) > 90*1024 {
		t.Errorf("HTML of %d bytes is cut off by large providers at 102 KB", len(got.HTML))
	}
	if n := strings.Count(got.Text, "customers"); n < 660 {
		t.Errorf("the text holds %d of 667 words", n)
	}
}

func TestPeoplesWordsStayWords(t *testing.T) {
	t.Parallel()
	i := exampleIncident()
	i.Title = `{{.Settings}} ${HOME} <script>alert(1)</script>`
	i.Updates[1].Body = "{{.Frame}} <script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)"
	r, err := IncidentUpdate.Render(IncidentUpdateMail{Frame: exampleFrame(), Incident: i, Update: i.Updates[1], Components: exampleComponents()})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(r.HTML, "<script") || strings.Contains(r.HTML, "javascript:") || strings.Contains(r.HTML, "<img") {
		t.Errorf("a person's words became markup:\n%s", r.HTML)
	}
	if !strings.Contains(r.Text, "{{.Settings}} ${HOME}") || !strings.Contains(r.HTML, "{{.Frame}}") {
		t.Error("placeholders of a person were filled in or lost")
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"stays as it is", "Elevated errors: Zürich ✓", "Elevated errors: Zürich ✓"},
		{"loses line breaks", "a\r\nBcc: x@example.com\n\nb", "a Bcc: x@example.com b"},
		{"loses control characters", "a\x00b\x07c\x1b[31m", "a b c [31m"},
		{"loses what turns the direction", "a\u202eb\u2066c\u200bd", "abcd"},
		{"loses line separators", "a\u2028b\u2029c", "abc"},
		{"loses broken bytes", "a\xffb", "ab"},
	} {
		if got := Line(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"UTC":             "Fri 20 Nov 2026, 23:30 UTC",
		"":                "Fri 20 Nov 2026, 23:30 UTC",
		"Europe/Berlin":   "Fri 20 Nov 2026, 23:30 UTC (Sat 21 Nov, 00:30 CET)",
		"America/Chicago": "Fri 20 Nov 2026, 23:30 UTC (17:30 CST)",
		"Not/AZone":       "Fri 20 Nov 2026, 23:30 UTC",
	} {
		if got := (Frame{Settings: models.SiteSettings{TimeZone: zone}}).Moment(late); got != want {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}

func TestTheReadersZoneStandsBesideUTC(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"":           "Fri 20 Nov 2026, 23:30 UTC (Sat 21 Nov, 00:30 CET)",
		"Asia/Tokyo": "Fri 20 Nov 2026, 23:30 UTC (Sat 21 Nov, 08:30 JST)",
		"UTC":        "Fri 20 Nov 2026, 23:30 UTC",
		"Not/AZone":  "Fri 20 Nov 2026, 23:30 UTC (Sat 21 Nov, 00:30 CET)",
	} {
		if got := (Frame{Settings: models.SiteSettings{TimeZone: "Europe/Berlin"}, Zone: zone}).Moment(at); got != want {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}

func TestASummaryIsDatedAsItsReaderDates(t *testing.T) {
	t.Parallel()
	morning := time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC)
	for zone, want := range map[string]string{"Asia/Tokyo": "The day until 21 November 2026", "": "The day until 20 November 2026"} {
		if got := (DigestMail{Frame: Frame{Zone: zone}, Days: 1, Until: morning}).Subject(); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}

// TestAMaintenanceIsOneEventFromBeginningToEnd: an id that stays, a sequence that
// grows, and a cancellation that takes the event away (RFC 5545, RFC 5546).
func TestAMaintenanceIsOneEventFromBeginningToEnd(t *testing.T) {
	t.Parallel()
	m := MaintenanceUpdateMail{Frame: exampleFrame(), Maintenance: exampleMaintenance(), Services: []string{"API"}}
	m.Maintenance.Title, m.Update.Body = "Upgrade; of, \\ databases\nBEGIN:VALARM", strings.Repeat("Zürich ", 40)+"\nEND:VEVENT"
	var ids []string
	for n, state := range []models.MaintenanceState{models.Scheduled, models.Completed, models.Cancelled} {
		m.Maintenance.State, m.Maintenance.Version = state, int64(n+1)
		got := m.Calendar("updates@northpole.example")
		cal, err := ics.ParseCalendar(strings.NewReader(got.Text))
		if err != nil || len(cal.Events()) != 1 || len(cal.Events()[0].Components) != 0 {
			t.Fatalf("%v\n%s", err, got.Text)
		}
		e := cal.Events()[0]
		ids = append(ids, e.Id())
		start, _ := e.GetStartAt()
		want := map[bool][2]string{false: {"PUBLISH", "CONFIRMED"}, true: {"CANCEL", "CANCELLED"}}[state == models.Cancelled]
		if got.Method != want[0] || e.GetProperty(ics.ComponentPropertyStatus).Value != want[1] || e.GetProperty(ics.ComponentPropertySequence).Value != strconv.Itoa(n+1) ||
			!start.Equal(m.Maintenance.ScheduledFor) || !strings.Contains(got.Text, "METHOD:"+want[0]+"\r\n") {
			t.Errorf("%s:\n%s", state, got.Text)
		}
		for _, line := range strings.Split(strings.TrimSuffix(got.Text, "\r\n"), "\r\n") {
			if len(line) > 75 {
				t.Errorf("a line of %d bytes: %s", len(line), line)
			}
		}
	}
	if ids[0] != "m1n2o3p4q5r6@status.northpole.example" || ids[1] != ids[0] || ids[2] != ids[0] {
		t.Errorf("the event has the ids %q", ids)
	}
}

func FuzzLine(f *testing.F) {
	f.Add("a\r\nb")
	f.Fuzz(func(t *testing.T, text string) {
		got := Line(text)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\n\x00") || got != Line(got) {
			t.Errorf("%q", got)
		}
	})
}
