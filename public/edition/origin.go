package edition

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// origin is what the operator calls the site. That of editions which another machine
// made comes with them, and lies beside them for the next start.
type origin struct {
	Base string   `json:"base"`
	Hub  string   `json:"hub,omitempty"`
	Also []string `json:"also,omitempty"`

	Private bool `json:"private,omitempty"` // what lies there is for some alone
}

// call sets what the site is called. Callers hold p.mu, or are alone.
func (p *Press) call(o origin) {
	p.called.Store(&o)
	p.build = fingerprint("build").text(p.cfg.Version, buildID(), o.Base, o.Hub).text(o.Also...).sum()
}

func (p *Press) base() string   { return p.called.Load().Base }
func (p *Press) hub() string    { return p.called.Load().Hub }
func (p *Press) also() []string { return p.called.Load().Also }

// BaseURL is where the site is at home: every absolute link starts with it.
func (p *Press) BaseURL() string { return p.base() }

// Hub is the WebSub hub that feeds name; empty: none.
func (p *Press) Hub() string { return p.hub() }

func (s *shelf) origin() string { return filepath.Join(s.dir, "origin") }

// Private reports whether what was adopted last is not for everybody.
func (p *Press) Private() bool { return p.called.Load().Private }

// recallOrigin takes what the site was called from the disk.
func (p *Press) recallOrigin() {
	var o origin
	if text, err := os.ReadFile(p.shelf.origin()); err == nil && json.Unmarshal(text, &o) == nil && o.Base != "" {
		p.call(o)
	}
}

// noteOrigin brings what the site is called to the disk.
func (p *Press) noteOrigin(o origin) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return writeSynced(p.shelf.origin(), text)
}
