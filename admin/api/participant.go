package api

import (
	"context"
	"slices"
	"time"

	reviews "vitrine/models/review"
	"vitrine/models/staff"
)

// participant is somebody who took part, in one role.
type participant struct {
	ID          string     `json:"id" doc:"Its id." example:"p1a2r3t4i5ci"`
	Name        string     `json:"name" example:"Dana Whitfield"`
	Member      bool       `json:"member" doc:"They have an account here." example:"true"`
	Role        string     `json:"role" enum:"commander,first_responder,expert,support,management,facilitator,owner" example:"first_responder"`
	BroughtInAt *time.Time `json:"brought_in_at" nullable:"true" doc:"When they came; null: not said."`
	Version     int64      `json:"version" example:"1"`
}

// newParticipant adds somebody.
type newParticipant struct {
	Name        string     `json:"name" doc:"Free; the name, handle or address of a user means them." example:"Dana Whitfield"`
	Role        string     `json:"role" enum:"commander,first_responder,expert,support,management,facilitator,owner" example:"first_responder"`
	BroughtInAt *time.Time `json:"brought_in_at,omitempty" example:"2026-11-20T16:05:00Z"`
}

// participantEdit changes what is given.
type participantEdit struct {
	Name        *string          `json:"name,omitempty" example:"Dana Whitfield"`
	Role        *string          `json:"role,omitempty" enum:"commander,first_responder,expert,support,management,facilitator,owner" example:"expert"`
	BroughtInAt maybe[time.Time] `json:"brought_in_at,omitempty" doc:"Null: not said." example:"2026-11-20T16:05:00Z"`
}

// ByParticipant names a participant of a review.
type ByParticipant struct {
	ID   string `path:"id" doc:"The review." example:"r5t6y7u8i9o0"`
	Part string `path:"participant_id" doc:"The participant." example:"p1a2r3t4i5ci"`
}

func (a *API) participantRoutes() {
	at := call{path: "/reviews/{id}/participants", tag: "Reviews"}
	handle(a, at.get("list-participants", staff.Viewer, "List who took part",
		"By role, then by when they came."), a.listParticipants)
	handle(a, at.post("add-participant", staff.Reviewer, "Add somebody who took part",
		"In one role; somebody with two roles is added twice."), a.addParticipant)
	at.path += "/{participant_id}"
	handle(a, at.patch("edit-participant", staff.Reviewer, "Change a participant",
		"Name, role or time."), a.editParticipant)
	handle(a, at.delete("remove-participant", staff.Reviewer, "Take a participant off the list",
		"An If-Match header with its version refuses it when somebody else changed it."), a.removeParticipant)
}

func (a *API) listParticipants(ctx context.Context, in *struct {
	ByID
	Window
}) (*paged[participant], error) {
	r, err := a.Review.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return whole(a, in.Window, r.Participants, showParticipant)
}

func (a *API) addParticipant(ctx context.Context, in *struct {
	ByID
	Body newParticipant
}) (*made[participant], error) {
	p, err := a.Review.AddParticipant(ctx, in.ID, reviews.NewParticipant{Name: in.Body.Name, Role: reviews.Role(in.Body.Role), BroughtInAt: in.Body.BroughtInAt})
	return &made[participant]{ETag: etag(p.Version), Body: showParticipant(p)}, err
}

func (a *API) editParticipant(ctx context.Context, in *struct {
	ByParticipant
	IfMatch
	Body participantEdit
}) (*answer[participant], error) {
	if err := a.participantOf(ctx, in.ByParticipant); err != nil {
		return nil, err
	}
	p, err := a.Review.EditParticipant(ctx, in.Part, reviews.ParticipantEdit{Name: in.Body.Name, Role: (*reviews.Role)(in.Body.Role),
		BroughtInAt: in.Body.BroughtInAt.edit(), Version: in.asked})
	return &answer[participant]{etag(p.Version), showParticipant(p)}, err
}

func (a *API) removeParticipant(ctx context.Context, in *struct {
	ByParticipant
	IfMatch
}) (*nothing, error) {
	if err := a.participantOf(ctx, in.ByParticipant); err != nil {
		return nil, err
	}
	return nil, a.Review.RemoveParticipant(ctx, in.Part, in.asked)
}

// participantOf refuses a participant who is not one of the review in the path.
func (a *API) participantOf(ctx context.Context, by ByParticipant) error {
	r, err := a.Review.Review(ctx, by.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Participants, func(p reviews.Participant) bool { return p.PublicID == by.Part }) {
		return missing("participant")
	}
	return nil
}

func showParticipant(p reviews.Participant) participant {
	return participant{ID: p.PublicID, Name: p.Name, Member: p.UserID != 0, Role: string(p.Role), BroughtInAt: stamp(p.BroughtInAt), Version: p.Version}
}
