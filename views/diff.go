package views

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Change is what became of a stretch of words.
type Change string

// The changes of a stretch of words.
const (
	Kept    Change = "kept"
	Added   Change = "added"
	Removed Change = "removed"
)

// Piece is a stretch of words of two texts that are compared.
type Piece struct {
	Change Change
	Text   string // with its white space, Markdown as it was written
}

// token is a word, or the space between two.
var token = regexp.MustCompile(`\s+|\S+`)

// Compare lays two texts over each other, word by word. A few words that happen
// to stand in both do not cut a sentence that was written anew. The pieces that
// are not Added make up before, those not Removed after.
func Compare(before, after string) []Piece {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same result on a busy machine
	v := vocabulary{runes: map[string]rune{}}
	diffs := d.DiffMainRunes(v.runesOf(before), v.runesOf(after), false)
	var pieces []Piece
	var gone, come string // of the change under way
	end := func() {
		pieces = append(pieces, Piece{Removed, gone}, Piece{Added, come})
		gone, come = "", ""
	}
	for n, part := range diffs {
		text := v.text(part.Text)
		inside := n > 0 && n+1 < len(diffs) && len(strings.Fields(text)) < fewWords
		switch {
		case part.Type == diffmatchpatch.DiffInsert:
			come += text
		case part.Type == diffmatchpatch.DiffDelete:
			gone += text
		case inside:
			gone, come = gone+text, come+text
		default:
			end()
			pieces = append(pieces, Piece{Kept, text})
		}
	}
	end()
	return slices.DeleteFunc(pieces, func(p Piece) bool { return p.Text == "" })
}

// fewWords are too few to read on their own between two changes.
const fewWords = 3

// vocabulary gives each token a rune of its own, for the library compares runes.
type vocabulary struct {
	runes  map[string]rune
	tokens []string
}

// surrogates are no characters and would not come back.
const surrogateStart, surrogates = 0xD800, 0x800

func (v *vocabulary) runesOf(text string) []rune {
	var list []rune
	for _, t := range token.FindAllString(text, -1) {
		r, ok := v.runes[t]
		if !ok {
			r = rune(len(v.tokens))
			if r >= surrogateStart {
				r += surrogates
			}
			v.runes[t], v.tokens = r, append(v.tokens, t)
		}
		list = append(list, r)
	}
	return list
}

func (v *vocabulary) text(runes string) string {
	var out []byte
	for _, r := range runes {
		if r >= surrogateStart {
			r -= surrogates
		}
		out = append(out, v.tokens[r]...)
	}
	return string(out)
}
