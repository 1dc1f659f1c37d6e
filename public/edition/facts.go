package edition

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"vitrine/models"
)

// The facts of the current edition lie beside its files, so that a process that
// starts while the database is away can tell what the clock changes and that its
// data may be old. The file is a log: a header, then one line for each row, then
// a line with the number of the edition that the lines before it make up. A
// publication appends the rows it changed and its number, before the edition is
// published, so that the facts are never older than the pages. Lines after the
// last number are those of a process that was interrupted and count for nothing.

// A fact is one line. A row without a value is gone.
type fact struct {
	Noun  string          `json:"noun"`
	ID    int64           `json:"id"`
	Value json.RawMessage `json:"value,omitempty"`
}

// Nouns of facts beside those of publications.
const (
	nounSettings   = "settings"
	nounGroups     = "groups"
	nounComponents = "components"
	nounChanges    = "changes" // of one component
	nounRedirects  = "redirects"
	nounEdition    = "edition" // closes what belongs to it
)

// factsShape tells apart programs whose rows look otherwise: their facts are not
// read.
func factsShape() []byte {
	in := []models.Translation{{}}
	updates := []models.Update{{Components: []models.UpdateComponent{{}}, Translations: in}}
	shape := sumOf([]any{models.SiteSettings{}, models.ComponentGroup{}, models.Component{}, models.ComponentChange{}, models.Incident{Updates: updates, Translations: in},
		models.Maintenance{Updates: updates, Translations: in}, models.Postmortem{Revisions: []models.PostmortemRevision{{}}, Countermeasures: []models.Countermeasure{{}}}, models.Redirect{}})
	return []byte("vitrine facts 1 " + shape.String() + "\n")
}

func (s *shelf) facts() string { return filepath.Join(s.dir, "facts") }

// note writes the facts of c to disk: what differs from those written before, or
// all of them. Pages do without them, so that a failure is no error.
func (p *Press) note(c *catalog) {
	if c == p.written {
		return
	}
	err := p.appendFacts(c)
	if p.written == nil {
		err = p.writeFacts(c)
	}
	if err != nil {
		p.written = nil // what lies there may be cut short: the next time all are written
		p.cfg.Log.Warn("what is published could not be noted beside the pages", "err", err)
		return
	}
	p.written = c
	if e := p.current.Load(); e != nil && e.site == c {
		p.lend(e)
	}
}

// appendFacts adds what c changed to the file. It is not synced: what a power cut
// takes is noticed by the missing number.
func (p *Press) appendFacts(c *catalog) error {
	if p.written == nil {
		return nil
	}
	var lines bytes.Buffer
	if err := tellFacts(&lines, c, p.written); err != nil {
		return err
	}
	f, err := os.OpenFile(p.shelf.facts(), os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	n, err := f.Write(lines.Bytes())
	p.appended += int64(n)
	p.log.grow(lines.Bytes())
	return errors.Join(err, f.Close())
}

// writeFacts writes all facts of c, row by row: they are large.
func (p *Press) writeFacts(c *catalog) error {
	if err := os.MkdirAll(p.cfg.Dir, 0o755); err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(p.cfg.Dir, ".facts-*")) // by a process that was killed
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(p.cfg.Dir, ".facts-*")
	if err != nil {
		return err
	}
	begun := newFactsLog()
	w := bufio.NewWriterSize(io.MultiWriter(tmp, begun), 1<<16)
	_, err = w.Write(factsShape())
	err = errors.Join(err, tellFacts(w, c, &catalog{}), w.Flush(), tmp.Chmod(0o644), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), p.shelf.facts())
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	p.appended, p.log = 0, *begun
	return nil
}

// appendedMost is how much may be appended before all facts are written anew.
const appendedMost = 8 << 20

