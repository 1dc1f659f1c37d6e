package review

import (
	"context"
	"encoding/json"

	"vitrine/models"
)

// maxJottings bounds what is kept for one person beside one draft, in bytes.
const maxJottings = 200_000

// Jot keeps what the one who does it has typed beside the finds of a draft, in
// place of what was kept before. It changes nothing of the draft, so the trail
// is not told.
func (s *Store) Jot(ctx context.Context, draftID string, js []Jotting) error {
	return s.deed(ctx, func(s *Store) error {
		d, err := find[Draft](ctx, s, draftID, "draft")
		if err != nil {
			return err
		}
		typed, err := json.Marshal(js)
		if err != nil {
			return err
		}
		by := models.ActorOf(ctx).ID
		if len(js) == 0 || len(typed) > maxJottings {
			return models.Fault(s.query(ctx).Exec("DELETE FROM draft_jottings WHERE draft_id = ? AND user_id = ?", d.ID, by).Error, "draft")
		}
		const put = `INSERT INTO draft_jottings (draft_id, user_id, typed, updated_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (draft_id, user_id) DO UPDATE SET typed = excluded.typed, updated_at = excluded.updated_at`
		return models.Fault(s.query(ctx).Exec(put, d.ID, by, string(typed), s.Now()).Error, "draft")
	})
}

// Jottings returns what the one who asks has typed beside the finds of a draft,
// by the public id that the find has now.
func (s *Store) Jottings(ctx context.Context, draftID string) (map[string]Jotting, error) {
	d, err := find[Draft](ctx, s, draftID, "draft")
	if err != nil {
		return nil, err
	}
	var rows []string
	err = s.query(ctx).Raw("SELECT typed FROM draft_jottings WHERE draft_id = ? AND user_id = ?", d.ID, models.ActorOf(ctx).ID).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return map[string]Jotting{}, models.Fault(err, "draft")
	}
	var js []Jotting
	if err := json.Unmarshal([]byte(rows[0]), &js); err != nil {
		return nil, err
	}
	fs, err := s.findings(ctx, d.ID)
	return placed(js, fs), err
}
