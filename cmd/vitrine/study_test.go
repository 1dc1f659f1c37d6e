package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// study tells the case study through the API alone.
type study struct {
	t                  testing.TB
	s                  *server
	writer, approver   *client
	start              time.Time
	incident, reviewID string
	draft, slug, graph string
	told               func(words int) // called after each public word; nil: at once on to the next
}

// newStudy prepares a server with two people, components and the rulebook.
func newStudy(t testing.TB, s *server) *study {
	t.Helper()
	st := &study{t: t, s: s, start: studyStart(time.Now())}
	st.writer = s.user("jonas@northpole.example", "Jonas Feldt", "admin")
	st.approver = s.user("ada@northpole.example", "Ada Lindgren", "approver")
	group := st.writer.do("POST", "/component-groups", object{"name": "Access"})
	for n, name := range []string{"Sign-in", "Reports", "Payments", "API"} {
		st.writer.do("POST", "/components", object{"name": name, "group_id": text(group, "id"), "position": n + 1, "showcase": true})
	}
	st.writer.do("PUT", "/rulebook", object{"yaml": studyRulebook})
	return st
}

// subscribe signs an address up on the public page, as a browser's form would,
// and confirms it by the mailed link.
func (s *server) subscribe(box *mailbox, email string) {
	s.t.Helper()
	form := s.signUpForm()
	form.Set("email", email)
	res, err := http.PostForm(s.public+"/subscribe", form)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		s.t.Fatalf("POST /subscribe answered %d", res.StatusCode)
	}
	var link string
	eventually(s.t, 15*time.Second, func() error {
		for _, l := range box.of(email) {
			if link = confirmLink.FindString(l.text); link != "" {
				return nil
			}
		}
		return errNoMail
	})
	for range 2 { // a mail scanner opens the link: nothing may happen
		if status, _, _ := s.get(strings.TrimPrefix(link, s.public)); status != http.StatusOK {
			s.t.Fatalf("GET %s answered %d", link, status)
		}
	}
	res, err = http.PostForm(link, url.Values{"deed": {"confirm"}})
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		s.t.Fatalf("POST %s answered %d", link, res.StatusCode)
	}
}

var (
	confirmLink = regexp.MustCompile(`http://[^\s>]+/subscriptions/[A-Za-z0-9_-]+`)
	hiddenField = regexp.MustCompile(`<input[^>]*type="hidden"[^>]*>`)
	nameOf      = regexp.MustCompile(`name="([^"]*)"`)
	valueOf     = regexp.MustCompile(`value="([^"]*)"`)
)

// signUpForm returns the hidden fields of the sign-up form.
func (s *server) signUpForm() url.Values {
	s.t.Helper()
	_, _, page := s.get("/subscribe")
	form := url.Values{"scope": {"all"}, "incidents": {"on"}, "maintenance": {"on"}, "postmortems": {"on"}}
	for _, input := range hiddenField.FindAllString(page, -1) {
		name, value := nameOf.FindStringSubmatch(input), valueOf.FindStringSubmatch(input)
		if name != nil && value != nil {
			form.Set(name[1], value[1])
		}
	}
	return form
}

// tellIncident posts the four public words.
func (st *study) tellIncident() {
	st.t.Helper()
	first := studyWords[0]
	made := st.writer.do("POST", "/incidents", object{
		"title": "Sign-in fails for most customers", "state": first.state, "severity": 2, "body": first.body, "notify": true,
		"started_at": st.start, "detected_at": st.start.Add(12 * time.Minute), "next_update_at": time.Now().Add(30 * time.Minute),
		"components": []object{{"id": "sign-in", "status": first.status}, {"id": "reports", "status": "degraded_performance"}},
	}, "Idempotency-Key", "story-incident")
	st.incident = text(made, "id")
	st.pause(1)
	for n, w := range studyWords[1:] {
		body := object{"state": w.state, "body": w.body, "notify": true, "components": []object{{"id": "sign-in", "status": w.status}}}
		if w.state == "resolved" {
			body["components"] = []object{{"id": "sign-in", "status": "operational"}, {"id": "reports", "status": "operational"}}
			body["postmortem_expected_by"] = nextBusinessDay(time.Now()).Format(time.DateOnly)
		} else {
			body["next_update_at"] = time.Now().Add(20 * time.Minute)
		}
		st.writer.do("POST", "/incidents/"+st.incident+"/updates", body)
		st.pause(n + 2)
	}
}

// pause waits as the team did between two words: a newer word overtakes the mail
// of an older one that has not left yet.
func (st *study) pause(words int) {
	if st.told != nil {
		st.told(words)
	}
}

