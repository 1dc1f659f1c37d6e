package console

import "vitrine/models"

// exampleWords are the words of a house that has its own.
var exampleWords = models.SiteSettings{NounSingular: "incident review", NounPlural: "incident reviews",
	Severities: `[{"label":"P1","meaning":"everything is down"},{"label":"P2"},{},{},{}]`}

// calledOtherwise is the frame of a house that has words of its own.
func calledOtherwise(section string) Frame {
	f := exampleFrame(section)
	f.Words = WordsOf(exampleWords)
	return f
}
