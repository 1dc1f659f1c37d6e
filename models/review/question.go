package review

import (
	"slices"
	"time"

	"vitrine/models"
)

// Question is one thing that whoever leads a review asks the room.
type Question struct {
	Key   string `json:"key"`   // stays the same when the words change
	Group string `json:"group"` // "Detection"
	Text  string `json:"text"`
	Off   bool   `json:"off,omitempty"` // not asked in this house
	Own   bool   `json:"own,omitempty"` // added in this house
}

// Prompt is a question with what a review says to it. It is answered, skipped,
// or neither yet.
type Prompt struct {
	Question
	Answer     string // Markdown
	Skipped    bool
	AnsweredBy string     // who answered or skipped it
	AnsweredAt *time.Time // nil: neither yet
	Version    int64      // 0: neither yet
}

// Done reports whether the question was answered or skipped.
func (a Prompt) Done() bool { return a.Skipped || a.Answer != "" }

// AnswerEdit answers a question or skips it; with neither it is open again.
// Version is the one that was read: 0 where there was no answer yet, -1
// overwrites whatever is there.
type AnswerEdit struct {
	Question string
	Answer   string
	Skip     bool
	Version  int64
}

// answer is what is kept of an answered question: the words in which it was
// asked stay, whatever becomes of the template.
type answer struct {
	ReviewID   int64
	Question   string
	Asked      string
	Body       string
	Skipped    bool
	AnsweredBy int64
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// TableName names the table of the answers.
func (answer) TableName() string { return "review_answers" }

// Progress counts how far a list of questions has come.
type Progress struct{ Answered, Skipped, Open int }

// All is how many questions there are.
func (p Progress) All() int { return p.Answered + p.Skipped + p.Open }

// Done is how many were answered or skipped.
func (p Progress) Done() int { return p.Answered + p.Skipped }

// ProgressOf counts the questions that were answered, skipped and neither.
func ProgressOf(list []Prompt) Progress {
	var p Progress
	for _, a := range list {
		switch {
		case a.Skipped:
			p.Skipped++
		case a.Answer != "":
			p.Answered++
		default:
			p.Open++
		}
	}
	return p
}

// check says why an answer cannot stand as it is.
func (e AnswerEdit) check() error {
	bad := models.Complaints{}
	bad.Body("answer["+e.Question+"]", e.Answer, 0, maxBody)
	if e.Skip && clean(e.Answer) != "" {
		bad.Add("answer["+e.Question+"]", "A question is answered or skipped, not both. Empty the answer, or take the tick away.")
	}
	return bad.Err()
}

// groups are the headings of the questions in their order; a house's own
// questions stand last.
var groups = []string{"Planning", "Opening", "Detection", "Decisions", "Response", "Luck", "Learning", "Our own"}

// shipped are the questions every house starts with. They ask how and what
// rather than why and who: an answer to those is a story, not a defence.
var shipped = []Question{
	{Key: "warrants", Group: "Planning", Text: "What makes this worth a review, and when do we hold it?"},
	{Key: "attends", Group: "Planning", Text: "Who can tell what happened, for whom is it news, and how long do we need?"},
	{Key: "documents", Group: "Planning", Text: "What comes out of it, and where will people find it?"},
	{Key: "when_known", Group: "Opening", Text: "When did we know about this problem?"},
	{Key: "going_well", Group: "Opening", Text: "What does it look like when this goes well?"},
	{Key: "unnoticed", Group: "Detection", Text: "How did it go unnoticed for as long as it did?"},
	{Key: "alerts", Group: "Detection", Text: "Do our alerts cover this, and did they work?"},
	{Key: "instruments", Group: "Detection", Text: "If something is still unknown: what would have to be measured to show it next time?"},
	{Key: "impact_judged", Group: "Detection", Text: "How close was our first picture of the impact?"},
	{Key: "thoughts", Group: "Decisions", Text: "What was your thought process when you took that action?"},
	{Key: "believed", Group: "Decisions", Text: "What did we do that made it worse, and what led us to believe that it was right?"},
	{Key: "tools", Group: "Decisions", Text: "How could tools have shown or stopped it?"},
	{Key: "information", Group: "Decisions", Text: "Which information was wrong, missing or out of date?"},
	{Key: "needed", Group: "Decisions", Text: "What would we need to know to do better next time?"},
	{Key: "assumed", Group: "Decisions", Text: "What spoke against our first explanation, and how did we look for it? (Confirmation bias: we see what we expect.)"},
	{Key: "unsaid", Group: "Decisions", Text: "What did somebody see differently and keep to themselves, and what would have made it easy to say? (Groupthink.)"},
	{Key: "feeling", Group: "Decisions", Text: "What was each of us thinking and feeling, and did we have the right context?"},
	{Key: "today", Group: "Decisions", Text: "How do we do this task today?"},
	{Key: "unsafe", Group: "Decisions", Text: "What makes it unsafe to do this work at any time?"},
	{Key: "organised", Group: "Response", Text: "How are the teams organised, and how are first responders reached?"},
	{Key: "begun", Group: "Response", Text: "How long did it take until somebody looked into it?"},
	{Key: "friction", Group: "Response", Text: "Where was friction: tools, access, contacts, escalation?"},
	{Key: "components", Group: "Response", Text: "Which parts of the system, and which tasks, helped or harmed the recovery?"},
	{Key: "troubleshooting", Group: "Response", Text: "What did the search look like: which steps, with which results?"},
	{Key: "repeat", Group: "Response", Text: "What went well that should be repeated?"},
	{Key: "worse", Group: "Luck", Text: "How could it have been worse, and what kept us lucky?"},
	{Key: "unlucky", Group: "Luck", Text: "What turned something minor into something major?"},
	{Key: "new", Group: "Learning", Text: "How much of this is new to people in the room?"},
	{Key: "moving_parts", Group: "Learning", Text: "How many of us knew of all the moving parts?"},
	{Key: "again", Group: "Learning", Text: "What did we learn that helps us when this happens again?"},
	{Key: "happens_again", Group: "Learning", Text: "How likely is it to happen again? What cannot be prevented: how do we keep the harm small?"},
	{Key: "control", Group: "Learning", Text: "What is within my own control that I can change?"},
	{Key: "readers", Group: "Learning", Text: "Who should be able to read what we write here?"},
	{Key: "this_review", Group: "Learning", Text: "What would you change about this review and the way we hold it?"},
}

// ordered sorts questions by their group, keeping their order within it.
func ordered(list []Question) []Question {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Question) int { return groupOf(a) - groupOf(b) })
	return list
}

func groupOf(q Question) int {
	if i := slices.Index(groups, q.Group); i >= 0 {
		return i
	}
	return len(groups) - 1
}
