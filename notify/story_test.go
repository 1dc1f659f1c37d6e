package notify_test

import (
	"regexp"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
)

var confirmLink = regexp.MustCompile(`https://status\.acme\.example/subscriptions/([A-Za-z0-9_-]+)`)

func TestFromSignUpToOneClick(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	w.start(w.config())
	api := modelstest.Component(t, w.store, "API")
	reports := modelstest.Component(t, w.store, "Reports")
	w.subscribe("other@customer.example", reports)

	sam := "sam@customer.example"
	token := w.signUp(sam, api)

	i := w.open("Elevated API errors", api)
	w.until("the first update arrives", func() bool { return len(w.server.to(sam)) == 2 })
	second := w.post(i, models.Identified, "We found **the cause**.")
	w.until("the second update arrives", func() bool { return len(w.server.to(sam)) == 3 })
	w.post(i, models.Resolved, "It is over.")
	w.until("the last update arrives", func() bool { return len(w.server.to(sam)) == 4 })
	p := w.publish(i)
	w.until("the postmortem arrives", func() bool { return len(w.server.to(sam)) == 5 })

	mails := w.server.to(sam)[1:]
	w.conversation(i, mails)
	if got := mails[1].Header.Get("Message-ID"); !strings.HasPrefix(got, "<inc-"+i.PublicID+".u"+second.PublicID+".s") {
		t.Errorf("Message-ID of the second mail: %s", got)
	}
	for _, s := range p.Current().Sections() {
		if !strings.Contains(mails[3].Text, s.Body) || !strings.Contains(mails[3].HTML, s.Body) {
			t.Errorf("the mail leaves out %q", s.Body)
		}
	}
	if len(w.server.to("other@customer.example")) != 0 {
		t.Error("somebody was told who follows another service")
	}

	leave := regexp.MustCompile(`<https://status\.acme\.example/u/([A-Za-z0-9_-]+)>`).FindStringSubmatch(mails[3].Header.Get("List-Unsubscribe"))
	if leave == nil {
		t.Fatalf("List-Unsubscribe: %s", mails[3].Header.Get("List-Unsubscribe"))
	}
	if _, err := w.door.Leave(t.Context(), leave[1]); err != nil {
		t.Fatal(err)
	}
	w.open("Another one", api)
	w.finished(w.notification().PublicID)
	if got := len(w.server.to(sam)); got != 5 {
		t.Errorf("%d mails after leaving", got)
	}
	if strings.Contains(w.log.String(), "customer.example") || strings.Contains(w.log.String(), token) {
		t.Errorf("the log names people:\n%s", w.log)
	}
}

// signUp asks as a visitor, reads the confirmation and confirms. It returns the
// token.
func (w *world) signUp(email string, follows models.Component) string {
	w.Helper()
	err := w.door.Ask(w.Context(), signup.Request{Email: email, Consent: "Send me updates.", From: "203.0.113.9",
		Choice: signup.Choice{ComponentIDs: []string{follows.PublicID}, Incidents: true, Postmortems: true}})
	if err != nil {
		w.Fatal(err)
	}
	w.until("the confirmation arrives", func() bool { return len(w.server.to(email)) == 1 })
	link := confirmLink.FindStringSubmatch(w.server.to(email)[0].Text)
	if link == nil {
		w.Fatalf("no link in %s", w.server.to(email)[0].Text)
	}
	if err := w.door.Confirm(w.Context(), link[1], "203.0.113.9"); err != nil {
		w.Fatal(err)
	}
	return link[1]
}

