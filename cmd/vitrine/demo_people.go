package main

import (
	"context"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/review"
)

// tellPeople writes who came when, the meeting, and what was said about a review
// of the demo.
func (t *teller) tellPeople(ctx context.Context, r storyReview, id string, start time.Time) error {
	reviews := t.house.review
	made, err := reviews.Review(ctx, id)
	if err != nil {
		return err
	}
	var there []string
	for n, p := range made.Participants {
		there = append(there, p.Name)
		if p.Role == review.Facilitator {
			continue
		}
		at := start.Add(time.Duration(3+4*n) * time.Minute)
		if _, err := reviews.EditParticipant(ctx, p.PublicID, review.ParticipantEdit{BroughtInAt: &at}); err != nil {
			return err
		}
	}
	goals, friction := "Understand how it looked from every chair, and what would have told us sooner.", "The runbook named a host that no longer exists, and only one person could read the logs of the load balancer."
	if _, err := reviews.EditReview(ctx, id, review.ReviewEdit{Goals: &goals, Friction: &friction}); err != nil {
		return err
	}
	_, err = reviews.AddMeeting(ctx, id, review.NewMeeting{HeldAt: start.Truncate(24 * time.Hour).Add(38 * time.Hour), Minutes: 30, Attendees: strings.Join(there, ", "),
		Notes: "We walked the timeline once, without stopping for repairs. Ideas went to the parking lot."})
	if err != nil || r.Postmortem != nil {
		return err
	}
	return t.tellTalk(ctx, id)
}

// tellTalk leaves a review open between people: a comment that waits, and a
// signature that is asked for.
func (t *teller) tellTalk(ctx context.Context, id string) error {
	users, err := t.house.staff.Users(ctx)
	if err != nil {
		return err
	}
	priya, ingrid := models.By(ctx, users[1].Actor("vitrine demo")), models.By(ctx, users[2].Actor("vitrine demo"))
	c, err := t.house.review.AddComment(ingrid, id, review.NewComment{Place: "overview", Body: "@dana, did customers on the old plan notice it too?"})
	if err != nil {
		return err
	}
	if _, err := t.house.review.AnswerComment(priya, c.PublicID, "Support had two calls from them. I will add the number."); err != nil {
		return err
	}
	return t.house.review.AskSignOff(priya, id, users[0].ID)
}
