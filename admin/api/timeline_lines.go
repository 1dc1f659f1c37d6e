package api

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"vitrine/models"
	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// timelineText is entries as people write them down.
type timelineText struct {
	Text string `json:"text" doc:"One entry in each line: time, who behind an at sign, what; behind bars kind, effect and phase in any order." example:"16:12 @gary support notices | communication | none"`
	Day  string `json:"day,omitempty" doc:"Day of the first line, where it names none; that of the review when missing." example:"2026-11-19"`
	Zone string `json:"zone,omitempty" doc:"Of times that name none; UTC when missing." example:"Europe/Berlin"`
}

// timelineLines is the answer with several lines.
type timelineLines struct {
	Items []timelineEntry `json:"items" nullable:"false"`
	Known int             `json:"known" doc:"Rows that stood on the timeline already."`
}

// timelineBulk changes several lines at once.
type timelineBulk struct {
	IDs    []string `json:"ids" nullable:"false" minItems:"1" doc:"The lines."`
	Effect *string  `json:"effect,omitempty" enum:"positive,negative,none"`
	Phase  *string  `json:"phase,omitempty" doc:"Empty: not said." example:"remediation"`
	Kind   *string  `json:"kind,omitempty" example:"task"`
	Delete bool     `json:"delete,omitempty" doc:"Entries go; what comes by itself is put aside."`
}

// timelineMove moves a line among those of one moment.
type timelineMove struct {
	By int `json:"by" minimum:"-1000" maximum:"1000" doc:"Up is negative." example:"-1"`
}

// undone says what an undo could not take back.
type undone struct {
	Change string `json:"change" doc:"What was undone." example:"7 entries, effect positive"`
	Kept   int    `json:"kept" doc:"Lines that somebody changed since; they stay."`
}

func (a *API) timelineLineRoutes() {
	at := call{path: "/reviews/{id}/timeline/lines", tag: "Reviews"}
	handle(a, at.post("add-timeline-lines", staff.Reviewer, "Add lines to the timeline, as people write them",
		"All or none: where a line cannot be read, nothing is added and the answer says which and why."), a.addLines)
	at.path = "/reviews/{id}/timeline/bulk"
	handle(a, at.deed("edit-timeline-lines", staff.Reviewer, "Change or delete several lines at once", "It can be undone."), a.bulkLines)
	at.path = "/reviews/{id}/timeline/undo"
	handle(a, at.deed("undo-timeline-change", staff.Reviewer, "Undo the last change of lines",
		"Added lines go, changed and deleted ones come back as they were. What somebody changed since stays."), a.undoLines)
	at.path = "/reviews/{id}/timeline/{entry_id}/move"
	handle(a, at.deed("move-timeline-entry", staff.Reviewer, "Move a line among those of the same moment", "The order of different moments is that of their times."), a.moveLine)
	at.path = "/reviews/{id}/timeline/csv"
	file := at.get("export-timeline", staff.Viewer, "Export the timeline", "The entries as CSV, in the columns that the import reads. What comes by itself is left out.")
	file.file = csvType
	handle(a, file, a.exportTimeline)
	handle(a, at.deed("import-timeline", staff.Reviewer, "Import entries of the timeline",
		"A CSV file with a header line; at and what are needed, who, kind, effect, phase, thought and public_text are read where they are there. What stands on the timeline already, word for word, is passed over."), a.importTimeline)
}

// zoneOf reads a zone by its name; UTC without one.
func zoneOf(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		p := newProblem(http.StatusUnprocessableEntity, "The zone is not known. Write UTC, or a name like Europe/Berlin.")
		p.Errors = []flaw{{Location: "body.zone", Message: p.Detail}}
		return nil, p
	}
	return zone, nil
}

func (a *API) addLines(ctx context.Context, in *struct {
	ByID
	Body timelineText
}) (*struct{ Body timelineLines }, error) {
	zone, err := zoneOf(in.Body.Zone)
	if err != nil {
		return nil, err
	}
	added, err := a.Review.AddLines(ctx, in.ID, reviews.Lines{Text: in.Body.Text, Day: in.Body.Day, Zone: zone})
	return &struct{ Body timelineLines }{timelineLines{Items: each(added, showEntry)}}, err
}

func (a *API) bulkLines(ctx context.Context, in *struct {
	ByID
	Body timelineBulk
}) (*struct{ Body timelineLines }, error) {
	b := in.Body
	err := a.Review.EditLines(ctx, in.ID, b.IDs, reviews.LinesEdit{Effect: (*reviews.Effect)(b.Effect), Phase: (*reviews.Phase)(b.Phase),
		Kind: (*reviews.EntryKind)(b.Kind), Delete: b.Delete})
	if err != nil {
		return nil, err
	}
	r, err := a.Review.Review(ctx, in.ID)
	return &struct{ Body timelineLines }{timelineLines{Items: each(r.Timeline, showEntry)}}, err
}

func (a *API) undoLines(ctx context.Context, in *ByID) (*struct{ Body undone }, error) {
	if _, err := a.Review.Review(ctx, in.ID); err != nil {
		return nil, err
	}
	last, err := a.Review.LastChange(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if last == nil {
		return nil, models.Fail(models.Conflict, "There is no change of the last day to undo.")
	}
	kept, err := a.Review.UndoChange(ctx, in.ID, last.PublicID)
	return &struct{ Body undone }{undone{last.What, kept}}, err
}

func (a *API) moveLine(ctx context.Context, in *struct {
	ByEntry
	Body timelineMove
}) (*struct{ Body timelineLines }, error) {
	if err := a.entryOf(ctx, in.ByEntry); err != nil {
		return nil, err
	}
	if err := a.Review.MoveEntry(ctx, in.EntryID, in.Body.By); err != nil {
		return nil, err
	}
	r, err := a.Review.Review(ctx, in.ID)
	return &struct{ Body timelineLines }{timelineLines{Items: each(r.Timeline, showEntry)}}, err
}

func (a *API) exportTimeline(ctx context.Context, in *ByID) (*struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Body        []byte
}, error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err = reviews.WriteTimeline(&file, r.Timeline)
	return &struct {
		ContentType string `header:"Content-Type" hidden:"true"`
		Body        []byte
	}{csvType + "; charset=utf-8", file.Bytes()}, err
}

func (a *API) importTimeline(ctx context.Context, in *struct {
	ByID
	RawBody []byte `contentType:"text/csv"`
}) (*struct{ Body timelineLines }, error) {
	added, known, err := a.Review.ImportTimeline(ctx, in.ID, in.RawBody, time.UTC)
	return &struct{ Body timelineLines }{timelineLines{Items: each(added, showEntry), Known: known}}, err
}
