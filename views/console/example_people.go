package console

import (
	"time"

	"vitrine/models/review"
)

// exampleReviewPage is a review that two people write while a third reads.
func exampleReviewPage() ReviewPage {
	r, twenty := exampleReview(), 20*time.Minute
	r.Participants = []review.Participant{
		{PublicID: "par1par1par1", Name: "Dana Whitfield", UserID: 1, Role: review.IncidentCommander, BroughtInAt: beforeAt(26 * time.Hour)},
		{PublicID: "par0par0par0", Name: "Tom", Role: review.FirstResponder}, {PublicID: "par2par2par2", Name: "Dana Whitfield", UserID: 1, Role: review.Facilitator},
	}
	said := func(id, author, body string) review.Comment {
		return review.Comment{PublicID: id, Place: "overview", Author: author, Body: body, CreatedAt: before(time.Hour)}
	}
	open := review.Thread{Comment: said("com1com1com1", "Priya Raman", "Whose queue <is> this?"), Answers: []review.Comment{said("com2com2com2", "Tom", "Ours, @priya.")}}
	settled := review.Thread{Comment: said("com3com3com3", "Tom", "A typing error."), About: "Nothing watched the processor."}
	settled.Place, settled.Part, settled.SettledAt, settled.Settler = review.AtFactors, "fac0fac0fac0", beforeAt(time.Minute), "Priya Raman"
	return ReviewPage{Frame: exampleFrame("reviews"), Review: r, After: exampleAftermath(), Metrics: review.Metrics{Recover: &twenty}, Entry: EntryForm{Form: Form{Key: "key0key0key0"}, Kind: "discovery", Effect: "none"},
		Sections: exampleWritten(r), Threads: []review.Thread{open, settled}, Me: 1, Names: []string{"Dana Whitfield", "Priya Raman"}, Users: []Choice{{Value: "3", Name: "Ingrid Nyberg"}},
		Room: review.Room{Present: []review.Present{{UserID: 2, Name: "Priya Raman", Section: review.OverviewSection, Since: before(time.Minute)}, {UserID: 3, Name: "Ingrid Nyberg"}}, Comments: 3, Settled: 1},
		SignOffs: []review.SignOff{{UserID: 1, Name: "Dana Whitfield", AskedAt: before(time.Hour)}, {UserID: 2, Name: "Priya Raman", SignedAt: beforeAt(time.Hour), Digest: r.Digest()},
			{UserID: 4, Name: "Tom", SignedAt: beforeAt(time.Hour), Digest: "another"}},
		Meetings: []review.Meeting{{PublicID: "mee0mee0mee0", HeldAt: before(2 * time.Hour), Minutes: 28, Attendees: "Dana, Tom, Priya", Notes: "We talked."}}}
}

// exampleNearMiss is a review of something that never became an incident, of
// which nothing is written yet.
func exampleNearMiss() ReviewPage {
	r := review.Review{ID: 2, PublicID: "rev1rev1rev1", Title: "A wrong migration, stopped in staging", State: review.Open, Environment: "staging", Version: 1}
	return ReviewPage{Frame: exampleFrame("reviews"), Review: r, Entry: EntryForm{Form: Form{Key: "key0key0key0"}, Kind: "discovery", Effect: "none"}, Sections: exampleWritten(r), Me: 1}
}

func exampleWritten(r review.Review) []review.Written {
	var list []review.Written
	for _, name := range review.Sections() {
		list = append(list, review.Written{Section: name, Text: r.Said(name), Version: 1})
	}
	return list
}

func exampleSection() SectionPage {
	page := exampleReviewPage()
	part := page.Section("overview")
	part.EditedBy, part.EditedAt = "Priya Raman", beforeAt(time.Minute)
	return SectionPage{Frame: page.Frame, About: page.Review.Title, Part: part, Form: SectionForm{Form: exampleForm(), Text: "Most sign-ins failed."}, Person: 1}
}

func exampleMentions() []review.Mention {
	return []review.Mention{{Review: "rev0rev0rev0", Title: "Sign-in failed for 20 minutes", Place: "overview", Author: "Ingrid Nyberg", Body: "@dana, in all regions?", CreatedAt: before(time.Hour)}}
}
