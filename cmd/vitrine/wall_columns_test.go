package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// noTexts are columns of inside tables that hold nothing of anybody's which could
// leave by mistake, by the reason. A new column that stands here under no pattern
// is filled with a marker by plant, and looked for in everything that leaves.
var noTexts = []struct{ why, columns string }{
	{"a word from a list in this program", `*.state *.kind *.phase *.effect *.role *.status *.status_before *.severity *.priority *.deed *.noun *.stage *.section
		*.contributed_to *.influence
		*.detection_source *.sla_broken review_graphs.media_type *.format incident_templates.impact findings.field findings.action findings.rule chat_lines.guess review_comments.place
		retired_translations.language retired_translations.origin review_words.part subscribers.source *.channel *.shape idempotency_keys.content_type`},
	{"an id or a key made at random or by the program", `*.public_id *.message_id *.in_reply_to notifications.thread audit_entries.subject timeline_remarks.line action_items.made_of
		chat_lines.entry review_comments.part staff_mails.period push_keys.public_key`},
	{"a digest, a keyed hash, or sealed", `*.*_hash *.*_digest *.digest *.*_sealed *.sealed_token *.email_mac sign_in_attempts.attempt_key acceptances.finding_key retired_translations.wording`},
	{"numbers and dates in a fixed form", `review_clocks.* downtime_costs.currency review_figures.components review_figures.phases`},
	{"a network address, and part of a chain that may not be touched", `audit_entries.origin`},
	{"what becomes public, by way of the gate", `drafts.slug drafts.title drafts.apology drafts.summary drafts.services drafts.duration drafts.impact
		drafts.cause drafts.resolution drafts.countermeasures timeline_entries.public_text timeline_remarks.public_text action_items.public_text notifications.title findings.replacement`},
	{"what every mail carries in its head", `desk_settings.*`},
	{"what a mail server or a receiver answered: each try writes it anew, while the trial goes on", `deliveries.detail`},
	{"an address of the configuration, which every feed names", `hub_pings.hub`},
	{"our own words about a kind of find", `findings.suggestion findings.why`},
}

// untilPublished are columns that publishing empties, or what is sent to staff and to
// channels after it: their markers stood there until then, and no longer.
const untilPublished = "draft_steps.* drafts.returned_note staff_mails.last_error endpoints.failure"

// field is a column of an inside table.
type field struct {
	Name, Type string
	Required   bool
	Preset     *string
	Parent     string // the table it refers to
}

// texts reports whether the field can hold words.
func (f field) texts() bool { return f.Type == "TEXT" || f.Type == "BLOB" }

// insideFields reads the schema of the inside tables from a fresh database; the
// other dialect's is the same (models, TestBothDatabasesHaveTheSameSchema).
func insideFields(t testing.TB) map[string][]field {
	t.Helper()
	db, err := models.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "schema.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	tables := map[string][]field{}
	for _, table := range models.InsideTables {
		var list []field
		err := db.Read(t.Context()).Raw(`SELECT c.name, c.type, c."notnull" = 1 OR c.pk > 0 AS required, c.dflt_value AS preset,
			coalesce((SELECT k."table" FROM pragma_foreign_key_list(?) k WHERE k."from" = c.name), '') AS parent FROM pragma_table_info(?) c`, table, table).Scan(&list).Error
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %v", table, err)
		}
		tables[table] = list
	}
	return tables
}

// watchedFields are the texts of every inside table that must hold a marker.
func watchedFields(t testing.TB, tables map[string][]field) map[string][]field {
	t.Helper()
	watched, used := map[string][]field{}, map[string]bool{}
	for table, list := range tables {
		for _, f := range list {
			if pattern := exempt(table + "." + f.Name); !f.texts() || pattern != "" {
				used[pattern] = used[pattern] || f.texts()
				continue
			}
			watched[table] = append(watched[table], f)
		}
	}
	for _, no := range noTexts {
		for _, pattern := range strings.Fields(no.columns) {
			if !used[pattern] {
				t.Errorf("%s is no text of an inside table, or another pattern names it before: take it off the list", pattern)
			}
		}
	}
	return watched
}

// exempt is the pattern of noTexts that names a column.
func exempt(column string) string {
	for _, no := range noTexts {
		if pattern := named(no.columns, column); pattern != "" {
			return pattern
		}
	}
	return ""
}

// named is the first of patterns that names a column, "" without one.
func named(patterns, column string) string {
	for _, pattern := range strings.Fields(patterns) {
		if ok, err := path.Match(pattern, column); ok && err == nil {
			return pattern
		}
	}
	return ""
}

// marked is the condition that a field holds a marker or a name of the story.
func marked(db *models.DB, f field) string {
	text := fmt.Sprintf(`lower(CAST("%s" AS TEXT))`, f.Name)
	if f.Type == "BLOB" && db.Postgres() {
		text = fmt.Sprintf(`lower(encode("%s", 'escape'))`, f.Name)
	}
	var any []string
	for _, word := range append([]string{canaryStem}, storyNames...) {
		any = append(any, text+" LIKE '%"+word+"%'")
	}
	return strings.Join(any, " OR ")
}

