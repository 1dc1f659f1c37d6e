package review

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"vitrine/models"
)

// Questions returns the questions of the template with what a review says to
// them, and those that were answered while the template still asked them. It is
// what every export lists.
func (s *Store) Questions(ctx context.Context, reviewID string) ([]Prompt, error) {
	r, err := find[Review](ctx, s, reviewID, "review")
	if err != nil {
		return nil, err
	}
	return s.questions(ctx, r.ID)
}

func (s *Store) questions(ctx context.Context, reviewID int64) ([]Prompt, error) {
	t, err := s.ReviewTemplate(ctx)
	if err != nil {
		return nil, err
	}
	answers, err := s.answers(ctx, reviewID)
	if err != nil {
		return nil, err
	}
	var list []Prompt
	for _, q := range t.Questions {
		i := slices.IndexFunc(answers, func(a named) bool { return a.Answer.Question == q.Key })
		if i < 0 && q.Off {
			continue
		}
		asked := Prompt{Question: q}
		if i >= 0 {
			asked = answers[i].asked(q)
			answers = slices.Delete(answers, i, i+1)
		}
		list = append(list, asked)
	}
	for _, a := range answers {
		list = append(list, a.asked(Question{Key: a.Answer.Question, Group: groups[len(groups)-1], Text: a.Answer.Asked, Own: true, Off: true}))
	}
	return list, nil
}

// named is an answer with the name of who gave it.
type named struct {
	Answer answer `gorm:"embedded"`
	Name   string
}

func (n named) asked(q Question) Prompt {
	a := n.Answer
	if q.Off {
		q.Text = a.Asked
	}
	return Prompt{Question: q, Answer: a.Body, Skipped: a.Skipped, AnsweredBy: n.Name, AnsweredAt: &a.UpdatedAt, Version: a.Version}
}

func (s *Store) answers(ctx context.Context, reviewID int64) ([]named, error) {
	const with = `SELECT review_answers.*, COALESCE(users.name, '') AS name FROM review_answers LEFT JOIN users ON users.id = answered_by WHERE review_id = ? ORDER BY review_answers.created_at, question`
	var list []named
	err := s.query(ctx).Raw(with, reviewID).Scan(&list).Error
	return list, models.Fault(err, "answer")
}

// AnswerQuestions answers, skips or reopens questions of a review, all or none
// of them. An answer that somebody else has changed since it was read is Stale.
func (s *Store) AnswerQuestions(ctx context.Context, reviewID string, edits []AnswerEdit) (list []Prompt, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := find[Review](ctx, s, reviewID, "review")
		if err != nil {
			return err
		}
		if list, err = s.questions(ctx, r.ID); err != nil {
			return err
		}
		for _, e := range edits {
			if err := s.answerQuestion(ctx, r, list, e); err != nil {
				return err
			}
		}
		list, err = s.questions(ctx, r.ID)
		return err
	})
	return list, err
}

func (s *Store) answerQuestion(ctx context.Context, r Review, list []Prompt, e AnswerEdit) error {
	i := slices.IndexFunc(list, func(a Prompt) bool { return a.Key == e.Question })
	if i < 0 {
		return models.Fail(models.NotFound, "There is no such question.")
	}
	now := list[i]
	e.Answer = clean(e.Answer)
	if now.Answer == e.Answer && now.Skipped == e.Skip {
		return nil
	}
	if err := e.check(); err != nil {
		return err
	}
	if e.Version >= 0 && e.Version != now.Version {
		return models.StaleEdit("answer")
	}
	if err := s.writeAnswer(ctx, r.ID, now, e); err != nil {
		return err
	}
	if err := s.touch(ctx, r.ID); err != nil {
		return err
	}
	return s.record(ctx, "question."+e.deed(), "review", r.PublicID, nil, map[string]any{"question": e.Question, "answer": fingerprint(e.Answer)})
}

func (e AnswerEdit) deed() string {
	switch {
	case e.Skip:
		return "skipped"
	case e.Answer == "":
		return "reopened"
	}
	return "answered"
}

// writeAnswer keeps an answer. A reopened question keeps its row, so that its
// version goes on.
func (s *Store) writeAnswer(ctx context.Context, reviewID int64, now Prompt, e AnswerEdit) error {
	a := answer{ReviewID: reviewID, Question: e.Question, Asked: now.Text, Body: e.Answer, Skipped: e.Skip, AnsweredBy: models.ActorOf(ctx).ID,
		Version: now.Version + 1, CreatedAt: s.Now(), UpdatedAt: s.Now()}
	if now.Version == 0 {
		return models.Fault(gorm.G[answer](s.query(ctx)).Create(ctx, &a), "answer")
	}
	done := s.query(ctx).Model(&answer{}).Where("review_id = ? AND question = ? AND version = ?", reviewID, e.Question, now.Version).
		Updates(map[string]any{"asked": a.Asked, "body": a.Body, "skipped": a.Skipped, "answered_by": a.AnsweredBy, "version": a.Version, "updated_at": a.UpdatedAt})
	if done.Error == nil && done.RowsAffected == 0 {
		return models.StaleEdit("answer")
	}
	return models.Fault(done.Error, "answer")
}
