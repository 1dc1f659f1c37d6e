package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// tale is the case study as persons live it, each before a browser.
type tale struct {
	*study
	box                         *mailbox
	jonas, ada, sam, scriptless *person
	password                    string
	draftAt                     string // address of the draft in the console
}

// TestStoryInTheBrowser takes the case study from the set-up link to a revised
// postmortem with nothing but clicks and keys.
func TestStoryInTheBrowser(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_MAIL_FROM=Northpole Status <status@northpole.example>")...).start()
		b := newBrowser(t)
		st := &tale{study: &study{t: t, s: s, start: studyStart(time.Now())}, box: box, password: "correct horse staple battery",
			jonas: b.person("Jonas"), ada: b.person("Ada"), sam: b.person("Sam"), scriptless: b.person("Jonas without scripts").withoutScript()}
		for _, chapter := range []struct {
			name string
			tell func()
		}{
			{"set up", st.setUp}, {"furnish", st.furnish}, {"subscribe", st.subscribe}, {"open the incident", st.openIncident},
			{"identified, and pressed again", st.sayIdentified}, {"monitoring, without scripts", st.sayMonitoring}, {"resolved", st.sayResolved},
			{"review", st.review}, {"draft", st.draftSummary}, {"settle", st.settleFinds}, {"approve and publish", st.approveAndPublish},
			{"page", st.checkPage}, {"what readers see", st.readPostmortem}, {"feeds", st.checkFeeds},
			{"mails", func() { st.checkMails(box, reader) }}, {"leave", st.leave}, {"revise", st.revise},
		} {
			begin := time.Now()
			chapter.tell()
			t.Logf("%-32s %.1f s", chapter.name, time.Since(begin).Seconds())
			st.illustrate(chapter.name)
		}
	})
}

// illustrate keeps a picture of what somebody sees at the end of a chapter, when
// pictures are asked for.
func (st *tale) illustrate(chapter string) {
	st.t.Helper()
	who := map[string]*person{"open the incident": st.jonas, "resolved": st.jonas, "review": st.jonas, "draft": st.jonas, "settle": st.jonas,
		"approve and publish": st.ada, "what readers see": st.sam}[chapter]
	if who != nil && os.Getenv("VITRINE_PICTURES") != "" {
		who.keep("story-" + strings.ReplaceAll(chapter, " ", "-") + ".png")
	}
}

// reader is the address of the person who subscribes.
const reader = "sam@customer.example"

// setUp makes the first account from the printed link, which is gone afterwards.
func (st *tale) setUp() {
	st.t.Helper()
	if st.s.setup == "" {
		st.t.Fatal("the server printed no set-up link")
	}
	if status := st.jonas.open(st.s.setup); status != http.StatusOK {
		st.t.Fatalf("the set-up link answered %d", status)
	}
	st.jonas.fill("Your name", "Jonas Feldt")
	st.jonas.fill("Email", "jonas@northpole.example")
	st.jonas.fill("Password", st.password)
	st.jonas.press("Make the account and sign in")
	st.jonas.sees("First steps", "Sign out")
	if status := st.ada.open(st.s.setup); status != http.StatusNotFound {
		st.t.Errorf("the set-up link answered %d the second time, want 404", status)
	}
}

// furnish adds services, rules and a second person.
func (st *tale) furnish() {
	st.t.Helper()
	p, admin := st.jonas, st.s.admin
	p.open(admin + "/components")
	p.follow("New group")
	p.fill("Name", "Access")
	p.press("Save, no email")
	for n, name := range []string{"Sign-in", "Reports", "Payments", "API"} {
		p.open(admin + "/components")
		p.follow("New component")
		p.fill("Name", name)
		p.set("Group", evaluate[string](p, call(byLabel, "Group")+`.options[1].value`))
		p.fill("Place in the list", fmt.Sprint(n+1))
		p.press("Save, no email")
	}
	p.sees("Sign-in", "Reports", "Payments", "API")
	p.follow("Rulebook")
	p.fill("Rules, as YAML", studyRulebook)
	p.press("Save the rules")
	p.follow("People")
	p.follow("New account")
	p.fill("Name", "Ada Lindgren")
	p.fill("Email", "ada@northpole.example")
	p.set("Role", "approver")
	p.fill("Password", st.password)
	p.press("Save")
	p.sees("ada@northpole.example")
}

// subscribe signs Sam up on the public page; the mailed link opens a page whose
// button confirms.
func (st *tale) subscribe() {
	st.t.Helper()
	st.sam.open(st.s.public)
	st.sam.follow("Get updates")
	st.sam.fill("Email address", reader)
	st.sam.press("Send me updates")
	var link string
	eventually(st.t, 15*time.Second, func() error {
		for _, l := range st.box.of(reader) {
			if link = confirmLink.FindString(l.text); link != "" {
				return nil
			}
		}
		return errNoMail
	})
	st.sam.open(link)
	st.sam.press("Yes, send me updates")
	st.sam.sees("Updates go to " + reader)
}

