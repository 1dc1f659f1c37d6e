package review

import (
	"slices"
	"strings"
	"time"

	"vitrine/models/review/coach"
)

// Coach reads texts about one thing and advises on them. It knows what this
// house knows: its abbreviations and glossary, the words of its template, and
// which advice somebody found fine to leave there.
type Coach struct {
	about     coach.About
	dismissed map[string]bool
}

// Read returns the advice on one text, without what was dismissed.
func (c Coach) Read(kind coach.Kind, text string) []coach.Mark {
	about := c.about
	about.Kind = kind
	return c.read(text, about)
}

// ReadUpdate returns the advice on a live update: promised says that the form
// promises the next one, resolved that none is due.
func (c Coach) ReadUpdate(text string, promised, resolved bool) []coach.Mark {
	about := c.about
	about.Kind, about.Promised, about.Resolved = coach.Update, promised, resolved
	return c.read(text, about)
}

// ReadWhole returns the advice on a whole external summary that no section of it
// could give: what it lacks. promised says that countermeasures are listed with it.
func (c Coach) ReadWhole(text string, promised bool) []coach.Mark {
	about := c.about
	about.Kind, about.Whole, about.Promised = coach.Summary, true, promised
	return slices.DeleteFunc(c.read(text, about), func(m coach.Mark) bool { return !coach.OfWhole(m.Rule) })
}

// WholeText is a draft as one text, for the coach.
func (d Draft) WholeText() string {
	var parts []string
	for _, s := range d.Summary.Sections() {
		if s.Body != "" {
			parts = append(parts, s.Body)
		}
	}
	return strings.Join(parts, "\n\n")
}

func (c Coach) read(text string, about coach.About) []coach.Mark {
	if len(text) > maxRead {
		text = text[:maxRead]
	}
	var marks []coach.Mark
	for _, m := range coach.Read(text, about) {
		if !c.dismissed[m.Key] {
			marks = append(marks, m)
		}
	}
	return marks
}

// maxRead is how much of a text the coach reads, in bytes.
const maxRead = 64 << 10

// adviceDismissal is advice that somebody found fine to leave: for one sentence
// and one rule, in what is written about one review or incident.
type adviceDismissal struct {
	About       string // public id
	Advice      string // coach.Mark.Key
	DismissedBy int64
	CreatedAt   time.Time
}