// unmarked lists the watched fields of a table without a marker in any row.
func unmarked(db *models.DB, q *gorm.DB, table string, watched []field) (list []field, err error) {
	for _, f := range watched {
		var n int64
		if err := q.Raw(fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE %s`, table, marked(db, f))).Scan(&n).Error; err != nil {
			return nil, err
		}
		if n == 0 {
			list = append(list, f)
		}
	}
	return list, nil
}

// database opens the database of the running program beside it.
func (s *server) database() *models.DB {
	s.t.Helper()
	address := s.variable("VITRINE_DATABASE_URL")
	if address == "" {
		address = "sqlite:" + filepath.Join(s.variable("VITRINE_DATA_DIR"), "vitrine.db")
	}
	db, err := models.Open(s.t.Context(), address)
	if err != nil {
		s.t.Fatal(err)
	}
	return db
}

// plant puts a marker, past every rule, into each inside field that the story has
// not filled, whatever table it is in: the last row gets it, and an empty table a
// row. What nobody thought of is looked for like everything else.
func (st *study) plant(c *canaries) {
	st.t.Helper()
	db := st.s.database()
	defer db.Close()
	tables := insideFields(st.t)
	waiting := watchedFields(st.t, tables)
	for len(waiting) > 0 {
		before, faults := len(waiting), map[string]error{}
		for table, watched := range waiting {
			err := db.Tx(st.t.Context(), func(tx *models.Tx) error { return plantIn(db, tx.DB(), table, tables[table], watched, c) })
			if faults[table] = err; err == nil {
				delete(waiting, table)
			}
		}
		if len(waiting) == before { // a row may need one of another table first
			st.t.Fatalf("no marker could be planted: %v", faults)
		}
	}
}

// plantIn fills one table.
func plantIn(db *models.DB, q *gorm.DB, table string, all, watched []field, c *canaries) error {
	empty, err := unmarked(db, q, table, watched)
	if err != nil || len(empty) == 0 {
		return err
	}
	markers := map[string]any{}
	for _, f := range empty {
		if markers[f.Name] = c.word(); f.Type == "BLOB" {
			markers[f.Name] = []byte(c.word())
		}
	}
	var rows int64
	if err := q.Raw(`SELECT count(*) FROM "` + table + `"`).Scan(&rows).Error; err != nil {
		return err
	}
	if rows == 0 {
		return plantRow(q, table, all, markers)
	}
	for name, marker := range markers {
		last := ""
		if all[0].Name == "id" {
			last = fmt.Sprintf(` WHERE id = (SELECT max(id) FROM "%s")`, table)
		}
		if err := q.Exec(fmt.Sprintf(`UPDATE "%s" SET "%s" = ?%s`, table, name, last), marker).Error; err != nil {
			return fmt.Errorf("%s.%s: %w", table, name, err)
		}
	}
	return nil
}

// plantRow adds a row of which nothing is sensible but its markers.
func plantRow(q *gorm.DB, table string, all []field, markers map[string]any) error {
	anything := map[string]any{"TEXT": "planted", "BLOB": []byte("planted"), "BIGINT": 1, "INTEGER": 1, "BOOLEAN": false, "DATETIME": time.Now().UTC()}
	var names, places []string
	var values []any
	for _, f := range all {
		marker, planted := markers[f.Name]
		switch {
		case planted:
			places, values = append(places, "?"), append(values, marker)
		case !f.Required || f.Preset != nil || f.Name == "id" && f.Type == "INTEGER": // it numbers itself; an id that comes from elsewhere is a BIGINT
			continue
		case f.Parent != "":
			places = append(places, fmt.Sprintf(`(SELECT min(id) FROM "%s")`, f.Parent))
		default:
			places, values = append(places, "?"), append(values, anything[f.Type])
		}
		names = append(names, `"`+f.Name+`"`)
	}
	return q.Exec(fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES (%s)`, table, strings.Join(names, ", "), strings.Join(places, ", ")), values...).Error
}

// everyFieldIsMarked fails where an inside field lost its marker on the way, or
// never held one: then nobody looked whether it leaves.
func (st *study) everyFieldIsMarked() {
	st.t.Helper()
	db := st.s.database()
	defer db.Close()
	for table, watched := range watchedFields(st.t, insideFields(st.t)) {
		empty, err := unmarked(db, db.Read(st.t.Context()), table, watched)
		if err != nil {
			st.t.Fatal(err)
		}
		for _, f := range empty {
			if named(untilPublished, table+"."+f.Name) != "" {
				continue
			}
			st.t.Errorf("no marker stands in %s.%s: have the story fill it, or say in noTexts why nothing of anybody's can", table, f.Name)
		}
	}
}

// settled waits until no mail is on its way, so that nobody writes into what is
// planted.
func (st *study) settledMail() {
	st.t.Helper()
	db := st.s.database()
	defer db.Close()
	eventually(st.t, 40*time.Second, func() error {
		var n int64
		err := db.Read(st.t.Context()).Raw(`SELECT (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')) + (SELECT count(*) FROM staff_mails WHERE state IN ('pending', 'sending'))`).Scan(&n).Error
		if err == nil && n > 0 {
			err = fmt.Errorf("%d mails are on their way", n)
		}
		return err
	})
}
