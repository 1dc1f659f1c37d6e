package review

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

// fillParticipants reads who took part, under the names their accounts have now.
func (s *Store) fillParticipants(ctx context.Context, r *Review) error {
	people, err := gorm.G[Participant](s.query(ctx)).Where("review_id = ?", r.ID).Order("id").Find(ctx)
	slices.SortStableFunc(people, byRole)
	r.Participants = people
	return models.Fault(err, "participant")
}

// account is what is known here of a user.
type account struct {
	ID                  int64
	Name, Handle, Email string
}

// accounts reads the users who are not disabled.
func (s *Store) accounts(ctx context.Context) ([]account, error) {
	var list []account
	err := s.query(ctx).Raw("SELECT id, name, handle, email FROM users WHERE disabled_at IS NULL ORDER BY id").Scan(&list).Error
	return list, models.Fault(err, "user")
}

// known gives a participant the account that their name means, if it means one.
func (p *Participant) known(accounts []account) {
	p.UserID = 0
	said := strings.TrimPrefix(p.Name, "@")
	for _, a := range accounts {
		if strings.EqualFold(said, a.Name) || a.Handle != "" && strings.EqualFold(said, a.Handle) || strings.EqualFold(said, a.Email) {
			p.UserID, p.Name = a.ID, a.Name
			return
		}
	}
}

// AddParticipant adds somebody who took part, in one role.
func (s *Store) AddParticipant(ctx context.Context, reviewID string, n NewParticipant) (p Participant, err error) {
	err = s.deed(ctx, func(s *Store) error {
		r, err := s.Review(ctx, reviewID)
		if err != nil {
			return err
		}
		p = Participant{PublicID: models.NewID(), ReviewID: r.ID, Name: clean(n.Name), Role: n.Role, Version: 1, CreatedAt: s.Now(), UpdatedAt: s.Now()}
		if n.BroughtInAt != nil && !n.BroughtInAt.IsZero() {
			at := utc(*n.BroughtInAt)
			p.BroughtInAt = &at
		}
		if err := s.seat(ctx, r, &p); err != nil {
			return err
		}
		if err := gorm.G[Participant](s.query(ctx)).Create(ctx, &p); err != nil {
			return models.Fault(err, "participant")
		}
		if err := s.mirror(ctx, reviewID); err != nil {
			return err
		}
		return s.record(ctx, "participant.added", "review", reviewID, nil, map[string]any{"participant": p.PublicID, "role": p.Role, "name": fingerprint(p.Name)})
	})
	return p, err
}

// seat finds the account of a participant and checks the row.
func (s *Store) seat(ctx context.Context, r Review, p *Participant) error {
	accounts, err := s.accounts(ctx)
	if err != nil {
		return err
	}
	p.known(accounts)
	if err := p.check(); err != nil {
		return err
	}
	for _, other := range r.as(p.Role) {
		if other.ID != p.ID && other.same(*p) {
			return &models.Error{Kind: models.Invalid, Message: p.Name + " has this role already.", Fields: map[string]string{"name": p.Name + " has this role already."}}
		}
	}
	return nil
}

// participant reads one participant and their review.
func (s *Store) participant(ctx context.Context, publicID string) (Participant, Review, error) {
	p, err := find[Participant](ctx, s, publicID, "participant")
	if err != nil {
		return p, Review{}, err
	}
	r, err := s.reviewByID(ctx, p.ReviewID)
	return p, r, err
}

// EditParticipant changes name, role or time of somebody who took part.
func (s *Store) EditParticipant(ctx context.Context, publicID string, e ParticipantEdit) (p Participant, err error) {
	err = s.deed(ctx, func(s *Store) error {
		var r Review
		if p, r, err = s.participant(ctx, publicID); err != nil {
			return err
		}
		c, was := newChanges(), p.UserID
		c.words("name", &p.Name, e.Name)
		put(c, "role", &p.Role, e.Role)
		c.moment("brought_in_at", &p.BroughtInAt, e.BroughtInAt)
		at := row{"review_participants", "participant", p.ID, p.Version, e.Version}
		if err := at.fresh(); err != nil || len(c.set) == 0 {
			return err
		}
		if err := s.seat(ctx, r, &p); err != nil {
			return err
		}
		if c.set["name"] = p.Name; p.UserID != was {
			c.set["user_id"] = p.UserID
		}
		if err := s.amend(ctx, at, c); err != nil {
			return err
		}
		p.Version++
		if err := s.mirror(ctx, r.PublicID); err != nil {
			return err
		}
		return s.record(ctx, "participant.edited", "participant", publicID, c.before, c.after)
	})
	return p, err
}

// RemoveParticipant takes somebody off the list. version is the one that was
// read; 0 is any.
func (s *Store) RemoveParticipant(ctx context.Context, publicID string, version int64) error {
	return s.deed(ctx, func(s *Store) error {
		p, r, err := s.participant(ctx, publicID)
		if err != nil {
			return err
		}
		if err := s.remove(ctx, row{"review_participants", "participant", p.ID, p.Version, version}); err != nil {
			return err
		}
		if err := s.mirror(ctx, r.PublicID); err != nil {
			return err
		}
		return s.record(ctx, "participant.removed", "participant", publicID, map[string]any{"role": p.Role, "name": fingerprint(p.Name)}, nil)
	})
}

// mirror writes the old text fields of a review anew from its people.
func (s *Store) mirror(ctx context.Context, reviewID string) error {
	r, err := s.Review(ctx, reviewID)
	if err != nil {
		return err
	}
	c := newChanges()
	for _, f := range oldFields {
		var names []string
		for _, p := range r.as(f.roles...) {
			names = append(names, p.Name)
		}
		now := strings.Join(names, ", ")
		if !slices.Equal(splitNames(*f.text(&r)), names) {
			c.words(f.column, f.text(&r), &now)
		}
	}
	if err := r.check(); err != nil {
		return err
	}
	c.set["updated_at"] = s.Now() // who took part belongs to the version of the review
	return s.changing(ctx, r.ID, func() error { return s.amend(ctx, row{"reviews", "review", r.ID, r.Version, 0}, c) })
}

// gather makes the people of a review those whom the old text fields name now:
// who is named stays as they are, who is new comes, who is missing goes.
func (s *Store) gather(ctx context.Context, r *Review, columns func(string) bool) error {
	accounts, err := s.accounts(ctx)
	if err != nil {
		return err
	}
	for _, f := range oldFields {
		if !columns(f.column) {
			continue
		}
		if err := s.gatherField(ctx, r, f, accounts); err != nil {
			return err
		}
	}
	return s.fillParticipants(ctx, r)
}

func (s *Store) gatherField(ctx context.Context, r *Review, f oldField, accounts []account) error {
	gone := r.as(f.roles...)
	for _, name := range splitNames(*f.text(r)) {
		p := Participant{PublicID: models.NewID(), ReviewID: r.ID, Name: name, Role: f.roles[0], Version: 1, CreatedAt: s.Now(), UpdatedAt: s.Now()}
		if p.known(accounts); p.UserID != 0 {
			p.Name = name // the field says what was typed
		}
		if i := slices.IndexFunc(gone, p.same); i >= 0 {
			gone = slices.Delete(gone, i, i+1)
			continue
		}
		if err := gorm.G[Participant](s.query(ctx)).Create(ctx, &p); err != nil {
			return models.Fault(err, "participant")
		}
	}
	for _, p := range gone {
		if err := s.query(ctx).Exec("DELETE FROM review_participants WHERE id = ?", p.ID).Error; err != nil {
			return models.Fault(err, "participant")
		}
	}
	return nil
}
