package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// ticketPurpose is what the secrets of trackers are sealed for.
const ticketPurpose = "ticket-source"

// TicketSources lists the trackers, by name.
func (s *Store) TicketSources(ctx context.Context) ([]TicketSource, error) {
	ts, err := gorm.G[TicketSource](s.query(ctx)).Order("name").Find(ctx)
	return ts, models.Fault(err, "ticket source")
}

// AddTicketSource adds a tracker and returns it with its secret, which is told
// this once. An empty secret is made anew.
func (s *Store) AddTicketSource(ctx context.Context, name string, kind TicketShape, secret string) (t TicketSource, told string, err error) {
	if told = strings.TrimSpace(secret); told == "" {
		told = models.NewToken()
	}
	err = s.deed(ctx, func(s *Store) error {
		now := s.Now()
		t = TicketSource{PublicID: models.NewID(), Name: strings.ToLower(clean(name)), Kind: kind, SecretSealed: s.Key.Seal(ticketPurpose, told),
			Version: 1, CreatedAt: now, UpdatedAt: now}
		bad := models.Complaints{}
		if len(told) < 16 {
			bad.Add("secret", "The secret is too short. Leave it empty to have one made, or give at least 16 characters.")
		}
		t.check(bad)
		if err := bad.Err(); err != nil {
			return err
		}
		if err := gorm.G[TicketSource](s.query(ctx)).Create(ctx, &t); errors.Is(err, gorm.ErrDuplicatedKey) {
			return models.Complaints{"name": "There is a source of this name already. Choose another name, or remove that one first."}.Err()
		} else if err != nil {
			return models.Fault(err, "ticket source")
		}
		return s.record(ctx, "ticket_source.added", "ticket_source", t.PublicID, nil, map[string]any{"name": t.Name, "kind": t.Kind})
	})
	return t, told, err
}

// RemoveTicketSource takes a tracker away; its reports are refused from then on.
func (s *Store) RemoveTicketSource(ctx context.Context, publicID string) error {
	return s.deed(ctx, func(s *Store) error {
		t, err := find[TicketSource](ctx, s, publicID, "ticket source")
		if err != nil {
			return err
		}
		if err := s.query(ctx).Exec("DELETE FROM ticket_sources WHERE id = ?", t.ID).Error; err != nil {
			return models.Fault(err, "ticket source")
		}
		return s.record(ctx, "ticket_source.removed", "ticket_source", publicID, map[string]any{"name": t.Name, "kind": t.Kind}, nil)
	})
}

// errUnsigned answers every report that is not believed alike: which trackers
// there are is nobody's business.
var errUnsigned = models.Fail(models.Unknown, "This report is not signed with the secret of this source. Nothing was changed.")

// HearTicket takes a report of a tracker: signatures are the values of the headers
// that may carry its signature, by name. A report is believed once: the same one,
// and one older than what is known of its ticket, change nothing. Errors are
// Unknown without a right signature, and Invalid for a body of another shape.
func (s *Store) HearTicket(ctx context.Context, name string, signature func(header string) string, body []byte) (out TicketOutcome, err error) {
	err = s.deed(ctx, func(s *Store) error {
		ts, err := gorm.G[TicketSource](s.query(ctx)).Where("name = ?", strings.ToLower(name)).Find(ctx)
		if err != nil {
			return models.Fault(err, "ticket source")
		}
		if len(ts) == 0 {
			return errUnsigned
		}
		t := ts[0]
		secret, err := s.Key.Unseal(ticketPurpose, t.SecretSealed)
		if err != nil {
			return err
		}
		if !signedBy(secret, signature(t.Kind.SignatureHeader()), body) {
			return errUnsigned
		}
		r, err := t.Kind.report(body)
		if err != nil {
			return err
		}
		ctx := models.By(ctx, models.Actor{Name: "tickets: " + t.Name, From: models.ActorOf(ctx).From})
		if out, err = s.hear(ctx, t, r, body); err != nil {
			return err
		}
		now := s.Now()
		err = s.query(ctx).Exec("UPDATE ticket_sources SET last_at = ?, last_word = ? WHERE id = ?", now, out.Detail, t.ID).Error
		return models.Fault(err, "ticket source")
	})
	return out, err
}

