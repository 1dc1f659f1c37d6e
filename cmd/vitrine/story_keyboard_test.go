package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keys presses keys one after the other on the page that is shown.
func (p *person) keys(keys string) {
	p.t.Helper()
	p.do("press keys", chromedp.KeyEvent(keys))
}

// leads presses keys that lead to another page.
func (p *person) leads(keys string) {
	p.t.Helper()
	if status := p.load("press keys", chromedp.KeyEvent(keys)); status >= 400 {
		p.t.Fatalf("%s pressed keys that led to %d\n%s", p.name, status, p.text())
	}
}

// focused is what the focus is on: the words of a button or a find, the label of
// a field.
func (p *person) focused() string {
	p.t.Helper()
	return evaluate[string](p, `(e => (e.labels?.[0] ?? e).textContent.replace(/\s+/g, ' ').trim())(document.activeElement)`)
}

// tabsTo presses Tab until the focus is on a control with these words.
func (p *person) tabsTo(words string) {
	p.t.Helper()
	for range 300 {
		p.keys(kb.Tab)
		if strings.HasPrefix(p.focused(), words) {
			return
		}
	}
	p.t.Fatalf("%s does not reach “%s” with Tab on\n%s", p.name, words, p.text())
}

// enters signs a person in with keys alone.
func (p *person) enters(admin, email, password string) {
	p.t.Helper()
	p.open(admin + "/sign-in")
	p.tabsTo("Email")
	p.keys(email + kb.Tab + password)
	p.leads(kb.Enter)
	p.sees("Sign out")
}

// find is the first line of the find that has the focus, empty for none.
func (p *person) find() string {
	p.t.Helper()
	return evaluate[string](p, `document.activeElement.matches('.find') ? document.activeElement.querySelector('p').textContent : ''`)
}

// decide settles the find with the focus as a writer would, by its keys.
func (p *person) decide(find string) {
	p.t.Helper()
	switch {
	case strings.Contains(find, "help@"):
		p.keys("a")
		if !strings.HasPrefix(p.focused(), "Why help@") {
			p.t.Fatalf("after a the focus is on %q", p.focused())
		}
		p.keys("It is our public address.")
		p.leads(kb.Enter)
	case strings.Contains(find, "OPS-"):
		p.leads("x")
	case evaluate[bool](p, `document.activeElement.querySelector('input').value !== ''`):
		p.leads("r")
	default:
		p.keys(kb.Tab + "a part of our system")
		p.leads(kb.Enter)
	}
}

// TestKeyboardStory takes the study's external summary from draft to approved
// with keys alone; then two people edit it at once.
func TestKeyboardStory(t *testing.T) {
	t.Parallel()
	s := prepare(t).start()
	st := newStudy(t, s)
	st.tellIncident()
	st.tellReview()
	st.draft = text(st.writer.do("POST", "/reviews/"+st.reviewID+"/postmortem", nil), "id")
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"title": "Sign-in failed for 20 minutes", "summary": studyOverview, "proximate_cause": studyCause,
		"resolution": "Wendela Brock stopped the process on web-prod-3. Questions go to help@northpole.example."})
	st.writer.do("POST", "/postmortems/"+st.draft+"/scan", nil)
	b, at := newBrowser(t), s.admin+"/drafts/"+st.draft
	jonas, ada := b.person("Jonas"), b.person("Ada")
	jonas.enters(s.admin, "jonas@northpole.example", "correct horse staple admin")
	ada.enters(s.admin, "ada@northpole.example", "correct horse staple approver")
	jonas.open(at)
	settleByKeys(jonas)
	jonas.tabsTo("Submit for approval")
	jonas.leads(kb.Enter)
	jonas.sees("Submitted")
	ada.open(at)
	ada.tabsTo("Approve this text")
	ada.leads(kb.Enter)
	ada.sees("Approved by Ada Lindgren")
	if state := text(st.writer.do("GET", "/postmortems/"+st.draft, nil), "state"); state != "approved" {
		t.Errorf("the draft is %s, want approved", state)
	}
	editAtOnce(jonas, ada, at)
}

// settleByKeys decides every find of the workbench.
func settleByKeys(p *person) {
	p.t.Helper()
	p.keys("?")
	p.sees("next find, find before")
	p.keys(kb.Escape)
	p.tabsTo("Summary")
	before := p.value("Summary")
	p.keys(kb.End + "jkx")
	if got := p.value("Summary"); len(got) != len(before)+3 || !strings.Contains(got, "jkx") {
		p.t.Fatalf("keys typed in a field did something else: %q", got)
	}
	p.keys(kb.Backspace + kb.Backspace + kb.Backspace + kb.Escape)
	p.keys("j")
	first := p.find()
	p.keys("j")
	if second := p.find(); first == "" || second == "" {
		p.t.Fatalf("j leads to %q and %q", first, second)
	}
	p.keys("k")
	for n := 0; strings.Contains(p.text(), "to settle"); n++ {
		find := p.find()
		if find == "" || n == 60 {
			p.t.Fatalf("after %d settlements the focus is on %q\n%s", n, p.focused(), p.text())
		}
		p.decide(find)
	}
	p.sees("Nothing stops publication")
	p.comesToSee("Settled. Nothing stops publication")
}

// editAtOnce lets two people write into the same section: the second sees the
// first's text beside their own, and nothing of either is lost.
func editAtOnce(first, second *person, at string) {
	first.t.Helper()
	first.open(at)
	second.open(at)
	first.fill("Duration", "Twenty minutes, says Jonas.")
	second.fill("Duration", "A third of an hour, says Ada.")
	first.press("Save and scan")
	first.sees("Saved.")
	second.press("Save and scan")
	second.sees("Somebody else saved this", "Nothing of yours was saved or lost", "Twenty minutes, says Jonas.")
	if mine := second.value("Duration, yours"); mine != "A third of an hour, says Ada." {
		second.t.Errorf("the second page keeps %q", mine)
	}
	second.fill("Duration, yours", "Twenty minutes, say Jonas and Ada.")
	second.press("Save mine over it")
	first.open(at)
	if saved := first.value("Duration"); saved != "Twenty minutes, say Jonas and Ada." {
		first.t.Errorf("what was chosen is not saved: %q", saved)
	}
}
