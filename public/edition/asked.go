package edition

import (
	"errors"
	"sync"
	"time"
)

// asked is what was made on request from one edition, by its address. It passes the
// same check as files do; what failed is remembered for a while, so that asking again
// costs nothing.
type asked struct {
	mu      sync.Mutex
	made    map[string]*File
	refused map[string]time.Time
}

// errUnseen says that nothing can be told, as no edition was checked yet.
var errUnseen = errors.New("no check is known yet")

// ask returns what s was rendered to before, or renders it. It keeps at most so many
// files, and reports false where there is nothing to tell.
func (p *Press) ask(e *Edition, a *asked, most int, s sheet) (*File, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if f := a.made[s.path]; f != nil {
		return f, true
	}
	now := p.cfg.Site.Now()
	if at, ok := a.refused[s.path]; ok && now.Sub(at).Abs() < heldRetry {
		return nil, false
	}
	body, err := s.render()
	if err != nil {
		return nil, false
	}
	if err := p.look(s.path, s.mime, body); err != nil {
		a.refuse(s.path, now, most)
		p.complain(s.path, err)
		return nil, false
	}
	f, err := newFile(s, body, e.At, p.shelf)
	if err != nil {
		return nil, false
	}
	if a.made == nil || len(a.made) >= most {
		a.made = map[string]*File{}
	}
	a.made[s.path] = f
	return f, true
}

// refuse remembers what failed. The caller holds a.mu.
func (a *asked) refuse(path string, now time.Time, most int) {
	if a.refused == nil || len(a.refused) >= most {
		a.refused = map[string]time.Time{}
	}
	a.refused[path] = now
}

// look gives bytes that were made on request the last word that the files of the
// newest edition had: a check of their own would ask the database for a visitor.
func (p *Press) look(path, mime string, body []byte) error {
	if check := p.looks.Load(); check != nil {
		return (*check)(path, mime, body)
	}
	return errUnseen
}

// complain tells the operator once of what is not answered.
func (p *Press) complain(path string, why error) {
	if _, told := p.told.LoadOrStore(path+" "+why.Error(), true); !told {
		p.cfg.Log.Error("what was asked for is held back", "path", path, "why", why)
	}
}