// hear does what a believed report asks for.
func (s *Store) hear(ctx context.Context, t TicketSource, r TicketReport, body []byte) (TicketOutcome, error) {
	if r.Ticket == "" && r.URL == "" || r.State == "" {
		return TicketOutcome{Result: "ignored", Detail: "Heard. It says nothing about how far a ticket is."}, nil
	}
	news, err := s.ticketNews(ctx, t, r, body)
	if err != nil {
		return TicketOutcome{}, err
	}
	if !news {
		return TicketOutcome{Result: "old", Detail: "This was heard before, or something newer of the same ticket was. Nothing was changed."}, nil
	}
	items, err := s.ofTicket(ctx, r)
	if err != nil {
		return TicketOutcome{}, err
	}
	if len(items) == 0 {
		return TicketOutcome{Result: "unknown_ticket", Detail: "No action item has this ticket. Nothing was changed."}, nil
	}
	return s.follow(ctx, items, r)
}

// ticketEvent is the newest report of a ticket.
type ticketEvent struct {
	SourceID int64
	Ticket   string
	At       time.Time
	Seen     string // digests of the reports of that very moment, separated by commas
}

// ticketNews keeps a report as the newest of its ticket, unless it is not.
func (s *Store) ticketNews(ctx context.Context, t TicketSource, r TicketReport, body []byte) (bool, error) {
	sum := sha256.Sum256(body)
	seen := hex.EncodeToString(sum[:])
	key := strings.ToLower(r.Ticket)
	if key == "" {
		key = r.URL
	}
	var last []ticketEvent
	if err := s.query(ctx).Raw("SELECT * FROM ticket_events WHERE source_id = ? AND ticket = ?", t.ID, key).Scan(&last).Error; err != nil {
		return false, models.Fault(err, "ticket")
	}
	event := ticketEvent{SourceID: t.ID, Ticket: key, At: utc(r.At), Seen: seen}
	if len(last) > 0 {
		switch order := event.At.Compare(last[0].At); {
		case order < 0 || order == 0 && slices.Contains(strings.Split(last[0].Seen, ","), seen):
			return false, nil
		case order == 0:
			event.Seen = last[0].Seen + "," + seen
		}
	}
	err := s.query(ctx).Table("ticket_events").Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "source_id"}, {Name: "ticket"}}, UpdateAll: true}).Create(&event).Error
	return err == nil, models.Fault(err, "ticket")
}

// ofTicket finds the action items of a ticket, by its name or its address.
func (s *Store) ofTicket(ctx context.Context, r TicketReport) ([]Action, error) {
	as, err := gorm.G[Action](s.query(ctx)).Where("lower(ticket) = ? AND ticket <> ''", strings.ToLower(r.Ticket)).
		Or("ticket_url = ? AND ticket_url <> ''", r.URL).Order("id").Find(ctx)
	return as, models.Fault(err, "action item")
}

// notPlanned is the reason of an action item that its tracker dropped.
const notPlanned = "Its ticket was closed without being done."

// follow brings action items to where their ticket is. One that was promised in
// public moves in public with it, as it does by anybody's hand; but it is not
// dropped: readers are owed a reason that a person wrote.
func (s *Store) follow(ctx context.Context, items []Action, r TicketReport) (out TicketOutcome, err error) {
	out = TicketOutcome{Result: "unchanged", Detail: "The action item stood there already.", Actions: []string{}}
	held := false
	for _, a := range items {
		edit := ActionEdit{TicketState: &r.Said}
		switch {
		case a.State == r.State:
		case r.State == ActionDropped && a.promised() && a.CountermeasureID != nil:
			held = true
		default:
			edit.State = &r.State
			if r.State == ActionDropped && a.Reason == "" {
				edit.Reason = new(notPlanned)
			}
			out.Actions = append(out.Actions, a.PublicID)
		}
		if _, err := s.EditAction(ctx, a.PublicID, edit); err != nil {
			return out, err
		}
	}
	switch {
	case held:
		out.Result, out.Detail = "held", "It was promised in public, so it is not dropped without a person's reason. The board shows what the tracker says."
	case len(out.Actions) > 0:
		out.Result, out.Detail = "moved", "The action item moved with its ticket."
	}
	return out, nil
}
