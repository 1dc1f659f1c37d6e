package api_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"vitrine/models/staff"
)

const ticketSecret = "a secret of sixteen letters"

// signed is the value of a tracker's signature header.
func signed(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// tracked is an interface with an action item of a ticket, in a review, whose
// ids it returns, and a source of a kind by the name "main".
func tracked(t *testing.T, kind, ticket, url string) (h *house, review, action string) {
	t.Helper()
	h = open(t)
	review = h.do(staff.Reviewer, "POST", "/reviews", body{"title": "A near miss"}).want(201).text("id")
	action = h.do(staff.Reviewer, "POST", "/reviews/"+review+"/actions", body{"body": "Watch the disk", "kind": "prevent", "ticket": ticket, "ticket_url": url}).want(201).text("id")
	h.do(staff.Admin, "POST", "/ticket-sources", body{"name": "main", "kind": kind, "secret": ticketSecret}).want(201)
	return h, review, action
}

// state is how far the only action item is.
func (h *house) state() string {
	h.t.Helper()
	return h.do(staff.Viewer, "GET", "/actions?state=all", nil).want(200).text("items", 0, "state")
}

func TestTrackersReportInTheirOwnShapes(t *testing.T) {
	t.Parallel()
	const github = `{"action":"closed","issue":{"number":12,"html_url":"https://github.example/acme/app/issues/12","state":"closed","state_reason":"completed","updated_at":"2026-11-20T10:00:00Z"},"repository":{"full_name":"acme/app"}}`
	const jira = `{"timestamp":1795000000000,"webhookEvent":"jira:issue_updated","issue":{"key":"OPS-12","fields":{"status":{"name":"In review","statusCategory":{"key":"indeterminate"}}}}}`
	for name, tc := range map[string]struct{ kind, header, ticket, url, report, state, older string }{
		"generic": {"generic", "X-Signature-256", "OPS-12", "", `{"ticket":"OPS-12","state":"done","at":"2026-11-20T10:00:00Z"}`, "done", `{"ticket":"OPS-12","state":"open","at":"2026-11-20T09:59:59Z"}`},
		"github":  {"github", "X-Hub-Signature-256", "#12", "https://github.example/acme/app/issues/12", github, "done", strings.NewReplacer(`"closed"`, `"open"`, "10:00", "09:00").Replace(github)},
		"jira":    {"jira", "X-Hub-Signature", "OPS-12", "", jira, "in_progress", strings.NewReplacer("indeterminate", "new", "1795", "1794").Replace(jira)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, review, action := tracked(t, tc.kind, tc.ticket, tc.url)
			report := func(body string) reply {
				return h.send("", "POST", "/api/v1/tickets/main", body, tc.header, signed(ticketSecret, body))
			}
			r := report(tc.report).want(200)
			same(t, "the result", r.text("result"), "moved")
			same(t, "what moved", r.text("actions", 0), action)
			same(t, "the state", h.state(), tc.state)
			h.do(staff.Reviewer, "PATCH", "/reviews/"+review+"/actions/"+action, body{"state": "open"}).want(200)
			same(t, "the same report again", report(tc.report).want(200).text("result"), "old")
			same(t, "one that was overtaken", report(tc.older).want(200).text("result"), "old")
			same(t, "the state after both", h.state(), "open")
		})
	}
}

func TestAReportIsBelievedForItsSignatureAlone(t *testing.T) {
	t.Parallel()
	h, _, _ := tracked(t, "generic", "OPS-12", "")
	report := `{"ticket":"OPS-12","state":"done","at":"2026-11-20T10:00:00Z"}`
	right := signed(ticketSecret, report)
	for name, tc := range map[string]struct {
		path, token string
		headers     []string
	}{
		"no signature":            {"main", "", nil},
		"another secret":          {"main", "", []string{"X-Signature-256", signed("another secret of 16", report)}},
		"a signature of SHA-1":    {"main", "", []string{"X-Signature-256", "sha1=" + strings.Repeat("0", 40)}},
		"no hex":                  {"main", "", []string{"X-Signature-256", "sha256=zz"}},
		"half a signature":        {"main", "", []string{"X-Signature-256", right[:40]}},
		"a header of GitHub's":    {"main", "", []string{"X-Hub-Signature-256", right}},
		"a source that is not":    {"other", "", []string{"X-Signature-256", right}},
		"an admin's token alone":  {"main", h.tokens[staff.Admin], nil},
		"the path of another API": {"main%2f..%2fmain", "", []string{"X-Signature-256", right}},
	} {
		r := h.send(tc.token, "POST", "/api/v1/tickets/"+tc.path, report, tc.headers...).want(401)
		same(t, name, r.text("detail"), "This report is not signed with the secret of this source. Nothing was changed.")
	}
	h.send("", "POST", "/api/v1/tickets/main", report+" ", "X-Signature-256", right).want(401)
	same(t, "the state", h.state(), "open")
	huge := fmt.Sprintf(`{"ticket":"OPS-12","state":"done","at":"2026-11-20T10:00:00Z","note":%q}`, strings.Repeat("x", 1<<20))
	h.send("", "POST", "/api/v1/tickets/main", huge, "X-Signature-256", signed(ticketSecret, huge)).want(413)
	for _, wrong := range []string{`{`, `{"ticket":"OPS-12","state":"finished","at":"2026-11-20T10:00:00Z"}`, `{"ticket":"OPS-12","state":"done"}`, `[]`} {
		h.send("", "POST", "/api/v1/tickets/main", wrong, "X-Signature-256", signed(ticketSecret, wrong)).want(422)
	}
	same(t, "the state", h.state(), "open")
	stranger := strings.ReplaceAll(report, "OPS-12", "OPS-99")
	same(t, "an unknown ticket", h.send("", "POST", "/api/v1/tickets/main", stranger, "X-Signature-256", signed(ticketSecret, stranger)).want(202).text("result"), "unknown_ticket")
	h.send("", "GET", "/api/v1/tickets/main", "").want(405)
	h.send("", "POST", "/api/v1/tickets/main", report, "X-Signature-256", right).want(200)
	same(t, "the state", h.state(), "done")
	source := h.do(staff.Admin, "GET", "/ticket-sources", nil).want(200)
	same(t, "what is told of it", source.text("items", 0, "last_word"), "The action item moved with its ticket.")
	if strings.Contains(source.raw, ticketSecret) {
		t.Error("the secret is told again")
	}
	h.do(staff.Admin, "DELETE", "/ticket-sources/"+source.text("items", 0, "id"), nil).want(204)
	h.send("", "POST", "/api/v1/tickets/main", stranger, "X-Signature-256", signed(ticketSecret, stranger)).want(401)
}

func TestTheDocumentDescribesTheReportsOfTrackers(t *testing.T) {
	t.Parallel()
	h := open(t)
	doc := h.send("", "GET", "/api/v1/openapi.json", "").want(200)
	at := []any{"paths", "/api/v1/tickets/{source}", "post"}
	same(t, "the call", doc.text(append(at, "operationId")...), "report-ticket")
	same(t, "the header", doc.text("components", "securitySchemes", "signature", "name"), "X-Signature-256")
	same(t, "shapes", len(doc.list(append(at, "requestBody", "content", "application/json", "schema", "oneOf")...)), 3)
	for _, status := range []string{"200", "202", "401", "413", "422"} {
		if doc.at(append(at, "responses", status)...) == nil {
			t.Errorf("the answer %s is not described", status)
		}
	}
}
