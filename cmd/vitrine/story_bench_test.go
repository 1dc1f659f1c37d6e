package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// benchDraft is the study's draft with a few finds, and where its page is.
func benchDraft(t *testing.T) (st *study, at string) {
	t.Helper()
	s := prepare(t).start()
	st = newStudy(t, s)
	st.tellIncident()
	st.tellReview()
	st.draft = text(st.writer.do("POST", "/reviews/"+st.reviewID+"/postmortem", nil), "id")
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"title": "Sign-in failed for 20 minutes", "summary": "Sign-in failed. Wendela Brock stopped a process on web-prod-3.",
		"customer_impact": "Most customers could not sign in.", "proximate_cause": "", "resolution": "We stopped a process on web-prod-3."})
	st.writer.do("POST", "/postmortems/"+st.draft+"/scan", nil)
	return st, s.admin + "/drafts/" + st.draft
}

// saidBySection is what the draft says now in one section.
func (st *study) section(name string) string {
	st.t.Helper()
	return text(st.writer.do("GET", "/postmortems/"+st.draft, nil), name)
}

// TestTheWorkbenchInTheBrowser undoes, brings over and saves by keys alone; then
// two people write at once, one loses the connection, and one the session.
func TestTheWorkbenchInTheBrowser(t *testing.T) {
	t.Parallel()
	st, at := benchDraft(t)
	b := newBrowser(t)
	jonas, ada := b.person("Jonas"), b.person("Ada")
	jonas.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	ada.signIn(st.s.admin, "ada@northpole.example", "correct horse staple approver")
	jonas.open(at)
	st.undoByKeys(jonas)
	st.bringByKeys(jonas)
	st.savesByItself(jonas)
	st.writeAtOnce(jonas, ada, at)
	st.loseTheLine(jonas, at)
	st.loseTheSession(jonas, at)
}

// undoByKeys settles two finds and takes both back.
func (st *study) undoByKeys(p *person) {
	st.t.Helper()
	before := st.section("summary")
	p.keys("j")
	first := p.find()
	p.leads("x")
	p.leads("x")
	if now := st.section("summary") + st.section("resolution"); strings.Count(now, "web-prod-3")+strings.Count(now, "Wendela") == 3 {
		st.t.Fatalf("nothing was removed: %s", now)
	}
	p.leads("z")
	p.sees("Undone.")
	if p.find() == "" {
		st.t.Errorf("after an undo the focus is on %q", p.focused())
	}
	p.leads("z")
	if now := st.section("summary"); now != before {
		st.t.Errorf("after both undos the summary is %q, want %q", now, before)
	}
	if now := p.find(); now != first {
		st.t.Errorf("after the undo the focus is on %q, want %q", now, first)
	}
}

// bringByKeys writes in a section, goes to the second sentence of the review and
// brings it over into that section.
func (st *study) bringByKeys(p *person) {
	st.t.Helper()
	p.tabsTo("Customer impact")
	p.keys(kb.End + kb.Escape + "i" + "i")
	words, ok := strings.CutPrefix(p.focused(), "Bring over: ")
	if !ok {
		st.t.Fatalf("i leads to %q", p.focused())
	}
	p.leads("b")
	p.sees("Brought over.")
	begin := strings.TrimSuffix(strings.TrimSuffix(words, "→"), " …")
	if now := st.section("customer_impact"); !strings.HasPrefix(now, "Most customers could not sign in. ") || len(now) < len("Most customers could not sign in. ")+10 {
		st.t.Errorf("“%s” was to come over, and the section says %q", begin, now)
	}
	if again := p.focused(); !strings.HasPrefix(again, "Bring over: "+begin) {
		st.t.Errorf("after the sentence came over the focus is on %q", again)
	}
	p.leads("z")
	if now := st.section("customer_impact"); now != "Most customers could not sign in." {
		st.t.Errorf("after the undo the section says %q", now)
	}
}

// savesByItself writes a name into a section and a reason beside a find: both
// are kept, and the find shows up without a page being loaded.
func (st *study) savesByItself(p *person) {
	st.t.Helper()
	p.do("stay", chromedp.Evaluate[chromedp.Void](`window.stayed = true`))
	why := evaluate[string](p, `document.querySelector('.find input[name^="reason["]').labels[0].textContent`)
	p.fill("Proximate cause", "A job on db-prod-9 never ended.")
	p.fill(why, "Half a reas")
	p.comesToSee("saved ")
	p.comesToSee("db-prod-9 Hostname in Proximate cause")
	if got, focus := p.value(why), p.focused(); got != "Half a reas" || focus != why {
		st.t.Errorf("beside the find stands %q and the focus is on %q", got, focus)
	}
	p.keys("on")
	if got := p.value(why); got != "Half a reason" || !evaluate[bool](p, `window.stayed`) {
		st.t.Errorf("it was typed on, and there stands %q", got)
	}
	if now := st.section("proximate_cause"); now != "A job on db-prod-9 never ended." {
		st.t.Errorf("saved is %q", now)
	}
	p.press("Save and scan")
	if got := p.value(why); got != "Half a reason" {
		st.t.Errorf("after saving there stands %q", got)
	}
}

// writeAtOnce lets both write: the second is told, sees both texts and chooses.
func (st *study) writeAtOnce(first, second *person, at string) {
	st.t.Helper()
	first.open(at)
	second.open(at)
	first.fill("Duration", "Twenty minutes, says Jonas.")
	first.comesToSee("saved ")
	second.fill("Duration", "A third of an hour, says Ada.")
	second.comesToSee("Somebody else changed this draft")
	if now := st.section("duration"); now != "Twenty minutes, says Jonas." {
		st.t.Fatalf("the second wrote over the first: %q", now)
	}
	second.press("Look at both texts")
	second.sees("Somebody else saved this summary first", "Twenty minutes, says Jonas.")
	second.fill("Duration, yours", "Twenty minutes, say Jonas and Ada.")
	second.press("Save mine over it")
	if now := st.section("duration"); now != "Twenty minutes, say Jonas and Ada." {
		st.t.Errorf("what was chosen is not saved: %q", now)
	}
}

