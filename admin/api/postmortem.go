package api

import (
	"cmp"
	"context"
	"time"

	"vitrine/models"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// postmortem is the external summary of a review while it is written. Sections
// are Markdown.
type postmortem struct {
	ID              string            `json:"id" doc:"Its id." example:"d1r2a3f4t5xx"`
	ReviewID        string            `json:"review_id" doc:"The review it was drafted from." example:"r5t6y7u8i9o0"`
	State           string            `json:"state" enum:"drafting,submitted,approved,published" example:"drafting"`
	Slug            string            `json:"slug" doc:"The last part of its public address." example:"2026-11-20-sign-in-fails"`
	Title           string            `json:"title" example:"Sign-in failed for 20 minutes"`
	Apology         string            `json:"apology" doc:"Optional."`
	Summary         string            `json:"summary"`
	Services        string            `json:"services" doc:"Services impacted."`
	Duration        string            `json:"duration"`
	Severity        string            `json:"severity"`
	CustomerImpact  string            `json:"customer_impact"`
	ProximateCause  string            `json:"proximate_cause"`
	Resolution      string            `json:"resolution"`
	Countermeasures string            `json:"countermeasures" doc:"Words about them; the promises themselves are action items with a public wording."`
	Timeline        []publicEntry     `json:"timeline" nullable:"false" doc:"The public timeline that would leave."`
	Promises        []countermeasure  `json:"promises" nullable:"false" doc:"The countermeasures that would leave."`
	Outdated        []string          `json:"outdated" nullable:"false" doc:"Sections for which the review says something else now." example:"duration"`
	SubmittedBy     string            `json:"submitted_by" doc:"Empty: nobody." example:"Dana Whitfield"`
	SubmittedAt     *time.Time        `json:"submitted_at" nullable:"true"`
	ApprovedBy      string            `json:"approved_by" doc:"Empty: nobody." example:"Sam Okafor"`
	ApprovedAt      *time.Time        `json:"approved_at" nullable:"true"`
	ReturnedNote    string            `json:"returned_note" doc:"Why it was sent back."`
	Published       *publishedSummary `json:"published" doc:"What readers see now; null: nothing was published."`
	Version         int64             `json:"version" example:"5"`
	CreatedAt       time.Time         `json:"created_at"`
	UpdatedAt       time.Time         `json:"updated_at"`
}

// publicEntry is one line of the public timeline.
type publicEntry struct {
	At     time.Time `json:"at"`
	Text   string    `json:"text" example:"We stopped the process."`
	Effect string    `json:"effect" enum:"positive,negative,none" example:"positive"`
}

// countermeasure is a promise as the public reads it.
type countermeasure struct {
	ID     string  `json:"id" doc:"Its public id; empty: not published yet." example:"c1o2u3n4t5er"`
	Body   string  `json:"body" example:"We watch the sign-in page from outside."`
	State  string  `json:"state" enum:"planned,in_progress,done,dropped" example:"planned"`
	Reason string  `json:"reason"`
	DueOn  *string `json:"due_on" format:"date" example:"2026-12-01"`
}

// publishedSummary is what was published of a postmortem.
type publishedSummary struct {
	Slug        string     `json:"slug" example:"2026-11-20-sign-in-fails"`
	Revision    int64      `json:"revision" doc:"The newest revision." example:"2"`
	PublishedAt time.Time  `json:"published_at" doc:"Of the first revision."`
	WithdrawnAt *time.Time `json:"withdrawn_at" doc:"The whole was taken back."`
	URL         string     `json:"url" example:"https://status.example.com/postmortems/2026-11-20-sign-in-fails"`
}

// postmortemEdit changes the sections that are given.
type postmortemEdit struct {
	Slug            *string `json:"slug,omitempty" doc:"Stays once a revision is out." example:"2026-11-20-sign-in-fails"`
	Title           *string `json:"title,omitempty" example:"Sign-in failed for 20 minutes"`
	Apology         *string `json:"apology,omitempty" example:"We are sorry."`
	Summary         *string `json:"summary,omitempty" example:"Nobody could sign in for 20 minutes."`
	Services        *string `json:"services,omitempty" example:"Login"`
	Duration        *string `json:"duration,omitempty" example:"20 minutes, from 16:00 to 16:20 UTC."`
	Severity        *string `json:"severity,omitempty" example:"Sev2"`
	CustomerImpact  *string `json:"customer_impact,omitempty" example:"50 people wrote to support."`
	ProximateCause  *string `json:"proximate_cause,omitempty" example:"A process used the processor of a server."`
	Resolution      *string `json:"resolution,omitempty" example:"The process was stopped."`
	Countermeasures *string `json:"countermeasures,omitempty" example:"We work on knowing sooner."`
}

func (a *API) postmortemRoutes() {
	at := call{path: "/reviews/{id}/postmortem", tag: "Postmortems"}
	handle(a, at.post("draft-postmortem", staff.Reviewer, "Draft the external summary of a review",
		"Each section starts from the fields of the review that feed it; terms of the glossary are replaced already. A review has one draft."), a.draftPostmortem)
	at.path = "/postmortems/{id}"
	handle(a, at.get("get-postmortem", staff.Viewer, "Show the external summary",
		"As it is written now, which may differ from what is published."), a.showPostmortem)
	handle(a, at.patch("edit-postmortem", staff.Reviewer, "Change the external summary",
		"Whatever it was, it is drafting again: an approval does not outlive a change of the text."), a.editPostmortem)
}

func (a *API) draftPostmortem(ctx context.Context, in *ByID) (*made[postmortem], error) {
	d, err := a.Review.StartDraft(ctx, in.ID)
	out, err := a.answerPostmortem(ctx, d, err)
	if err != nil {
		return nil, err
	}
	return &made[postmortem]{out.ETag, Base + "/postmortems/" + d.PublicID, out.Body}, nil
}

func (a *API) showPostmortem(ctx context.Context, in *ByID) (*answer[postmortem], error) {
	d, err := a.Review.Draft(ctx, in.ID)
	return a.answerPostmortem(ctx, d, err)
}

func (a *API) editPostmortem(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body postmortemEdit
}) (*answer[postmortem], error) {
	b := in.Body
	d, err := a.Review.EditDraft(ctx, in.ID, reviews.DraftEdit{Slug: b.Slug, Title: b.Title, Apology: b.Apology, Summary: b.Summary,
		Services: b.Services, Duration: b.Duration, Severity: b.Severity, Impact: b.CustomerImpact, Cause: b.ProximateCause,
		Resolution: b.Resolution, Countermeasures: b.Countermeasures, Version: in.asked})
	return a.answerPostmortem(ctx, d, err)
}

