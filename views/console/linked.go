package console

import (
	"regexp"
	"strings"
)

// Piece is a part of a plain text: words, or a web address that can be followed.
type Piece struct{ Text, Href string }

var address = regexp.MustCompile(`https?://[^\s<>"“”]+`)

// linked cuts a plain text at its web addresses. What ends a sentence, or closes a
// bracket that was opened before the address, is no part of it.
func linked(text string) []Piece {
	var list []Piece
	at := 0
	for _, span := range address.FindAllStringIndex(text, -1) {
		end := span[0] + len(strings.TrimRight(text[span[0]:span[1]], ".,;:!?'*_"))
		if strings.HasSuffix(text[span[0]:end], ")") && !strings.Contains(text[span[0]:end], "(") {
			end--
		}
		list = append(list, Piece{Text: text[at:span[0]]}, Piece{Text: text[span[0]:end], Href: text[span[0]:end]})
		at = end
	}
	return append(list, Piece{Text: text[at:]})
}
