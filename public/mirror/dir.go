package mirror

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"vitrine/public/edition"
)

// Dir is a mirror in a folder of this machine: a mounted disk, or where a web server
// looks. The link "current" in it leads to the whole edition and moves at once; what
// did not change is the same file under another name. Nothing of an earlier edition
// is kept: texts that were taken back would be in it.
type Dir struct{ Path string }

// Name implements Target.
func (d Dir) Name() string { return "dir:" + d.Path }

// Root is the folder with the newest whole edition.
func (d Dir) Root() string { return filepath.Join(d.Path, "current") }

// Bring implements Target.
func (d Dir) Bring(ctx context.Context, w Work) error {
	if err := os.MkdirAll(d.Path, 0o755); err != nil {
		return err
	}
	before, err := os.Readlink(d.Root())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	name := "edition-" + strconv.FormatInt(w.Edition.Serial, 10)
	for n := 2; name == before; n++ {
		name = fmt.Sprintf("edition-%d-%d", w.Edition.Serial, n)
	}
	next := filepath.Join(d.Path, name)
	if err := os.RemoveAll(next); err != nil { // of a try that was broken off
		return err
	}
	changed := map[string]bool{}
	for _, f := range w.Put {
		changed[f.Path] = true
	}
	for f := range w.Edition.Carried() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.lay(f, next, before, changed[f.Path]); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return errors.Join(d.turn(name), d.sweep(name))
}

// lay brings one file to the folder of the next edition.
func (d Dir) lay(f *edition.File, next, before string, changed bool) error {
	place := filepath.FromSlash(f.Place())
	if !filepath.IsLocal(place) {
		return errors.New("the path leaves the folder")
	}
	to := filepath.Join(next, place)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if !changed && before != "" && os.Link(filepath.Join(d.Path, before, place), to) == nil {
		return nil
	}
	body, err := f.Body(edition.Plain)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, body, 0o644); err != nil {
		return err
	}
	return os.Chtimes(to, f.Modified(), f.Modified())
}

// turn moves the link in one step.
func (d Dir) turn(name string) error {
	link := filepath.Join(d.Path, ".current-new")
	if err := os.Remove(link); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(name, link); err != nil {
		return err
	}
	return os.Rename(link, d.Root())
}

// sweep removes every edition but one.
func (d Dir) sweep(name string) error {
	list, err := os.ReadDir(d.Path)
	if err != nil {
		return err
	}
	for _, entry := range list {
		if entry.Name() != name && strings.HasPrefix(entry.Name(), "edition-") && entry.IsDir() {
			err = errors.Join(err, os.RemoveAll(filepath.Join(d.Path, entry.Name())))
		}
	}
	return err
}
