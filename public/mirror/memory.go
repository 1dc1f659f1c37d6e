package mirror

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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
}

// recall reads what the mirror at t holds. What cannot be read is carried again.
func recall(dir string, t Target) *one {
	sum := sha256.Sum256([]byte(t.Name()))
	o := &one{target: t, path: filepath.Join(dir, hex.EncodeToString(sum[:8])+".json"), state: State{Name: t.Name()}}
	text, err := os.ReadFile(o.path)
	if err != nil || json.Unmarshal(text, &o.memory) != nil || o.memory.Name != t.Name() || o.memory.Files == nil {
		o.memory = memory{Name: t.Name(), Files: map[string]string{}}
	}
	o.state.Edition, o.state.At, o.state.Files = o.memory.Edition, o.memory.At, len(o.memory.Files)
	return o
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
	live := map[string]bool{}
	for f := range e.Files() {
		live[f.Place()] = true
		if o.memory.Files[f.Path] != kept(f) {
			w.Put = append(w.Put, f)
			w.Paths = append(w.Paths, f.Path)
		}
	}
	slices.SortStableFunc(w.Put, func(a, b *edition.File) int { return rank(a) - rank(b) })
	for path, was := range o.memory.Files {
		if f, ok := e.File(path); ok && placeOf(was) == f.Place() {
			continue
		}
		if w.Paths = append(w.Paths, path); !live[placeOf(was)] {
			w.Gone = append(w.Gone, placeOf(was))
		}
	}
	slices.Sort(w.Gone)
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

// remember writes down that o holds the edition of w.
func (o *one) remember(w Work) error {
	now := time.Now().UTC().Truncate(time.Second)
	next := memory{Name: o.memory.Name, Edition: w.Edition.Number, At: &now, Files: make(map[string]string, w.Edition.Len())}
	for f := range w.Edition.Files() {
		next.Files[f.Path] = kept(f)
	}
	o.memory = next
	text, err := json.Marshal(next)
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
