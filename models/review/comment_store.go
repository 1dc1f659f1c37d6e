package review

import (
	"context"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

const commentRows = `SELECT review_comments.*, COALESCE(authors.name, 'Vitrine') AS author, COALESCE(settlers.name, '') AS settler
FROM review_comments LEFT JOIN users authors ON authors.id = author_id LEFT JOIN users settlers ON settlers.id = settled_by `

// Threads returns the comments on a review, oldest thread first.
func (s *Store) Threads(ctx context.Context, r Review) ([]Thread, error) {
	var rows []Comment
	if err := s.query(ctx).Raw(commentRows+"WHERE review_id = ? ORDER BY review_comments.id", r.ID).Scan(&rows).Error; err != nil {
		return nil, models.Fault(err, "comment")
	}
	at, list := map[int64]int{}, []Thread{}
	for _, c := range rows {
		if c.ThreadID == 0 {
			about, _ := r.part(c.Place, c.Part)
			at[c.ID], list = len(list), append(list, Thread{Comment: c, About: shortened(about, 80)})
		} else if i, ok := at[c.ThreadID]; ok {
			list[i].Answers = append(list[i].Answers, c)
		}
	}
	return list, nil
}

// openThreads are the threads that nobody settled.
func (s *Store) openThreads(ctx context.Context, r Review) ([]Thread, error) {
	list, err := s.Threads(ctx, r)
	var open []Thread
	for _, t := range list {
		if t.Open() {
			open = append(open, t)
		}
	}
	return open, err
}

// AddComment begins a thread on a part of a review. Whom it calls by @name finds
// it on their first page, and in a mail.
func (s *Store) AddComment(ctx context.Context, reviewID string, n NewComment) (c Comment, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := s.Review(ctx, reviewID)
		if err != nil {
			return err
		}
		places, err := s.places(ctx, r, n.Place)
		if err != nil {
			return err
		}
		if err := n.check(r, places); err != nil {
			return err
		}
		c, err = s.say(ctx, Comment{ReviewID: r.ID, Place: n.Place, Part: n.Part, Body: clean(n.Body)})
		return err
	})
	return c, err
}

// places are where a comment can stand that begins at at: the sections that this
// house has added too.
func (s *Store) places(ctx context.Context, r Review, at Place) ([]Place, error) {
	if !Section(at).Own() {
		return Places(), nil
	}
	r, _, err := s.sectioned(ctx, r.PublicID)
	list := Places()
	for _, o := range r.Own {
		list = append(list, Place(o.Section))
	}
	return list, err
}

// AnswerComment adds to a thread, which is open again by it.
func (s *Store) AnswerComment(ctx context.Context, commentID, body string) (c Comment, err error) {
	err = s.deed(ctx, func(s *Store) error {
		t, err := s.thread(ctx, commentID)
		if err != nil {
			return err
		}
		bad := models.Complaints{}
		if body = bad.Body("body", body, 1, maxComment); bad.Err() != nil {
			return bad.Err()
		}
		if t.SettledAt != nil {
			if err := s.settleThread(ctx, t, nil, 0); err != nil {
				return err
			}
		}
		c, err = s.say(ctx, Comment{ReviewID: t.ReviewID, ThreadID: t.ID, Place: t.Place, Part: t.Part, Body: body})
		return err
	})
	return c, err
}

// say writes one comment with its mentions.
func (s *Store) say(ctx context.Context, c Comment) (Comment, error) {
	c.PublicID, c.AuthorID, c.Author, c.CreatedAt = models.NewID(), models.ActorOf(ctx).ID, models.ActorOf(ctx).Name, s.Now()
	if err := gorm.G[Comment](s.query(ctx)).Create(ctx, &c); err != nil {
		return c, models.Fault(err, "comment")
	}
	accounts, err := s.accounts(ctx)
	if err != nil {
		return c, err
	}
	for _, id := range mentioned(c.Body, accounts) {
		if err := s.query(ctx).Exec("INSERT INTO review_mentions (comment_id, user_id) VALUES (?, ?)", c.ID, id).Error; err != nil {
			return c, models.Fault(err, "mention")
		}
	}
	return c, s.record(ctx, "comment.added", "comment", c.PublicID, nil, map[string]any{"place": c.Place, "body": fingerprint(c.Body)})
}

