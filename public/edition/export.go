package edition

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Export writes the current edition under dir as plain files that any static
// web server can serve at the root of a host name.
//
// A page becomes index.html in a folder of its own (/history/2026-11 becomes
// history/2026-11/index.html): every server knows that name, sends it as HTML,
// and answers the path without its last slash by a redirect to the folder.
// Everything else, and 404.html, keeps its path. The file paths.txt lists every
// path, one on each line. What is gone (410) is written as the page that says
// so. Files of an older export that are no longer part of the site are left
// alone: export into an empty folder, or remove what paths.txt does not list.
func (p *Press) Export(dir string) error {
	e := p.Current()
	if e == nil {
		return ErrNoEdition
	}
	var paths strings.Builder
	for f := range e.Carried() {
		if err := exportFile(dir, f); err != nil {
			return fmt.Errorf("export %s: %w", f.Path, err)
		}
		paths.WriteString(f.Path + "\n")
	}
	return writeSynced(filepath.Join(dir, "paths.txt"), []byte(paths.String()))
}

// exportPath is where a file lies under the export's folder.
func exportPath(f *File) string {
	if f.Type == htmlType && path.Ext(f.Path) != ".html" {
		return path.Join(f.Path, "index.html")
	}
	return f.Path
}

func exportFile(dir string, f *File) error {
	at := exportPath(f)
	if strings.Contains(at, "..") {
		return errors.New("the path leaves the folder")
	}
	body, err := f.Body(Plain)
	if err != nil {
		return err
	}
	to := filepath.Join(dir, filepath.FromSlash(at))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return writePlain(to, body)
}

// writePlain writes without a sync: an export that a power cut interrupts is
// made again.
func writePlain(to string, body []byte) error {
	tmp := to + ".new"
	if err := os.WriteFile(tmp, body, 0o644); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return os.Rename(tmp, to)
}
