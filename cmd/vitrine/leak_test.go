package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestAfterALeak takes back a postmortem that one reader has received: page,
// feeds, API and export follow, and exactly that reader is told, in words that a
// person has finished.
func TestAfterALeak(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url)...).start()
		st := newStudy(t, s)
		s.subscribe(box, "sam@customer.example")
		st.publishLeak()
		awaitMail(t, box, "sam@customer.example", "only we knew")
		s.subscribe(box, "late@customer.example")
		seat := s.console(t, "ada@northpole.example", "approver")
		st.takeBack(seat)
		st.nothingLeftOfTheLeak()
		st.tellThem(seat)
		st.lookAtTheRetraction(newBrowser(t))
		awaitMail(t, box, "sam@customer.example", "We have withdrawn a text that we sent you.")
		for _, l := range box.all() {
			if strings.Contains(l.text, "We have withdrawn a text") && l.to != "sam@customer.example" {
				t.Errorf("%s was told of a text that never came there: %s", l.to, l.text)
			}
		}
		st.trailOfTheLeak()
	})
}

// publishLeak publishes a postmortem with something that no rule can know.
func (st *study) publishLeak() {
	st.t.Helper()
	api := st.writer
	r := api.do("POST", "/reviews", object{"title": "Exports were late", "overview": "Exports were late for an hour."})
	d := api.do("POST", "/reviews/"+text(r, "id")+"/postmortem", nil)
	st.draft, st.slug = text(d, "id"), "late-exports"
	at := "/postmortems/" + st.draft
	api.do("PATCH", at, object{"slug": st.slug, "title": "Exports were late", "summary": "Exports were late, for a reason that only we knew."})
	api.do("POST", at+"/submit", nil)
	st.approver.do("POST", at+"/approve", nil)
	st.approver.do("POST", at+"/publish", object{"notify": true})
}

func awaitMail(t testing.TB, box *mailbox, to, words string) {
	t.Helper()
	eventually(t, 30*time.Second, func() error {
		for _, l := range box.of(to) {
			if strings.Contains(l.text, words) && strings.Contains(l.html, words) {
				return nil
			}
		}
		return fmt.Errorf("%s got no mail that says “%s”", to, words)
	})
}

// takeBack withdraws the postmortem in the console, which says with numbers what
// cannot be recalled, and leads to a drafted text for those who got it.
func (st *study) takeBack(seat *seat) {
	st.t.Helper()
	at := "/drafts/" + st.draft
	if status, answer := st.approver.try("POST", "/postmortems/"+st.draft+"/retractions", object{"body": "We withdrew it."}); status != http.StatusConflict {
		st.t.Errorf("a text that is public was retracted: %d %v", status, answer)
	}
	seat.open(at+"/withdraw").says(st.t, http.StatusOK, "to 1 person has left and cannot be recalled", "Feed readers, search engines and archives", "static export")
	seat.send(at+"/withdraw", "", "note", "It held something that was not for the public.").
		says(st.t, http.StatusOK, "Withdrawn.", "1 person got the text by mail and can still be told", "[say in one sentence what was wrong with it")
}

// nothingLeftOfTheLeak looks at every way out.
func (st *study) nothingLeftOfTheLeak() {
	st.t.Helper()
	path := "/postmortems/" + st.slug
	if status, _, page := st.s.get(path); status != http.StatusGone || !strings.Contains(page, "It held something that was not for the public.") {
		st.t.Errorf("%s answers %d: %s", path, status, tail(page, 300))
	}
	if status, _, _ := st.s.get(path + "/revisions/1"); status != http.StatusGone && status != http.StatusNotFound {
		st.t.Errorf("its revision answers %d", status)
	}
	for _, feed := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/postmortems.atom", "/postmortems.rss", "/postmortems.json"} {
		if _, _, body := st.s.get(feed); strings.Contains(body, "only we knew") || strings.HasPrefix(feed, "/postmortems") && !strings.Contains(body, "not for the public") {
			st.t.Errorf("%s says: %s", feed, tail(body, 600))
		}
	}
	dir, _ := st.s.export()
	for name, body := range filesUnder(st.t, dir) {
		if strings.Contains(body, "only we knew") {
			st.t.Errorf("the export still says it in %s", name)
		}
	}
}

// tellThem finishes the drafted text.
func (st *study) tellThem(seat *seat) {
	st.t.Helper()
	at := "/drafts/" + st.draft + "/retract"
	seat.open(at + "?revision=0")
	seat.send(at, "mail").says(st.t, http.StatusUnprocessableEntity, "The text is not finished")
	draft := seat.form(at).Get("body")
	for blank, said := range map[string]string{"[say in one sentence what was wrong with it, without repeating it]": "it said more than it should",
		"[tell readers what they have to do, such as to change a password; or that there is nothing to do]": "There is nothing for you to do"} {
		draft = strings.ReplaceAll(draft, blank, said)
	}
	seat.send(at, "mail", "body", draft+" It ran on web-prod-3.").says(st.t, http.StatusUnprocessableEntity, "web-prod-3")
	seat.send(at, "", "body", draft).says(st.t, http.StatusUnprocessableEntity, "Press the button")
	seat.send(at, "mail", "body", draft).says(st.t, http.StatusOK, "The mail is on its way", "Told already")
	if told := list(st.writer.do("GET", "/postmortems/"+st.draft+"/retractions", nil), "items"); len(told) != 1 || !strings.Contains(text(told[0], "body"), "it said more than it should") {
		st.t.Errorf("the API tells of %v", told)
	}
}

// lookAtTheRetraction runs axe-core on the one page of the console to which
// nothing in the demo leads.
func (st *study) lookAtTheRetraction(b *browser) {
	st.t.Helper()
	w := b.watchful("Ada")
	w.signIn(st.s.admin, "ada@northpole.example", "correct horse staple approver")
	if status := w.open(st.s.admin + "/drafts/" + st.draft + "/retract?revision=0"); status != http.StatusOK {
		st.t.Errorf("the retraction answered %d", status)
	}
	w.sees("Told already")
	w.check("the retraction")
}

// trailOfTheLeak looks for who did what, and why.
func (st *study) trailOfTheLeak() {
	st.t.Helper()
	seen := map[string]string{}
	for _, e := range list(st.s.user("trail@northpole.example", "Tora Trail", "admin").do("GET", "/audit?limit=100", nil), "items") {
		seen[text(e, "deed")] = fmt.Sprint(e)
	}
	for deed, words := range map[string]string{"postmortem.withdrawn": "It held something that was not for the public.", "postmortem.retracted": "it said more than it should"} {
		if e := seen[deed]; !strings.Contains(e, words) || !strings.Contains(strings.ToLower(e), "ada") {
			st.t.Errorf("the trail says of %s: %q", deed, e)
		}
	}
}
