package api

import (
	"context"
	"slices"
	"time"

	"vitrine/models"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// timelineEntry is one line of a review's timeline.
type timelineEntry struct {
	ID         string    `json:"id" doc:"Its id; of a merged update, that of the update." example:"t1i2m3e4l5in"`
	At         time.Time `json:"at"`
	Kind       string    `json:"kind" example:"discovery"`
	Phase      string    `json:"phase" doc:"Empty: not said." example:"investigation"`
	Who        string    `json:"who" example:"Dana Whitfield"`
	What       string    `json:"what" example:"An unknown process uses 92 % of a CPU on web-prod-3."`
	Effect     string    `json:"effect" enum:"positive,negative,none" doc:"What it did for recovery." example:"positive"`
	Thought    string    `json:"thought" doc:"What was thought at the time." example:"It must be the disk."`
	PublicText string    `json:"public_text" doc:"Its wording for the public timeline; empty: not public." example:"We found a process that used a server's processor."`
	Merged     bool      `json:"merged" doc:"It comes by itself: an incident opened or resolved, a public update, a mail, an alert, a graph. Its words and its time cannot be edited here."`
	Origin     string    `json:"origin" doc:"Of a merged line: opened, update, mail, alert, graph or resolved." example:"update"`
	Hidden     bool      `json:"hidden" doc:"Of a merged line: it was put aside."`
	Components []changed `json:"components" nullable:"false" doc:"Of a public update: what it said of components."`
	Version    int64     `json:"version" example:"1"`
	CreatedAt  time.Time `json:"created_at"`
	UpdatedAt  time.Time `json:"updated_at"`
}

// changed is what a public update said of one component.
type changed struct {
	Name   string `json:"name" example:"Sign-in"`
	Before string `json:"status_before" example:"operational"`
	Status string `json:"status" example:"major_outage"`
}

// newTimelineEntry is a line to add.
type newTimelineEntry struct {
	At         time.Time `json:"at" example:"2026-11-20T16:14:00Z"`
	Kind       string    `json:"kind" enum:"detected,acknowledged,escalated,deploy,configuration_change,discovery,communication,task,status_update,restored" example:"discovery"`
	Phase      string    `json:"phase,omitempty" enum:"detection,response,triage,investigation,identification,remediation" example:"investigation"`
	Who        string    `json:"who,omitempty" example:"Dana Whitfield"`
	What       string    `json:"what" example:"An unknown process uses 92 % of a CPU on web-prod-3."`
	Effect     string    `json:"effect,omitempty" enum:"positive,negative,none" doc:"What it did for recovery; none when missing." example:"positive"`
	Thought    string    `json:"thought,omitempty" doc:"What was thought at the time." example:"It must be the disk."`
	PublicText string    `json:"public_text,omitempty" doc:"Its wording for the public timeline; not public without one." example:"We found a process that used a server's processor."`
}

// timelineEntryEdit changes what is given.
type timelineEntryEdit struct {
	At         *time.Time `json:"at,omitempty" example:"2026-11-20T16:14:00Z"`
	Kind       *string    `json:"kind,omitempty" enum:"detected,acknowledged,escalated,deploy,configuration_change,discovery,communication,task,status_update,restored" example:"discovery"`
	Phase      *string    `json:"phase,omitempty" doc:"Empty: not said." example:"investigation"`
	Who        *string    `json:"who,omitempty" example:"Dana Whitfield"`
	What       *string    `json:"what,omitempty" example:"An unknown process uses 92 % of a CPU on web-prod-3."`
	Effect     *string    `json:"effect,omitempty" enum:"positive,negative,none" example:"positive"`
	Thought    *string    `json:"thought,omitempty" example:"It must be the disk."`
	Hidden     *bool      `json:"hidden,omitempty" doc:"Of a line that comes by itself: put it aside, or bring it back." example:"true"`
	PublicText *string    `json:"public_text,omitempty" doc:"Empty: not public." example:"We found a process that used a server's processor."`
}

// ByEntry names a line of a review's timeline.
type ByEntry struct {
	ID      string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	EntryID string `path:"entry_id" doc:"The line." example:"t1i2m3e4l5in"`
}

func (a *API) timelineRoutes() {
	at := call{path: "/reviews/{id}/timeline", tag: "Reviews"}
	handle(a, at.get("list-timeline", staff.Viewer, "List the timeline of a review",
		"By time, with the public updates of its incidents."), a.listTimeline)
	handle(a, at.post("add-timeline-entry", staff.Reviewer, "Add a line to the timeline",
		"Say what happened and what it did for recovery."), a.addEntry)
	a.timelineLineRoutes()
	a.impactRoutes()
	a.chatRoutes()
	at.path += "/{entry_id}"
	handle(a, at.patch("edit-timeline-entry", staff.Reviewer, "Change a line of the timeline",
		"A change of the public wording brings a draft back to drafting."), a.editEntry)
	handle(a, at.delete("delete-timeline-entry", staff.Reviewer, "Delete a line of the timeline",
		"An If-Match header with its version refuses it when somebody else changed it."), a.deleteEntry)
}

func (a *API) listTimeline(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[timelineEntry], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Timeline, showEntry)
}

