package main

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/unicode/norm"

	"vitrine/models"
)

// TestPublicRoleSeesNothingInside tries every inside table as the role that the
// public side connects with.
func TestPublicRoleSeesNothingInside(t *testing.T) {
	t.Parallel()
	p := newPostgres(t)
	s := prepare(t, p.env()...).start()
	st := newStudy(t, s)
	st.writer.do("POST", "/subscribers", object{"email": "sam@customer.example", "consent": "asked by phone"})
	conn, err := pgx.Connect(context.Background(), p.publicURL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, table := range models.InsideTables {
		for _, statement := range []string{"SELECT * FROM %s", "DELETE FROM %s", "INSERT INTO %s DEFAULT VALUES", "TRUNCATE %s"} {
			_, err := conn.Exec(context.Background(), fmt.Sprintf(statement, table))
			if err == nil || !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s: %v, want permission denied", fmt.Sprintf(statement, table), err)
			}
		}
	}
	for _, table := range models.GroundTables {
		if _, err := conn.Exec(context.Background(), "SELECT * FROM "+table); err != nil {
			t.Errorf("reading %s: %v", table, err)
		}
		if _, err := conn.Exec(context.Background(), "DELETE FROM "+table); err == nil {
			t.Errorf("the public role may delete from %s", table)
		}
	}
	for _, table := range []string{"river_job", "goose_db_version"} {
		if _, err := conn.Exec(context.Background(), "SELECT * FROM "+table); err == nil {
			t.Errorf("the public role may read %s", table)
		}
	}
}

// canaries gives every inside field a marker of its own and returns them all.
type canaries struct {
	n       int
	markers []string
}

// word returns a new marker that looks like a word.
func (c *canaries) word() string {
	c.n++
	m := fmt.Sprintf("kanari%03dvogel", c.n)
	c.markers = append(c.markers, m)
	return m
}

// TestCanariesStayInside fills every inside field with a marker, publishes, and
// looks for the markers in everything that left.
func TestCanariesStayInside(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_LOG_LEVEL=debug")...).start()
		st := newStudy(t, s)
		c := &canaries{}
		sub := c.word() + "@customer.example"
		s.subscribe(box, sub)
		st.tellIncident()
		st.fillInside(c)
		st.fillHouse(c)
		st.settle()
		st.disguise()
		st.writer.do("POST", "/postmortems/"+st.draft+"/submit", nil)
		st.approver.do("POST", "/postmortems/"+st.draft+"/return", object{"note": c.word()})
		st.publish("")
		st.revise(c)
		if len(c.markers) < 200 {
			t.Fatalf("only %d markers", len(c.markers))
		}
		eventually(t, 30*time.Second, func() error {
			if n := len(threadOf(box, sub)); n == 0 {
				return errNoMail
			}
			return nil
		})
		time.Sleep(2 * time.Second)
		st.searchEverything(c, box)
	})
}

// fillInside puts a marker into every inside field that the API can write.
func (st *study) fillInside(c *canaries) {
	st.t.Helper()
	made := st.writer.do("POST", "/reviews", object{"title": c.word(), "incident_ids": []string{st.incident}, "severity": 2, "environment": c.word(),
		"facilitator": c.word(), "commander": c.word(), "responders": c.word() + ", " + c.word(), "sla_effect": c.word(),
		"overview": c.word() + " " + c.word(), "description": c.word() + " " + c.word()})
	st.reviewID = text(made, "id")
	at := "/reviews/" + st.reviewID
	st.writer.do("PATCH", at, object{"went_well": c.word(), "luck": c.word(), "know_sooner": c.word(), "recover_sooner": c.word()})
	for n := range 30 {
		body := object{"at": st.start.Add(time.Duration(n) * time.Minute), "kind": "task", "phase": "investigation", "who": c.word(), "what": c.word(), "effect": "none"}
		if n == 3 {
			body["public_text"] = "We look into it."
		}
		st.writer.do("POST", at+"/timeline", body)
	}
	for range 8 {
		st.writer.do("POST", at+"/factors", object{"body": c.word()})
		st.writer.do("POST", at+"/learnings", object{"body": c.word()})
	}
	for n := range 16 {
		body := object{"body": c.word(), "kind": "prevent", "owner": c.word(), "ticket": c.word(), "ticket_url": "https://tracker.example/" + c.word(), "immediate": true}
		if n == 0 {
			body["public_text"] = "We watch the processors."
		}
		st.writer.do("POST", at+"/actions", body)
	}
}

