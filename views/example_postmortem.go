package views

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"vitrine/models"
)

func postmortemExamples() []Example {
	p := examplePostmortem()
	frame := exampleFrame("/postmortems/" + p.Slug)
	frame.Now = at(10, 30, -4)
	components := exampleComponents(nil)
	archive := exampleFrame("/postmortems")
	archive.Now = frame.Now
	long := exampleLong(p)
	incidents := []models.Incident{exampleResolved()}
	return []Example{
		example("postmortem/revised", Postmortem, PostmortemPage{frame, p, incidents, components}),
		example("postmortem/long", Postmortem, PostmortemPage{frame, long, incidents, components}),
		example("postmortem/dense", Postmortem, PostmortemPage{frame, exampleDense(p), incidents, components}),
		example("postmortem/preliminary", Postmortem, PostmortemPage{Frame: frame, Postmortem: examplePreliminary()}),
		example("postmortem/bare", Postmortem, PostmortemPage{Frame: frame, Postmortem: exampleBare()}),
		example("revision/first", Revision, RevisionPage{frame, p, p.Revisions[1], incidents, components}),
		example("changes/first", Changes, ChangesPage{frame, p, p.Revisions[1], p.Revisions[0]}),
		example("changes/none", Changes, ChangesPage{frame, p, p.Revisions[0], p.Revisions[0]}),
		example("postmortems/some", Postmortems, PostmortemsPage{archive, []models.Postmortem{p, long, exampleBare()}}),
		example("postmortems/none", Postmortems, PostmortemsPage{Frame: archive}),
		example("postmortem/called_otherwise", Postmortem, PostmortemPage{calledOtherwise(frame), exampleBare(), incidents, components}),
		example("withdrawn/revision", Withdrawn, WithdrawnPage{frame, at(9, 0, -2), "It named a customer.", 1, "/postmortems/" + p.Slug}),
		example("withdrawn/whole", Withdrawn, WithdrawnPage{Frame: frame, At: at(9, 0, -2)}),
	}
}

// calledOtherwise is the frame of a house that has words of its own.
func calledOtherwise(f Frame) Frame {
	f.Settings.NounSingular, f.Settings.NounPlural = "incident review", "incident reviews"
	f.Settings.Severities = `[{},{"label":"P2"},{},{},{}]`
	return f
}

// exampleBare has a title and a summary alone.
func exampleBare() models.Postmortem {
	return models.Postmortem{Slug: "bare", Revision: 1, PublishedAt: at(12, 0, 60),
		Revisions: []models.PostmortemRevision{{Number: 1, Summary: models.Summary{Title: "Exports were empty for an hour", Summary: "An export asked for between 9 and 10 was empty. Ask for it again and it is complete."}, PublishedAt: at(12, 0, 60)}}}
}

// exampleDense has a timeline of 25 moments in ten minutes.
func exampleDense(p models.Postmortem) models.Postmortem {
	p.Slug, p.Revision, p.Countermeasures = "dense", 1, nil
	var entries []models.PublicEntry
	for n := range 25 {
		entries = append(entries, models.PublicEntry{At: at(16, 0, 0).Add(time.Duration(n*n+n%3) * time.Second), Text: fmt.Sprintf("Step %d of many.", n+1),
			Effect: []string{"negative", "none", "positive", "positive"}[(n+n/7)%4]})
	}
	timeline, err := json.Marshal(entries)
	if err != nil {
		return p
	}
	r := p.Revisions[0]
	r.Number, r.Timeline = 1, string(timeline)
	p.Revisions = []models.PostmortemRevision{r}
	return p
}

// exampleLong has long sections, lists, a table, code and many moments.
func exampleLong(p models.Postmortem) models.Postmortem {
	p.Slug, p.Revision, p.Countermeasures = "long", 1, p.Countermeasures[:1]
	r := p.Revisions[0]
	r.Number, r.Title = 1, "A title that goes on: "+strings.Repeat("payments, reports and exports failed ", 4)
	r.Services = "Sign-in and everything behind it:\n\n- Reports\n- Exports\n- Search, for customers in Europe"
	r.Severity = "We call it Sev2, a major function that does not work, because nine of ten attempts to sign in failed and no way around existed."
	r.Impact = "| Service | Failed |\n|---|--:|\n| Sign-in | 91 % |\n| Reports | 12 % |\n\n> \"I could not get in.\"\n\nThe page answered `503 Service Unavailable`."
	r.Cause = strings.Repeat(r.Cause+"\n\n", 4) + "### What we had believed\n\nThat a limit existed.\n\n```\nlimit = none\n```"
	r.Timeline = `[{"at":"2026-11-18T09:00:00Z","text":"First","effect":"negative"},{"at":"2026-11-18T09:01:00Z","text":"Second","effect":"negative"},` +
		`{"at":"2026-11-18T09:02:00Z","text":"Third","effect":"positive"},{"at":"2026-11-19T22:00:00Z","text":"Last <b>of all</b>","effect":"positive"}]`
	p.Revisions = []models.PostmortemRevision{r}
	return p
}

// examplePreliminary is a first report, with the day of the full one.
func examplePreliminary() models.Postmortem {
	p := exampleBare()
	by := exampleNow.AddDate(0, 0, 5)
	p.Revisions[0].FullBy = &by
	return p
}
