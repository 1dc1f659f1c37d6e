package review

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"vitrine/models"
)

// PasteChat keeps a chat log with a review and reads the messages in it. Nothing
// comes onto the timeline by that.
func (s *Store) PasteChat(ctx context.Context, reviewID string, n NewChat) (l ChatLog, err error) {
	r, err := s.Review(ctx, reviewID)
	if err != nil {
		return l, err
	}
	n.Text = printable(n.Text)
	if err := n.check(); err != nil {
		return l, err
	}
	messages, format := ParseChat(n, r.Anchor())
	if err := timed(messages); err != nil {
		return l, err
	}
	err = s.deed(ctx, func(s *Store) error {
		l = ChatLog{PublicID: models.NewID(), ReviewID: r.ID, Raw: n.Text, Format: format, PastedBy: models.ActorOf(ctx).Name,
			Lines: int64(len(messages)), Version: 1, CreatedAt: s.Now(), UpdatedAt: s.Now()}
		if err := gorm.G[ChatLog](s.query(ctx)).Create(ctx, &l); err != nil {
			return models.Fault(err, "chat log")
		}
		for i := range messages {
			messages[i].LogID = l.ID
		}
		if err := s.query(ctx).CreateInBatches(&messages, 100).Error; err != nil {
			return models.Fault(err, "chat log")
		}
		l.Messages = messages
		return s.record(ctx, "chat.pasted", "review", reviewID, nil, map[string]any{"log": l.PublicID, "messages": len(messages), "text": fingerprint(l.Raw)})
	})
	return l, err
}

// check refuses what is no chat at all.
func (n NewChat) check() error {
	bad := models.Complaints{}
	if strings.TrimSpace(n.Text) == "" {
		bad.Add("text", "Paste the chat first.")
	}
	if utf8.RuneCountInString(n.Text) > maxChat {
		bad.Add("text", "This is longer than two million characters. Paste it in parts.")
	}
	return bad.Err()
}

// timed refuses a chat in which no message begins with a time.
func timed(messages []ChatLine) error {
	bad := models.Complaints{}
	if len(messages) > maxMessages {
		bad.Add("text", "These are %d messages. Paste at most %d at once.", len(messages), maxMessages)
	}
	for _, m := range messages {
		if m.At != nil {
			return bad.Err()
		}
	}
	bad.Add("text", "No line begins with a time that can be read, or the day is not known: say it beside. A message may look like “16:12 gary: text”, “[16:12] <gary> text”, or be an export in JSON.")
	return bad.Err()
}

// printable takes out what no database and no page carries, and nothing else.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\ufffd"))
}

// ChatLogs lists the chat logs of a review, oldest first, without their texts.
func (s *Store) ChatLogs(ctx context.Context, reviewID string) ([]ChatLog, error) {
	var list []ChatLog
	err := s.query(ctx).Omit("raw").Where("review_id = (SELECT id FROM reviews WHERE public_id = ?)", reviewID).Order("id").Find(&list).Error
	return list, models.Fault(err, "chat log")
}

// ChatLog is one chat log of a review with its messages. An entry that was
// deleted since does not count as made.
func (s *Store) ChatLog(ctx context.Context, reviewID, logID string) (l ChatLog, err error) {
	l, err = gorm.G[ChatLog](s.query(ctx)).Where("public_id = ? AND review_id = (SELECT id FROM reviews WHERE public_id = ?)", logID, reviewID).Take(ctx)
	if err != nil {
		return l, models.Fault(err, "chat log")
	}
	const lines = `SELECT c.log_id, c.number, c.at, c.who, c.what, c.suggested, c.kind, c.phase, c.guess, c.effect, COALESCE(e.public_id, '') AS entry
		FROM chat_lines c LEFT JOIN timeline_entries e ON e.public_id = c.entry AND c.entry <> '' WHERE c.log_id = ? ORDER BY c.number`
	return l, models.Fault(s.query(ctx).Raw(lines, l.ID).Scan(&l.Messages).Error, "chat log")
}

// ChooseMessages keeps what a person decided so far, without adding anything.
// What became an entry stays as it is.
func (s *Store) ChooseMessages(ctx context.Context, reviewID, logID string, choices []ChatChoice) error {
	return s.deed(ctx, func(s *Store) error {
		l, err := s.ChatLog(ctx, reviewID, logID)
		if err != nil {
			return err
		}
		_, err = s.choose(ctx, l, choices)
		return err
	})
}

