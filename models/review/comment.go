package review

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"vitrine/models"
)

// Place is where in a review a comment stands: a section, or one of the places
// that are no text.
type Place string

// The places beside the sections.
const (
	AtTimeline  Place = "timeline"
	AtFactors   Place = "factors"
	AtLearnings Place = "learnings"
	AtActions   Place = "actions"
	AtPeople    Place = "people"
	AtMeetings  Place = "meetings"
	AtGraphs    Place = "graphs"
)

// Places lists where comments can stand, in the order in which a review is read.
func Places() []Place {
	var list []Place
	for _, s := range Sections() {
		list = append(list, Place(s))
	}
	return append(list, AtPeople, AtTimeline, AtGraphs, AtFactors, AtLearnings, AtActions, AtMeetings)
}

// maxComment is the longest comment, in characters.
const maxComment = 5_000

// Comment is one word in a thread.
type Comment struct {
	ID        int64
	PublicID  string
	ReviewID  int64
	ThreadID  int64 // row id of the comment that began the thread; 0: this one
	Place     Place
	Part      string // public id of the entry, graph, factor, learning or action item; empty: the whole place
	Body      string
	AuthorID  int64
	Author    string     `gorm:"->"` // the name of their account now
	SettledAt *time.Time // of the comment that began a thread
	SettledBy int64
	Settler   string `gorm:"->"`
	CreatedAt time.Time
}

// TableName names the table of comments.
func (Comment) TableName() string { return "review_comments" }

// Thread is a comment with its answers, oldest first.
type Thread struct {
	Comment
	Answers []Comment
	About   string // what the part says, shortened; empty for none, or where it was deleted
}

// Open reports whether the thread waits for somebody.
func (t Thread) Open() bool { return t.SettledAt == nil }

// NewComment begins a thread.
type NewComment struct {
	Place Place
	Part  string // empty: the whole place
	Body  string
}

func (n NewComment) check(r Review, places []Place) error {
	bad := models.Complaints{}
	bad.Body("body", n.Body, 1, maxComment)
	pick(bad, "place", n.Place, places)
	if _, there := r.part(n.Place, n.Part); n.Part != "" && !there {
		bad.Add("part", "What this is about was deleted meanwhile. Choose another, or comment on the whole.")
	}
	return bad.Err()
}

// part is what one part of a place says.
func (r Review) part(at Place, publicID string) (says string, there bool) {
	switch at {
	case AtTimeline:
		for _, e := range r.Timeline {
			if e.PublicID == publicID {
				return e.At.UTC().Format("15:04 ") + e.What, true
			}
		}
	case AtGraphs:
		for _, g := range r.Graphs {
			if g.PublicID == publicID {
				return g.Caption, true
			}
		}
	case AtFactors:
		for _, f := range r.Factors {
			if f.PublicID == publicID {
				return f.Body, true
			}
		}
	case AtLearnings:
		for _, l := range r.Learnings {
			if l.PublicID == publicID {
				return l.Body, true
			}
		}
	case AtActions:
		for _, a := range r.Actions {
			if a.PublicID == publicID {
				return a.Body, true
			}
		}
	}
	return "", false
}

// shortened is the beginning of a text, in one line.
func shortened(text string, most int) string {
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) <= most {
		return string(letters)
	}
	return strings.TrimRightFunc(string(letters[:most]), unicode.IsPunct) + "…"
}

// errUnsettled stops the completion of a review and says what is still open.
func errUnsettled(r Review, open []Thread) error {
	if len(open) == 0 {
		return nil
	}
	var says []string
	for _, t := range open[:min(3, len(open))] {
		says = append(says, fmt.Sprintf("in %s by %s: “%s”", r.placeName(t.Place), t.Author, shortened(t.Body, 60)))
	}
	more, first := "", "One comment is still open, "
	if n := len(open); n > 1 {
		first = fmt.Sprintf("%d comments are still open: ", n)
	}
	if n := len(open) - len(says); n > 0 {
		more = fmt.Sprintf(", and %d more", n)
	}
	return models.Fail(models.Conflict, "%s%s%s. Settle or answer them first; then complete the review.", first, strings.Join(says, "; "), more)
}

// placeName is a place in the middle of a sentence.
func (r Review) placeName(p Place) string {
	for _, o := range r.Own {
		if o.Section == Section(p) {
			return "“" + o.Heading + "”"
		}
	}
	if Section(p).Own() {
		return "a section of our own"
	}
	switch Section(p) {
	case DescriptionSection:
		return "what happened"
	case KnowSoonerSection:
		return "how we know sooner"
	case RecoverSoonerSection:
		return "how we recover sooner"
	case ImproveSection:
		return "how we improve"
	}
	return "the " + spoken(string(p))
}

// mentioned are the accounts that a text calls by @name: the handle, the whole
// name, or the first name where only one person has it. The longest name wins.
func mentioned(text string, accounts []account) []int64 {
	var ids []int64
	folded := []rune(strings.ToLower(text))
	for i, c := range folded {
		if c != '@' || i > 0 && wordly(folded[i-1]) {
			continue
		}
		if id := called(string(folded[i+1:]), accounts); id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// called is the account whose name a text begins with, 0 for none.
func called(text string, accounts []account) (id int64) {
	longest, shared := 0, false
	for _, a := range accounts {
		first, _, _ := strings.Cut(a.Name, " ")
		for _, name := range []string{a.Handle, a.Name, first} {
			name = strings.ToLower(name)
			rest, begins := strings.CutPrefix(text, name)
			if name == "" || !begins || len(rest) > 0 && wordly([]rune(rest)[0]) {
				continue
			}
			switch {
			case len(name) > longest:
				id, longest, shared = a.ID, len(name), false
			case len(name) == longest && a.ID != id:
				shared = true
			}
		}
	}
	if shared {
		return 0
	}
	return id
}
