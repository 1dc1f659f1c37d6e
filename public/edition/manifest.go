package edition

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A manifest is text: one header line, one line of tab-separated fields for each
// file in no order, and a last line that proves it whole. One that names another in
// its header holds the pages alone that differ from that one's, each after a line that
// takes away what was at its path, in every language.
const manifestFormat = "vitrine edition 2"

// writeManifest writes the manifest of e: what lies at paths, beside what base holds, or
// everything where base is empty.
func writeManifest(w io.Writer, e *Edition, base string, paths map[string]bool) error {
	return writeManifestOf(w, e, base, paths, (*File).appendPlaced)
}

// writeManifestOf is writeManifest with the lines that line writes.
func writeManifestOf(w io.Writer, e *Edition, base string, paths map[string]bool, line func(*File, []byte) []byte) error {
	looks, err := json.Marshal(e.settings)
	if err != nil {
		looks = []byte("{}") // settings always have a JSON form
	}
	buf, lines := bufio.NewWriterSize(w, 1<<16), 0
	fmt.Fprintf(buf, "%s\t%s\t%d\t%d\t%s\t%s\t%s\n", manifestFormat, base, e.Number, e.Serial, e.At.Format(time.RFC3339Nano), e.logo, looks)
	put := func(text []byte) {
		_, _ = buf.Write(append(text, '\n')) // Flush tells what failed
		lines++
	}
	var some []byte
	if base == "" {
		for f := range e.all() {
			some = line(f, some[:0])
			put(some)
		}
	}
	for path := range paths {
		put([]byte(removed + path))
		if page := e.files[path]; page != nil {
			for f := range page.all() {
				some = line(f, some[:0])
				put(some)
			}
		}
	}
	fmt.Fprintf(buf, "%s%d\n", closing, lines)
	return buf.Flush()
}

// removed begins a line that takes away what is at a path, closing the last one.
const (
	removed = "-\t"
	closing = "end\t"
)

// appendTo writes the line of a file.
func (f *File) appendTo(buf []byte) []byte {
	buf = hex.AppendEncode(append(append(buf, f.Path...), '\t'), f.name[:])
	buf = hex.AppendEncode(append(buf, '\t'), f.key[:])
	buf = append(append(append(buf, '\t'), f.Type...), '\t')
	buf = strconv.AppendInt(buf, int64(f.Status), 10)
	buf = strconv.AppendBool(append(buf, '\t'), f.Open)
	for _, n := range []int64{int64(f.modified), int64(f.sizes[Plain]), int64(f.sizes[Gzip]), int64(f.sizes[Brotli])} {
		buf = strconv.AppendInt(append(buf, '\t'), n, 10)
	}
	if f.Target != "" {
		buf = append(append(buf, '\t'), f.Target...)
	}
	return buf
}

// appendPlaced writes the line of a file, and where it lies when that is among others.
func (f *File) appendPlaced(buf []byte) []byte {
	buf = f.appendTo(buf)
	if f.pack == "" {
		return buf
	}
	if f.Target == "" {
		buf = append(buf, '\t')
	}
	return strconv.AppendInt(append(append(append(buf, '\t'), f.pack...), '\t'), int64(f.at), 10)
}

var errManifest = errors.New("the manifest is not whole")

// parseManifest reads what writeManifest wrote; open reads the manifest that it names.
// The edition keeps no part of the text.
func parseManifest(text io.Reader, open func(name string) (*Edition, error)) (*Edition, error) {
	in := bufio.NewReaderSize(text, 1<<16)
	head, err := readHeader(in)
	if err != nil {
		return nil, err
	}
	e := head.Edition
	if e.files = map[string]*File{}; head.base != "" {
		before, err := open(head.base)
		if err != nil {
			return nil, err
		}
		e.files = before.files
	}
	var told []*File
	err = readFiles(in, func(path string) { delete(e.files, path) }, func(f *File) {
		if _, n := ownPath(e.languages, f.Path); n >= 0 {
			told = append(told, f) // after the page in the site's own language
		} else {
			e.files[f.Path] = f
		}
	})
	for _, f := range told {
		e.put(f)
	}
	return e, err
}