// thread reads the comment that began the thread of a comment.
func (s *Store) thread(ctx context.Context, commentID string) (Comment, error) {
	c, err := find[Comment](ctx, s, commentID, "comment")
	if err == nil && c.ThreadID != 0 {
		c, err = gorm.G[Comment](s.query(ctx)).Where("id = ?", c.ThreadID).Take(ctx)
		err = models.Fault(err, "comment")
	}
	return c, err
}

// SettleComment says that a thread needs nothing more. Settling it twice is no
// error.
func (s *Store) SettleComment(ctx context.Context, commentID string) (Comment, error) {
	now := s.Now()
	return s.turnThread(ctx, commentID, "comment.settled", &now)
}

// ReopenComment says that a thread needs something after all.
func (s *Store) ReopenComment(ctx context.Context, commentID string) (Comment, error) {
	return s.turnThread(ctx, commentID, "comment.reopened", nil)
}

func (s *Store) turnThread(ctx context.Context, commentID, deed string, at *time.Time) (t Comment, err error) {
	err = s.deed(ctx, func(s *Store) error {
		if t, err = s.thread(ctx, commentID); err != nil || (t.SettledAt == nil) == (at == nil) {
			return err
		}
		by := models.ActorOf(ctx).ID
		if at == nil {
			by = 0
		}
		if err := s.settleThread(ctx, t, at, by); err != nil {
			return err
		}
		t.SettledAt, t.SettledBy = at, by
		return s.record(ctx, deed, "comment", t.PublicID, nil, map[string]any{"place": t.Place})
	})
	return t, err
}

func (s *Store) settleThread(ctx context.Context, t Comment, at *time.Time, by int64) error {
	err := s.query(ctx).Exec("UPDATE review_comments SET settled_at = ?, settled_by = ? WHERE id = ?", at, by, t.ID).Error
	return models.Fault(err, "comment")
}

// Mention is an open thread in which somebody was called by name.
type Mention struct {
	Review, Title string // public id and title of the review
	Place         Place
	Heading       string // of a section that this house has added
	Body, Author  string
	CreatedAt     time.Time
}

const mentionRows = `SELECT reviews.public_id AS review, reviews.title, c.place, COALESCE(x.heading, '') AS heading, c.body, COALESCE(authors.name, 'Vitrine') AS author, c.created_at
FROM review_mentions m JOIN review_comments c ON c.id = m.comment_id JOIN reviews ON reviews.id = c.review_id
LEFT JOIN users authors ON authors.id = c.author_id
LEFT JOIN review_comments root ON root.id = c.thread_id
LEFT JOIN review_texts x ON x.review_id = c.review_id AND x.section = c.place
WHERE m.user_id = ? AND c.author_id <> m.user_id AND COALESCE(root.settled_at, c.settled_at) IS NULL
  AND NOT EXISTS (SELECT 1 FROM review_comments answer WHERE answer.author_id = m.user_id AND answer.id > c.id
    AND answer.thread_id = CASE WHEN c.thread_id = 0 THEN c.id ELSE c.thread_id END)`

const mentionOrder = " ORDER BY c.id DESC LIMIT 20"

// Mentions are the comments that call a user by name and that they have not
// answered, in threads that are open; newest first, at most 20.
func (s *Store) Mentions(ctx context.Context, userID int64) ([]Mention, error) {
	var list []Mention
	err := s.query(ctx).Raw(mentionRows+mentionOrder, userID).Scan(&list).Error
	return list, models.Fault(err, "mention")
}
