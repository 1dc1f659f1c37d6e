package review_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/review"
)

const ticketSecret = "a secret of sixteen letters"

// tracker reports to a house under one secret.
type tracker struct {
	*house
	name   string
	secret string
}

// hears sends a report as a tracker of the kind would.
func (k *tracker) hears(t *testing.T, kind review.TicketShape, body string) (review.TicketOutcome, error) {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(k.secret))
	mac.Write([]byte(body))
	signature := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	return k.HearTicket(t.Context(), k.name, func(header string) string {
		if header == kind.SignatureHeader() {
			return signature
		}
		return ""
	}, []byte(body))
}

func githubBody(number int, state, reason, at string) string {
	return fmt.Sprintf(`{"action":"edited","issue":{"number":%d,"html_url":"https://github.example/acme/app/issues/%d","state":%q,"state_reason":%q,"updated_at":%q},"repository":{"full_name":"acme/app"}}`,
		number, number, state, reason, at)
}

func jiraBody(key, category, resolution string, ms int64) string {
	if resolution != "" {
		resolution = fmt.Sprintf(`,"resolution":{"name":%q}`, resolution)
	}
	return fmt.Sprintf(`{"timestamp":%d,"webhookEvent":"jira:issue_updated","issue":{"key":%q,"fields":{"status":{"name":"Somewhere","statusCategory":{"key":%q}}%s}}}`, ms, key, category, resolution)
}

func TestAnActionItemMovesWithItsTicket(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind    review.TicketShape
		bodies  []string // heard one after the other
		results string
		want    review.ActionState
	}{
		"GitHub closes":                {review.GitHubTickets, []string{githubBody(12, "closed", "completed", "2026-11-20T10:00:00Z")}, "moved", review.ActionDone},
		"GitHub closes as not planned": {review.GitHubTickets, []string{githubBody(12, "closed", "not_planned", "2026-11-20T10:00:00Z")}, "moved", review.ActionDropped},
		"GitHub opens again": {review.GitHubTickets, []string{githubBody(12, "closed", "completed", "2026-11-20T10:00:00Z"), githubBody(12, "open", "reopened", "2026-11-20T10:00:00Z")},
			"moved moved", review.ActionOpen},
		"a report is heard once": {review.GitHubTickets, []string{githubBody(12, "closed", "completed", "2026-11-20T10:00:00Z"), githubBody(12, "open", "reopened", "2026-11-20T11:00:00Z"),
			githubBody(12, "closed", "completed", "2026-11-20T10:00:00Z")}, "moved moved old", review.ActionOpen},
		"the first of two of one second does not come back": {review.GitHubTickets, []string{githubBody(12, "closed", "completed", "2026-11-20T10:00:00Z"), githubBody(12, "open", "reopened", "2026-11-20T10:00:00Z"),
			githubBody(12, "closed", "completed", "2026-11-20T10:00:00Z")}, "moved moved old", review.ActionOpen},
		"another ticket":         {review.GitHubTickets, []string{githubBody(13, "closed", "completed", "2026-11-20T10:00:00Z")}, "unknown_ticket", review.ActionOpen},
		"GitHub's first knock":   {review.GitHubTickets, []string{`{"zen":"Keep it logically awesome.","hook_id":1}`}, "ignored", review.ActionOpen},
		"Jira begins":            {review.JiraTickets, []string{jiraBody("ops-12", "indeterminate", "", 1_795_000_000_000)}, "moved", review.ActionUnderway},
		"Jira is done":           {review.JiraTickets, []string{jiraBody("OPS-12", "done", "Done", 1_795_000_000_000)}, "moved", review.ActionDone},
		"Jira declines":          {review.JiraTickets, []string{jiraBody("OPS-12", "done", "Won't Do", 1_795_000_000_000)}, "moved", review.ActionDropped},
		"Jira says nothing new":  {review.JiraTickets, []string{jiraBody("OPS-12", "new", "", 1_795_000_000_000)}, "unchanged", review.ActionOpen},
		"a tracker of one's own": {review.GenericTickets, []string{`{"ticket":"OPS-12","state":"in_progress","at":"2026-11-20T10:00:00Z"}`}, "moved", review.ActionUnderway},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			r := must(h.StartReview(as(t, author), review.NewReview{Title: "Nearly"}))(t)
			n := review.NewAction{Body: "Watch it", Kind: review.Prevent, Ticket: "OPS-12"}
			if tc.kind == review.GitHubTickets {
				n.Ticket, n.TicketURL = "#12", "https://github.example/acme/app/issues/12"
			}
			a := must(h.AddAction(as(t, author), r.PublicID, n))(t)
			if _, _, err := h.AddTicketSource(as(t, author), "main", tc.kind, ticketSecret); err != nil {
				t.Fatal(err)
			}
			k := &tracker{h, "main", ticketSecret}
			var results []string
			for _, body := range tc.bodies {
				out, err := k.hears(t, tc.kind, body)
				if err != nil {
					t.Fatal(err)
				}
				results = append(results, out.Result)
			}
			got := must(h.BoardItem(t.Context(), a.PublicID))(t)
			if strings.Join(results, " ") != tc.results || got.State != tc.want {
				t.Errorf("%q, and the item is %s; want %q and %s", results, got.State, tc.results, tc.want)
			}
		})
	}
}

