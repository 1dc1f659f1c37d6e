package review

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// TicketShape is what the reports of a tracker look like.
type TicketShape string

// The shapes of reports.
const (
	GenericTickets TicketShape = "generic" // {"ticket", "url", "state", "at"}, X-Signature-256
	GitHubTickets  TicketShape = "github"  // an issues event, X-Hub-Signature-256
	JiraTickets    TicketShape = "jira"    // an issue event, X-Hub-Signature
)

// TicketShapes lists the shapes of reports.
var TicketShapes = []TicketShape{GenericTickets, GitHubTickets, JiraTickets}

// TicketSource is a tracker that reports how far tickets are. Its reports are
// signed with a secret that both sides keep.
type TicketSource struct {
	ID           int64
	PublicID     string
	Name         string // the last part of its address: "main-tracker"
	Kind         TicketShape
	SecretSealed string
	LastAt       *time.Time // when it last reported something that was believed
	LastWord     string     // what became of that
	Version      int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// TableName names the table of trackers.
func (TicketSource) TableName() string { return "ticket_sources" }

// TicketReport is one report of a tracker about one ticket.
type TicketReport struct {
	Ticket string // "OPS-1234", "acme/app#12"
	URL    string
	State  ActionState // ActionOpen, ActionUnderway, ActionDone or ActionDropped; empty: it says nothing about that
	Said   string      // the tracker's own word for it
	At     time.Time   // when the ticket changed
}

// TicketOutcome is what became of a report.
type TicketOutcome struct {
	Result  string   // "moved", "unchanged", "held", "unknown_ticket", "old", "ignored"
	Detail  string   // a whole sentence
	Actions []string // public ids of the action items that moved
}

// SignatureHeader is the header in which a shape carries its signature.
func (k TicketShape) SignatureHeader() string {
	switch k {
	case GitHubTickets:
		return "X-Hub-Signature-256"
	case JiraTickets:
		return "X-Hub-Signature"
	default:
		return "X-Signature-256"
	}
}

// signedBy reports whether signature is that of body under secret: "sha256=" and
// the HMAC-SHA-256 in hex, as GitHub and Jira write it.
func signedBy(secret, signature string, body []byte) bool {
	sum, ok := strings.CutPrefix(signature, "sha256=")
	given, err := hex.DecodeString(sum)
	if !ok || err != nil {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(given, mac.Sum(nil))
}

// errNoReport says that a body is not of its shape.
var errNoReport = models.Fail(models.Invalid, "This is not a report of the kind this source is set to. Nothing was changed.")

// report reads a body of a shape. A report about something else than a ticket has
// no ticket.
func (k TicketShape) report(body []byte) (TicketReport, error) {
	switch k {
	case GitHubTickets:
		return githubReport(body)
	case JiraTickets:
		return jiraReport(body)
	default:
		return genericReport(body)
	}
}

func genericReport(body []byte) (TicketReport, error) {
	var in struct {
		Ticket, URL, State string
		At                 time.Time
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Ticket == "" && in.URL == "" || in.At.IsZero() {
		return TicketReport{}, errNoReport
	}
	state := ActionState(in.State)
	if !slices.Contains(ActionStates, state) {
		return TicketReport{}, models.Fail(models.Invalid, "The state must be open, in_progress, done or dropped. Nothing was changed.")
	}
	return TicketReport{Ticket: in.Ticket, URL: in.URL, State: state, Said: in.State, At: in.At}, nil
}

// githubReport reads the event "issues" (docs: webhook events and payloads).
func githubReport(body []byte) (TicketReport, error) {
	var in struct {
		Zen   string
		Issue *struct {
			Number      json.Number `json:"number"`
			HTMLURL     string      `json:"html_url"`
			State       string      `json:"state"`
			StateReason string      `json:"state_reason"`
			UpdatedAt   time.Time   `json:"updated_at"`
		}
		Repository struct {
			FullName string `json:"full_name"`
		}
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Issue == nil && in.Zen == "" {
		return TicketReport{}, errNoReport
	}
	if in.Issue == nil { // the ping that follows the set-up of a webhook
		return TicketReport{}, nil
	}
	r := TicketReport{Ticket: in.Repository.FullName + "#" + in.Issue.Number.String(), URL: in.Issue.HTMLURL, State: ActionOpen,
		Said: in.Issue.State, At: in.Issue.UpdatedAt}
	if in.Issue.State == "closed" {
		if r.State = ActionDone; in.Issue.StateReason == "not_planned" || in.Issue.StateReason == "duplicate" {
			r.State, r.Said = ActionDropped, "closed as "+strings.ReplaceAll(in.Issue.StateReason, "_", " ")
		}
	}
	return r, nil
}

// declined are the resolutions of a Jira issue that mean that nothing was done.
var declined = []string{"won't do", "won't fix", "wont fix", "duplicate", "declined", "cannot reproduce", "rejected", "cancelled", "canceled"}

// jiraReport reads an issue event (docs: Jira webhooks); the category of the
// status is the same in every language and workflow.
func jiraReport(body []byte) (TicketReport, error) {
	var in struct {
		Timestamp int64
		Issue     *struct {
			Key    string
			Self   string
			Fields struct {
				Status struct {
					Name           string
					StatusCategory struct{ Key string }
				}
				Resolution *struct{ Name string }
			}
		}
	}
	if err := json.Unmarshal(body, &in); err != nil || in.Issue == nil || in.Issue.Key == "" || in.Timestamp == 0 {
		return TicketReport{}, errNoReport
	}
	f := in.Issue.Fields
	r := TicketReport{Ticket: in.Issue.Key, Said: f.Status.Name, At: time.UnixMilli(in.Timestamp).UTC(),
		State: map[string]ActionState{"new": ActionOpen, "indeterminate": ActionUnderway, "done": ActionDone}[f.Status.StatusCategory.Key]}
	if r.State == ActionDone && f.Resolution != nil && slices.Contains(declined, strings.ToLower(f.Resolution.Name)) {
		r.State, r.Said = ActionDropped, f.Status.Name+": "+f.Resolution.Name
	}
	return r, nil
}

var sourceName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// check says what is wrong with a tracker.
func (t TicketSource) check(bad models.Complaints) {
	if !sourceName.MatchString(t.Name) {
		bad.Add("name", "The name must be 1 to 40 small letters, digits and hyphens: it is the last part of the address the tracker reports to.")
	}
	pick(bad, "kind", t.Kind, TicketShapes)
}
