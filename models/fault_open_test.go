package models

import (
	"path/filepath"
	"testing"

	"gorm.io/gorm"
)

// TestNoDatabaseIsOpenedThatCouldLoseACommit (F09): libraries with the known holes
// are refused, and every connection waits for the disk, whatever the file says.
func TestNoDatabaseIsOpenedThatCouldLoseACommit(t *testing.T) {
	t.Parallel()
	for version, older := range map[string]bool{"3.51.2": true, "3.50.9": true, "2.99": true, oldestSQLite: false, "3.51.10": false, "4.0.0": false} {
		if olderVersion(version, oldestSQLite) != older {
			t.Errorf("SQLite %s: older = %t", version, !older)
		}
	}
	path := filepath.Join(t.TempDir(), "test.db")
	for range 2 { // a new file, then one that another program left without safety
		db, err := Open(t.Context(), "sqlite:"+path)
		if err != nil {
			t.Fatal(err)
		}
		for name, pool := range map[string]*gorm.DB{"writer": db.write, "reader": db.read} {
			var level int
			if err := pool.Raw("PRAGMA synchronous").Scan(&level).Error; err != nil || level != 2 {
				t.Errorf("the %s has synchronous = %d, want FULL (%v)", name, level, err)
			}
		}
		if err := db.write.Exec("PRAGMA synchronous = OFF").Error; err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
