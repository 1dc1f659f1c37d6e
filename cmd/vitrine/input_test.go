package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The trials with bad input: each gets a clear answer and loses nothing that a
// person typed.

// typedText is what a person wrote before something went wrong.
const typedText = "Most sign-ins fail since 16:00 UTC. " + rawMarkup + "We look & search</b> \"now\"."

// inputs is one running program with people at its console.
type inputs struct {
	*study
	ada, jonas *seat // an approver and an admin
	open       string
}

// TestBadInput puts every kind of wrong input to the real program.
// It is trial F35.
func TestBadInput(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		s := prepare(t, append(env, "VITRINE_SEND_DELAY=10m")...).start()
		tr := &inputs{study: newStudy(t, s)}
		tr.writer.do("POST", "/subscribers", object{"email": "sam@customer.example", "consent": "asked by phone"})
		tr.jonas = s.console(t, "jonas@northpole.example", "admin")
		tr.ada = s.console(t, "ada@northpole.example", "approver")
		tr.open = text(tr.writer.do("POST", "/incidents", object{"title": "Sign-in fails", "state": "investigating", "body": "We look into it.",
			"components": []object{{"id": "sign-in", "status": "major_outage"}}}), "id")
		for _, test := range []struct {
			name string
			try  func(*inputs, *testing.T)
		}{
			{"an id nobody knows is a calm 404", (*inputs).unknownIDs},
			{"a body of 5 MB is refused with advice", (*inputs).largeBodies},
			{"a control character, a bidi override, a title of 10,000 characters", (*inputs).badTitles},
			{"a date that does not exist", (*inputs).badDates},
			{"two people edit one incident", (*inputs).staleForms},
			{"a second click on Publish", (*inputs).secondClick},
			{"a leaked word in an update that must go at once", (*inputs).leakedWord},
			{"a leaked update is taken away", (*inputs).removedUpdate},
			{"the session ends in the middle of writing", (*inputs).lostSession},
			{"another site sends a form", (*inputs).crossSite},
			{"a request that lies about its host", (*inputs).lyingHost},
			{"fields the interface does not know", (*inputs).strangeFields},
		} {
			t.Run(test.name, func(t *testing.T) {
				tr.jonas.t, tr.ada.t, tr.writer.t, tr.approver.t = t, t, t, t
				test.try(tr, t)
			})
		}
	})
}

func (tr *inputs) unknownIDs(t *testing.T) {
	for _, path := range []string{"/incidents/nosuchid0000", "/maintenance/nosuchid0000", "/components/nowhere", "/postmortems/nothing",
		"/postmortems/nothing/revisions/7", "/history/1999-13", "/subscriptions/made-up", "/nowhere", "/incidents/%00%ff", "/incidents/..%2f..%2fetc"} {
		status, header, page := tr.s.get(path)
		if status != http.StatusNotFound && status != http.StatusGone || !strings.Contains(page, `href="/history"`) {
			t.Errorf("GET %s answered %d %s", path, status, tail(page, 200))
		}
		if strings.Contains(strings.ToLower(page), "error") || header.Get("Content-Security-Policy") == "" {
			t.Errorf("GET %s is not calm, or lost its headers", path)
		}
	}
	for _, path := range []string{"/nowhere", "/incidents/nosuchid0000", "/incidents/nosuchid0000/edit", "/maintenances/nosuchid0000", "/reviews/nosuchid0000",
		"/drafts/nosuchid0000", "/postmortems/nothing", "/notifications/nosuchid0000", "/subscribers/nosuchid0000", "/components/nowhere", "/groups/nowhere",
		"/templates/nowhere", "/templates/99999", "/users/nobody", "/users/99999", "/outbox/nothing", "/incidents/" + tr.open + "/updates/nosuchid0000/correct"} {
		tr.jonas.open(path).says(t, http.StatusNotFound, "To the start of the console")
	}
	for _, path := range []string{"/nowhere", "/incidents/nosuchid0000", "/maintenances/nosuchid0000", "/reviews/nosuchid0000", "/postmortems/nosuchid0000",
		"/components/nowhere", "/subscribers/nosuchid0000", "/notifications/nosuchid0000"} {
		status, answer := tr.writer.try("GET", path, nil)
		if status != http.StatusNotFound || answer["status"] != float64(404) || text(answer, "detail") == "" {
			t.Errorf("GET /api/v1%s answered %d %v", path, status, answer)
		}
	}
}

