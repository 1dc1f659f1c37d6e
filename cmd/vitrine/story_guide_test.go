package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// worked is one of the guide's cases, with names of our own: what a team types,
// and the figures that must come out of it.
type worked struct {
	title, component, day string // the day of it, in March 2026
	severity, cases       int
	source                string
	words                 []spoken
	felt                  []stretch
	enter                 func(*team)

	closer, back, same int               // steps of the curve
	marks              string            // turning points, as the curve says them
	lengths            map[string]int    // seconds
	phases             map[string]int    // seconds
	facts              map[string]string // at a glance
	says               []string          // in every form of the summary
}

// spoken is a public word and when it was said.
type spoken struct{ at, state, body, status string }

// stretch is a time in which something was felt.
type stretch struct {
	from, until, note string
	stated            bool
}

// team enters a case.
type team struct {
	*study
	*worked
	clock *clocked
	desk  *seat
}

// workedCases are the two worked examples of the guide and its case study.
var workedCases = []*worked{{
	title: "Mail left late", component: "reports", day: "2026-03-03", severity: 3, source: "monitoring", enter: (*team).typeLines,
	words: []spoken{{"20:09", "investigating", "Mail leaves late. None is lost. We are looking for the reason.", "degraded_performance"},
		{"20:17", "resolved", "Mail leaves at once again.", "operational"}},
	felt:   []stretch{{"20:05", "20:17", "52 messages were delayed, by 12 minutes at worst.", true}},
	closer: 4, back: 1, same: 1, marks: "Began 20:05. Noticed 20:06. Taken 20:07. First public word 20:09. Recovered 20:17.",
	lengths: map[string]int{"detect": 60, "acknowledge": 60, "inform": 240, "inform_from_detection": 180, "recover": 720},
	phases:  map[string]int{"detection": 60, "triage": 60, "investigation": 300, "identification": 240, "remediation": 0},
	facts: map[string]string{"Duration": "12 min, 20:05–20:17 UTC on 3 March 2026", "Customer impact": "52 messages were delayed, by 12 minutes at worst.",
		"Severity": "Sev3: a minor problem", "Services impacted": "Reports"},
	says: []string{"12 min, 20:05–20:17 UTC on 3 March 2026", "52 messages were delayed, by 12 minutes at worst.", "the last waiting message leaves"},
}, {
	title: "Sign-in turned people away", component: "sign-in", day: "2026-03-04", severity: 3, source: "monitoring", enter: (*team).pasteChat,
	words: []spoken{{"20:25", "investigating", "Sign-in fails for a part of you. We know the reason and are working on it.", "partial_outage"},
		{"20:43", "resolved", "Sign-in works again for everybody.", "operational"}},
	felt:   []stretch{{"20:18", "20:43", "one sign-in in three failed.", true}, {"20:50", "21:12", "everybody got in, slowly.", false}},
	closer: 7, back: 1, same: 3, marks: "Began 20:18. Noticed 20:19. Taken 20:20. First public word 20:25. Recovered 20:43.",
	lengths: map[string]int{"detect": 60, "acknowledge": 60, "inform": 420, "inform_from_detection": 360, "recover": 1500},
	phases:  map[string]int{"detection": 60, "triage": 120, "investigation": 780, "identification": 300, "remediation": 180},
	facts:   map[string]string{"Duration": "25 min, 20:18–20:43 UTC on 4 March 2026", "Severity": "Sev3: a minor problem", "Services impacted": "Sign-in"},
	says: []string{"25 min, 20:18–20:43 UTC on 4 March 2026", "Not counted in this: 22 min, 20:50–21:12 UTC on 4 March 2026.",
		"From 20:18 to 20:43 UTC: one sign-in in three failed.", "From 20:50 to 21:12 UTC: everybody got in, slowly."},
}, {
	title: "Nobody could sign in", component: "sign-in", day: "2026-03-05", severity: 2, cases: 50, source: "customer", enter: (*team).tellStudy,
	words: []spoken{{"16:13", "investigating", "The sign-in page fails for everybody. We are looking for the reason.", "major_outage"},
		{"16:20", "resolved", "Sign-in works again. A postmortem will follow here.", "operational"}},
	closer: 6, back: 1, same: 3, marks: "Began 16:00. Noticed 16:08. Taken 16:10. First public word 16:13. Recovered 16:20.",
	lengths: map[string]int{"detect": 480, "acknowledge": 120, "inform": 780, "inform_from_detection": 300, "recover": 1200},
	phases:  map[string]int{"detection": 600, "triage": 180, "investigation": 300, "identification": 120, "remediation": 0},
	facts:   map[string]string{"Duration": "20 min, 16:00–16:20 UTC on 5 March 2026", "Severity": "Sev2: a major function was broken", "Services impacted": "Sign-in"},
	says:    []string{"20 min, 16:00–16:20 UTC on 5 March 2026", "We received 50 support requests about it.", "An alarm tells us within a minute when a processor is busy."},
}}