// fillHouse puts markers into what the house knows beside its reviews.
func (st *study) fillHouse(c *canaries) {
	st.t.Helper()
	for range 4 {
		st.writer.do("POST", "/templates", object{"name": c.word(), "title": c.word(), "body": c.word()})
	}
	rules := studyRulebook + fmt.Sprintf("allow: [%q]\n", c.word())
	more := func(key, entry string) { rules = strings.Replace(rules, key+":\n", key+":\n"+entry, 1) }
	for range 6 {
		more("people", fmt.Sprintf("  - {name: \"%s %s\", handles: [%q], emails: [\"%s@northpole.example\"]}\n", capital(c.word()), capital(c.word()), c.word(), c.word()))
		more("terms", fmt.Sprintf("  - {match: %q, replace: \"a part of our system\"}\n", c.word()))
	}
	rules = strings.Replace(rules, `customers: ["Globex`, fmt.Sprintf("customers: [%q, %q, \"Globex", c.word(), c.word()), 1)
	st.writer.do("PUT", "/rulebook", object{"yaml": rules})
	for range 4 {
		st.s.user(c.word()+"@northpole.example", capital(c.word())+" "+capital(c.word()), "viewer")
	}
	st.writer.do("POST", "/subscribers", object{"email": c.word() + "@customer.example", "consent": c.word()})
	update := st.writer.do("POST", "/incidents", object{"title": "A short test of the page", "state": "investigating", "body": "We check " + c.word() + "."})
	id := text(update, "id")
	first := list(update, "updates")[0]
	st.writer.do("DELETE", "/incidents/"+id+"/updates/"+text(first, "id"), object{"reason": c.word()})
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// hiddenWays are the ways in which a writer may carry a name over without seeing
// it, %s standing for the name.
var hiddenWays = []string{"%s", "**%s**", "<!-- %s -->", "![%s](https://northpole.example/x.png)", "[here](https://northpole.example/?q=%s)", `[here](https://northpole.example "%s")`}

// disguise writes the names of the story into the draft in every disguise, and
// settles what is found until nothing is.
func (st *study) disguise() {
	st.t.Helper()
	cut := func(name, with string) string { return name[:3] + with + name[3:] }
	escaped := func(name string) (s string) {
		for _, r := range name {
			s += fmt.Sprintf("&#%d;", r)
		}
		return s
	}
	var lines []string
	for _, name := range []string{"Wendela Brock", "Globex", "web-prod-3"} {
		for _, way := range hiddenWays {
			lines = append(lines, strings.ReplaceAll(way, "%s", name))
		}
		lines = append(lines, strings.ToUpper(name), name[:3]+"**"+name[3:]+"**", cut(name, "\u200b"), cut(name, "<!-- -->"), cut(name, "<wbr>"), cut(name, "\u00ad"),
			escaped(name), url.PathEscape(name), strings.ReplaceAll(name, "e", "\u0435"), wide(name), base64.StdEncoding.EncodeToString([]byte("the name is "+name)))
	}
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"summary": "We looked at:\n\n- " + strings.Join(lines, "\n- ")})
	for range 200 {
		open := blocking(st.writer.do("POST", "/postmortems/"+st.draft+"/scan", nil))
		if len(open) == 0 {
			return
		}
		st.writer.do("POST", "/postmortems/"+st.draft+"/findings/"+text(open[0], "id")+"/settle", object{"action": "remove", "all": true})
	}
	st.t.Fatal("200 settlements were not enough")
}

// wide is a word in letters of full width.
func wide(word string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, word)
}

// revise publishes a second revision, so that there is an older one to read.
func (st *study) revise(c *canaries) {
	st.t.Helper()
	st.writer.do("PATCH", "/reviews/"+st.reviewID, object{"luck": c.word()})
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"apology": "We are sorry. For twenty minutes most of you could not sign in, and we noticed late."})
	st.publish("We say more about when we noticed.")
}

// searchEverything looks for the markers, and for the names of the story, in
// everything that left, plain and in every disguise. The draft was rewritten
// whole, as a person would.
func (st *study) searchEverything(c *canaries, box *mailbox) {
	st.t.Helper()
	never := append(slices.Clone(c.markers), "wendela", "globex", "web-prod-3")
	found := func(where, body string) {
		seen := strings.ToLower(body) + "\n" + unfolded(body)
		for _, m := range never {
			if strings.Contains(seen, m) {
				st.t.Errorf("marker %s in %s", m, where)
			}
			for _, d := range encodings(m) {
				if strings.Contains(body, d) {
					st.t.Errorf("marker %s, encoded as %s, in %s", m, d, where)
				}
			}
		}
	}
	for _, path := range []string{"/nowhere", "/incidents/nowhere", "/subscriptions/nowhere", "/api/v2/nowhere.json", "/history?component=nowhere"} {
		_, header, body := st.s.get(path)
		found(path, fmt.Sprint(header)+body)
	}
	dir, paths := st.s.export()
	for _, path := range paths {
		_, header, body := st.s.get(path)
		found(path, body)
		found("the header of "+path, fmt.Sprint(header))
	}
	for name, body := range filesUnder(st.t, dir) {
		found("the static file "+name, name+body)
	}
	for _, l := range box.all() {
		found("a mail", strings.ReplaceAll(string(l.raw), l.to, "")) // its own address is no secret to somebody
		found("a mail's text", strings.ReplaceAll(l.text+l.html, l.to, ""))
	}
	found("the log", st.s.log.String())
}

// unfolded is body as somebody reads it who undoes every disguise.
func unfolded(body string) string {
	for range 2 {
		body = html.UnescapeString(body)
	}
	body = markup.ReplaceAllString(body, "")
	body = percent.ReplaceAllStringFunc(body, func(p string) string {
		if b, err := hex.DecodeString(p[1:]); err == nil {
			return string(b)
		}
		return p
	})
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, strings.NewReplacer("\u0435", "e", "**", "").Replace(norm.NFKC.String(body)))
}

var (
	markup  = regexp.MustCompile(`<!--.*?-->|</?(?:b|strong|em|i|wbr|code|span)[^<>]*>`)
	percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
)

// encodings are a word in hexadecimal and in base64, wherever it begins among
// other bytes.
func encodings(word string) []string {
	list := []string{hex.EncodeToString([]byte(word))}
	for _, w := range []string{word, capital(word)} {
		for lead := range 3 {
			inner := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat(" ", lead) + w))
			from, to := (lead*8+5)/6, (lead+len(w))*8/6
			list = append(list, inner[from:to])
		}
	}
	return list
}
