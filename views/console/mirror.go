package console

import "time"

// Mirrors tells how the copies of the public site elsewhere do.
var Mirrors = page[MirrorsPage]("mirrors")

// MirrorsPage is what Mirrors shows.
type MirrorsPage struct {
	Frame   Frame
	Mirrors []Mirror
	Current int64 // the edition that the public site shows

	Followers []Follower // machines that show its editions
}

// Follower is another machine that shows the editions of this one.
type Follower struct {
	Name    string     // its address, as it says
	Edition int64      // what it held when it last asked; 0: nothing yet
	At      time.Time  // when it last asked
	Behind  *time.Time // since when it asked without holding the current edition; nil: it holds it
	Late    bool       // it has been silent or behind for too long
}

// Title implements the layout's need for one. What is old comes first, so that the
// tab says it.
func (p MirrorsPage) Title() string {
	late := 0
	for _, m := range p.Mirrors {
		if m.Late {
			late++
		}
	}
	for _, f := range p.Followers {
		if f.Late {
			late++
		}
	}
	if late > 0 {
		return "(" + number(int64(late)) + " old) Mirrors"
	}
	return "Mirrors"
}

// Mirror is one copy of the public site.
type Mirror struct {
	Name    string
	Edition int64      // the newest publication in it; 0: none yet
	At      *time.Time // when it was last brought up to date
	Behind  *time.Time // since when it lacks something; nil: it lacks nothing
	Late    bool       // for too long
	Trouble string     // why the last try failed
	Files   int64
}
