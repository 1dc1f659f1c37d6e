package api

import (
	"context"
	"time"

	"vitrine/models"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// reviewListed is a review as a list shows it.
type reviewListed struct {
	ID           string     `json:"id" doc:"Its id." example:"r5t6y7u8i9o0"`
	Title        string     `json:"title" example:"Sign-in fails"`
	State        string     `json:"state" enum:"open,completed" example:"open"`
	Severity     int64      `json:"severity" doc:"1 complete outage … 5 false alarm; 0 not said." example:"2"`
	Priority     string     `json:"priority" doc:"critical, warning, information, or empty." example:"critical"`
	IncidentIDs  []string   `json:"incident_ids" nullable:"false" doc:"The incidents it covers." example:"k3v9x2m8q1ab"`
	PostmortemID *string    `json:"postmortem_id" doc:"The external summary drafted from it; null: none yet." example:"d1r2a3f4t5xx"`
	Outdated     bool       `json:"changed_since_published" doc:"The review says something else than when its postmortem was published."`
	DueAt        *time.Time `json:"due_at" nullable:"true"`
	CompletedAt  *time.Time `json:"completed_at" nullable:"true"`
	Version      int64      `json:"version" example:"3"`
	CreatedAt    time.Time  `json:"created_at"`
	UpdatedAt    time.Time  `json:"updated_at"`
}

// review is the internal look at what happened. Texts are Markdown.
type review struct {
	ID              string          `json:"id" doc:"Its id." example:"r5t6y7u8i9o0"`
	Title           string          `json:"title" example:"Sign-in fails"`
	State           string          `json:"state" enum:"open,completed" example:"open"`
	Severity        int64           `json:"severity" doc:"1 complete outage … 5 false alarm; 0 not said." example:"2"`
	Priority        string          `json:"priority" doc:"critical, warning, information, or empty." example:"critical"`
	Environment     string          `json:"environment" example:"production"`
	DetectionSource string          `json:"detection_source" doc:"monitoring, staff, customer, third_party, or empty." example:"customer"`
	Facilitator     string          `json:"facilitator"`
	Commander       string          `json:"commander"`
	Responders      string          `json:"responders"`
	SupportCases    int64           `json:"support_cases" example:"50"`
	SLAEffect       string          `json:"sla_effect"`
	Vendor          string          `json:"vendor" doc:"Other companies that had a part in it, separated by commas."`
	OutsideNumbers  string          `json:"outside_numbers" doc:"Numbers of the same thing in other systems, separated by commas. Never public." example:"INC0012345"`
	Overview        string          `json:"overview"`
	Description     string          `json:"description"`
	WentWell        string          `json:"went_well"`
	Luck            string          `json:"luck"`
	KnowSooner      string          `json:"know_sooner"`
	RecoverSooner   string          `json:"recover_sooner"`
	Friction        string          `json:"friction" doc:"Gaps in knowledge, access, documentation, contacts."`
	Goals           string          `json:"goals" doc:"What the review itself is for."`
	Improve         string          `json:"improve"`
	StartedAt       *time.Time      `json:"started_at" nullable:"true" doc:"These four times override what the incidents say."`
	DetectedAt      *time.Time      `json:"detected_at" nullable:"true"`
	AcknowledgedAt  *time.Time      `json:"acknowledged_at" nullable:"true"`
	RecoveredAt     *time.Time      `json:"recovered_at" nullable:"true"`
	DueAt           *time.Time      `json:"due_at" nullable:"true"`
	CompletedAt     *time.Time      `json:"completed_at" nullable:"true"`
	CompletionNote  string          `json:"completion_note" doc:"Why it was completed without an immediate action, or with neither a factor nor a learning."`
	IncidentIDs     []string        `json:"incident_ids" nullable:"false" doc:"The incidents it covers." example:"k3v9x2m8q1ab"`
	PostmortemID    *string         `json:"postmortem_id" doc:"The external summary drafted from it; null: none yet." example:"d1r2a3f4t5xx"`
	Outdated        bool            `json:"changed_since_published" doc:"The review says something else than when its postmortem was published."`
	Participants    []participant   `json:"participants" nullable:"false" doc:"Who took part; facilitator, commander and responders are a view of it."`
	Timeline        []timelineEntry `json:"timeline" nullable:"false" doc:"By time, with the public updates of its incidents."`
	Graphs          []graph         `json:"graphs" nullable:"false" doc:"What responders saw, by when they saw it."`
	Factors         []factor        `json:"factors" nullable:"false"`
	Learnings       []learning      `json:"learnings" nullable:"false"`
	Actions         []action        `json:"actions" nullable:"false"`
	Version         int64           `json:"version" example:"3"`
	CreatedAt       time.Time       `json:"created_at"`
	UpdatedAt       time.Time       `json:"updated_at"`
	Toll
}

// newReview is what starts a review.
type newReview struct {
	Title           string   `json:"title,omitempty" doc:"That of the first incident when missing." example:"Sign-in fails"`
	IncidentIDs     []string `json:"incident_ids,omitempty" nullable:"false" doc:"None for a near miss." example:"k3v9x2m8q1ab"`
	Severity        int64    `json:"severity,omitempty" minimum:"0" maximum:"5" doc:"That of the incident when missing." example:"2"`
	Priority        string   `json:"priority,omitempty" enum:"critical,warning,information" example:"critical"`
	Environment     string   `json:"environment,omitempty" example:"production"`
	DetectionSource string   `json:"detection_source,omitempty" enum:"monitoring,staff,customer,third_party" example:"customer"`
	Facilitator     string   `json:"facilitator,omitempty" example:"Sam Okafor"`
	Commander       string   `json:"commander,omitempty" example:"Dana Whitfield"`
	Responders      string   `json:"responders,omitempty" doc:"Names, separated by commas." example:"Dana Whitfield, Lee Tan"`
	SupportCases    int64    `json:"support_cases,omitempty" minimum:"0" example:"50"`
	SLAEffect       string   `json:"sla_effect,omitempty" example:"None."`
	Vendor          string   `json:"vendor,omitempty" doc:"Other companies that had a part in it, separated by commas." example:"Glacier Cloud"`
	OutsideNumbers  string   `json:"outside_numbers,omitempty" doc:"Numbers of the same thing in other systems, separated by commas." example:"INC0012345"`
	Overview        string   `json:"overview,omitempty" example:"The login page failed for everybody."`
	Description     string   `json:"description,omitempty" example:"An unknown process used 92 % of a CPU on web-prod-3."`
	NewToll
}

// reviewEdit changes what is given.
type reviewEdit struct {
	Title           *string          `json:"title,omitempty" example:"Sign-in fails"`
	IncidentIDs     *[]string        `json:"incident_ids,omitempty" nullable:"false" example:"k3v9x2m8q1ab"`
	Severity        *int64           `json:"severity,omitempty" minimum:"0" maximum:"5" example:"2"`
	Priority        *string          `json:"priority,omitempty" doc:"critical, warning, information, or empty." example:"critical"`
	Environment     *string          `json:"environment,omitempty" example:"production"`
	DetectionSource *string          `json:"detection_source,omitempty" doc:"monitoring, staff, customer, third_party, or empty." example:"customer"`
	Facilitator     *string          `json:"facilitator,omitempty" example:"Sam Okafor"`
	Commander       *string          `json:"commander,omitempty" example:"Dana Whitfield"`
	Responders      *string          `json:"responders,omitempty" example:"Dana Whitfield, Lee Tan"`
	SupportCases    *int64           `json:"support_cases,omitempty" minimum:"0" example:"50"`
	SLAEffect       *string          `json:"sla_effect,omitempty" example:"None."`
	Vendor          *string          `json:"vendor,omitempty" example:"Glacier Cloud"`
	OutsideNumbers  *string          `json:"outside_numbers,omitempty" example:"INC0012345"`
	Overview        *string          `json:"overview,omitempty" example:"The login page failed for everybody."`
	Description     *string          `json:"description,omitempty" example:"An unknown process used 92 % of a CPU on web-prod-3."`
	WentWell        *string          `json:"went_well,omitempty" example:"Support spoke up early."`
	Luck            *string          `json:"luck,omitempty" example:"It was a quiet afternoon."`
	KnowSooner      *string          `json:"know_sooner,omitempty" example:"An alert on failing sign-ins."`
	RecoverSooner   *string          `json:"recover_sooner,omitempty" example:"A runbook for runaway processes."`
	Friction        *string          `json:"friction,omitempty" example:"Only one person could read the logs."`
	Goals           *string          `json:"goals,omitempty" example:"Understand what would have told us sooner."`
	Improve         *string          `json:"improve,omitempty" example:"Both by Friday."`
	StartedAt       maybe[time.Time] `json:"started_at,omitempty" doc:"Null: what the incidents say." example:"2026-11-20T16:00:00Z"`
	DetectedAt      maybe[time.Time] `json:"detected_at,omitempty" doc:"Null: what the incidents say." example:"2026-11-20T16:12:00Z"`
	AcknowledgedAt  maybe[time.Time] `json:"acknowledged_at,omitempty" doc:"Null: what the timeline says." example:"2026-11-20T16:14:00Z"`
	RecoveredAt     maybe[time.Time] `json:"recovered_at,omitempty" doc:"Null: what the incidents say." example:"2026-11-20T16:20:00Z"`
	DueAt           maybe[date]      `json:"due_at,omitempty" doc:"Null: none." example:"2026-11-23"`
	TollEdit
}

// completion closes a review.
type completion struct {
	Note string `json:"note,omitempty" doc:"Needed when no action item is immediate, or when there is neither a factor nor a learning: why there is none." example:"Everything was mended while it happened."`
}

// reviewList chooses reviews.
type reviewList struct {
	Window
	State    string `query:"state" enum:"open,completed" doc:"Only those that are open, or completed." example:"open"`
	Search   string `query:"search" doc:"Words in the title, overview or description." example:"login"`
	Incident string `query:"incident" doc:"Only those that cover this incident." example:"k3v9x2m8q1ab"`
}

func (a *API) reviewRoutes() {
	at := call{path: "/reviews", tag: "Reviews"}
	handle(a, at.get("list-reviews", staff.Viewer, "List reviews",
		"The newest first."), a.listReviews)
	handle(a, at.post("start-review", staff.Reviewer, "Start a review",
		"Of one incident, of several, or of a near miss without any. Nothing of a review is public: write frankly."), a.startReview)
	at.path += "/{id}"
	handle(a, at.get("get-review", staff.Viewer, "Show a review",
		"With its timeline, factors, learnings and action items."), a.showReview)
	handle(a, at.patch("edit-review", staff.Reviewer, "Change a review",
		"Its facts and its analysis."), a.editReview)
	at.path += "/complete"
	handle(a, at.deed("complete-review", staff.Reviewer, "Complete a review",
		"It may still be corrected afterwards."), a.completeReview)
}

func (a *API) listReviews(ctx context.Context, in *reviewList) (*paged[reviewListed], error) {
	q := reviews.Query{Search: in.Search, Incident: in.Incident, Before: in.after, Limit: in.Limit + 1}
	if in.State != "" {
		q.Open = new(in.State == "open")
	}
	rs, err := a.Review.Reviews(ctx, q)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, r := range rs {
		ids = append(ids, r.IncidentIDs...)
	}
	is, err := a.Site.IncidentsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	public := publicIDs(is)
	return turn(a, in.Window, rs, func(r reviews.Review) string { return r.PublicID },
		func(r reviews.Review) reviewListed { return listReview(r, public) }), nil
}

func (a *API) showReview(ctx context.Context, in *ByID) (*answer[review], error) {
	r, err := a.Review.Review(ctx, in.ID)
	return &answer[review]{etag(r.Version), showReview(r)}, err
}

func (a *API) startReview(ctx context.Context, in *struct{ Body newReview }) (*made[review], error) {
	b := in.Body
	r, err := a.Review.StartReview(ctx, reviews.NewReview{Title: b.Title, IncidentIDs: b.IncidentIDs, Severity: b.Severity,
		Priority: reviews.Priority(b.Priority), Environment: b.Environment, DetectionSource: reviews.Source(b.DetectionSource),
		Facilitator: b.Facilitator, Commander: b.Commander, Responders: b.Responders, SupportCases: b.SupportCases,
		SLAEffect: b.SLAEffect, Toll: b.toll(), Vendor: b.Vendor, OutsideNumbers: b.OutsideNumbers, Overview: b.Overview, Description: b.Description})
	return &made[review]{etag(r.Version), Base + "/reviews/" + r.PublicID, showReview(r)}, err
}

func (a *API) editReview(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body reviewEdit
}) (*answer[review], error) {
	b := in.Body
	r, err := a.Review.EditReview(ctx, in.ID, reviews.ReviewEdit{Title: b.Title, IncidentIDs: b.IncidentIDs,
		Severity: b.Severity, Priority: (*reviews.Priority)(b.Priority), Environment: b.Environment,
		DetectionSource: (*reviews.Source)(b.DetectionSource), Facilitator: b.Facilitator, Commander: b.Commander,
		Responders: b.Responders, SupportCases: b.SupportCases, SLAEffect: b.SLAEffect, Toll: b.edit(), Vendor: b.Vendor, OutsideNumbers: b.OutsideNumbers, Overview: b.Overview,
		Description: b.Description, WentWell: b.WentWell, Luck: b.Luck, KnowSooner: b.KnowSooner, RecoverSooner: b.RecoverSooner, Improve: b.Improve,
		Friction: b.Friction, Goals: b.Goals,
		StartedAt: b.StartedAt.edit(), DetectedAt: b.DetectedAt.edit(), AcknowledgedAt: b.AcknowledgedAt.edit(),
		RecoveredAt: b.RecoveredAt.edit(), DueAt: b.DueAt.edit().moment(), Version: in.asked})
	return &answer[review]{etag(r.Version), showReview(r)}, err
}

