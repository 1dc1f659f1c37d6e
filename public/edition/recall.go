package edition

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"strings"

	"vitrine/models"
)

// recall takes what is published from the facts on disk while the database has
// not been read, once. Facts that are older than the pages would roll them back
// and are left alone. The caller holds p.mu.
func (p *Press) recall() bool {
	e := p.current.Load()
	if p.recalled || p.confirmed || e == nil || p.away.Load() == nil {
		return false
	}
	p.recalled = true
	c, err := p.shelf.recall()
	if err == nil && c.edition < e.Number {
		err = fmt.Errorf("they are of edition %d, the pages of %d", c.edition, e.Number)
	}
	if err != nil {
		p.cfg.Log.Warn("the facts beside the pages cannot be used; the pages stay as they are until the database answers", "err", err)
		return false
	}
	p.site = c
	return true
}

// mark puts the sign that data may be old into files of which nothing but their
// bytes is known. It lives in memory alone: the disk keeps the whole edition. The
// caller holds p.mu.
func (p *Press) mark() {
	since, e := p.away.Load(), p.current.Load()
	if p.marked || since == nil || e == nil || p.cfg.Site.Now().Sub(*since) < p.cfg.Patience {
		return
	}
	p.marked = true
	next := &Edition{Number: e.Number, Serial: e.Serial + 1, At: e.At, files: maps.Clone(e.files), settings: e.settings, languages: e.languages, logo: e.logo}
	for f := range e.all() {
		if !followsNews(f) {
			continue
		}
		if with, err := p.aged(f, *since); err == nil && with != nil {
			next.put(with)
		}
	}
	p.current.Store(next)
	if change := next.since(e); !change.Empty() {
		p.watch.tell(change)
	}
}

// followsNews reports whether readers of f wait for the next word: pages that
// reload themselves, and what machines ask for the state.
func followsNews(f *File) bool {
	if f.Type != htmlType {
		return true
	}
	for _, past := range []string{"/incidents/", "/maintenance/", "/history/", "/revisions/", "/changes/"} {
		if strings.Contains(f.Path, past) {
			return false
		}
	}
	body, err := f.Body(Plain)
	return err == nil && bytes.Contains(body, []byte("data-live"))
}

var errFacts = errors.New("the facts are not whole")

// recall reads the facts up to the last edition that is whole.
func (s *shelf) recall() (*catalog, error) {
	f, err := os.Open(s.facts())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	whole, err := wholeFacts(f)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(int64(len(factsShape())), io.SeekStart); err != nil {
		return nil, err
	}
	m := newMemory()
	r := json.NewDecoder(io.LimitReader(f, whole-int64(len(factsShape()))))
	for {
		var line fact
		if err := r.Decode(&line); errors.Is(err, io.EOF) {
			return m.whole(), nil
		} else if err != nil {
			return nil, err
		}
		if err := m.take(line); err != nil {
			return nil, err
		}
	}
}

// wholeFacts returns where the last whole edition ends.
func wholeFacts(f io.Reader) (int64, error) {
	r := bufio.NewReaderSize(f, 1<<16)
	head := make([]byte, len(factsShape()))
	if _, err := io.ReadFull(r, head); err != nil || !bytes.Equal(head, factsShape()) {
		return 0, errFacts
	}
	at, whole := int64(len(head)), int64(0)
	begins, last := []byte(`{"noun":"`+nounEdition+`"`), false
	for fresh := true; ; {
		part, err := r.ReadSlice('\n')
		at += int64(len(part))
		if fresh {
			last = bytes.HasPrefix(part, begins)
		}
		if fresh = err == nil; fresh && last {
			whole = at
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	if whole == 0 {
		return 0, errFacts
	}
	return whole, nil
}

// memory is a catalog in the making.
type memory struct {
	catalog
	incidents    map[int64]*incident
	maintenances map[int64]*maintenance
	postmortems  map[int64]*postmortem
}

// take takes one line in.
func (m *memory) take(line fact) error {
	switch line.Noun {
	case nounSettings:
		m.settings = models.SiteSettings{}
		return json.Unmarshal(line.Value, &m.settings)
	case nounGroups:
		m.groups = nil
		return json.Unmarshal(line.Value, &m.groups)
	case nounComponents:
		m.components = nil
		return json.Unmarshal(line.Value, &m.components)
	case nounChanges:
		var list []models.ComponentChange
		err := json.Unmarshal(line.Value, &list)
		m.changes[line.ID] = list
		return err
	case nounRedirects:
		m.redirects = nil
		return json.Unmarshal(line.Value, &m.redirects)
	case nounIncident:
		return taken(m.incidents, line, newIncident)
	case nounMaintenance:
		return taken(m.maintenances, line, func(row models.Maintenance) *maintenance { return &maintenance{Maintenance: row, sum: sumOf(row)} })
	case nounPostmortem:
		return taken(m.postmortems, line, func(row models.Postmortem) *postmortem { return &postmortem{Postmortem: row, sum: sumOf(row)} })
	case nounEdition:
		m.edition = line.ID
		return json.Unmarshal(line.Value, &m.at)
	}
	return errFacts
}

// taken puts the row of line where it belongs.
func taken[R, T any](rows map[int64]*T, line fact, finished func(R) *T) error {
	if len(line.Value) == 0 {
		delete(rows, line.ID)
		return nil
	}
	var row R
	if err := json.Unmarshal(line.Value, &row); err != nil {
		return err
	}
	rows[line.ID] = finished(row)
	return nil
}

// whole is the catalog of everything taken in.
func (m *memory) whole() *catalog {
	c := m.catalog
	for _, i := range m.incidents {
		c.incidents = append(c.incidents, i)
	}
	for _, w := range m.maintenances {
		c.maintenances = append(c.maintenances, w)
	}
	for _, p := range m.postmortems {
		c.postmortems = append(c.postmortems, p)
	}
	return c.indexed()
}
