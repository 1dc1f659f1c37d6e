package models

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unspoken are texts of the ground floor that nobody writes words into, by the reason.
var unspoken = []struct{ why, columns string }{
	{"a word from a list in this program", `component_changes.status components.status countermeasures.state incidents.state maintenances.state publications.noun
		site_settings.logo_type translations.origin update_components.old_status update_components.new_status updates.state`},
	{"an id made at random, or in the feed of the page it was imported from", `component_groups.public_id components.public_id countermeasures.public_id incidents.public_id incidents.feed_id
		incidents.feed_guid maintenances.public_id maintenances.feed_id maintenances.feed_guid postmortems.public_id retractions.public_id site_settings.public_id updates.public_id`},
	{"the tag of a language", "incidents.language maintenances.language site_settings.language site_settings.languages translations.language updates.language"},
	{"a colour, a time zone, or how long before", "maintenances.remind site_settings.accent site_settings.time_zone"},
}

// TestEveryTextOfTheGroundFloorIsSpokenOrNot: PostgreSQL takes samples of a column until
// somebody says that people write in it.
func TestEveryTextOfTheGroundFloorIsSpokenOrNot(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "schema.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, table := range GroundTables {
		var names []string
		if err := db.Read(t.Context()).Raw("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", table).Scan(&names).Error; err != nil || len(names) == 0 && table == "updates" {
			t.Fatalf("%s: %q, %v", table, names, err)
		}
		for _, name := range names {
			texts = append(texts, table+"."+name)
		}
	}
	spoken := map[string]bool{}
	for _, text := range texts {
		_, name, _ := strings.Cut(text, ".")
		kept := slices.ContainsFunc(unspoken, func(u struct{ why, columns string }) bool {
			return slices.Contains(strings.Fields(u.columns), text)
		})
		spoken[name] = spoken[name] || !kept
		if listed := slices.Contains(spokenColumns, name); listed == kept {
			t.Errorf("%s: people write in it %t, nobody does %t; want one of them", text, listed, kept)
		}
	}
	for _, name := range spokenColumns {
		if !spoken[name] {
			t.Errorf("%s is no text of the ground floor that people write in", name)
		}
	}
}
