package main

import (
	"fmt"
	"strings"
	"time"
)

// review writes the frank review: facts, nine lines of the timeline with their
// effect, factors, learnings and action items.
func (st *tale) review() {
	st.t.Helper()
	p := st.jonas
	p.open(st.s.admin + "/incidents/" + st.incident)
	p.follow("Start a review")
	p.fill("Title", "web-prod-3 starved sign-in; Globex called first")
	p.set("Priority", "critical")
	p.set("Noticed by", "customer")
	p.fill("Facilitator", "Marta Oduya")
	p.fill("Incident commander", "Jonas Feldt")
	p.fill("Support cases", "50")
	p.fill("Responders", "Wendela Brock")
	p.fill("Overview", studyOverview)
	p.fill("What happened", studyCause)
	p.press("Save")
	st.reviewID = p.where()[strings.LastIndex(p.where(), "/")+1:]
	for _, e := range studyTimeline {
		st.addEntry(e)
	}
	for _, f := range []string{"Nothing watched the processors of web-prod-3.", "The drain runbook sent Wendela to the wrong server."} {
		p.fill("A factor", f)
		p.press("Add the factor")
	}
	for _, l := range studyLearnings {
		p.fill("A learning", l)
		p.press("Add the learning")
	}
	for _, a := range studyActions {
		st.addAction(a)
	}
	p.sees("9 action items", "Time to detect 12 min")
	if n := evaluate[int](p, `document.querySelectorAll('#learnings + ol > li').length`); n != len(studyLearnings) {
		st.t.Errorf("the review shows %d learnings, want %d", n, len(studyLearnings))
	}
}

// addEntry writes one line of the timeline.
func (st *tale) addEntry(e studyEntry) {
	st.t.Helper()
	p := st.jonas
	p.set("Time (UTC)", typedTime(st.start.Add(time.Duration(e.minute)*time.Minute)))
	p.set("Kind", e.kind)
	p.fill("Who", e.who)
	p.set("Effect on recovery", e.effect)
	p.set("Phase", e.phase)
	p.fill("What", e.what)
	if e.public != "" {
		p.unfold("Public wording")
		p.fill("For the public timeline", e.public)
	}
	p.press("Add to the timeline")
	p.sees(e.what)
}

// addAction writes one action item.
func (st *tale) addAction(a studyAction) {
	st.t.Helper()
	p := st.jonas
	p.follow("Add an action item")
	p.fill("What is to be done", a.text)
	p.set("Kind", a.kind)
	p.fill("Owner", a.owner)
	p.set("Due", time.Now().AddDate(0, 0, 14).Format(time.DateOnly))
	p.set("Weight", "high")
	p.fill("Ticket", a.ticket)
	if a.immediate {
		p.tick("To be done right away")
	}
	if a.public != "" {
		p.unfold("Public wording")
		p.fill("As a countermeasure", a.public)
	}
	p.press("Save")
	p.sees(a.text, fmt.Sprint(a.owner))
}

// draftSummary drafts the letter from the review and writes its sections, names
// and hosts still in them.
func (st *tale) draftSummary() {
	st.t.Helper()
	p := st.jonas
	p.press("Draft the external summary")
	st.draftAt = p.where()
	p.fill("Title", "Sign-in failed for 20 minutes")
	p.fill("Apology", "We are sorry. For twenty minutes most of you could not sign in.")
	p.fill("Summary", studyOverview)
	p.fill("Proximate cause", studyCause)
	p.fill("Customer impact", "Most sign-ins failed. People who were signed in already noticed nothing. 50 of you wrote to us.")
	p.fill("Resolution", "Wendela Brock stopped the process on web-prod-3 after 20 minutes, and sign-in worked again. Questions go to help@northpole.example.")
	p.press("Save and scan")
	p.sees("to settle", "web-prod-3")
}