func TestAReportThatIsNotSignedIsNotBelieved(t *testing.T) {
	t.Parallel()
	h := open(t)
	if _, secret, err := h.AddTicketSource(as(t, author), "Main", review.JiraTickets, ""); err != nil || len(secret) < 40 {
		t.Fatalf("%q, %v", secret, err)
	}
	body := jiraBody("OPS-12", "done", "", 1_795_000_000_000)
	for name, k := range map[string]*tracker{"another secret": {h, "main", "another secret"}, "no such source": {h, "other", ticketSecret}} {
		if _, err := k.hears(t, review.JiraTickets, body); models.KindOf(err) != models.Unknown {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (&tracker{h, "main", "x"}).hears(t, review.GitHubTickets, body); models.KindOf(err) != models.Unknown {
		t.Errorf("a signature in another's header: %v", err)
	}
	h.exec(t, "UPDATE ticket_sources SET secret_sealed = ?", models.Key{}.Seal("ticket-source", ticketSecret))
	if _, err := (&tracker{h, "main", ticketSecret}).hears(t, review.JiraTickets, `{"issue": 4`); models.KindOf(err) != models.Invalid {
		t.Errorf("a body of another shape: %v", err)
	}
	for name, n := range map[string]string{"a name twice": "main", "a name with a slash": "a/b", "no name": ""} {
		if _, _, err := h.AddTicketSource(as(t, author), n, review.JiraTickets, ""); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestATicketNeverDropsWhatWasPromisedInPublic closes the ticket of a promise as
// not planned, and then as done.
func TestATicketNeverDropsWhatWasPromisedInPublic(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Clock.Set(modelstest.At(11, 19, 18, 0))
	r := must(h.StartReview(as(t, author), review.NewReview{Title: "Exports were late", Overview: "Exports were late for an hour."}))(t)
	promise := must(h.AddAction(as(t, author), r.PublicID, review.NewAction{Body: "frank", Kind: review.Prevent, Ticket: "OPS-12", PublicText: "We watch it."}))(t)
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	must(h.Publish(as(t, approver), h.approved(t, d).PublicID, review.PublishOrder{}))(t)
	if _, _, err := h.AddTicketSource(as(t, author), "main", review.JiraTickets, ticketSecret); err != nil {
		t.Fatal(err)
	}
	k := &tracker{h, "main", ticketSecret}
	out, err := k.hears(t, review.JiraTickets, jiraBody("OPS-12", "done", "Won't Do", 1_795_000_000_000))
	if err != nil || out.Result != "held" {
		t.Fatalf("%+v, %v", out, err)
	}
	item := must(h.BoardItem(t.Context(), promise.PublicID))(t)
	if item.State != review.ActionOpen || item.TicketState != "Somewhere: Won't Do" {
		t.Errorf("the item is %s, its ticket %q", item.State, item.TicketState)
	}
	out, err = k.hears(t, review.JiraTickets, jiraBody("OPS-12", "done", "Done", 1_795_000_001_000))
	if err != nil || out.Result != "moved" {
		t.Fatalf("%+v, %v", out, err)
	}
	if p := must(h.site.Postmortems(t.Context()))(t); p[0].Countermeasures[0].State != models.Done {
		t.Errorf("the promise is %s in public", p[0].Countermeasures[0].State)
	}
}
