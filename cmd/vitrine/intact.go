package main

import (
	"context"
	"path/filepath"
	"time"

	"vitrine/models"
)

// fileCheck is how long a SQLite file may be read at the start.
const fileCheck = 15 * time.Second

// intact looks at a SQLite file and its log before anything is written to them. While
// they are damaged nothing is asked of them, and the last pages are served.
func (v *serving) intact(ctx context.Context) error {
	db := v.house.db
	if last := v.house.press.Current(); last != nil {
		if err := db.CheckLog(ctx, last.Number); err != nil {
			db.Distrust(err)
			return err
		}
	}
	err := db.CheckFile(ctx, exists(filepath.Join(v.house.editionDir(), "current")), fileCheck)
	db.Distrust(err)
	return err
}

// passing reports whether the program may start, or go on, although the database
// cannot be used: it is away, or damaged and to be put back.
func passing(err error) bool {
	kind := models.KindOf(err)
	return kind == models.Internal || kind == models.Away
}