// largeBodies sends 5 MB to every kind of door.
func (tr *inputs) largeBodies(t *testing.T) {
	flood := strings.Repeat("We look into it. ", 5<<20/17)
	res, err := http.PostForm(tr.s.public+"/subscribe", url.Values{"email": {flood}})
	if err != nil {
		t.Fatalf("the public form cut the connection: %v", err)
	}
	page, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(page), "more than we can take at once") {
		t.Errorf("5 MB on the public form answered %d %v %s", res.StatusCode, err, tail(string(page), 300))
	}
	tr.jonas.open("/incidents/new")
	tr.jonas.send("/incidents", "mail", "title", "Sign-in fails", "body", flood).says(t, http.StatusRequestEntityTooLarge,
		"This form holds more than 4 MB, so nothing was done.", "what you typed is still in the form")
	for _, method := range []string{"POST", "PUT"} {
		status, answer := tr.writer.try(method, map[string]string{"POST": "/incidents", "PUT": "/rulebook"}[method], object{"title": "x", "body": flood, "yaml": flood})
		if status != http.StatusRequestEntityTooLarge || !strings.Contains(text(answer, "detail"), "1 MB") {
			t.Errorf("%s of 5 MB to the API answered %d %v", method, status, answer)
		}
	}
	status, answer := tr.writer.try("POST", "/incidents", object{"title": "x", "state": "investigating", "body": strings.Repeat(flood, 4)})
	if status != http.StatusRequestEntityTooLarge || text(answer, "detail") == "" {
		t.Errorf("20 MB to the API answered %d %v", status, answer)
	}
}

func (tr *inputs) badTitles(t *testing.T) {
	for name, test := range map[string]struct{ title, complaint string }{
		"a control character":          {"Sign-in\x07 fails " + rawMarkup, "The title contains a control character (U+0007) at character 8. Remove it."},
		"a bidi override":              {"Sign-in \u202efails " + rawMarkup, "The title contains a character that turns the direction of the text (U+202E) at character 9. Remove it."},
		"a title of 10,000 characters": {strings.Repeat("x", 10_000), "The title has 10000 characters. Shorten it to 200."},
		"no title at all":              {" ", "The title is missing. Write something."},
	} {
		for _, step := range []string{"mail", "quiet"} {
			tr.jonas.open("/incidents/new")
			got := tr.jonas.send("/incidents", step, "title", test.title, "body", typedText)
			got.says(t, http.StatusUnprocessableEntity, test.complaint)
			got.holds(t, test.title, typedText)
		}
		tr.jonas.open("/maintenances/new")
		got := tr.jonas.send("/maintenances", "mail", "title", test.title, "body", typedText, "scheduled_for", "2099-01-01T10:00", "scheduled_until", "2099-01-01T11:00")
		got.says(t, http.StatusUnprocessableEntity, test.complaint)
		got.holds(t, test.title, typedText, "2099-01-01T10:00")
		status, answer := tr.writer.try("POST", "/incidents", object{"title": test.title, "state": "investigating", "body": typedText})
		if status != http.StatusUnprocessableEntity || flawOf(answer, "body.title") == "" {
			t.Errorf("%s: the API answered %d %v", name, status, answer)
		}
	}
}

