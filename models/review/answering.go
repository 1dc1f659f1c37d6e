package review

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
	"vitrine/models/staff"
)

// answerable are those who answer for a review: its owner, or its facilitator, or
// who started it. Names, or ids of users.
func (r Review) answerable() []string {
	for _, role := range []Role{Owner, Facilitator} {
		var names []string
		for _, p := range r.Participants {
			switch {
			case p.Role != role:
			case p.UserID != 0:
				names = append(names, strconv.FormatInt(p.UserID, 10))
			default:
				names = append(names, p.Name)
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	if r.CreatedBy == 0 {
		return nil
	}
	return []string{strconv.FormatInt(r.CreatedBy, 10)}
}

// answeredFor reads of reviews what says who answers for them, by row id.
func (s *Store) answeredFor(ctx context.Context, ids []int64) (map[int64]Review, error) {
	byID := map[int64]Review{}
	for some := range slices.Chunk(ids, 500) {
		rs, err := gorm.G[Review](s.query(ctx)).Select(dueColumns).Where("id IN ?", some).Find(ctx)
		if err != nil {
			return nil, models.Fault(err, "review")
		}
		if err := s.fillAnswering(ctx, rs); err != nil {
			return nil, err
		}
		for _, r := range rs {
			byID[r.ID] = r
		}
	}
	return byID, nil
}

// fillAnswering reads the owners and facilitators of reviews.
func (s *Store) fillAnswering(ctx context.Context, rs []Review) error {
	at, ids := map[int64]*Review{}, make([]int64, len(rs))
	for n := range rs {
		at[rs[n].ID], ids[n] = &rs[n], rs[n].ID
	}
	for some := range slices.Chunk(ids, 500) {
		ps, err := gorm.G[Participant](s.query(ctx)).Where("review_id IN ? AND role IN ?", some, []Role{Owner, Facilitator}).Order("id").Find(ctx)
		if err != nil {
			return models.Fault(err, "participant")
		}
		for _, p := range ps {
			at[p.ReviewID].Participants = append(at[p.ReviewID].Participants, p)
		}
	}
	return nil
}

// findAnswering says of everything that is due who answers for it.
func (s *Store) findAnswering(ctx context.Context, dues []Due) error {
	if len(dues) == 0 {
		return nil
	}
	called, err := s.people(ctx)
	if err != nil {
		return err
	}
	byID, admins := map[string]staff.User{}, []int64{}
	for _, u := range called {
		key := strconv.FormatInt(u.ID, 10)
		if _, there := byID[key]; !there && u.Role == staff.Admin {
			admins = append(admins, u.ID)
		}
		byID[key] = u
	}
	for n := range dues {
		dues[n].find(called, byID, admins)
	}
	return nil
}

// find names who answers for what is due, and their users.
func (d *Due) find(called, byID map[string]staff.User, admins []int64) {
	var names []string
	for _, name := range d.people {
		u, there := called[foldName(name)]
		if !there {
			u, there = byID[name]
		}
		switch {
		case there:
			names, d.Users = append(names, u.Name), append(d.Users, u.ID)
		case !numbered(name): // a user who is gone
			names = append(names, name)
		}
	}
	if d.Who = strings.Join(names, ", "); len(d.Users) == 0 {
		d.Users = admins
	}
}

func numbered(name string) bool {
	_, err := strconv.ParseInt(name, 10, 64)
	return err == nil
}

// Pressing is what of a list a user answers for and is due until a day.
func Pressing(dues []Due, userID int64, until time.Time) []Due {
	var list []Due
	for _, d := range dues {
		if !d.Day.After(until) && slices.Contains(d.Users, userID) {
			list = append(list, d)
		}
	}
	return list
}
