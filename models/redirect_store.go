package models

import (
	"context"
	"regexp"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Redirects returns every redirect, by path.
func (s *Site) Redirects(ctx context.Context) ([]Redirect, error) {
	rs, err := gorm.G[Redirect](s.query(ctx)).Order("path").Find(ctx)
	return rs, Fault(err, "redirect")
}

// redirectPath is what may be the address of a file: plain letters, so that no
// server and no disk reads it in another way.
var redirectPath = regexp.MustCompile(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}$`)

// redirect notes that what stood at path stands at target now. A path that no
// file can have is passed over, and so is one that leads to itself. It reports
// whether something is new.
func (s *Store) redirect(ctx context.Context, path, target string) (bool, error) {
	path = strings.TrimSuffix(path, "/")
	if path == target || len(path) > 200 || !redirectPath.MatchString(path) {
		return false, nil
	}
	r := Redirect{Path: path, Target: target, CreatedAt: s.Now()}
	done := s.query(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&r)
	if done.Error != nil || done.RowsAffected == 0 {
		return false, Fault(done.Error, "redirect")
	}
	return true, s.announce(ctx, "redirect", 0)
}
