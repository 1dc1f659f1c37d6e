package console

import "vitrine/models"

// exampleWords are the words of a house that has its own.
var exampleWords = models.SiteSettings{NounSingular: "incident review", NounPlural: "incident reviews",
	Severities: `[{"label":"P1","meaning":"everything is down"},{"label":"P2"},{},{},{}]`}

// exampleShape is a page that its operator has shaped.
var exampleShape = models.SiteSettings{Shape: `{"header":"Our office is closed until **4 January**; the systems are watched as ever.","footer":"Northpole Ltd, Dublin","links":[{"name":"Documentation","url":"https://docs.northpole.example"}],"partial":50,"style":".answer { border-block-start: 2px solid }"}`}

// calledOtherwise is the frame of a house that has words of its own.
func calledOtherwise(section string) Frame {
	f := exampleFrame(section)
	f.Words = WordsOf(exampleWords)
	return f
}