// TestTheGuidesCasesComeOutWithTheirFigures enters the worked examples of the
// guide and its case study from text, each in another way, and looks at timeline,
// curve, metrics and what was published.
func TestTheGuidesCasesComeOutWithTheirFigures(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := startClocked(t, workedCases[0].at("20:00"), env...)
		st := newStudy(t, s.server)
		st.writer.do("PUT", "/rulebook", object{"yaml": guide(t, "rulebook.yaml")})
		for _, c := range workedCases {
			w := &team{study: &study{t: t, s: st.s, writer: st.writer, approver: st.approver}, worked: c, clock: s}
			w.happen()
			w.desk = s.console(t, "jonas@northpole.example", "admin")
			w.enter(w)
			w.addFelt()
			w.checkTimeline()
			w.checkCurve()
			w.checkMetrics()
			w.tellPublic()
			w.checkSummaries()
		}
	})
}

// at is a time of the case's day.
func (c *worked) at(clock string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", c.day+" "+clock)
	if err != nil {
		panic(err)
	}
	return at
}

// happen tells the public of the incident as it goes on, and begins the review an
// hour later.
func (w *team) happen() {
	w.t.Helper()
	for n, word := range w.words {
		w.clock.set(w.at(word.at))
		body := object{"state": word.state, "body": word.body, "components": []object{{"id": w.component, "status": word.status}}}
		if n > 0 {
			w.writer.do("POST", "/incidents/"+w.incident+"/updates", body)
			continue
		}
		body["title"], body["severity"], body["started_at"] = w.title, w.severity, w.at("16:00")
		if len(w.felt) > 0 {
			body["started_at"] = w.at(w.felt[0].from)
		}
		w.incident = text(w.writer.do("POST", "/incidents", body), "id")
	}
	w.clock.set(w.at("22:00"))
	w.reviewID = text(w.writer.do("POST", "/reviews", object{"incident_ids": []string{w.incident}, "severity": w.severity, "support_cases": w.cases,
		"detection_source": w.source, "overview": "What happened is told below."}), "id")
}

// typeLines fills the timeline in the console, one line for each entry.
func (w *team) typeLines() {
	w.t.Helper()
	at := "/reviews/" + w.reviewID
	w.desk.open(at)
	w.desk.send(at+"/lines", "", "text", guide(w.t, "post.lines")).says(w.t, 200, "a copy job reads the same disk", "a stuck sender")
}

// pasteChat pastes a chat and keeps what belongs on the timeline.
func (w *team) pasteChat() {
	w.t.Helper()
	at := "/reviews/" + w.reviewID + "/chat-logs"
	log := w.writer.do("POST", at, object{"text": guide(w.t, "doors.chat"), "day": w.day})
	wanted := map[string][]string{}
	for line := range strings.Lines(guide(w.t, "doors.kept")) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		wanted[parts[3]] = parts
	}
	var kept []object
	for _, m := range list(log, "messages") {
		if as, ok := wanted[text(m, "what")]; ok {
			effect := map[string]string{"+": "positive", "-": "negative", "0": "none"}[as[0]]
			kept = append(kept, object{"number": m["number"], "effect": effect, "kind": as[1], "phase": as[2]})
		}
	}
	if n := len(list(log, "messages")); n != 19 || len(kept) != len(wanted) {
		w.t.Fatalf("%d messages were read, want 19; %d of %d belong on the timeline", n, len(kept), len(wanted))
	}
	w.writer.do("POST", at+"/"+text(log, "id")+"/keep", object{"messages": kept})
}