// readHeader reads the first line of a manifest.
func readHeader(in *bufio.Reader) (manifestHead, error) {
	line, err := in.ReadString('\n')
	if err != nil {
		return manifestHead{}, errManifest
	}
	return parseHeader(strings.TrimSuffix(line, "\n"))
}

// readFiles reads the lines after the header, one by one.
func readFiles(in *bufio.Reader, gone func(path string), here func(*File)) error {
	words, field := shared{}, make([]string, 0, 13)
	for n := 0; ; n++ {
		line, err := in.ReadString('\n')
		line = strings.TrimSuffix(line, "\n")
		if count, whole := strings.CutPrefix(line, closing); whole {
			if _, err := in.ReadByte(); err != io.EOF || count != strconv.Itoa(n) {
				return errManifest
			}
			return nil
		}
		if err != nil {
			return errManifest
		}
		if path, cut := strings.CutPrefix(line, removed); cut {
			gone(path)
			continue
		}
		field = field[:0]
		for part := range strings.SplitSeq(line, "\t") {
			field = append(field, part)
		}
		f, err := parseFile(field, words)
		if err != nil {
			return err
		}
		here(f)
	}
}

// manifestHead is what a manifest says of its edition.
type manifestHead struct {
	*Edition
	base string // the manifest it goes on from; empty: it holds everything
}

func parseHeader(line string) (h manifestHead, err error) {
	field := strings.Split(line, "\t")
	if len(field) != 7 || field[0] != manifestFormat || field[1] != filepath.Base(field[1]) && field[1] != "" {
		return h, errManifest
	}
	number, err1 := strconv.ParseInt(field[2], 10, 64)
	serial, err2 := strconv.ParseInt(field[3], 10, 64)
	at, err3 := time.Parse(time.RFC3339Nano, field[4])
	e := &Edition{Number: number, Serial: serial, At: at, logo: strings.Clone(field[5])}
	err = errors.Join(err1, err2, err3, json.Unmarshal([]byte(field[6]), &e.settings))
	e.languages = e.settings.Offered()
	return manifestHead{e, strings.Clone(field[1])}, err
}

// shared are words that many files have in common.
type shared map[string]string

// of is a word that keeps nothing else in memory.
func (s shared) of(word string) string {
	own, ok := s[word]
	if !ok {
		own = strings.Clone(word)
		s[own] = own
	}
	return own
}

// parseFile reads the fields of a line. The file keeps no part of the manifest's text.
func parseFile(field []string, words shared) (*File, error) {
	if len(field) < 10 || len(field) > 13 || len(field) == 12 {
		return nil, errManifest
	}
	key, ok := parseSum(field[2])
	name, named := parseSum(field[1])
	ok = ok && named
	var numbers [5]uint64
	bits := [...]int{16, 32, 32, 32, 32}
	for n, at := range []int{4, 6, 7, 8, 9} {
		var err error
		if numbers[n], err = strconv.ParseUint(field[at], 10, bits[n]); err != nil {
			ok = false
		}
	}
	if !ok {
		return nil, errManifest
	}
	f := &File{Path: strings.Clone(field[0]), name: name, key: key, Type: words.of(field[3]), Status: uint16(numbers[0]), Open: field[5] == "true",
		modified: uint32(numbers[1]), sizes: [encodings]uint32{uint32(numbers[2]), uint32(numbers[3]), uint32(numbers[4])}}
	if len(field) > 10 {
		f.Target = strings.Clone(field[10])
	}
	if len(field) == 13 {
		if f.pack = words.of(field[11]); !packShape.MatchString(f.pack) {
			return nil, errManifest
		}
		at, err := strconv.ParseUint(field[12], 10, 32)
		if err != nil {
			return nil, errManifest
		}
		f.at = uint32(at)
	}
	return f.tagged(), nil
}
