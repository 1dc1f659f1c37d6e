package review

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"
)

// ExportedAnswer is a question of the template that was answered or skipped.
type ExportedAnswer struct {
	Group    string `json:"group"`
	Question string `json:"question"`
	Answer   string `json:"answer"` // Markdown; empty when it was skipped
	Skipped  bool   `json:"skipped"`
	By       string `json:"by"`
}

// ExportedThread is a comment with its answers.
type ExportedThread struct {
	Place   Place          `json:"place"`
	About   string         `json:"about"` // what it is about, shortened; empty: the whole place
	Settled bool           `json:"settled"`
	Words   []ExportedWord `json:"words"`
}

// ExportedWord is one comment or answer.
type ExportedWord struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Body string    `json:"body"`
}

// ExportedStep is the state of recovery from a time on: 0 is the worst of it, 1
// is recovered.
type ExportedStep struct {
	At     time.Time `json:"at"`
	State  float64   `json:"state"`
	Effect Effect    `json:"effect"`
}

// Percent is the state of recovery in whole per cent.
func (s ExportedStep) Percent() int { return int(math.Round(s.State * 100)) }

// talk is what people said of a review beside its texts.
type talk struct {
	prompts []Prompt
	threads []Thread
}

func (s *Store) talk(ctx context.Context, r Review) (t talk, err error) {
	if t.prompts, err = s.questions(ctx, r.ID); err != nil {
		return t, err
	}
	t.threads, err = s.Threads(ctx, r)
	return t, err
}

// names are the fields in which those who talked stand.
func (t talk) names() (fields []string) {
	for _, p := range t.prompts {
		fields = append(fields, p.AnsweredBy)
	}
	for _, th := range t.threads {
		fields = append(fields, th.Author)
		for _, a := range th.Answers {
			fields = append(fields, a.Author)
		}
	}
	return fields
}

// talked adds the answers to questions, the comments and the recovery curve.
func (e *Export) talked(t talk, c Curve, call, who func(string) string) {
	e.Questions, e.Comments, e.Curve = []ExportedAnswer{}, []ExportedThread{}, []ExportedStep{}
	for _, p := range t.prompts {
		if p.Done() {
			e.Questions = append(e.Questions, ExportedAnswer{p.Group, call(p.Text), call(p.Answer), p.Skipped, who(p.AnsweredBy)})
		}
	}
	for _, th := range t.threads {
		out := ExportedThread{Place: th.Place, About: call(th.About), Settled: !th.Open()}
		for _, w := range append([]Comment{th.Comment}, th.Answers...) {
			out.Words = append(out.Words, ExportedWord{who(w.Author), w.CreatedAt, call(w.Body)})
		}
		e.Comments = append(e.Comments, out)
	}
	for _, p := range c.Points {
		e.Curve = append(e.Curve, ExportedStep{p.At, p.Y, p.Effect})
	}
}

// curve writes the recovery curve as a table.
func (e Export) curve(b *strings.Builder) {
	if len(e.Curve) == 0 {
		return
	}
	b.WriteString("## Recovery curve (UTC)\n\n| From | State of recovery | Effect |\n| --- | --- | --- |\n")
	for _, s := range e.Curve {
		fmt.Fprintf(b, "| %s | %d %% | %s |\n", minute(s.At), s.Percent(), string(s.Effect))
	}
	b.WriteString("\n")
}

// talk writes questions with their answers, and comments.
func (e Export) talk(b *strings.Builder) {
	for n, q := range e.Questions {
		if n == 0 {
			b.WriteString("## Questions\n\n")
		}
		answer := strings.TrimSpace(q.Answer)
		if q.Skipped {
			answer = "Skipped."
		}
		fmt.Fprintf(b, "### %s\n\n%s\n\n", line(q.Question), answer)
	}
	for n, t := range e.Comments {
		if n == 0 {
			b.WriteString("## Comments\n\n")
		}
		about := spokenName(string(t.Place))
		if t.About != "" {
			about += ", “" + line(t.About) + "”"
		}
		if !t.Settled {
			about += " (open)"
		}
		fmt.Fprintf(b, "- %s\n", about)
		for _, w := range t.Words {
			fmt.Fprintf(b, "  - %s, %s: %s\n", line(w.By), minute(w.At), line(w.Body))
		}
	}
	if len(e.Comments) > 0 {
		b.WriteString("\n")
	}
}
