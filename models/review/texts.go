package review

import (
	"context"
	"strconv"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/staff"
)

// The periods of mails that carry a whole text say of what.
const (
	textOfReview     = "review-"
	textOfPostmortem = "postmortem-"
)

// newTexts finds, for everybody who wants them, the reviews completed and the
// postmortems published since they said so, of which no mail was queued.
const newTexts = `SELECT c.user_id, t.period FROM staff_mail_choices c JOIN users u ON u.id = c.user_id AND u.disabled_at IS NULL
 CROSS JOIN (SELECT 'review-' || public_id AS period, completed_at AS at FROM reviews WHERE state = 'completed' AND completed_at > ?
  UNION ALL SELECT 'postmortem-' || p.slug || '-' || CAST(r.number AS TEXT), r.published_at FROM postmortems p JOIN postmortem_revisions r ON r.postmortem_id = p.id AND r.number = p.revision
   WHERE r.published_at > ? AND p.withdrawn_at IS NULL AND r.withdrawn_at IS NULL) t
 WHERE c.texts AND t.at > c.texts_since AND NOT EXISTS (SELECT 1 FROM staff_mails m WHERE m.user_id = c.user_id AND m.kind = 'text' AND m.period = t.period) ORDER BY c.user_id, t.at`

// SendTexts queues, in the day of a working day, the whole text of every review
// that was completed and every postmortem that was published for everybody who
// asked for them.
func (s *Store) SendTexts(ctx context.Context, post Post, then Then) error {
	rules, today, awake, err := s.morning(ctx)
	if err != nil || !awake || !rules.works(today) {
		return err
	}
	type text struct {
		UserID int64
		Period string
	}
	var texts []text
	since := s.Now().Add(-staff.TextsFor)
	if err := s.query(ctx).Raw(newTexts, since, since).Scan(&texts).Error; err != nil || len(texts) == 0 {
		return models.Fault(err, "mail")
	}
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil {
			return err
		}
		var queued []int64
		for _, t := range texts {
			m, fresh, err := post.QueueMail(ctx, tx, t.UserID, staff.TextMail, t.Period)
			if err != nil {
				return err
			}
			if fresh {
				queued = append(queued, m.ID)
			}
		}
		return then(tx, queued)
	})
}

// Text is a whole text for a mail to staff.
type Text struct {
	Kind     string // "review" or "postmortem"
	Title    string
	Markdown string
	Path     string // in the console
	At       time.Time
}

// TextOf is what a mail carries: the review with people by their roles, or the
// postmortem as it is out. It is nil when that was taken back meanwhile.
func (s *Store) TextOf(ctx context.Context, m staff.Mail) (*Text, error) {
	if id, ok := strings.CutPrefix(m.Period, textOfReview); ok {
		e, err := s.ExportReview(ctx, id, false)
		if err != nil || e.State != Completed {
			return nil, gone(err)
		}
		e.told = true
		return &Text{Kind: "review", Title: e.Title, Markdown: e.Markdown(), Path: "/reviews/" + id, At: e.ExportedAt}, nil
	}
	name := strings.TrimPrefix(m.Period, textOfPostmortem)
	cut := strings.LastIndexByte(name, '-')
	slug, number := name[:max(cut, 0)], name[cut+1:]
	p, err := s.site.Postmortem(ctx, slug)
	if err != nil || p.WithdrawnAt != nil || strconv.FormatInt(p.Revision, 10) != number {
		return nil, gone(err) // a newer revision has a mail of its own
	}
	r := p.Current()
	var b strings.Builder
	b.WriteString("# " + line(r.Title) + "\n\n" + r.Apology + "\n\n")
	for _, part := range r.Sections() {
		if part.Body != "" && part.Key != "apology" {
			b.WriteString("## " + part.Heading + "\n\n" + part.Body + "\n\n")
		}
	}
	return &Text{Kind: "postmortem", Title: r.Title, Markdown: b.String(), Path: "/postmortems/" + slug, At: r.PublishedAt}, nil
}

// gone is nil for what is not there any more.
func gone(err error) error {
	if err != nil && models.KindOf(err) == models.NotFound {
		return nil
	}
	return err
}
