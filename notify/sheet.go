package notify

import (
	"bytes"
	"cmp"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"vitrine/locale"
	"vitrine/models"
)

// person is what of one person changes the words of a mail beyond the gaps of a
// sheet. A template hears of people through this and through blanks alone, so
// two people of the same kind never get anything of each other.
type person struct {
	everything bool // follows all components
	confirmed  bool
	answers    bool // the mail continues a conversation
	zone       string
	language   locale.Language
	reader     string // who it is, where no two mails are alike
}

// blanks are what is put into the gaps of a sheet.
type blanks struct {
	to            string // the address alone
	messageID     string // without brackets
	inReplyTo     string // without brackets
	manage, leave string // tokens
	confirmed     time.Time
	agreed        string // that day as the mail says it, in quoted-printable letters
	date          time.Time
}

// texts lists the blanks as they stand in a mail, in the order of gaps.
func (b blanks) texts() [7]string {
	return [7]string{b.to, b.messageID, b.inReplyTo, b.manage, b.leave, b.agreed, b.date.Format(time.RFC1123Z)}
}

// sheet is a mail written once for many people of one kind: what is the same for
// all of them, and gaps. Rendering and encoding a mail costs more than sending it.
type sheet struct {
	from   string
	pieces [][]byte
	gaps   []int // which of the blanks stands after each piece but the last
	size   int
}

// dummies are blanks that nobody can guess, so that no text of people can be
// taken for a gap.
func dummies(l locale.Language) blanks {
	day := time.Date(3000+rand.IntN(7000), time.September, 10+rand.IntN(21), 0, 0, 0, 0, time.UTC)
	return blanks{to: "a" + models.NewToken() + "@recipient.invalid", messageID: "m" + models.NewToken() + "@host.invalid",
		inReplyTo: "r" + models.NewToken() + "@host.invalid", manage: "t" + models.NewToken(), leave: "l" + models.NewToken(), confirmed: day, agreed: quotable(l.Date(day)), date: day}
}

// softBreak ends a line of quoted-printable text that goes on.
const softBreak = "=\r\n"

// cut makes a sheet of a mail that was written with dummies.
func cut(p dispatch, d blanks) *sheet {
	head := bytes.Index(p.raw, []byte("\r\n\r\n"))
	type place struct{ from, to, gap int }
	var places []place
	for gap, text := range d.texts() {
		for _, at := range wrapped(text).FindAllIndex(p.raw, -1) {
			places = append(places, place{at[0], at[1], gap})
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.from, b.from) })
	s, begin, lead := &sheet{from: p.from}, 0, ""
	for _, at := range places {
		piece := lead + string(p.raw[begin:at.from])
		// In a body each gap has a line of its own, so that what is put in moves
		// no line break.
		if lead = ""; at.from > head {
			if lead = softBreak; !strings.HasSuffix(piece, "\n") {
				piece += softBreak
			}
		}
		s.pieces, s.gaps, begin = append(s.pieces, []byte(piece)), append(s.gaps, at.gap), at.to
	}
	s.pieces = append(s.pieces, []byte(lead+string(p.raw[begin:])))
	for _, piece := range s.pieces {
		s.size += len(piece)
	}
	return s
}

// wrapped finds a text although an encoder broke its line.
func wrapped(text string) *regexp.Regexp {
	letters := strings.Split(text, "")
	for i, l := range letters {
		letters[i] = regexp.QuoteMeta(l)
	}
	return regexp.MustCompile(strings.Join(letters, "(?:"+softBreak+")?"))
}

// fill puts one person's blanks in, into room as far as that goes. It does not
// where they would need care.
func (s *sheet) fill(b blanks, room []byte) (raw []byte, ok bool) {
	texts, size := b.texts(), s.size
	for _, gap := range s.gaps {
		if !plain(gap, texts[gap]) {
			return nil, false
		}
		size += len(texts[gap])
	}
	raw = slices.Grow(room[:0], size)
	for i, gap := range s.gaps {
		raw = append(append(raw, s.pieces[i]...), texts[gap]...)
	}
	return append(raw, s.pieces[len(s.pieces)-1]...), true
}

// quotable is a text as quoted-printable bodies have it (RFC 2045, section 6.7):
// what is not ASCII is told in hexadecimal digits.
func quotable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return text
	}
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 80)
	for i := range len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			out = append(out, c)
		} else {
			out = append(out, '=', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

const (
	gapsOfHeaders = 3 // how many of the first gaps stand in headers alone
	gapAgreed     = 5 // holds what quotable made
)

// plain reports whether a text stands for itself where it is put: in a header, or
// in HTML and in quoted-printable text, on one line.
func plain(gap int, text string) bool {
	others := " ,.:+-_"
	if gap < gapsOfHeaders {
		others = "@.!#$%&'*+-/=?^_`{|}~"
	} else if len(text) > 74 {
		return false
	} else if gap == gapAgreed {
		others = " ,.:+-_="
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte(others, c) < 0:
			return false
		}
	}
	return !strings.HasPrefix(text, ".") && len(text) < 400
}

// What is not compared: the time, and the marks between the parts.
var (
	dateLine = regexp.MustCompile(`(?m)^Date: .*$`)
	boundary = regexp.MustCompile(`boundary=([^;\r\n]+)`)
)

// agrees reports whether a mail that was filled in says to the letter what the
// same mail says when it is written whole; lines may break elsewhere.
func agrees(filled, whole []byte) bool {
	return bytes.Equal(flat(filled), flat(whole))
}

func flat(raw []byte) []byte {
	raw = dateLine.ReplaceAll(bytes.ReplaceAll(raw, []byte(softBreak), nil), nil)
	for _, found := range boundary.FindAllSubmatch(raw, -1) {
		raw = bytes.ReplaceAll(raw, found[1], nil)
	}
	return bytes.ReplaceAll(raw, []byte("\r\n "), []byte(" "))
}