func (a *API) completeReview(ctx context.Context, in *struct {
	ByID
	IfMatch
	Body completion
}) (*answer[review], error) {
	r, err := a.Review.CompleteReview(ctx, in.ID, in.Body.Note, in.asked)
	return &answer[review]{etag(r.Version), showReview(r)}, err
}

// publicIDs maps row ids of incidents to their public ids.
func publicIDs(is []models.Incident) map[int64]string {
	ids := map[int64]string{}
	for _, i := range is {
		ids[i.ID] = i.PublicID
	}
	return ids
}

// draftOf is the id of the draft of a review, nil without one.
func draftOf(r reviews.Review) *string {
	if r.Draft == nil {
		return nil
	}
	return &r.Draft.PublicID
}

// outdated reports whether a review changed since its postmortem was published.
func outdated(r reviews.Review) bool { return r.Draft != nil && r.Draft.Outdated }

// covered are the public ids of the incidents of a review.
func covered(r reviews.Review, public map[int64]string) []string {
	out := []string{}
	for _, id := range r.IncidentIDs {
		if p := public[id]; p != "" {
			out = append(out, p)
		}
	}
	return out
}

func listReview(r reviews.Review, public map[int64]string) reviewListed {
	return reviewListed{ID: r.PublicID, Title: r.Title, State: string(r.State), Severity: r.Severity, Priority: string(r.Priority),
		IncidentIDs: covered(r, public), PostmortemID: draftOf(r), Outdated: outdated(r), DueAt: stamp(r.DueAt), CompletedAt: stamp(r.CompletedAt),
		Version: r.Version, CreatedAt: utc(r.CreatedAt), UpdatedAt: utc(r.UpdatedAt)}
}

