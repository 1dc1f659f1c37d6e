package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

var errNoMail = errors.New("the mail has not come")

// TestStoryThroughTheAPI takes the case study from the first update to a revised
// postmortem, by the API alone, and looks at everything that left.
func TestStoryThroughTheAPI(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, env []string) {
		box := newMailbox(t)
		s := prepare(t, append(env, "VITRINE_SMTP_URL="+box.url, "VITRINE_MAIL_FROM=Northpole Status <status@northpole.example>")...).start()
		st := newStudy(t, s)
		s.subscribe(box, "sam@customer.example")
		st.told = func(words int) { waitForNews(t, box, words) }
		st.tellIncident()
		st.tellReview()

		if status, answer := st.publishUnsettled(); status != http.StatusConflict || len(list(answer, "findings")) == 0 {
			t.Errorf("publishing with open finds answered %d %v, want 409 with the finds", status, answer)
		}
		stopped := strings.Join(st.settle(), "\n")
		for _, word := range []string{"web-prod-3", "Wendela", "Marta", "Globex", "OPS-4821"} {
			if !strings.Contains(stopped, word) {
				t.Errorf("the scan did not stop %q; it stopped\n%s", word, stopped)
			}
		}
		st.publish("")
		st.checkPage()
		st.checkFeeds()
		st.checkMails(box, "sam@customer.example")
		st.crawl(box)
		st.checkUnsubscribe(box, "sam@customer.example")
		st.checkRevision()
		if out, errs, code := s.vitrine("", "doctor"); code != 0 {
			t.Errorf("doctor: %s %s", out, errs)
		}
	})
}

// waitForNews waits until every update has been mailed, so that no newer one
// overtakes it.
func waitForNews(t *testing.T, box *mailbox, n int) {
	t.Helper()
	eventually(t, 40*time.Second, func() error {
		if got := len(threadOf(box, "sam@customer.example")); got < n {
			return fmt.Errorf("%d of %d mails have come", got, n)
		}
		return nil
	})
}

// threadOf lists the mails to an address that belong to an incident.
func threadOf(box *mailbox, to string) []letter {
	var thread []letter
	for _, l := range box.of(to) {
		if strings.Contains(l.head.Get("Message-ID"), "inc-") {
			thread = append(thread, l)
		}
	}
	return thread
}

// publishUnsettled tries to publish a draft whose finds are open.
func (st *study) publishUnsettled() (int, object) {
	st.t.Helper()
	d := st.writer.do("POST", "/reviews/"+st.reviewID+"/postmortem", nil)
	st.draft = text(d, "id")
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"summary": studyOverview})
	return st.approver.try("POST", "/postmortems/"+st.draft+"/publish", object{"notify": true})
}

// checkPage looks at the postmortem's page and the incident's.
func (st *study) checkPage() {
	st.t.Helper()
	status, _, page := st.s.get("/postmortems/" + st.slug)
	if status != http.StatusOK {
		st.t.Fatalf("the postmortem's page answered %d", status)
	}
	for _, want := range []string{"Sign-in failed for 20 minutes", "We are sorry.", "Proximate cause", "raises an alarm within one minute"} {
		if !strings.Contains(page, want) {
			st.t.Errorf("the page does not say %q", want)
		}
	}
	st.clean("the page", page)
	_, _, incident := st.s.get("/incidents/" + st.incident)
	if !strings.Contains(incident, "/postmortems/"+st.slug) {
		st.t.Error("the incident does not link to its postmortem")
	}
}

// clean fails where a secret of the review shows.
func (st *study) clean(where, body string) {
	st.t.Helper()
	for _, secret := range studySecrets {
		if strings.Contains(body, secret) {
			st.t.Errorf("%s shows %q", where, secret)
		}
	}
}

// checkFeeds reads all three formats with an outside reader.
func (st *study) checkFeeds() {
	st.t.Helper()
	for _, path := range []string{"/feed.rss", "/feed.atom", "/feed.json", "/postmortems.rss", "/postmortems.atom", "/postmortems.json", "/history.atom", "/components/sign-in.rss"} {
		status, _, body := st.s.get(path)
		feed, err := gofeed.NewParser().ParseString(body)
		if status != http.StatusOK || err != nil {
			st.t.Errorf("%s: %d %v", path, status, err)
			continue
		}
		var all strings.Builder
		for _, item := range feed.Items {
			all.WriteString(item.Title + item.Description + item.Content)
		}
		want := "nearly all processing power"
		if strings.HasPrefix(path, "/postmortems") || strings.HasPrefix(path, "/feed") {
			want = "For twenty minutes most of you could not sign in"
		}
		if !strings.Contains(all.String(), want) {
			st.t.Errorf("%s does not carry the full text", path)
		}
		st.clean(path, body)
		if !strings.HasSuffix(path, ".json") {
			st.wellFormed(path, body)
		}
	}
}