func (a *API) addEntry(ctx context.Context, in *struct {
	ByID
	Body newTimelineEntry
}) (*made[timelineEntry], error) {
	b := in.Body
	e, err := a.Review.AddEntry(ctx, in.ID, reviews.NewEntry{At: b.At, Kind: reviews.EntryKind(b.Kind), Phase: reviews.Phase(b.Phase),
		Who: b.Who, What: b.What, Effect: reviews.Effect(b.Effect), Thought: b.Thought, PublicText: b.PublicText})
	return &made[timelineEntry]{ETag: etag(e.Version), Body: showEntry(e)}, err
}

func (a *API) editEntry(ctx context.Context, in *struct {
	ByEntry
	IfMatch
	Body timelineEntryEdit
}) (*answer[timelineEntry], error) {
	b := in.Body
	line, err := a.lineOf(ctx, in.ByEntry)
	if err != nil {
		return nil, err
	}
	if line.Merged {
		return a.remark(ctx, in.ByEntry, b, in.asked)
	}
	if b.Hidden != nil && *b.Hidden {
		return nil, models.Fail(models.Conflict, "Only lines that come by themselves are put aside. Delete this one instead.")
	}
	e, err := a.Review.EditEntry(ctx, in.EntryID, reviews.EntryEdit{At: b.At, Kind: (*reviews.EntryKind)(b.Kind),
		Phase: (*reviews.Phase)(b.Phase), Who: b.Who, What: b.What, Effect: (*reviews.Effect)(b.Effect),
		Thought: b.Thought, PublicText: b.PublicText, Version: in.asked})
	return &answer[timelineEntry]{etag(e.Version), showEntry(e)}, err
}

func (a *API) deleteEntry(ctx context.Context, in *struct {
	ByEntry
	IfMatch
}) (*nothing, error) {
	if err := a.entryOf(ctx, in.ByEntry); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteEntry(ctx, in.EntryID, in.asked)
}

// remark says something of a line that comes by itself.
func (a *API) remark(ctx context.Context, by ByEntry, b timelineEntryEdit, asked int64) (*answer[timelineEntry], error) {
	if b.At != nil || b.Who != nil || b.What != nil {
		return nil, models.Fail(models.Conflict, "This line comes by itself: its words and its time are those of the record. A public update is corrected itself.")
	}
	e, err := a.Review.Remark(ctx, by.ID, by.EntryID, reviews.RemarkEdit{Kind: (*reviews.EntryKind)(b.Kind), Phase: (*reviews.Phase)(b.Phase),
		Effect: (*reviews.Effect)(b.Effect), Thought: b.Thought, Hidden: b.Hidden, PublicText: b.PublicText, Version: asked})
	return &answer[timelineEntry]{etag(e.Version), showEntry(e)}, err
}

// lineOf is a line of the review in the path.
func (a *API) lineOf(ctx context.Context, by ByEntry) (reviews.Entry, error) {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return reviews.Entry{}, err
	}
	i := slices.IndexFunc(r.Timeline, func(e reviews.Entry) bool { return e.PublicID == by.EntryID })
	if i < 0 {
		return reviews.Entry{}, missing("timeline entry")
	}
	return r.Timeline[i], nil
}

// entryOf refuses a line that is not one of the review in the path, or that
// comes by itself.
func (a *API) entryOf(ctx context.Context, by ByEntry) error {
	line, err := a.lineOf(ctx, by)
	if err == nil && line.Merged {
		return models.Fail(models.Conflict, "This line comes by itself. Correct the update itself, or put the line aside.")
	}
	return err
}

// missing is the refusal of a part that the whole in the path does not have.
func missing(noun string) error {
	return models.Fail(models.NotFound, "There is no such %s.", noun)
}

func showEntry(e reviews.Entry) timelineEntry {
	return timelineEntry{ID: e.PublicID, At: utc(e.At), Kind: string(e.Kind), Phase: string(e.Phase), Who: e.Who, What: e.What,
		Effect: string(e.Effect), Thought: e.Thought, PublicText: e.PublicText, Merged: e.Merged, Origin: string(e.Origin), Hidden: e.Hidden, Components: each(e.Statuses, showChanged), Version: e.Version,
		CreatedAt: utc(e.CreatedAt), UpdatedAt: utc(e.UpdatedAt)}
}

func showChanged(c reviews.StatusChange) changed {
	return changed{c.Name, string(c.From), string(c.To)}
}
