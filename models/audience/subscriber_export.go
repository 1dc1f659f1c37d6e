package audience

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"

	"vitrine/models"
)

// exportPage is how many subscribers are read at a time.
const exportPage = 1000

var exportHeader = []string{"email", "state", "components", "incidents", "maintenance", "postmortems", "countermeasures", "source", "consent",
	"requested_at", "confirmed_at", "left_at", "groups", "least_impact", "digest", "quiet_from", "quiet_until", "zone", "language", "list"}

// Export writes everybody with a mail address as CSV, oldest first; the addresses
// of other channels are secrets that stay sealed. A cell that a spreadsheet
// would take for a formula is led by an apostrophe.
func (s *Store) Export(ctx context.Context, w io.Writer) error {
	slugs, err := s.slugsByID(ctx)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(exportHeader); err != nil {
		return fmt.Errorf("export subscribers: %w", err)
	}
	for last, full := int64(0), true; full; {
		var list []Subscriber
		if err := s.read(ctx).Where("id > ? AND channel = 'email'", last).Order("id").Limit(exportPage).Find(&list).Error; err != nil {
			return models.Fault(err, "subscriber")
		}
		if err := s.fill(s.read(ctx), list); err != nil {
			return err
		}
		for _, one := range list {
			if err := out.Write(row(one, slugs)); err != nil {
				return fmt.Errorf("export subscribers: %w", err)
			}
			last = one.ID
		}
		full = len(list) == exportPage
	}
	out.Flush()
	return out.Error()
}

// slugsByID maps the public id of every component and group to its slug.
func (s *Store) slugsByID(ctx context.Context) (map[string]string, error) {
	var rows []struct{ Slug, PublicID string }
	err := s.read(ctx).Raw("SELECT slug, public_id FROM components UNION ALL SELECT slug, public_id FROM component_groups").Scan(&rows).Error
	byID := map[string]string{}
	for _, r := range rows {
		byID[r.PublicID] = r.Slug
	}
	return byID, models.Fault(err, "component")
}

func row(s Subscriber, slugs map[string]string) []string {
	names := make([]string, 0, len(s.ComponentIDs))
	for _, id := range s.ComponentIDs {
		names = append(names, slugs[id])
	}
	groups := make([]string, 0, len(s.GroupIDs))
	for _, id := range s.GroupIDs {
		groups = append(groups, slugs[id])
	}
	cells := []string{s.Email, string(s.State), strings.Join(names, " "), yes(s.WantsIncidents), yes(s.WantsMaintenance),
		yes(s.WantsPostmortems), yes(s.WantsCountermeasures), s.Source, s.Consent, stamp(&s.RequestedAt), stamp(s.ConfirmedAt), stamp(s.LeftAt),
		strings.Join(groups, " "), string(s.Choice().Least()), s.Digest.Word(), s.QuietFrom, s.QuietUntil, s.Zone, s.Language, yes(s.IsList)}
	for i, cell := range cells {
		cells[i] = guarded(cell)
	}
	return cells
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func stamp(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// guarded keeps a spreadsheet from taking a text for a formula.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