// typedTime is a time as a browser's control takes it.
func typedTime(at time.Time) string { return at.UTC().Format("2006-01-02T15:04") }

// openIncident fills the form for a new incident and publishes it with mail.
func (st *tale) openIncident() {
	st.t.Helper()
	p, first := st.jonas, studyWords[0]
	st.sam.open(st.s.public) // and keeps looking at it
	p.open(st.s.admin)
	p.follow("New incident")
	p.fill("Title", "Sign-in fails for most customers")
	p.tick("Investigating")
	p.fill("What customers should know", first.body)
	p.set("Sign-in", first.status)
	p.set("Reports", "degraded_performance")
	p.tick("in 30 min")
	p.unfold("Impact, severity")
	p.set("Severity", "2")
	p.set("Started (UTC)", typedTime(st.start))
	p.set("Noticed", typedTime(st.start.Add(12*time.Minute)))
	p.press("Preview")
	p.sees("Nothing has left yet", "Publish and email 1 person")
	p.press("Publish and email 1 person")
	p.sees("Sign-in fails for most customers", "Investigating")
	at := p.where()
	st.incident = at[strings.LastIndex(at, "/")+1:]
	st.mailed(1)
	st.sam.comesToSee("Sign-in fails for most customers")
	st.sam.sees("Next update by", "Live updates are on")
}

// say writes the next update of the open incident.
func (st *tale) say(p *person, w studyWord) {
	st.t.Helper()
	p.open(st.s.admin + "/incidents/" + st.incident)
	p.tick(strings.ToUpper(w.state[:1]) + w.state[1:])
	p.fill("What customers should know", w.body)
	p.unfold("Services")
	p.set("Sign-in", w.status)
}

// words counts what the public page of the incident says.
func (st *tale) words() int {
	st.t.Helper()
	_, _, page := st.s.get("/incidents/" + st.incident)
	return strings.Count(page, `<li id="u-`)
}

// sayIdentified publishes once although the button is pressed twice, and
// nothing more after the back button.
func (st *tale) sayIdentified() {
	st.t.Helper()
	st.say(st.jonas, studyWords[1])
	st.jonas.pressTwice("Publish and email 1 person")
	st.jonas.sees("Identified", "This had been sent before.")
	st.mailed(2)
	if n := st.words(); n != 2 {
		st.t.Fatalf("after two clicks the page says %d words, want 2", n)
	}
	st.jonas.back()
	if got := st.jonas.value("What customers should know"); got != studyWords[1].body {
		st.t.Errorf("after going back the form holds %q", got)
	}
	st.jonas.press("Publish and email 1 person")
	st.jonas.sees("This had been sent before.")
	if n := st.words(); n != 2 {
		st.t.Fatalf("after the back button the page says %d words, want 2", n)
	}
}

// sayMonitoring does all of it without JavaScript, by way of the preview.
func (st *tale) sayMonitoring() {
	st.t.Helper()
	p := st.scriptless
	p.signIn(st.s.admin, "jonas@northpole.example", st.password)
	st.say(p, studyWords[2])
	p.press("Preview")
	p.sees("Nothing has left yet", "Publish and email 1 person")
	p.press("Publish and email 1 person")
	p.sees("Monitoring", "The process is stopped")
	st.mailed(3)
}

// sayResolved ends the incident and promises a postmortem.
func (st *tale) sayResolved() {
	st.t.Helper()
	p := st.jonas
	st.say(p, studyWords[3])
	p.set("Reports", "operational")
	p.unfold("Impact, postmortem")
	p.set("Postmortem expected by", nextBusinessDay(time.Now()).Format(time.DateOnly))
	p.press("Publish and email 1 person")
	p.sees("Resolved", "Postmortem by")
	st.mailed(4)
	if n := st.words(); n != 4 {
		st.t.Errorf("the public page says %d words, want 4", n)
	}
}

var findKind = regexp.MustCompile(`^(\S.*) in `)

// settleFinds decides every find: the one public address is accepted, all else
// replaced everywhere; then the draft is submitted.
func (st *tale) settleFinds() {
	st.t.Helper()
	p := st.jonas
	stopped := map[string]bool{}
	for n := 0; ; n++ {
		found := evaluate[[]string](p, `[...document.querySelectorAll('li.find.block:not(.settled)')].map(li => li.querySelector('mark').textContent)`)
		if len(found) == 0 {
			break
		}
		if n == 60 {
			st.t.Fatalf("60 settlements were not enough: %v", found)
		}
		for _, word := range found {
			stopped[word] = true
		}
		st.settleFind(found[0])
	}
	all := fmt.Sprint(stopped)
	for _, word := range []string{"web-prod-3", "Wendela", "Marta", "Globex", "OPS-4821"} {
		if !strings.Contains(all, word) {
			st.t.Errorf("the scan did not stop %q; it stopped %s", word, all)
		}
	}
	p.sees("Nothing stops publication")
	p.press("Submit for approval")
	p.sees("Submitted")
}