// tellFacts writes what c says and before did not.
func tellFacts(w io.Writer, c, before *catalog) error {
	t := teller{json.NewEncoder(w), nil}
	if c.settingsSum != before.settingsSum {
		t.tell(nounSettings, 0, c.settings)
	}
	if sumOf(c.groups) != sumOf(before.groups) {
		t.tell(nounGroups, 0, c.groups)
	}
	if sumOf(c.components) != sumOf(before.components) {
		t.tell(nounComponents, 0, c.components)
	}
	for n := range c.components {
		id := c.components[n].ID
		if now := c.changes[id]; !sameChanges(now, before.changes[id]) {
			t.tell(nounChanges, id, now)
		}
	}
	if len(c.redirects) != len(before.redirects) || sumOf(c.redirects) != sumOf(before.redirects) {
		t.tell(nounRedirects, 0, c.redirects)
	}
	t.tellRows(c, before)
	return t.end(c)
}

// sameChanges reports whether two histories of one component are the same.
func sameChanges(a, b []models.ComponentChange) bool {
	return slices.EqualFunc(a, b, func(a, b models.ComponentChange) bool {
		return a.ID == b.ID && a.Status == b.Status && a.At.Equal(b.At)
	})
}

// teller writes facts until one cannot be written.
type teller struct {
	to  *json.Encoder
	err error
}

func (t *teller) tell(noun string, id int64, value any) {
	if t.err == nil {
		t.err = t.to.Encode(struct {
			Noun  string `json:"noun"`
			ID    int64  `json:"id"`
			Value any    `json:"value,omitempty"`
		}{noun, id, value})
	}
}

func (t *teller) tellRows(c, before *catalog) {
	for _, i := range c.incidents {
		if old := before.incidentOf[i.ID]; old == nil || old.sum != i.sum {
			t.tell(nounIncident, i.ID, i.Incident)
		}
	}
	for id := range before.incidentOf {
		if c.incidentOf[id] == nil {
			t.tell(nounIncident, id, nil)
		}
	}
	works, worksBefore := c.maintenanceByID(), before.maintenanceByID()
	for id, m := range works {
		if old := worksBefore[id]; old == nil || old.sum != m.sum {
			t.tell(nounMaintenance, id, m.Maintenance)
		}
	}
	for id := range worksBefore {
		if works[id] == nil {
			t.tell(nounMaintenance, id, nil)
		}
	}
	letters, lettersBefore := c.postmortemByID(), before.postmortemByID()
	for id, pm := range letters {
		if old := lettersBefore[id]; old == nil || old.sum != pm.sum {
			t.tell(nounPostmortem, id, pm.Postmortem)
		}
	}
	for id := range lettersBefore {
		if letters[id] == nil {
			t.tell(nounPostmortem, id, nil)
		}
	}
}

func (t *teller) end(c *catalog) error {
	t.tell(nounEdition, c.edition, c.at)
	return t.err
}

func (c *catalog) maintenanceByID() map[int64]*maintenance {
	by := make(map[int64]*maintenance, len(c.maintenances))
	for _, m := range c.maintenances {
		by[m.ID] = m
	}
	return by
}

func (c *catalog) postmortemByID() map[int64]*postmortem {
	by := make(map[int64]*postmortem, len(c.postmortems))
	for _, pm := range c.postmortems {
		by[pm.ID] = pm
	}
	return by
}

// seen is when the database was last known to agree with the edition, as noted on
// disk; the zero time when it is not noted.
func (s *shelf) seen() time.Time {
	text, err := os.ReadFile(filepath.Join(s.dir, "seen"))
	if err != nil {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, string(text))
	if err != nil {
		return time.Time{}
	}
	return t
}

// noteSeen notes that the database agreed at t.
func (s *shelf) noteSeen(t time.Time) error {
	if err := writePlain(filepath.Join(s.dir, "seen"), []byte(t.UTC().Format(time.RFC3339Nano))); err != nil {
		return fmt.Errorf("note when the database was seen: %w", err)
	}
	return nil
}
