package main

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// promises is the story of two countermeasures of one postmortem.
type promises struct {
	*study
	clock      *clocked
	box        *mailbox
	jonas, sam *person
	canaries   *canaries
	day        time.Time // when the postmortem was published
	texts      [2]string // of the countermeasures
}

// TestAPromiseIsKeptAWeekLaterAndNothingElseIsSeen publishes two countermeasures
// as planned, and a week later one is done and one dropped with a reason, all of
// it in the browser; every form of the postmortem agrees, and no word of its
// review leaves.
func TestAPromiseIsKeptAWeekLaterAndNothingElseIsSeen(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box, day := newMailbox(t), time.Now().UTC().AddDate(0, 0, -7)
		s := startClocked(t, day, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_SEND_DELAY=0s")...)
		b := newBrowser(t)
		st := &promises{study: newStudy(t, s.server), clock: s, box: box, jonas: b.person("Jonas"), sam: b.person("Sam"), canaries: &canaries{}, day: day,
			texts: [2]string{"We watch the processors of all sign-in servers.", "A second engineer is on call."}}
		st.start = studyStart(day)
		for _, chapter := range []struct {
			name string
			tell func()
		}{
			{"subscribe", st.subscribe}, {"publish", st.publishPlanned}, {"planned", st.checkPlanned}, {"a week later, done", st.keepOne},
			{"dropped with a reason", st.dropOther}, {"mail", st.checkMail}, {"nothing else", st.checkCanaries},
		} {
			begin := time.Now()
			chapter.tell()
			t.Logf("%-24s %.1f s", chapter.name, time.Since(begin).Seconds())
		}
	})
}

const (
	hears = "hears@customer.example" // chose to hear of promises kept
	deaf  = "deaf@customer.example"  // did not
)

// subscribe signs two readers up; one of them wants to hear of promises.
func (st *promises) subscribe() {
	st.t.Helper()
	st.writer.do("POST", "/subscribers", object{"email": hears, "consent": "asked by phone", "countermeasures": true})
	st.writer.do("POST", "/subscribers", object{"email": deaf, "consent": "asked by phone"})
}

// publishPlanned publishes the postmortem of a review whose every inside field
// holds a marker.
func (st *promises) publishPlanned() {
	st.t.Helper()
	st.tellIncident()
	st.fillInside(st.canaries)
	at := "/reviews/" + st.reviewID + "/actions"
	items := list(st.writer.do("GET", at, nil), "items")
	for n, body := range st.texts {
		st.writer.do("PATCH", at+"/"+text(items[n], "id"), object{"public_text": body, "due_on": st.day.AddDate(0, 0, 14).Format(time.DateOnly)})
	}
	st.settle()
	st.publish("")
}

// form is one way in which the postmortem can be read.
type form struct{ name, text string }

// forms are all of them, in plain words.
func (st *promises) forms() []form {
	st.t.Helper()
	st.sam.open(st.s.public + "/postmortems/" + st.slug)
	st.sam.reload()
	fs := []form{{"the page", st.sam.text()}}
	for _, path := range []string{"/postmortems/" + st.slug + ".md", "/api/postmortems/" + st.slug + ".json", "/api/postmortems.json", "/api/v2/incidents.json"} {
		_, _, body := st.s.get(path)
		if strings.HasSuffix(path, ".json") {
			body = flatJSON(st.t, body)
		}
		fs = append(fs, form{path, body})
	}
	for _, path := range []string{"/feed.rss", "/feed.atom", "/feed.json", "/postmortems.rss", "/postmortems.atom", "/postmortems.json", "/components/sign-in.atom"} {
		_, _, body := st.s.get(path)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil {
			st.t.Fatalf("%s: %v", path, err)
		}
		for _, item := range feed.Items {
			if strings.Contains(item.Link, st.slug) {
				root, err := html.Parse(strings.NewReader(or(item.Content, item.Description)))
				if err != nil {
					st.t.Fatal(err)
				}
				fs = append(fs, form{path, written(root)})
			}
		}
	}
	if len(fs) != 12 {
		st.t.Fatalf("the postmortem can be read in %d forms, want 12: is it missing in a feed?", len(fs))
	}
	for n := range fs {
		fs[n].text = strings.Join(strings.Fields(fs[n].text), " ")
	}
	return fs
}

// stand wants every form to say how far each countermeasure is: behind its text on
// the page and in the API of the postmortems, before it elsewhere.
func (st *promises) stand(states ...string) {
	st.t.Helper()
	for _, f := range st.forms() {
		for n, want := range states {
			before, behind, told := strings.Cut(f.text, st.texts[n])
			got := lastState(before)
			if f.name == "the page" || strings.HasPrefix(f.name, "/api/postmortems") {
				got = firstState(behind)
			}
			if !told || got != want {
				st.t.Errorf("%s says that %q is %s, want %s: …%s | %s…", f.name, st.texts[n], got, want, tail(before, 60), behind[:min(len(behind), 60)])
			}
		}
	}
	for n, p := range list(st.writer.do("GET", "/postmortems/"+st.draft, nil), "promises") {
		if got := text(p, "state"); n >= len(states) || got != states[n] {
			st.t.Errorf("the API says that promise %d is %s, want %v", n+1, got, states)
		}
	}
}

var stateWords = regexp.MustCompile(`(?i)planned|in.progress|done|dropped`)

