package api

import (
	"context"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// meeting is one sitting of a review.
type meeting struct {
	ID        string    `json:"id" doc:"Its id." example:"m1e2e3t4i5ng"`
	HeldAt    time.Time `json:"held_at"`
	Minutes   int64     `json:"minutes" doc:"How long it lasted; 0: not said." example:"28"`
	Attendees string    `json:"attendees" doc:"Names, separated by commas." example:"Dana, Priya, Tom"`
	Notes     string    `json:"notes" doc:"Markdown."`
	Version   int64     `json:"version" example:"1"`
}

// newMeeting writes a meeting down.
type newMeeting struct {
	HeldAt    time.Time `json:"held_at" example:"2026-11-23T10:00:00Z"`
	Minutes   int64     `json:"minutes,omitempty" minimum:"0" maximum:"1440" example:"28"`
	Attendees string    `json:"attendees,omitempty" doc:"Names, separated by commas." example:"Dana, Priya, Tom"`
	Notes     string    `json:"notes,omitempty" doc:"Markdown." example:"We walked the timeline once."`
}

// meetingEdit changes what is given.
type meetingEdit struct {
	HeldAt    *time.Time `json:"held_at,omitempty" example:"2026-11-23T10:00:00Z"`
	Minutes   *int64     `json:"minutes,omitempty" minimum:"0" maximum:"1440" example:"28"`
	Attendees *string    `json:"attendees,omitempty" doc:"Names, separated by commas." example:"Dana, Priya, Tom"`
	Notes     *string    `json:"notes,omitempty" doc:"Markdown." example:"We walked the timeline once."`
}

// ByMeeting names a meeting of a review.
type ByMeeting struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Part string `path:"meeting_id" doc:"The meeting." example:"m1e2e3t4i5ng"`
}

func (a *API) meetingRoutes() {
	at := call{path: "/reviews/{id}/meetings", tag: "Reviews"}
	handle(a, at.get("list-meetings", staff.Viewer, "List the meetings of a review",
		"Oldest first."), a.listMeetings)
	handle(a, at.post("add-meeting", staff.Reviewer, "Write a meeting down",
		"Who was there, how long, and what was said."), a.addMeeting)
	at.path += "/{meeting_id}"
	handle(a, at.patch("edit-meeting", staff.Reviewer, "Change a meeting",
		"What is written of it."), a.editMeeting)
	handle(a, at.delete("delete-meeting", staff.Reviewer, "Delete a meeting",
		"An If-Match header with its version refuses it when somebody else changed it."), a.deleteMeeting)
}

// meetings reads the meetings of a review.
func (a *API) meetings(ctx context.Context, id string) ([]reviews.Meeting, error) {
	r, err := a.Review.Review(ctx, id)
	if err != nil {
		return nil, err
	}
	return a.Review.Meetings(ctx, r)
}

func (a *API) listMeetings(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[meeting], error) {
	list, err := a.meetings(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, list, showMeeting)
}

func (a *API) addMeeting(ctx context.Context, in *struct {
	ByID
	Body newMeeting
}) (*made[meeting], error) {
	m, err := a.Review.AddMeeting(ctx, in.ID, reviews.NewMeeting{HeldAt: in.Body.HeldAt, Minutes: in.Body.Minutes, Attendees: in.Body.Attendees, Notes: in.Body.Notes})
	return &made[meeting]{ETag: etag(m.Version), Body: showMeeting(m)}, err
}

func (a *API) editMeeting(ctx context.Context, in *struct {
	ByMeeting
	IfMatch
	Body meetingEdit
}) (*answer[meeting], error) {
	if err := a.meetingOf(ctx, in.ByMeeting); err != nil {
		return nil, err
	}
	m, err := a.Review.EditMeeting(ctx, in.Part, reviews.MeetingEdit{HeldAt: in.Body.HeldAt, Minutes: in.Body.Minutes, Attendees: in.Body.Attendees,
		Notes: in.Body.Notes, Version: in.asked})
	return &answer[meeting]{etag(m.Version), showMeeting(m)}, err
}

func (a *API) deleteMeeting(ctx context.Context, in *struct {
	ByMeeting
	IfMatch
}) (*nothing, error) {
	if err := a.meetingOf(ctx, in.ByMeeting); err != nil {
		return nil, err
	}
	return nil, a.Review.DeleteMeeting(ctx, in.Part, in.asked)
}

// meetingOf refuses a meeting that is not one of the review in the path.
func (a *API) meetingOf(ctx context.Context, by ByMeeting) error {
	list, err := a.meetings(ctx, by.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(m reviews.Meeting) bool { return m.PublicID == by.Part }) {
		return missing("meeting")
	}
	return nil
}

func showMeeting(m reviews.Meeting) meeting {
	return meeting{ID: m.PublicID, HeldAt: utc(m.HeldAt), Minutes: m.Minutes, Attendees: m.Attendees, Notes: m.Notes, Version: m.Version}
}