func showReview(r reviews.Review) review {
	return review{ID: r.PublicID, Title: r.Title, State: string(r.State), Severity: r.Severity, Priority: string(r.Priority),
		Environment: r.Environment, DetectionSource: string(r.DetectionSource), Facilitator: r.Facilitator, Commander: r.Commander,
		Responders: r.Responders, SupportCases: r.SupportCases, SLAEffect: r.SLAEffect, Toll: showToll(r.Toll), Vendor: r.Vendor, OutsideNumbers: r.OutsideNumbers, Overview: r.Overview,
		Description: r.Description, WentWell: r.WentWell, Luck: r.Luck, KnowSooner: r.KnowSooner, RecoverSooner: r.RecoverSooner, Improve: r.Improve,
		Friction: r.Friction, Goals: r.Goals, Participants: each(r.Participants, showParticipant),
		StartedAt: stamp(r.StartedAt), DetectedAt: stamp(r.DetectedAt), AcknowledgedAt: stamp(r.AcknowledgedAt),
		RecoveredAt: stamp(r.RecoveredAt), DueAt: stamp(r.DueAt), CompletedAt: stamp(r.CompletedAt),
		CompletionNote: r.CompletionNote, IncidentIDs: covered(r, publicIDs(r.Incidents)), PostmortemID: draftOf(r), Outdated: outdated(r),
		Timeline: each(r.Timeline, showEntry), Graphs: each(r.Graphs, showGraph), Factors: each(r.Factors, showFactor), Learnings: each(r.Learnings, showLearning),
		Actions: each(r.Actions, showAction), Version: r.Version, CreatedAt: utc(r.CreatedAt), UpdatedAt: utc(r.UpdatedAt)}
}

// each shows every item of a list, an empty one as empty.
func each[T, V any](items []T, show func(T) V) []V {
	out := make([]V, 0, len(items))
	for _, item := range items {
		out = append(out, show(item))
	}
	return out
}