// firstState and lastState are the first and the last state that a text names.
func firstState(text string) string { return strings.ToLower(stateWords.FindString(text)) }

func lastState(text string) string {
	all := append([]string{""}, stateWords.FindAllString(text, -1)...)
	return strings.ToLower(all[len(all)-1])
}

func (st *promises) checkPlanned() {
	st.t.Helper()
	st.stand("planned", "planned")
	st.sam.sees("by " + st.day.AddDate(0, 0, 14).Format("Mon 2 Jan"))
	st.jonas.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	// News of a postmortem is news for a week: both hear of it before the clock is set.
	eventually(st.t, patience, func() error {
		if len(st.box.of(deaf)) == 0 || len(st.box.of(hears)) == 0 {
			return errors.New("somebody heard of nothing at all")
		}
		return nil
	})
}

// atItem opens an action item by its public wording, from the board.
func (st *promises) atItem(n int) {
	st.t.Helper()
	item := list(st.writer.do("GET", "/reviews/"+st.reviewID+"/actions", nil), "items")[n]
	st.jonas.open(st.s.admin + "/reviews/" + st.reviewID + "/actions/" + text(item, "id"))
	if got := st.jonas.value("As a countermeasure"); got != st.texts[n] {
		st.t.Fatalf("the page is about %q: %s", got, st.jonas.text())
	}
}

// keepOne sets the clock a week on, and the first promise done.
func (st *promises) keepOne() {
	st.t.Helper()
	now := time.Now().UTC()
	st.clock.set(now)
	st.jonas.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin") // a week is longer than a session
	st.sam.open(st.s.public + "/postmortems/" + st.slug)
	st.atItem(0)
	st.jonas.sees("Publishes its new state now.")
	st.jonas.set("State", "done")
	st.jonas.press("Save")
	st.stand("done", "planned")
	st.sam.sees("1 of 2 countermeasures done", "Done on")
	if mails := st.settledMails(hears); mails != 0 {
		st.t.Errorf("%d mails while one promise is open", mails)
	}
}

// dropOther drops the second promise: not without a reason, and not with one
// that names somebody.
func (st *promises) dropOther() {
	st.t.Helper()
	st.atItem(1)
	st.jonas.set("State", "dropped")
	if status := st.jonas.press("Save"); status != http.StatusUnprocessableEntity {
		st.t.Errorf("dropping without a reason answered %d, want 422", status)
	}
	st.jonas.fill("Why it was dropped", "Wendela Brock does it all.")
	if status := st.jonas.press("Save"); status != http.StatusUnprocessableEntity {
		st.t.Errorf("a reason with a name answered %d, want 422", status)
	}
	if got := st.jonas.value("Why it was dropped"); got != "Wendela Brock does it all." {
		st.t.Errorf("the refused reason became %q", got)
	}
	st.stand("done", "planned")
	st.atItem(1)
	st.jonas.set("State", "dropped")
	st.jonas.fill("Why it was dropped", "The rota of the whole company covers it now.")
	st.jonas.press("Save")
	st.stand("done", "dropped")
	for _, f := range st.forms() {
		if !strings.Contains(f.text, "The rota of the whole company covers it now.") {
			st.t.Errorf("%s does not say why it was dropped", f.name)
		}
	}
}

// settledMails counts the mails about promises to an address.
func (st *promises) settledMails(to string) (n int) {
	for _, l := range st.box.of(to) {
		if strings.Contains(l.text, "promised after this") {
			n++
		}
	}
	return n
}

// checkMail wants one mail about the promises, to the reader who chose it.
func (st *promises) checkMail() {
	st.t.Helper()
	eventually(st.t, 30*time.Second, func() error {
		if st.settledMails(hears) == 0 {
			return errNoMail
		}
		return nil
	})
	for _, l := range st.box.of(hears) {
		if !strings.Contains(l.text, "promised after this") {
			continue
		}
		for _, body := range []string{l.text, l.html} {
			flat := strings.Join(strings.Fields(html.UnescapeString(body)), " ")
			for _, want := range []string{"1 done, 1 dropped", st.texts[0], st.texts[1], "Done", "Dropped", "The rota of the whole company covers it now."} {
				if !strings.Contains(flat, want) {
					st.t.Errorf("the mail does not say %q: %s", want, flat)
				}
			}
		}
	}
	st.settledMail()
	if n, m := st.settledMails(hears), st.settledMails(deaf); n != 1 || m != 0 {
		st.t.Errorf("%d mails to the reader who chose it, want 1; %d to the other, want none", n, m)
	}
}

// checkCanaries looks for the markers of the review in everything public.
func (st *promises) checkCanaries() {
	st.t.Helper()
	if len(st.canaries.markers) < 130 {
		st.t.Fatalf("the review holds only %d markers", len(st.canaries.markers))
	}
	s := newSearch(st.t, st.canaries)
	st.searchPublic(s)
	for _, l := range st.box.all() {
		s.in("a mail", string(l.raw)+l.text+l.html)
	}
	s.in("the log", st.s.log.String())
	inside := fmt.Sprint(st.writer.do("GET", "/reviews/"+st.reviewID, nil))
	if !strings.Contains(inside, st.canaries.markers[0]) || !strings.Contains(inside, st.canaries.markers[100]) {
		st.t.Error("the review lost its markers: the search proves nothing")
	}
}
