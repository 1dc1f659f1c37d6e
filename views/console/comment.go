package console

import "vitrine/models/review"

// CommentForm is a comment as it is typed.
type CommentForm struct {
	Form
	Place string `form:"place"`
	Part  string `form:"part"`
	Body  string `form:"body"`
}

// Talk is what is said about one place of a review.
type Talk struct {
	Frame   Frame
	Review  string // public id
	Place   string
	Name    string // of the place
	Threads []review.Thread
	Parts   []Choice // what a comment can be about; empty: the whole place
	Form    CommentForm
}

// Waiting counts the threads that nobody settled.
func (t Talk) Waiting() int {
	n := 0
	for _, thread := range t.Threads {
		if thread.Open() {
			n++
		}
	}
	return n
}

// Refused reports whether the form of this place came back.
func (t Talk) Refused() bool { return t.Form.Place == t.Place && t.Form.Problem != "" }

// Talk is what is said about a place of the review.
func (p ReviewPage) Talk(place string) Talk {
	t := Talk{Frame: p.Frame, Review: p.Review.PublicID, Place: place, Name: p.PlaceName(place), Parts: p.parts(review.Place(place)), Form: CommentForm{Form: Form{Key: p.Entry.Key}}}
	if p.Comment.Place == place {
		t.Form = p.Comment
	}
	for _, thread := range p.Threads {
		if string(thread.Place) == place {
			t.Threads = append(t.Threads, thread)
		}
	}
	return t
}

// parts are what comments on a place can be about.
func (p ReviewPage) parts(at review.Place) []Choice {
	var list []Choice
	add := func(id, says string) {
		list = append(list, Choice{Value: id, Name: brief(says), Chosen: id == p.Comment.Part})
	}
	switch at {
	case review.AtTimeline:
		for _, e := range p.Review.Timeline {
			if !e.Merged {
				add(e.PublicID, p.Frame.Clock(e.At)+" "+e.What)
			}
		}
	case review.AtGraphs:
		for _, g := range p.Review.Graphs {
			add(g.PublicID, g.Caption)
		}
	case review.AtFactors:
		for _, f := range p.Review.Factors {
			add(f.PublicID, f.Body)
		}
	case review.AtLearnings:
		for _, l := range p.Review.Learnings {
			add(l.PublicID, l.Body)
		}
	case review.AtActions:
		for _, a := range p.Review.Actions {
			add(a.PublicID, a.Body)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return append([]Choice{{Name: "all of it"}}, list...)
}

// brief is the beginning of a text, for a list of choices.
func brief(text string) string {
	if r := []rune(text); len(r) > 70 {
		return string(r[:70]) + "…"
	}
	return text
}

// saying is the data of one comment.
type saying struct {
	Frame   Frame
	Comment review.Comment
}

func newSaying(t Talk, c review.Comment) saying { return saying{t.Frame, c} }
