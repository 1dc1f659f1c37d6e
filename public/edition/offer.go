package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"os"
	"slices"
	"time"

	"vitrine/models"
)

// What another machine needs to show the same site (see Adopt): what is offered is
// small and read often; the list names every file of the edition by its hash; files
// come by their hashes; and the facts, from which pages are made that only the clock
// or a question calls for, come as the log that lies on disk.

// Offer tells another machine of the current edition.
type Offer struct {
	Base     string      `json:"base"` // where the site is at home
	Hub      string      `json:"hub,omitempty"`
	Also     []string    `json:"also,omitempty"`
	Edition  int64       `json:"edition"`
	List     string      `json:"list"`      // SHA-256 of the list, hex
	ListSize int         `json:"list_size"` // bytes of it, unpacked
	Facts    *FactsOffer `json:"facts,omitempty"`
	Private  bool        `json:"private,omitempty"`    // the site is not for everybody
	Sure     bool        `json:"sure"`                 // this is what the database says now
	Away     *time.Time  `json:"away_since,omitempty"` // when the database was last seen, while it does not answer
}

// FactsOffer tells of the log of the facts.
type FactsOffer struct {
	Log  string `json:"log"`  // another one when the log was begun anew
	Size int64  `json:"size"` // bytes that belong to the edition
	Sum  string `json:"sum"`  // SHA-256 of them, hex
}

// Follower is a machine that shows the editions of this one.
type Follower struct {
	Name    string     // its address, as it says
	Edition int64      // what it held when it last asked; 0: nothing
	At      time.Time  // when it last asked
	Behind  *time.Time // since when it asked without holding the current edition; nil: it holds that
}

// lateFollower is how long a follower may be silent or behind before that is old.
const lateFollower = 10 * time.Minute

// Late reports whether a follower has been behind, or silent, for too long.
func (f Follower) Late(now time.Time) bool {
	return now.Sub(f.At) > lateFollower || f.Behind != nil && now.Sub(*f.Behind) > lateFollower
}

// factsLog is the log of facts as far as it is written.
type factsLog struct {
	id   string
	size int64
	sum  hash.Hash
}

func newFactsLog() *factsLog { return &factsLog{id: models.NewID(), sum: sha256.New()} }

// Write implements io.Writer: it counts what the log is begun with.
func (l *factsLog) Write(part []byte) (int, error) {
	l.size += int64(len(part))
	return l.sum.Write(part)
}

// grow counts what was appended to a log that is begun.
func (l *factsLog) grow(part []byte) {
	if l.sum != nil {
		_, _ = l.Write(part) // a hash takes everything
	}
}

// lend lets other machines read the facts of e, which were just written down.
func (p *Press) lend(e *Edition) {
	if p.written == nil || p.written != e.site || p.log.sum == nil {
		e.facts.Store(nil)
		return
	}
	e.facts.Store(&FactsOffer{Log: p.log.id, Size: p.log.size, Sum: hex.EncodeToString(p.log.sum.Sum(nil))})
}

// printed is an edition as other machines are told of it.
type printed struct {
	edition *Edition
	list    []byte // compressed
	size    int
	sum     string
	names   map[string]*File
}

// listing is the manifest of e in order, without where files lie here: the same edition
// reads the same.
func listing(e *Edition) []byte {
	var text bytes.Buffer
	_ = writeManifestOf(&text, e, "", nil, (*File).appendTo) // a buffer takes everything
	lines := bytes.SplitAfter(text.Bytes(), []byte("\n"))
	slices.SortFunc(lines[1:len(lines)-2], bytes.Compare) // behind the last line end stands nothing
	return bytes.Join(lines, nil)
}

// print works out once for each edition what others are told of it.
func (p *Press) print(e *Edition) (*printed, error) {
	if now := p.printed.Load(); now != nil && now.edition == e {
		return now, nil
	}
	text := listing(e)
	packed, err := squeeze(&gzips, text)
	if err != nil {
		return nil, err
	}
	all := sha256.Sum256(text)
	now := &printed{edition: e, list: packed, size: len(text), sum: hex.EncodeToString(all[:]), names: make(map[string]*File, len(e.files))}
	for f := range e.all() {
		now.names[f.Name()] = f
	}
	p.printed.Store(now)
	return now, nil
}

// Offer tells of the current edition; false where there is none. While a file is
// held back the facts, which hold its words, are not offered.
func (p *Press) Offer() (Offer, bool) {
	e := p.Current()
	if e == nil {
		return Offer{}, false
	}
	now, err := p.print(e)
	if err != nil {
		p.cfg.Log.Error("other machines cannot be told of the edition", "err", err)
		return Offer{}, false
	}
	o := Offer{Base: p.base(), Hub: p.hub(), Also: p.also(), Edition: e.Number, List: now.sum, ListSize: now.size, Away: p.away.Load()}
	o.Sure = o.Away == nil && p.seen.Load() != nil
	if len(p.HeldBack()) == 0 {
		o.Facts = e.facts.Load()
	}
	return o, true
}

// List is the list of files that an offer names, compressed by gzip; false where
// it is not the current one any more.
func (p *Press) List(name string) ([]byte, bool) {
	if now := p.printed.Load(); now != nil && now.sum == name && now.edition == p.Current() {
		return now.list, true
	}
	return nil, false
}

// PackedFiles returns files of the current edition by their names, one after the other
// as they travel. It reports false where the edition does not hold one of them, and
// where several are more than most bytes.
func (p *Press) PackedFiles(names []string, most int) ([]byte, bool) {
	now := p.printed.Load()
	if now == nil || now.edition != p.Current() {
		return nil, false
	}
	var body []byte
	for n, name := range names {
		f := now.names[name]
		if f == nil || n > 0 && len(body)+f.Packing() > most {
			return nil, false
		}
		for _, e := range f.travels() {
			part, err := f.Body(e)
			if err != nil {
				return nil, false
			}
			body = append(body, part...)
		}
	}
	return body, true
}

// travels lists the encodings in which a file is handed to another machine, which
// works out the plain bytes itself.
func (f *File) travels() []Encoding {
	switch {
	case f.Has(Brotli):
		return []Encoding{Gzip, Brotli}
	case f.Has(Gzip):
		return []Encoding{Gzip}
	}
	return []Encoding{Plain}
}

// Packing is how many bytes the file travels in.
func (f *File) Packing() (n int) {
	for _, e := range f.travels() {
		n += f.Size(e)
	}
	return n
}

// Name names the bytes of the file, their type and the encodings it is kept in.
func (f *File) Name() string { return f.blob() }

// FactsFrom returns up to most bytes of the log of facts from there on; false where it
// is not the log that is offered.
func (p *Press) FactsFrom(log string, from int64, most int) ([]byte, bool) {
	o, ok := p.Offer()
	if !ok || o.Facts == nil || o.Facts.Log != log || from < 0 || from >= o.Facts.Size {
		return nil, false
	}
	f, err := os.Open(p.shelf.facts())
	if err != nil {
		return nil, false
	}
	defer f.Close()
	part := make([]byte, min(int64(most), o.Facts.Size-from))
	if _, err := f.ReadAt(part, from); err != nil {
		return nil, false
	}
	return part, true
}
