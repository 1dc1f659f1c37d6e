package mirror

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrine/public/edition"
)

// memory is what a mirror holds, kept on disk so that a restart carries nothing
// again.
type memory struct {
	Name    string            `json:"name"`
	Edition int64             `json:"edition"`
	At      *time.Time        `json:"at"`
	Files   map[string]string `json:"files"` // URL path to mark and place
	Loose   []string          `json:"loose"` // places of files that may be there and have another one now
}

// unknown is the mark of a file of which nobody knows whether a try that failed put it.
const unknown = "?"

// recall reads what the mirror at t holds. What cannot be read is carried again.
func recall(dir string, t Target) *one {
	sum := sha256.Sum256([]byte(t.Name()))
	o := &one{target: t, path: filepath.Join(dir, hex.EncodeToString(sum[:8])+".json"), state: State{Name: t.Name()}}
	text, err := os.ReadFile(o.path)
	if err != nil || json.Unmarshal(text, &o.memory) != nil || o.memory.Name != t.Name() || o.memory.Files == nil {
		o.memory = memory{Name: t.Name(), Files: map[string]string{}}
	}
	o.state.Edition, o.state.At, o.state.Files = o.memory.Edition, o.memory.At, o.memory.count()
	return o
}

// count is how many files a mirror is known to hold.
func (m memory) count() int {
	n := 0
	for _, was := range m.Files {
		if !strings.HasPrefix(was, unknown+" ") {
			n++
		}
	}
	return n
}

// kept is how a file is remembered.
func kept(f *edition.File) string { return f.Mark() + " " + f.Place() }

// placeOf is where a file lies that was remembered so.
func placeOf(kept string) string {
	_, place, _ := strings.Cut(kept, " ")
	return place
}

// lacks is what o does not hold of e. What pages need comes before them, and the
// front page last: a reader in between sees whole pages.
func (o *one) lacks(e *edition.Edition) Work {
	w := Work{Edition: e}
	live, carried := map[string]bool{}, make(map[string]string, e.Len()) // places, by address
	for f := range e.Carried() {
		live[f.Place()], carried[f.Path] = true, f.Place()
		if o.memory.Files[f.Path] != kept(f) {
			w.Put = append(w.Put, f)
			w.Paths = append(w.Paths, f.Path)
		}
	}
	slices.SortStableFunc(w.Put, func(a, b *edition.File) int { return rank(a) - rank(b) })
	for path, was := range o.memory.Files {
		if carried[path] == placeOf(was) {
			continue
		}
		if w.Paths = append(w.Paths, path); !live[placeOf(was)] {
			w.Gone = append(w.Gone, placeOf(was))
		}
	}
	for _, place := range o.memory.Loose {
		if !live[place] {
			w.Gone = append(w.Gone, place)
		}
	}
	slices.Sort(w.Gone)
	w.Gone = slices.Compact(w.Gone)
	slices.Sort(w.Paths)
	w.Paths = slices.Compact(w.Paths)
	return w
}

// rank is the order in which files are carried.
func rank(f *edition.File) int {
	switch {
	case strings.HasPrefix(f.Path, "/assets/"):
		return 0
	case f.Path == "/":
		return 2
	}
	return 1
}

// begin writes down what a try may change before it does: where it fails, or the
// process ends, nobody knows which files were put, so that all of them are again, and
// those that the next edition lacks are removed.
func (o *one) begin(w Work) error {
	next := o.memory
	next.Files = maps.Clone(o.memory.Files)
	for _, f := range w.Put {
		if place := placeOf(next.Files[f.Path]); place != "" && place != f.Place() {
			next.Loose = append(slices.Clip(next.Loose), place)
		}
		next.Files[f.Path] = unknown + " " + f.Place()
	}
	o.memory = next
	return o.write()
}

// remember writes down that o holds the edition of w since now.
func (o *one) remember(w Work, now time.Time) error {
	now = now.UTC().Truncate(time.Second)
	next := memory{Name: o.memory.Name, Edition: w.Edition.Number, At: &now, Files: make(map[string]string, w.Edition.Len())}
	for f := range w.Edition.Carried() {
		next.Files[f.Path] = kept(f)
	}
	o.memory = next
	return o.write()
}

// write brings the memory to disk.
func (o *one) write() error {
	text, err := json.Marshal(o.memory)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(o.path), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(o.path+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(o.path+".new", o.path)
}