// wellFormed asks xmllint.
func (st *study) wellFormed(path, body string) {
	st.t.Helper()
	lint := exec.Command(tool(st.t, "xmllint"), "--noout", "-")
	lint.Stdin = strings.NewReader(body)
	if out, err := lint.CombinedOutput(); err != nil {
		st.t.Errorf("%s: %v\n%s", path, err, out)
	}
}

// checkMails wants five mails in one thread, the last with the full text.
func (st *study) checkMails(box *mailbox, to string) {
	st.t.Helper()
	var thread []letter
	eventually(st.t, 30*time.Second, func() error {
		if thread = threadOf(box, to); len(thread) < 5 {
			return fmt.Errorf("%d of 5 mails have come", len(thread))
		}
		return nil
	})
	if len(thread) != 5 {
		st.t.Fatalf("%d mails in the thread, want 5", len(thread))
	}
	root := thread[0].head.Get("Message-ID")
	for n, l := range thread {
		if l.head.Get("Subject") != thread[0].head.Get("Subject") {
			st.t.Errorf("mail %d has another subject: %q", n+1, l.head.Get("Subject"))
		}
		if n > 0 && (l.head.Get("In-Reply-To") != root || !strings.Contains(l.head.Get("References"), root)) {
			st.t.Errorf("mail %d does not answer the first", n+1)
		}
		if l.head.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
			st.t.Errorf("mail %d cannot be unsubscribed with one click", n+1)
		}
		st.clean(fmt.Sprintf("mail %d", n+1), string(l.raw)+l.text+l.html)
	}
	for _, body := range []string{thread[4].text, thread[4].html} {
		flat := strings.Join(strings.Fields(body), " ")
		for _, want := range []string{"For twenty minutes most of you could not sign in", "raises an alarm within one minute", "Proximate cause"} {
			if !strings.Contains(strings.ToLower(flat), strings.ToLower(want)) {
				st.t.Errorf("the postmortem's mail does not say %q", want)
			}
		}
	}
}

// checkUnsubscribe leaves with one click (RFC 8058) and wants no mail after it.
func (st *study) checkUnsubscribe(box *mailbox, to string) {
	st.t.Helper()
	before := len(box.of(to))
	header := threadOf(box, to)[0].head.Get("List-Unsubscribe")
	link := strings.Trim(strings.Split(header, ",")[0], "<> ")
	if status, _, _ := st.s.get(strings.TrimPrefix(link, st.s.public)); status != http.StatusOK {
		st.t.Errorf("GET %s answered %d", link, status)
	}
	res, err := http.PostForm(link, url.Values{"List-Unsubscribe": {"One-Click"}})
	if err != nil {
		st.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK || len(res.Cookies()) > 0 {
		st.t.Errorf("the one click answered %d with %d cookies", res.StatusCode, len(res.Cookies()))
	}
	eventually(st.t, 10*time.Second, func() error {
		for _, sub := range list(st.writer.do("GET", "/subscribers", nil), "items") {
			if text(sub, "email") == to && text(sub, "state") == "active" {
				return errors.New("still subscribed")
			}
		}
		return nil
	})
	st.writer.do("POST", "/incidents/"+st.incident+"/updates", object{"state": "resolved", "body": "One more word, after everything.", "notify": true})
	time.Sleep(2500 * time.Millisecond)
	if now := len(box.of(to)); now != before {
		st.t.Errorf("%d mails after leaving", now-before)
	}
}

// checkRevision publishes a second revision; the first stays readable.
func (st *study) checkRevision() {
	st.t.Helper()
	st.writer.do("PATCH", "/postmortems/"+st.draft, object{"customer_impact": "Most sign-ins failed, and 53 of you wrote to us."})
	st.publish("Corrected the number of requests.")
	_, _, page := st.s.get("/postmortems/" + st.slug)
	if !strings.Contains(page, "53 of you wrote") || !strings.Contains(page, "Corrected the number of requests.") {
		st.t.Error("the page does not show the second revision with its note")
	}
	status, _, first := st.s.get("/postmortems/" + st.slug + "/revisions/1")
	if status != http.StatusOK || !strings.Contains(first, "50 of you wrote") {
		st.t.Errorf("the first revision answered %d", status)
	}
}