// tellStudy tells the case study through the API.
func (w *team) tellStudy() {
	w.t.Helper()
	at := "/reviews/" + w.reviewID
	w.writer.do("POST", at+"/timeline/lines", object{"text": guide(w.t, "study.lines")})
	for line := range strings.Lines(guide(w.t, "study.learnings")) {
		w.writer.do("POST", at+"/learnings", object{"body": strings.TrimSpace(line)})
	}
	for line := range strings.Lines(guide(w.t, "study.actions")) {
		parts := strings.Split(strings.TrimSpace(line), "\t")
		w.writer.do("POST", at+"/actions", object{"kind": parts[0], "body": parts[1], "public_text": parts[2], "owner": "Ada Lindgren", "immediate": true})
	}
	w.writer.do("POST", at+"/meetings", object{"held_at": w.at("21:00"), "minutes": 28})
	r := w.writer.do("GET", at, nil)
	if l, a := len(list(r, "learnings")), len(list(r, "actions")); l != 9 || a != 9 || text(r, "detection_source") != "customer" {
		w.t.Errorf("%d learnings and %d actions, want 9 of each; noticed by %q", l, a, text(r, "detection_source"))
	}
	if m := list(w.writer.do("GET", at+"/meetings", nil), "items"); len(m) != 1 || m[0]["minutes"] != 28.0 {
		w.t.Errorf("the meeting is %v, want 28 minutes", m)
	}
}

// addFelt gives the stretches of impact: the first by the API, others by the form.
func (w *team) addFelt() {
	w.t.Helper()
	for n, f := range w.felt {
		if n == 0 {
			w.writer.do("POST", "/reviews/"+w.reviewID+"/impact-intervals", object{"starts_at": w.at(f.from), "ends_at": w.at(f.until), "note": f.note, "counted": f.stated})
			continue
		}
		w.desk.open("/reviews/" + w.reviewID)
		w.desk.send("/reviews/"+w.reviewID+"/intervals", "", "starts_at", typedTime(w.at(f.from)), "ends_at", typedTime(w.at(f.until)), "felt", f.note)
	}
}

// entries are the lines of the timeline that people entered.
func (w *team) entries() (own []object) {
	w.t.Helper()
	for _, e := range list(w.writer.do("GET", "/reviews/"+w.reviewID+"/timeline?limit=200", nil), "items") {
		if e["merged"] != true {
			own = append(own, e)
		}
	}
	return own
}

// checkTimeline wants every entry with its effect, and on the page in the table
// beside the curve.
func (w *team) checkTimeline() {
	w.t.Helper()
	effects := map[string]int{}
	page := w.desk.open("/reviews/" + w.reviewID)
	for n, e := range w.entries() {
		effects[text(e, "effect")]++
		row := first(page.root, func(n *html.Node) bool { return attribute(n, "id") == "e-"+text(e, "id") })
		if row == nil {
			w.t.Fatalf("%s: %q stands in no table", w.title, text(e, "what"))
		}
		said := strings.Join(strings.Fields(written(row)), " ")
		for _, want := range []string{fmt.Sprintf("%d%s ", n+1, text(e, "at")[11:16]), text(e, "what")} {
			if !strings.Contains(said, want) {
				w.t.Errorf("%s: the row of entry %d does not say %q: %s", w.title, n+1, want, said)
			}
		}
	}
	if effects["positive"] != w.closer || effects["negative"] != w.back || effects["none"] != w.same {
		w.t.Errorf("%s: effects %v, want %d positive, %d negative, %d none", w.title, effects, w.closer, w.back, w.same)
	}
}

var (
	stepOf  = regexp.MustCompile(`[MV](?:\d+ )?(\d+)`)
	classOf = regexp.MustCompile(`(?s)<svg class="curve whole".*?</svg>`)
)

// checkCurve counts what the curve is drawn of: its steps, shapes, turning points,
// stretches of impact, and where its points lead.
func (w *team) checkCurve() {
	w.t.Helper()
	page := w.desk.open("/reviews/" + w.reviewID)
	drawn := classOf.FindString(page.body)
	for shape, want := range map[string]int{`class="closer"`: w.closer, `class="back"`: w.back, `class="same"`: w.same,
		`class="felt`: len(w.felt), `class="felt besides"`: max(0, len(w.felt)-1), `class="mark"`: 5, `class="phase`: len(w.phases) - strings.Count(fmt.Sprint(w.phases), ":0")} {
		if got := strings.Count(drawn, shape); got != want {
			w.t.Errorf("%s: %d of %s are drawn, want %d", w.title, got, shape, want)
		}
	}
	line := first(page.root, func(n *html.Node) bool { return n.Data == "path" && attribute(n, "class") == "line" })
	if line == nil {
		w.t.Fatalf("%s: no curve is drawn", w.title)
	}
	up, down, before := 0, 0, ""
	for _, step := range stepOf.FindAllStringSubmatch(attribute(line, "d"), -1) {
		switch {
		case before == "" || step[1] == before:
		case len(step[1]) < len(before) || len(step[1]) == len(before) && step[1] < before:
			up++
		default:
			down++
		}
		before = step[1]
	}
	if up != w.closer || down != w.back {
		w.t.Errorf("%s: the curve climbs %d times and falls %d times, want %d and %d: %s", w.title, up, down, w.closer, w.back, attribute(line, "d"))
	}
	if !strings.Contains(drawn, w.marks) {
		w.t.Errorf("%s: the curve does not say %q: %.400s", w.title, w.marks, drawn)
	}
	for _, e := range w.entries() {
		if !strings.Contains(drawn, `href="#e-`+text(e, "id")+`"`) {
			w.t.Errorf("%s: no point leads to %q", w.title, text(e, "what"))
		}
	}
}