// flawOf is the complaint of a problem document about one part of the request.
func flawOf(answer object, location string) string {
	for _, f := range list(answer, "errors") {
		if text(f, "location") == location {
			return text(f, "message")
		}
	}
	return ""
}

func (tr *inputs) badDates(t *testing.T) {
	const never = "2026-02-31T10:00"
	complaint := "“2026-02-31T10:00” is no date and time that exists. Write it like 2026-11-20T16:05 (UTC)."
	for path, fields := range map[string][]string{
		"/incidents/new":                  {"started_at", "detected_at"},
		"/incidents/new?past=1":           {"started_at", "detected_at", "resolved_at"},
		"/maintenances/new":               {"scheduled_for", "scheduled_until"},
		"/incidents/" + tr.open + "/edit": {"started_at", "next_update_at"},
	} {
		action := strings.TrimSuffix(strings.TrimSuffix(path, "?past=1"), "/new")
		for _, field := range fields {
			tr.jonas.open(path)
			got := tr.jonas.send(action, "quiet", "title", "Sign-in fails "+rawMarkup, "body", typedText, field, never)
			got.says(t, http.StatusUnprocessableEntity, complaint)
			got.holds(t, never, "Sign-in fails "+rawMarkup)
			if !strings.HasSuffix(path, "/edit") {
				got.holds(t, typedText)
			}
		}
	}
	tr.jonas.open("/incidents/" + tr.open)
	got := tr.jonas.send("/incidents/"+tr.open+"/updates", "quiet", "body", typedText, "postmortem_expected_by", "2026-02-31")
	got.says(t, http.StatusUnprocessableEntity, "“2026-02-31” is no date that exists. Write it like 2026-11-20.")
	got.holds(t, typedText, "2026-02-31")
	for field, body := range map[string]object{
		"started_at":             {"title": "x", "state": "investigating", "body": "We look.", "started_at": never + ":00Z"},
		"postmortem_expected_by": {"title": "x", "state": "investigating", "body": "We look.", "postmortem_expected_by": "2026-02-31"},
	} {
		status, answer := tr.writer.try("POST", "/incidents", body)
		if status != http.StatusUnprocessableEntity || flawOf(answer, "body."+field) == "" {
			t.Errorf("%s on 31 February: the API answered %d %v", field, status, answer)
		}
	}
}

// staleForms has two people write about the same incident.
func (tr *inputs) staleForms(t *testing.T) {
	facts, start := "/incidents/"+tr.open+"/edit", text(tr.writer.do("GET", "/incidents/"+tr.open, nil), "started_at")
	tr.jonas.open(facts)
	tr.ada.open(facts)
	tr.ada.send(facts, "", "title", "Sign-in fails for everybody").says(t, http.StatusOK, "Sign-in fails for everybody")
	got := tr.jonas.send(facts, "", "title", "Sign-in is slow "+rawMarkup)
	got.says(t, http.StatusConflict, "Somebody else saved this incident first", "Nothing of yours was saved or lost", "Sign-in fails for everybody")
	got.holds(t, "Sign-in is slow "+rawMarkup)
	tr.jonas.send(facts, "", "title", "Sign-in fails").says(t, http.StatusOK, "Sign-in fails")

	page, updates := "/incidents/"+tr.open, "/incidents/"+tr.open+"/updates"
	tr.jonas.open(page)
	tr.ada.open(page)
	tr.ada.send(updates, "quiet", "state", "identified", "body", "The cause is found.").says(t, http.StatusOK, "The cause is found.")
	got = tr.jonas.send(updates, "quiet", "state", "identified", "body", typedText)
	got.says(t, http.StatusConflict, "The cause is found.", "Somebody else changed this incident while you were writing.")
	got.holds(t, typedText)
	tr.jonas.send(updates, "quiet").says(t, http.StatusOK, "The cause is found.", "Most sign-ins fail since 16:00 UTC.")

	if now := tr.writer.do("GET", page, nil); text(now, "started_at") != start {
		t.Errorf("saving the title moved the start from %s to %s", start, text(now, "started_at"))
	}
	i := tr.writer.do("GET", page, nil)
	status, answer := tr.writer.try("PATCH", page, object{"title": "Late"}, "If-Match", `"1"`)
	if status != http.StatusPreconditionFailed || text(answer, "kind") != "stale" {
		t.Errorf("a stale change through the API answered %d %v", status, answer)
	}
	if now := tr.writer.do("GET", page, nil); text(now, "title") != text(i, "title") {
		t.Errorf("the stale change was made: %v", now)
	}
}