func nextBusinessDay(now time.Time) time.Time {
	day := now.UTC().AddDate(0, 0, 1)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// tellReview writes the frank review.
func (st *study) tellReview() {
	st.t.Helper()
	made := st.writer.do("POST", "/reviews", object{
		"title": "web-prod-3 starved sign-in; Globex called first", "incident_ids": []string{st.incident}, "severity": 2, "priority": "critical",
		"environment": "production", "detection_source": "customer", "facilitator": "Marta Oduya", "commander": "Jonas Feldt",
		"responders": "Wendela Brock", "support_cases": 50, "overview": studyOverview, "description": studyCause,
	})
	st.reviewID = text(made, "id")
	at := "/reviews/" + st.reviewID
	for _, e := range studyTimeline {
		body := object{"at": st.start.Add(time.Duration(e.minute) * time.Minute), "kind": e.kind, "phase": e.phase, "who": e.who, "what": e.what, "effect": e.effect}
		if e.public != "" {
			body["public_text"] = e.public
		}
		st.writer.do("POST", at+"/timeline", body)
	}
	st.writer.do("POST", at+"/factors", object{"body": "Nothing watched the processors of web-prod-3."})
	st.writer.do("POST", at+"/factors", object{"body": "The drain runbook sent Wendela to the wrong server."})
	for _, l := range studyLearnings {
		st.writer.do("POST", at+"/learnings", object{"body": l})
	}
	due := time.Now().AddDate(0, 0, 14).Format(time.DateOnly)
	for _, a := range studyActions {
		body := object{"body": a.text, "kind": a.kind, "owner": a.owner, "ticket": a.ticket, "due_on": due, "immediate": a.immediate, "priority": "high"}
		if a.public != "" {
			body["public_text"] = a.public
		}
		st.writer.do("POST", at+"/actions", body)
	}
}

// settle drafts the external summary and settles every find; it returns what the
// scan had stopped.
func (st *study) settle() (stopped []string) {
	st.t.Helper()
	if st.draft == "" {
		st.draft = text(st.writer.do("POST", "/reviews/"+st.reviewID+"/postmortem", nil), "id")
	}
	st.slug = text(st.writer.do("GET", "/postmortems/"+st.draft, nil), "slug")
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{
		"title": "Sign-in failed for 20 minutes", "apology": "We are sorry. For twenty minutes most of you could not sign in.",
		"summary": studyOverview, "proximate_cause": studyCause, "customer_impact": "Most sign-ins failed. People who were signed in already noticed nothing. 50 of you wrote to us.",
		"resolution": "Wendela Brock stopped the process on web-prod-3 after 20 minutes, and sign-in worked again.",
	})
	return st.settleAll()
}

// settleAll replaces every find of the draft and returns what the scan had
// stopped.
func (st *study) settleAll() (stopped []string) {
	st.t.Helper()
	for range 60 {
		open := blocking(st.writer.do("POST", "/postmortems/"+st.draft+"/scan", nil))
		if len(open) == 0 {
			return stopped
		}
		for _, f := range open {
			stopped = append(stopped, text(f, "text"))
		}
		how := object{"action": "replace", "replacement": plainWord(open[0]), "all": true}
		st.writer.do("POST", "/postmortems/"+st.draft+"/findings/"+text(open[0], "id")+"/settle", how)
	}
	st.t.Fatal("60 settlements were not enough")
	return nil
}

// plainWord is what a writer puts instead of a find.
func plainWord(f object) string {
	words := map[string]string{"person": "an engineer", "customer": "a customer", "hostname": "one of our web servers", "ticket": "our tracker",
		"term": "a background process", "ip_address": "an internal address"}
	if w, ok := words[text(f, "kind")]; ok {
		return w
	}
	return "a part of our system"
}

// blocking lists the finds that still stop publication.
func blocking(answer object) []object {
	var open []object
	for _, f := range list(answer, "findings") {
		if text(f, "severity") == "block" && text(f, "action") == "" {
			open = append(open, f)
		}
	}
	return open
}

// publish takes the settled draft to the public.
func (st *study) publish(note string) object {
	st.t.Helper()
	at := "/postmortems/" + st.draft
	st.writer.do("POST", at+"/submit", nil)
	if status, _ := st.writer.try("POST", at+"/approve", nil); status != http.StatusForbidden {
		st.t.Errorf("the writer's own approval answered %d, want 403", status)
	}
	st.approver.do("POST", at+"/approve", nil)
	return st.approver.do("POST", at+"/publish", object{"notify": true, "note": note}, "Idempotency-Key", "publish-"+st.draft+strconv.Itoa(len(note)))
}
