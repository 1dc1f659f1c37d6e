// Package importer reads what other status pages publish, or their programs keep,
// and brings it into the words of models.Import. It writes nothing: what becomes
// of an import is a deed of models.Store.
package importer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Read is what was read from elsewhere.
type Read struct {
	models.Import
	Subscribers []byte   // a list that audience.Store.Import reads; nil: none was asked for
	Notes       []string // what the operator should know, each a whole sentence
}

// Options are what a reading may need beside the place it reads from.
type Options struct {
	Key string // of the management API; empty: public data alone
	API string // base of the management API; empty: the vendor's

	// Source is the address of the page that saved files are of, where they do not
	// say it: an import knows by it what it took over before.
	Source string
}

// named returns the address of the page that is read.
func named(from []string, o Options) (string, error) {
	switch {
	case o.Source != "":
		return o.Source, nil
	case len(from) == 1 && remote(from[0]):
		return from[0], nil
	}
	return "", models.Fail(models.Invalid, "These files do not say which page they are of. Add its address: --source https://status.example.com.")
}

// once leaves of things with one id the first.
func once[T any](list []T, id func(T) string) []T {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(t T) bool {
		double := seen[id(t)]
		seen[id(t)] = true
		return double
	})
}

func (r *Read) note(sentence string) {
	if !slices.Contains(r.Notes, sentence) {
		r.Notes = append(r.Notes, sentence)
	}
}

// remote reports whether a place to read from is an address.
func remote(from string) bool {
	return strings.HasPrefix(from, "http://") || strings.HasPrefix(from, "https://")
}

// source is one text that was read, with the name it has for a person.
type source struct {
	name string
	text []byte
}

// files reads files, and in folders those with one of the endings.
func files(from []string, endings ...string) (list []source, err error) {
	for _, place := range from {
		paths := []string{place}
		info, err := os.Stat(place)
		if err != nil {
			return nil, models.Fail(models.Invalid, "There is no file %q. Name a file, a folder, or an address that starts with https://.", place)
		}
		if info.IsDir() {
			if paths, err = within(place, endings); err != nil {
				return nil, err
			}
		}
		for _, path := range paths {
			text, err := readFile(path)
			if err != nil {
				return nil, err
			}
			list = append(list, source{path, text})
		}
	}
	if len(list) == 0 {
		return nil, models.Fail(models.Invalid, "There is nothing to read: no file with the ending %s.", strings.Join(endings, " or "))
	}
	return list, nil
}

// within lists the files of a folder, by name.
func within(dir string, endings []string) (paths []string, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths, err
}

func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxBody {
		return nil, models.Fail(models.TooLarge, "%s has %d MB. At most %d MB are read.", path, info.Size()>>20, maxBody>>20)
	}
	return os.ReadFile(path)
}

// decode reads JSON into v.
func decode(s source, v any) error {
	if err := json.Unmarshal(s.text, v); err != nil {
		return &models.Error{Kind: models.Invalid, Message: s.name + " is not the JSON that was expected there.", Err: err}
	}
	return nil
}

// status reads a status in whatever case and spelling it comes.
func status(word string) models.Status {
	s := models.Status(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), " ", "_"))
	if slices.Contains(models.Statuses, s) {
		return s
	}
	return models.UnknownStatus
}

// first returns the first time that is one.
func first(times ...*time.Time) time.Time {
	for _, t := range times {
		if t != nil && !t.IsZero() {
			return *t
		}
	}
	return time.Time{}
}

// oldest sorts updates as they were said.
func oldest(said []models.ImportedUpdate) {
	slices.SortStableFunc(said, func(a, b models.ImportedUpdate) int { return a.DisplayAt.Compare(b.DisplayAt) })
}