// answerPostmortem shows a draft with what would leave and what is out.
func (a *API) answerPostmortem(ctx context.Context, d reviews.Draft, err error) (*answer[postmortem], error) {
	if err != nil {
		return nil, err
	}
	out := showDraft(d)
	p, err := a.Review.Publishable(ctx, d.PublicID)
	if err != nil {
		return nil, err
	}
	out.Timeline = each(p.Timeline, showPublicEntry)
	out.Promises = each(p.Countermeasures, showPromise)
	outdated, err := a.Review.Outdated(ctx, d.PublicID)
	if err != nil {
		return nil, err
	}
	out.Outdated = append([]string{}, outdated...)
	if out.SubmittedBy, err = a.person(ctx, d.SubmittedBy); err != nil {
		return nil, err
	}
	if out.ApprovedBy, err = a.person(ctx, d.ApprovedBy); err != nil {
		return nil, err
	}
	out.Published, err = a.published(ctx, d)
	return &answer[postmortem]{etag(d.Version), out}, err
}

// person is the name of a member of staff, empty for nobody.
func (a *API) person(ctx context.Context, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	u, err := a.Staff.User(ctx, id)
	if models.KindOf(err) == models.NotFound {
		return "somebody who is gone", nil
	}
	return u.Name, err
}

// published is what is out of a draft, nil for nothing.
func (a *API) published(ctx context.Context, d reviews.Draft) (*publishedSummary, error) {
	if d.PostmortemID == nil {
		return nil, nil
	}
	ps, err := a.Site.PostmortemsByID(ctx, []int64{*d.PostmortemID})
	if err != nil || len(ps) == 0 {
		return nil, err
	}
	p := ps[0]
	return &publishedSummary{Slug: p.Slug, Revision: p.Revision, PublishedAt: utc(p.PublishedAt), WithdrawnAt: stamp(p.WithdrawnAt),
		URL: a.PublicURL + "/postmortems/" + p.Slug}, nil
}

func showDraft(d reviews.Draft) postmortem {
	return postmortem{ID: d.PublicID, ReviewID: d.Review, State: string(d.State), Slug: d.Slug, Title: d.Title, Apology: d.Apology,
		Summary: d.Summary.Summary, Services: d.Services, Duration: d.Duration, Severity: d.Severity, CustomerImpact: d.Impact,
		ProximateCause: d.Cause, Resolution: d.Resolution, Countermeasures: d.Countermeasures, SubmittedAt: stamp(d.SubmittedAt),
		ApprovedAt: stamp(d.ApprovedAt), ReturnedNote: d.ReturnedNote, Version: d.Version, CreatedAt: utc(d.CreatedAt), UpdatedAt: utc(d.UpdatedAt)}
}

func showPublicEntry(e models.PublicEntry) publicEntry {
	return publicEntry{At: utc(e.At), Text: e.Text, Effect: cmp.Or(e.Effect, string(reviews.NoEffect))}
}

func showPromise(c models.PublicCommitment) countermeasure {
	return countermeasure{ID: c.PublicID, Body: c.Body, State: string(c.State), Reason: c.Reason, DueOn: dayOf(c.DueOn)}
}
