package review

import (
	"sync"
	"time"
)

// Presence says who has a review open just now. It is a courtesy and no lock:
// what is written at the same time is told apart by the versions of the sections
// alone, so nothing here may be lost that matters.
//
// Every open page asks once in a few seconds. A process answers from memory: it
// reads the rows of a review at most once a second, whoever asks, and writes one
// when somebody comes, goes to another section, or was not written down for
// rowEvery. Several processes know of each other by those rows.

// How long things of presence last.
const (
	FadesAfter = 30 * time.Second // somebody of whom nothing was heard is gone
	rowEvery   = 10 * time.Second
	readEvery  = time.Second
)

// Present is somebody who has a review open.
type Present struct {
	UserID  int64
	Name    string
	Section Section // in which they write; empty: they read
	Since   time.Time
	SeenAt  time.Time
}

// Beat is what an open page says of itself.
type Beat struct {
	Section Section // the section that is written in; empty: none
	Take    bool    // from whoever writes there now
	Leave   bool    // the page, or the section, is closed
}

// Room is a review with the people in it.
type Room struct {
	Present  []Present
	Versions map[Section]int64 // of sections written in since the review was started
	Comments int64             // in all, and
	Settled  int64             // threads that are settled: a page that counts differently is old
}

// Writer is who writes in a section, nil for nobody.
func (r Room) Writer(section Section) *Present {
	for i, p := range r.Present {
		if section != "" && p.Section == section {
			return &r.Present[i]
		}
	}
	return nil
}

// presences is what a process remembers between two questions.
type presences struct {
	mu      sync.Mutex
	written map[presenceRow]time.Time
	rooms   map[int64]readRoom
}

// presenceRow names a row: reader is 0 for the writer of a section.
type presenceRow struct {
	review  int64
	section Section
	user    int64
}

// readRoom is a room and when it was read.
type readRoom struct {
	Room
	at time.Time
}

func newPresences() *presences {
	return &presences{written: map[presenceRow]time.Time{}, rooms: map[int64]readRoom{}}
}

// due reports whether a row is to be written at now.
func (p *presences) due(row presenceRow, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	last, ok := p.written[row]
	return !ok || now.Sub(last) >= rowEvery || now.Before(last)
}

// wrote remembers that a row was written, or is gone, and that the room has to be
// read anew.
func (p *presences) wrote(row presenceRow, at time.Time, there bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.rooms, row.review)
	delete(p.written, row)
	if there {
		p.written[row] = at
	}
	for other, last := range p.written {
		if at.Sub(last) > FadesAfter {
			delete(p.written, other)
		}
	}
}

// room is what was read of a room not long before now.
func (p *presences) room(review int64, now time.Time) (Room, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r, ok := p.rooms[review]
	return r.Room, ok && now.Sub(r.at) < readEvery && !now.Before(r.at)
}

// keep remembers a room as it was read at now.
func (p *presences) keep(review int64, r Room, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rooms[review] = readRoom{r, now}
	for other, read := range p.rooms {
		if now.Sub(read.at) > FadesAfter {
			delete(p.rooms, other)
		}
	}
}
