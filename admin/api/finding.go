package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// draftFinding is something in an external summary that should not leave as it
// stands, and how it was settled.
type draftFinding struct {
	ID          string     `json:"id" doc:"Its id, for settling it." example:"q7w8e9r0t1yu"`
	Field       string     `json:"field" doc:"The section; or slug, timeline/ID, countermeasure/ID, reason/ID." example:"proximate_cause"`
	Kind        string     `json:"kind" example:"hostname"`
	Rule        string     `json:"rule" example:"numbered_host"`
	Text        string     `json:"text" doc:"What stood there." example:"web-prod-3"`
	Start       int64      `json:"start" doc:"Byte offset in the text." example:"42"`
	End         int64      `json:"end" doc:"Byte offset after it." example:"52"`
	Severity    string     `json:"severity" enum:"block,warn" example:"block"`
	Suggestion  string     `json:"suggestion" doc:"What can stand there instead; empty: remove it." example:"one of our web servers"`
	Why         string     `json:"why" example:"This looks like the name of a machine."`
	Action      string     `json:"action" enum:",remove,replace,accept" doc:"How it was settled; empty: not yet." example:"replace"`
	Replacement string     `json:"replacement" example:"one of our web servers"`
	Reason      string     `json:"reason" doc:"Why it was accepted."`
	SettledAt   *time.Time `json:"settled_at" nullable:"true"`
}

// findings are the finds of a scan: the unsettled first, then the accepted, then
// the record of what was removed or replaced.
type findings struct {
	Findings  []draftFinding `json:"findings" nullable:"false"`
	Unsettled int            `json:"unsettled" doc:"How many still stop the publication." example:"3"`
}

// settlement says how to settle a find.
type settlement struct {
	Action      string `json:"action" enum:"remove,replace,accept" example:"replace"`
	Replacement string `json:"replacement,omitempty" doc:"For replace; the suggestion when missing." example:"one of our web servers"`
	Reason      string `json:"reason,omitempty" doc:"For accept: why it may be public." example:"It is the name of a public product."`
	All         bool   `json:"all,omitempty" doc:"The same words everywhere in the summary." example:"true"`
}

// ByFinding names a find of an external summary.
type ByFinding struct {
	ID        string `path:"id" doc:"The external summary." example:"d1r2a3f4t5xx"`
	FindingID string `path:"finding_id" doc:"The find." example:"q7w8e9r0t1yu"`
}

func (a *API) findingRoutes() {
	at := call{path: "/postmortems/{id}/findings", tag: "Postmortems"}
	handle(a, at.get("list-findings", staff.Viewer, "List the finds of the last scan",
		"The unsettled first."), a.listFindings)
	at.path = "/postmortems/{id}/scan"
	handle(a, at.deed("scan-postmortem", staff.Reviewer, "Scan the external summary",
		"Looks at everything that would leave: sections, slug, public timeline and promises."), a.scan)
	at.path = "/postmortems/{id}/findings/{finding_id}/settle"
	handle(a, at.deed("settle-finding", staff.Reviewer, "Settle a find",
		"Removing and replacing change the text and void an approval; accepting needs a reason. Answers with the finds of a new scan.").
		fails(http.StatusPreconditionFailed), a.settle)
}

func (a *API) listFindings(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[draftFinding], error) {
	if _, err := a.Review.Draft(ctx, in.ID); err != nil {
		return nil, err
	}
	fs, err := a.Review.Findings(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, fs, showFinding)
}

func (a *API) scan(ctx context.Context, in *ByID) (*struct{ Body findings }, error) {
	fs, err := a.Review.ScanDraft(ctx, in.ID)
	return &struct{ Body findings }{showFindings(fs)}, err
}

func (a *API) settle(ctx context.Context, in *struct {
	ByFinding
	Body settlement
}) (*struct{ Body findings }, error) {
	before, err := a.Review.Findings(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(before, func(f reviews.Finding) bool { return f.PublicID == in.FindingID }) {
		return nil, missing("finding")
	}
	b := in.Body
	fs, err := a.Review.Settle(ctx, in.FindingID, reviews.Settlement{Action: reviews.SettleAction(b.Action),
		Replacement: b.Replacement, Reason: b.Reason, All: b.All})
	return &struct{ Body findings }{showFindings(fs)}, err
}

func showFindings(fs []reviews.Finding) findings {
	out := findings{Findings: each(fs, showFinding)}
	for _, f := range fs {
		if f.Stops() {
			out.Unsettled++
		}
	}
	return out
}

func showFinding(f reviews.Finding) draftFinding {
	return draftFinding{ID: f.PublicID, Field: f.Field, Kind: string(f.Kind), Rule: f.Rule, Text: f.Found, Start: f.StartAt,
		End: f.EndAt, Severity: string(f.Severity), Suggestion: f.Suggestion, Why: f.Why, Action: string(f.Action),
		Replacement: f.Replacement, Reason: f.Reason, SettledAt: stamp(f.SettledAt)}
}
