package edition

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A manifest is text: one header line, one line of tab-separated fields for each
// file in no order, and a last line that proves it whole.
const manifestFormat = "vitrine edition 1"

// manifest writes the manifest of e.
func manifest(e *Edition) []byte {
	buf := make([]byte, 0, 160*(len(e.files)+1))
	looks, err := json.Marshal(e.settings)
	if err != nil {
		looks = []byte("{}") // settings always have a JSON form
	}
	buf = fmt.Appendf(buf, "%s\t%d\t%d\t%s\t%s\t%s\n", manifestFormat, e.Number, e.Serial, e.At.Format(time.RFC3339Nano), e.logo, looks)
	for _, f := range e.files {
		buf = append(buf, f.line...)
	}
	return fmt.Appendf(buf, "end\t%d\n", len(e.files))
}

// entered finishes a file: its line in manifests is written once, since an
// edition has many files and few new ones.
func (f *File) entered() *File {
	f.archival = archival(f.Path)
	f.line = fmt.Sprintf("%s\t%s\t%s\t%s\t%d\t%t\t%d\t%d\t%d\t%d", f.Path, f.name, f.key, f.Type, f.Status, f.Open,
		f.Modified.Unix(), f.sizes[Plain], f.sizes[Gzip], f.sizes[Brotli])
	if f.Target != "" {
		f.line += "\t" + f.Target
	}
	f.line += "\n"
	return f
}

var errManifest = errors.New("the manifest is not whole")

// parseManifest reads what manifest wrote.
func parseManifest(text string) (*Edition, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 2 || lines[len(lines)-1] != fmt.Sprintf("end\t%d", len(lines)-2) {
		return nil, errManifest
	}
	e, err := parseHeader(strings.Split(lines[0], "\t"))
	if err != nil {
		return nil, err
	}
	e.files = make(map[string]*File, len(lines)-2)
	for _, line := range lines[1 : len(lines)-1] {
		f, err := parseFile(strings.Split(line, "\t"))
		if err != nil {
			return nil, err
		}
		e.files[f.Path] = f
	}
	return e, nil
}

func parseHeader(field []string) (*Edition, error) {
	if len(field) != 6 || field[0] != manifestFormat {
		return nil, errManifest
	}
	number, err1 := strconv.ParseInt(field[1], 10, 64)
	serial, err2 := strconv.ParseInt(field[2], 10, 64)
	at, err3 := time.Parse(time.RFC3339Nano, field[3])
	var err error
	e := &Edition{Number: number, Serial: serial, At: at, logo: field[4]}
	err = errors.Join(err1, err2, err3, json.Unmarshal([]byte(field[5]), &e.settings))
	e.languages = e.settings.Offered()
	return e, err
}

func parseFile(field []string) (*File, error) {
	if len(field) < 10 || len(field) > 11 || len(field[1]) != 32 {
		return nil, errManifest
	}
	key, ok := parseSum(field[2])
	var numbers [5]int64
	for n, at := range []int{4, 6, 7, 8, 9} {
		var err error
		if numbers[n], err = strconv.ParseInt(field[at], 10, 64); err != nil || numbers[n] < 0 {
			ok = false
		}
	}
	if !ok {
		return nil, errManifest
	}
	f := &File{Path: field[0], name: field[1], key: key, Type: field[3], Status: int(numbers[0]), Open: field[5] == "true",
		Modified: time.Unix(numbers[1], 0).UTC(), sizes: [encodings]int{int(numbers[2]), int(numbers[3]), int(numbers[4])}}
	if len(field) == 11 {
		f.Target = field[10]
	}
	f.tag()
	return f.entered(), nil
}