// checkMetrics wants the exact lengths.
func (w *team) checkMetrics() {
	w.t.Helper()
	m := w.writer.do("GET", "/reviews/"+w.reviewID+"/metrics", nil)
	for name, want := range w.lengths {
		if got := m["time_to_"+name+"_seconds"]; got != float64(want) {
			w.t.Errorf("%s: time to %s is %v s, want %d", w.title, name, got, want)
		}
	}
	got := map[string]int{}
	for _, p := range list(m, "phases") {
		got[text(p, "phase")] = int(p["seconds"].(float64))
	}
	if fmt.Sprint(got) != fmt.Sprint(w.phases) {
		w.t.Errorf("%s: phases %v, want %v", w.title, got, w.phases)
	}
}

// tellPublic takes the first wording of the summary to the public, with the names
// that the scan stops replaced and nothing else changed.
func (w *team) tellPublic() {
	w.t.Helper()
	d := w.writer.do("POST", "/reviews/"+w.reviewID+"/postmortem", nil)
	w.draft, w.slug = text(d, "id"), text(d, "slug")
	w.settleAll()
	w.publish("")
}

// checkSummaries wants the figures on the page, as Markdown and JSON, in every
// feed and in the API that other status pages have.
func (w *team) checkSummaries() {
	w.t.Helper()
	_, _, page := w.s.get("/postmortems/" + w.slug)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		w.t.Fatal(err)
	}
	forms := map[string]string{"the page": written(root)}
	facts := strings.Join(strings.Fields(written(first(root, func(n *html.Node) bool { return n.Data == "dl" }))), " ")
	for name, value := range w.facts {
		if !strings.Contains(facts, name+value) {
			w.t.Errorf("%s: at a glance it does not say %q %q: %s", w.title, name, value, facts)
		}
	}
	for _, path := range []string{"/postmortems/" + w.slug + ".md", "/api/postmortems/" + w.slug + ".json", "/api/v2/incidents.json"} {
		_, _, body := w.s.get(path)
		if strings.HasSuffix(path, ".json") {
			body = flatJSON(w.t, body)
		}
		forms[path] = body
	}
	for _, path := range []string{"/feed.rss", "/feed.atom", "/feed.json", "/postmortems.rss", "/postmortems.atom", "/postmortems.json"} {
		_, _, body := w.s.get(path)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil {
			w.t.Fatalf("%s: %v", path, err)
		}
		for _, item := range feed.Items {
			if item.Title == w.title || strings.Contains(item.Link, w.slug) {
				forms[path] = or(item.Content, item.Description)
			}
		}
	}
	for form, said := range forms {
		flat := strings.Join(strings.Fields(html.UnescapeString(said)), " ")
		for _, want := range w.says {
			if !strings.Contains(flat, want) && !(form == "/api/v2/incidents.json" && strings.Contains(want, "waiting message")) {
				w.t.Errorf("%s: %s does not say %q", w.title, form, want)
			}
		}
		told := 9
		if form == "/api/v2/incidents.json" { // as the postmortem, and as the newest update
			told *= 2
		}
		if w.cases > 0 && strings.Count(flat, "Planned") != told && !strings.HasPrefix(form, "/api/postmortems") {
			w.t.Errorf("%s: %s tells %d countermeasures, want %d", w.title, form, strings.Count(flat, "Planned"), told)
		}
	}
}

// flatJSON are the texts of a JSON document.
func flatJSON(t testing.TB, body string) string {
	t.Helper()
	var texts []string
	d := json.NewDecoder(strings.NewReader(body))
	for {
		token, err := d.Token()
		if err != nil {
			return strings.Join(texts, "\n")
		}
		if s, ok := token.(string); ok {
			texts = append(texts, s)
		}
	}
}