// choose writes decisions and returns the log as it is then.
func (s *Store) choose(ctx context.Context, l ChatLog, choices []ChatChoice) (ChatLog, error) {
	for _, c := range choices {
		if c.Number < 1 || c.Number > int64(len(l.Messages)) {
			return l, models.Fail(models.Invalid, "There is no message %d.", c.Number)
		}
		m := &l.Messages[c.Number-1]
		set := newChanges()
		put(set, "effect", &m.Effect, c.Effect)
		put(set, "kind", &m.Kind, c.Kind)
		put(set, "phase", &m.Phase, c.Phase)
		bad := models.Complaints{}
		choice(bad, "effect", m.Effect, Effects)
		choice(bad, "kind", m.Kind, EntryKinds)
		choice(bad, "phase", m.Phase, Phases)
		if err := bad.Err(); err != nil || len(set.set) == 0 {
			if err != nil {
				return l, err
			}
			continue
		}
		done := s.query(ctx).Table("chat_lines").Where("log_id = ? AND number = ?", l.ID, c.Number).Updates(set.set)
		if done.Error != nil {
			return l, models.Fault(done.Error, "chat log")
		}
	}
	return l, nil
}

// KeepMessages makes entries of the messages that were chosen, with the choices
// given now. Every other message stays in the log. A message without a time of
// its own gets that of the one before it.
func (s *Store) KeepMessages(ctx context.Context, reviewID, logID string, choices []ChatChoice) (added []Entry, err error) {
	err = s.deed(ctx, func(s *Store) error {
		l, err := s.ChatLog(ctx, reviewID, logID)
		if err != nil {
			return err
		}
		if l, err = s.choose(ctx, l, choices); err != nil {
			return err
		}
		ns, from := l.chosen()
		if len(ns) == 0 {
			return models.Fail(models.Invalid, "No message is chosen. Keep some of them first.")
		}
		return s.changing(ctx, l.ReviewID, func() error {
			if added, err = s.insertEntries(ctx, l.ReviewID, ns); err != nil {
				return err
			}
			for i, e := range added {
				if err := s.query(ctx).Exec("UPDATE chat_lines SET entry = ? WHERE log_id = ? AND number = ?", e.PublicID, l.ID, from[i]).Error; err != nil {
					return models.Fault(err, "chat log")
				}
			}
			return s.record(ctx, "chat.kept", "review", reviewID, nil, map[string]any{"log": logID, "entries": len(added)})
		})
	})
	return added, err
}

// chosen are the entries to make, and the messages they come from.
func (l ChatLog) chosen() (ns []NewEntry, from []int64) {
	var last *ChatLine
	for i := range l.Messages {
		m := &l.Messages[i]
		if m.At != nil {
			last = m
		}
		if m.Effect == "" || m.Entry != "" {
			continue
		}
		n := NewEntry{Kind: cmp.Or(m.Kind, Discovery), Phase: m.Phase, Who: cutTo(m.Who, models.MaxTitle-1), What: cutTo(m.What, maxBody-1), Effect: m.Effect}
		switch {
		case m.At != nil:
			n.At = *m.At
		case last != nil:
			n.At = *last.At
		default:
			for _, later := range l.Messages[i:] {
				if later.At != nil {
					n.At = *later.At
					break
				}
			}
		}
		ns, from = append(ns, n), append(from, m.Number)
	}
	return ns, from
}

// DeleteChat takes a chat log out of a review; entries made of it stay.
func (s *Store) DeleteChat(ctx context.Context, reviewID, logID string) error {
	return s.deed(ctx, func(s *Store) error {
		l, err := s.ChatLog(ctx, reviewID, logID)
		if err != nil {
			return err
		}
		if err := s.query(ctx).Exec("DELETE FROM chat_logs WHERE id = ?", l.ID).Error; err != nil {
			return models.Fault(err, "chat log")
		}
		return s.record(ctx, "chat.deleted", "review", reviewID, map[string]any{"log": logID, "messages": fmt.Sprint(l.Lines), "text": fingerprint(l.Raw)}, nil)
	})
}