// secondClick sends one form twice.
func (tr *inputs) secondClick(t *testing.T) {
	page, updates := "/incidents/"+tr.open, "/incidents/"+tr.open+"/updates"
	before := len(list(tr.writer.do("GET", page, nil), "updates"))
	told := len(list(tr.writer.do("GET", "/notifications?thread=inc-"+tr.open, nil), "items"))
	tr.jonas.open(page)
	form := tr.jonas.form(updates, "body", "One word, sent twice.", "step", "mail")
	tr.jonas.ask("POST", updates, form).says(t, http.StatusOK, "One word, sent twice.", "Published")
	again := tr.jonas.ask("POST", updates, form)
	again.says(t, http.StatusOK, "One word, sent twice.", "This had been sent before.")
	if after := len(list(tr.writer.do("GET", page, nil), "updates")); after != before+1 {
		t.Errorf("two clicks made %d updates", after-before)
	}
	if after := len(list(tr.writer.do("GET", "/notifications?thread=inc-"+tr.open, nil), "items")); after != told+1 {
		t.Errorf("two clicks made %d notifications", after-told)
	}
	_, _, public := tr.s.get(page)
	if n := strings.Count(public, "<p>One word, sent twice.</p>"); n != 1 {
		t.Errorf("the page shows the update %d times", n)
	}
}

// leakedWord is stopped by the gate and goes out by one click with a reason.
func (tr *inputs) leakedWord(t *testing.T) {
	page, updates := "/incidents/"+tr.open, "/incidents/"+tr.open+"/updates"
	leak := "Wendela restarted web-prod-3 (10.20.30.43). " + rawMarkup + "Sign-in works</b> for most of you again."
	tr.jonas.open(page)
	got := tr.jonas.send(updates, "quiet", "state", "monitoring", "body", leak)
	got.says(t, http.StatusUnprocessableEntity, "Look at this before it goes out", "web-prod-3", "10.20.30.43", "Wendela", "Publish it anyway, because …")
	got.holds(t, leak)
	if _, _, public := tr.s.get(page); strings.Contains(public, "10.20.30.43") {
		t.Error("the held update is public")
	}
	accept := accepting(got, "It is public already")
	if len(accept) < 6 {
		t.Fatalf("%d finds can be accepted", len(accept)/2)
	}
	tr.jonas.send(updates, "quiet", accept...).says(t, http.StatusOK, "Published", "web-prod-3")
	if _, _, public := tr.s.get(page); !strings.Contains(public, "10.20.30.43") {
		t.Error("the accepted update is not public")
	}
	trail := fmt.Sprint(tr.writer.do("GET", "/audit?limit=20", nil))
	if !strings.Contains(trail, "It is public already") || !strings.Contains(trail, "10.20.30.43") {
		t.Errorf("the audit trail does not tell what was let through and why: %s", tail(trail, 1500))
	}
}

// accepting picks one reason for every find that is held back.
func accepting(p sheet, reason string) (filled []string) {
	seen := map[string]bool{}
	for n := range p.root.Descendants() {
		if name := attribute(n, "name"); n.Type == html.ElementNode && strings.HasPrefix(name, "accept[") && attribute(n, "value") == reason && !seen[name] {
			seen[name] = true
			filled = append(filled, name, reason)
		}
	}
	return filled
}
