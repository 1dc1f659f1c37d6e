package console

import (
	"fmt"
	"hash/fnv"
	"strings"

	"vitrine/models/review"
)

// QuestionsForm is the answers to the questions of a review as they are typed,
// by the keys of the questions.
type QuestionsForm struct {
	Form
	Answer map[string]string `form:"answer"`
	Skip   map[string]string `form:"skip"`
	Was    map[string]string `form:"was"` // Drawn of each question when the form was drawn
}

// Questions is the page on which the questions of a review are answered.
var Questions = page[QuestionsPage]("questions")

// QuestionsPage is what Questions shows.
type QuestionsPage struct {
	Frame   Frame
	Review  string // public id
	About   string // title of the review
	Prompts []review.Prompt
	Form    QuestionsForm
}

// Title implements the layout's need for one.
func (p QuestionsPage) Title() string { return "Questions" }

// Progress is how far the questions have come.
func (p QuestionsPage) Progress() review.Progress { return review.ProgressOf(p.Prompts) }

// QuestionGroup is questions under one heading.
type QuestionGroup struct {
	Name  string
	Lines []QuestionLine
}

// QuestionLine is one question with what was typed for it.
type QuestionLine struct {
	review.Prompt
	Field Field
	Skip  bool
}

// Drawn names the answer that stood in a form when it was drawn, after its
// version: what nobody touched is not sent as an edit.
func Drawn(version int64, answer string, skipped bool) string {
	hash := fnv.New64a()
	fmt.Fprint(hash, skipped, strings.TrimSpace(strings.ReplaceAll(answer, "\r\n", "\n")))
	return fmt.Sprintf("%d.%x", version, hash.Sum64())
}

// Was is what Drawn says of the answer that is saved.
func (l QuestionLine) Was() string { return Drawn(l.Version, l.Answer, l.Skipped) }

// Groups lists the questions under their headings, filled with what was typed.
func (p QuestionsPage) Groups() []QuestionGroup {
	var list []QuestionGroup
	for _, q := range p.Prompts {
		if len(list) == 0 || list[len(list)-1].Name != q.Group {
			list = append(list, QuestionGroup{Name: q.Group})
		}
		name := "answer[" + q.Key + "]"
		line := QuestionLine{q, field(name, q.Text, p.Form.Answer[q.Key], p.Form.Form).Rows(2), p.Form.Skip[q.Key] != ""}
		group := &list[len(list)-1]
		group.Lines = append(group.Lines, line)
	}
	return list
}