// conditions are what a connection is like; emulate sets them, in browsers old
// and new.
type conditions struct {
	Offline            bool    `json:"offline"`
	Latency            float64 `json:"latency"`
	DownloadThroughput float64 `json:"downloadThroughput"`
	UploadThroughput   float64 `json:"uploadThroughput"`
}

var emulate = cdp.Command[conditions, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

// offline takes the network from a person's browser, or gives it back.
func (p *person) offline(gone bool) {
	p.t.Helper()
	p.do("switch the network", command(emulate, conditions{Offline: gone, DownloadThroughput: -1, UploadThroughput: -1}))
}

// loseTheLine writes without a connection, leaves the page, and gets the text
// back when it is there again: beside the text somebody has saved since.
func (st *study) loseTheLine(p *person, at string) {
	st.t.Helper()
	p.open(at)
	p.offline(true)
	p.fill("Severity", "Sev1, typed without a connection.")
	p.comesToSee("not saved: no connection. It is kept in this browser.")
	p.offline(false)
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"severity": "Sev3, from elsewhere."})
	p.open(at)
	p.sees("This browser kept a text from", "Another text was saved since")
	if now := p.value("Severity"); now != "Sev3, from elsewhere." {
		st.t.Fatalf("the kept copy came by itself: %q", now)
	}
	p.do("bring it back", click("button", "Bring it back"))
	if now := p.value("Severity"); now != "Sev1, typed without a connection." {
		st.t.Fatalf("brought back was %q", now)
	}
	p.press("Save and scan")
	p.sees("Somebody else saved this summary first", "Sev3, from elsewhere.")
	if mine := p.value("Severity, yours"); mine != "Sev1, typed without a connection." {
		st.t.Errorf("beside it stands %q", mine)
	}
	p.press("Save mine over it")
	p.open(at)
	if words := p.text(); strings.Contains(words, "This browser kept a text") {
		st.t.Errorf("what was saved is offered again:\n%s", words)
	}
}

// loseTheSession writes while the session is over, signs in again and has the
// text back.
func (st *study) loseTheSession(p *person, at string) {
	st.t.Helper()
	p.do("lose the session", command(network.ClearBrowserCookies, cdp.Empty{}))
	p.fill("Apology", "We are sorry, typed after the session.")
	p.comesToSee("not saved: you are signed out. It is kept in this browser")
	p.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	p.open(at)
	p.sees("This browser kept a text from")
	p.do("bring it back", click("button", "Bring it back"))
	p.comesToSee("saved ")
	if now := st.section("apology"); now != "We are sorry, typed after the session." {
		st.t.Errorf("saved is %q", now)
	}
}

// TestTheWorkbenchWithoutAScript settles, undoes and brings over with forms
// alone; what was typed beside the other finds stays. With VITRINE_PICTURES set
// it keeps pictures of it in every light.
func TestTheWorkbenchWithoutAScript(t *testing.T) {
	t.Parallel()
	st, at := benchDraft(t)
	b := newBrowser(t)
	p := b.person("Jonas without scripts").withoutScript()
	p.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	p.open(at)
	p.fill("Why web-prod-3 may stand", "It is in our manual.")
	p.fill("Replacement for Wendela Brock", "an engineer on call")
	p.press("Replace")
	p.sees("Settled.", "“Wendela Brock” replaced by “an engineer on call”")
	if got := p.value("Why web-prod-3 may stand"); got != "It is in our manual." {
		t.Errorf("beside the other find stands %q", got)
	}
	p.press("Undo the last step")
	p.sees("Undone.")
	if got, now := p.value("Why web-prod-3 may stand"), st.section("summary"); got != "It is in our manual." || !strings.Contains(now, "Wendela Brock") {
		t.Errorf("after the undo there stands %q, and the summary says %q", got, now)
	}
	p.choose("Bring sentences → into", "resolution")
	p.press("Bring over: ")
	p.sees("Brought over.")
	if now := st.section("resolution"); !strings.HasPrefix(now, "We stopped a process on web-prod-3. ") {
		t.Errorf("the resolution says %q", now)
	}
	if os.Getenv("VITRINE_PICTURES") != "" {
		st.illustrateBench(b, p, at)
	}
}

// illustrateBench keeps pictures of the workbench: light, dark, on a phone and
// without a script.
func (st *study) illustrateBench(b *browser, scriptless *person, at string) {
	st.t.Helper()
	scriptless.open(at)
	scriptless.keep("workbench-without-script.png")
	p := b.person("Jonas")
	p.signIn(st.s.admin, "jonas@northpole.example", "correct horse staple admin")
	p.open(at)
	p.keys("jj")
	p.keep("workbench-light.png")
	p.prefers("dark")
	p.keep("workbench-dark.png")
	p.prefers("light")
	p.do("look at the phone", chromedp.EmulateViewport(390, 844))
	p.open(at + "#found")
	p.keep("workbench-phone.png")
}

// choose chooses in a list where no script runs: by its keys.
func (p *person) choose(label, value string) {
	p.t.Helper()
	field := chromedp.JSPath(call(byLabel, label))
	p.do("choose in “"+label+"”", chromedp.Focus(field))
	for range 20 {
		if p.value(label) == value {
			return
		}
		p.keys(kb.ArrowDown)
	}
	p.t.Fatalf("%s has no choice %q", label, fmt.Sprint(value))
}
