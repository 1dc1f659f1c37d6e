package console

import (
	"vitrine/models/review"
	"vitrine/models/review/coach"
)

// guidanceExamples are the questions of a review, and the template of reviews.
func guidanceExamples() []Example {
	asked := []review.Prompt{
		{Question: review.Question{Key: "unnoticed", Group: "Detection", Text: "How did it go unnoticed for as long as it did?"}, Answer: "No alert covers sign-in.", AnsweredBy: "Dana Whitfield", AnsweredAt: beforeAt(0), Version: 1},
		{Question: review.Question{Key: "worse", Group: "Luck", Text: "How could it have been worse, and what kept us lucky?"}},
		{Question: review.Question{Key: "unlucky", Group: "Luck", Text: "What turned something minor into something major?"}, Skipped: true, AnsweredBy: "Lee Tan", AnsweredAt: beforeAt(0), Version: 1},
	}
	form := QuestionsForm{Form: exampleForm(), Answer: map[string]string{"unnoticed": "No alert covers sign-in."}, Skip: map[string]string{"unlucky": "yes"}}
	template := review.ReviewTemplate{Questions: []review.Question{asked[0].Question, asked[1].Question, {Key: "q1w2e3r4t5y6", Group: "Our own", Text: "How did the new runbook do?", Own: true}},
		Sections: []review.TemplateSection{{Section: review.OverviewSection, Heading: "Overview", Hint: "What happened to whom."}, {Section: review.LuckSection, Heading: "Luck", Off: true}, {Section: "own_c1o2s3t4", Heading: "What it cost"}}}
	adapted := ReviewTemplateForm{Form: exampleForm(), Shown: map[string]string{"overview": "yes", "own_c1o2s3t4": "yes"}, Heading: map[string]string{"overview": "Overview", "luck": "Luck", "own_c1o2s3t4": "What it cost"}, Hint: map[string]string{"overview": "What happened to whom."},
		Place: map[string]string{"overview": "1", "luck": "2", "own_c1o2s3t4": "3"}, Question: map[string]string{"unnoticed": asked[0].Text, "worse": asked[1].Text, "q1w2e3r4t5y6": "How did the new runbook do?"},
		Ask: map[string]string{"unnoticed": "yes", "q1w2e3r4t5y6": "yes"}, Known: "WAL, LSN", Heard: []string{"blame", "vague_time"}}
	guided := exampleCoachedReview(asked)
	return []Example{
		example("questions/some", Questions, QuestionsPage{Frame: exampleFrame("reviews"), Review: "r5t6y7u8i9o0", About: "Sign-in failed", Prompts: asked, Form: form}),
		example("review_template/adapted", ReviewTemplate, ReviewTemplatePage{Frame: exampleFrame("reviews"), Template: template, Form: adapted}),
		example("review/coached", Review, guided),
	}
}

// exampleCoachedReview is a review with advice beside two of its texts.
func exampleCoachedReview(asked []review.Prompt) ReviewPage {
	r := review.Review{PublicID: "r5t6y7u8i9o0", Title: "Sign-in failed", State: review.Open, Overview: "Sign-in went down last night.", Version: 3,
		Factors: []review.Factor{{PublicID: "f1a2c3t4o5r6", Body: "The root cause was a full disk."}}}
	p := ReviewPage{Frame: exampleFrame("reviews"), Review: r, Entry: EntryForm{Form: Form{Key: "key0key0key0"}, Kind: "discovery", Effect: "none"},
		Sections: exampleWritten(r), Me: 1}
	p.Guidance = Guidance{Prompts: asked, Coached: map[string][]coach.Mark{
		"overview":            coach.Read(r.Overview, coach.About{Kind: coach.Review}),
		"factor/f1a2c3t4o5r6": coach.Read(r.Factors[0].Body, coach.About{Kind: coach.Review}),
	}}
	return p
}
