package console

import (
	"time"

	"vitrine/models/review"
)

// exampleGraphs are two pictures, one with its moment.
func exampleGraphs(start time.Time) []review.Graph {
	return []review.Graph{{PublicID: "gra0gra0gra0", SeenAt: new(start.Add(2 * time.Minute)), Caption: "Errors <rise>: https://graphs.example/d/7", Alt: "A line goes from 2 to 400 a second.", MediaType: "image/png", Width: 1280, Height: 720},
		{PublicID: "gra1gra1gra1", Caption: "The processors of web-prod-3.", MediaType: "image/jpeg", Width: 640, Height: 480}}
}

// exampleToll is what it cost customers; of requests only the share is known.
func exampleToll() review.Toll {
	return review.Toll{UsersAffected: new(int64(1204)), FailedShare: new(int64(1250)), WorstCase: "One <customer> could not sign in for 20 minutes.", SLAMinutes: new(int64(20)), SLABroken: review.Unhurt}
}

// exampleChat is a pasted chat: one message chosen, one suggested, one on the
// timeline, one without a time.
func exampleChat() ChatPage {
	r := exampleReview()
	at := func(minute int) *time.Time { return new(r.Timeline[0].At.Add(time.Duration(minute) * time.Minute)) }
	return ChatPage{Frame: exampleFrame("reviews"), Review: r.PublicID, About: r.Title, Form: exampleForm(),
		Log: review.ChatLog{PublicID: "cha0cha0cha0", Raw: "#inc\n16:00 tom: sign-in is down", Format: "copied text", Lines: 4, Messages: []review.ChatLine{
			{Number: 1, What: "#inc", Kind: review.Communication},
			{Number: 2, At: at(0), Who: "tom", What: "sign-in is down", Suggested: true, Kind: review.Detected, Phase: review.Detection, Guess: review.Positive, Effect: review.Positive},
			{Number: 3, At: at(1), Who: "priya", What: "restarted the proxy", Suggested: true, Kind: review.Task, Phase: review.Remediation, Guess: review.Positive},
			{Number: 4, At: at(2), Who: "tom", What: "thanks", Kind: review.Communication, Phase: review.Remediation, Entry: "ent0ent0ent0", Effect: review.NoEffect},
		}}}
}