// publish publishes a postmortem of an incident to everyone.
func (w *world) publish(i models.Incident) models.Postmortem {
	w.Helper()
	p, err := w.store.PublishRevision(w.Context(), models.NewRevision{
		Slug: "api-errors", IncidentIDs: []int64{i.ID}, Notify: true,
		Summary: models.Summary{Title: "API errors on Friday", Apology: "We are sorry.", Summary: "One in five requests failed.", Services: "The API.",
			Duration: "Twenty minutes.", Severity: "Sev2.", Impact: "Requests failed.", Cause: "A database was overloaded.",
			Resolution: "We moved traffic.", Countermeasures: "We watch it now."},
		Timeline:        []models.PublicEntry{{At: modelstest.At(11, 20, 2, 51), Text: "Errors begin.", Effect: "negative"}},
		Countermeasures: []models.PublicCommitment{{Body: "Add a second database.", State: models.Planned}},
	})
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// conversation checks that mails are one thread of one list.
func (w *world) conversation(i models.Incident, mails []received) {
	w.Helper()
	root, ids := mails[0].Header.Get("Message-ID"), map[string]bool{}
	if !strings.HasPrefix(root, "<inc-"+i.PublicID+".root.s") || !strings.HasSuffix(root, "@status.acme.example>") {
		w.Errorf("the root is %s", root)
	}
	for n, m := range mails {
		h := m.Header
		if n == 0 && (h.Get("In-Reply-To") != "" || h.Get("References") != "") {
			w.Error("the first mail answers another")
		}
		if n > 0 && (h.Get("In-Reply-To") != root || h.Get("References") != root) {
			w.Errorf("mail %d: In-Reply-To %s, References %s", n, h.Get("In-Reply-To"), h.Get("References"))
		}
		if ids[h.Get("Message-ID")] {
			w.Errorf("Message-ID %s twice", h.Get("Message-ID"))
		}
		ids[h.Get("Message-ID")] = true
		for name, want := range map[string]string{
			"Subject": "[Acme Status] " + i.Title, "Auto-Submitted": "auto-generated", "Precedence": "list", "List-Post": "NO",
			"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "X-Auto-Response-Suppress": "OOF, AutoReply",
			"List-Id": "Acme Status updates <updates.status.acme.example>", "From": `"Acme Status" <updates@status.acme.example>`,
			"List-Help": "<https://status.acme.example/subscribe>", "Reply-To": "", "User-Agent": "", "X-Mailer": "",
		} {
			if got := h.Get(name); got != want {
				w.Errorf("mail %d: %s is %q, want %q", n, name, got, want)
			}
		}
		for name, values := range h {
			if len(values) != 1 {
				w.Errorf("mail %d has %s %d times", n, name, len(values))
			}
		}
		for _, line := range strings.Split(m.Raw, "\r\n") {
			if len(line) > 998 {
				w.Errorf("mail %d has a line of %d bytes", n, len(line))
			}
		}
		if strings.Index(m.Raw, "text/plain") > strings.Index(m.Raw, "text/html") || m.Text == "" || m.HTML == "" {
			w.Errorf("mail %d is not text first, then HTML", n)
		}
	}
}

func TestEveryoneOfACrowdIsToldOnce(t *testing.T) {
	t.Parallel()
	people := 2000
	if testing.Short() { // under the race detector
		people = 300
	}
	w := create(t, 0)
	w.crowd(people)
	w.start(w.config())
	w.open("Elevated API errors")
	n := w.finished(w.notification().PublicID)
	if n.Recipients != int64(people) || n.Outcomes[audience.Accepted] != int64(people) {
		t.Errorf("%d recipients, outcomes %v", n.Recipients, n.Outcomes)
	}
	told := map[string]int{}
	for _, m := range w.server.all() {
		told[m.To]++
	}
	for to, times := range told {
		if times != 1 {
			t.Errorf("%s was told %d times", to, times)
		}
	}
	if len(told) != people {
		t.Errorf("%d people were told", len(told))
	}
}

func TestSomebodyKnownAsksAgain(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	s := w.subscribe("sam@customer.example")
	w.start(w.config())
	err := w.door.Ask(t.Context(), signup.Request{Email: s.Email, Choice: signup.Choice{AllComponents: true, Incidents: true}})
	if err != nil {
		t.Fatal(err)
	}
	w.until("the link arrives", func() bool { return len(w.server.to(s.Email)) == 1 })
	link := confirmLink.FindStringSubmatch(w.server.to(s.Email)[0].Text)
	if sub, err := w.door.Subscription(t.Context(), link[1]); err != nil || sub.Purpose != signup.ToManage {
		t.Errorf("the link opens %+v, %v", sub, err)
	}
}