// settleFind decides the first find of the list by its form.
func (st *tale) settleFind(found string) {
	st.t.Helper()
	p := st.jonas
	if strings.Contains(found, "help@") {
		p.fill("Why "+found+" may stand", "It is our public address.")
		p.press("Accept")
		return
	}
	kind := evaluate[string](p, `document.querySelector('li.find.block:not(.settled) .soft').textContent`)
	if m := findKind.FindStringSubmatch(kind); m != nil {
		kind = strings.ReplaceAll(strings.ToLower(m[1]), " ", "_")
	}
	p.fill("Replacement for "+found, plainWord(object{"kind": kind}))
	p.press("Replace")
}

// approveAndPublish lets a second person decide; the writer cannot.
func (st *tale) approveAndPublish() {
	st.t.Helper()
	st.jonas.sees("Needs a second person")
	st.ada.signIn(st.s.admin, "ada@northpole.example", st.password)
	st.ada.open(st.draftAt)
	st.ada.press("Approve this text")
	st.ada.sees("Approved by Ada Lindgren")
	st.ada.pressTwice("Publish and email 1 person")
	st.ada.sees("Sign-in failed for 20 minutes", "This had been sent before.")
	at := st.ada.where()
	st.slug = at[strings.LastIndex(at, "/")+1:]
}

// readPostmortem goes where a customer goes: from the first page to the letter.
func (st *tale) readPostmortem() {
	st.t.Helper()
	st.sam.open(st.s.public)
	st.sam.follow("Postmortems")
	st.sam.follow("Sign-in failed for 20 minutes")
	st.sam.sees("We are sorry. For twenty minutes most of you could not sign in.", "Timeline", "help@northpole.example", "raises an alarm within one minute")
	if evaluate[int](st.sam, `document.querySelectorAll('figure svg').length`) != 1 {
		st.t.Error("the postmortem shows no curve of the recovery")
	}
}

// leave unsubscribes as a mail program does on one click (RFC 8058): looking at
// the link changes nothing, the POST ends it, and nothing comes any more.
func (st *tale) leave() {
	st.t.Helper()
	before := len(st.box.of(reader))
	link := strings.Trim(strings.Split(threadOf(st.box, reader)[0].head.Get("List-Unsubscribe"), ",")[0], "<> ")
	st.sam.open(link)
	st.sam.sees("will get no more updates")
	st.jonas.open(st.s.admin + "/subscribers?state=active")
	st.jonas.sees(reader)
	res, err := http.PostForm(link, url.Values{"List-Unsubscribe": {"One-Click"}})
	if err != nil {
		st.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK || len(res.Cookies()) > 0 {
		st.t.Errorf("the one click answered %d with %d cookies", res.StatusCode, len(res.Cookies()))
	}
	eventually(st.t, 10*time.Second, func() error {
		if st.jonas.open(st.s.admin + "/subscribers?state=active"); strings.Contains(st.jonas.text(), reader) {
			return errors.New("still subscribed")
		}
		return nil
	})
	st.say(st.jonas, studyWord{"resolved", "One more word, after everything.", "operational"})
	st.jonas.press("Publish and email")
	time.Sleep(2500 * time.Millisecond)
	if now := len(st.box.of(reader)); now != before {
		st.t.Errorf("%d mails after leaving", now-before)
	}
}

// revise publishes a second revision; the first stays readable.
func (st *tale) revise() {
	st.t.Helper()
	st.jonas.open(st.draftAt)
	st.jonas.fill("Customer impact", "Most sign-ins failed, and 53 of you wrote to us.")
	st.jonas.press("Save and scan")
	st.jonas.press("Submit for approval")
	st.ada.open(st.draftAt)
	st.ada.press("Approve this text")
	st.ada.fill("What changed, for readers", "Corrected the number of requests.")
	st.ada.press("Publish, no email")
	st.sam.open(st.s.public + "/postmortems/" + st.slug)
	st.sam.reload()
	st.sam.sees("53 of you wrote", "Corrected the number of requests.")
	st.sam.follow("Read revision 1")
	st.sam.sees("50 of you wrote")
}

// mailed waits until n mails of the thread have come, so that no newer word
// overtakes an older one.
func (st *tale) mailed(n int) {
	st.t.Helper()
	eventually(st.t, 40*time.Second, func() error {
		if got := len(threadOf(st.box, reader)); got < n {
			return fmt.Errorf("%d of %d mails have come", got, n)
		}
		return nil
	})
}
