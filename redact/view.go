package redact

import (
	"sort"
	"strings"
)

// view is a text derived from another, every byte of it traceable to the source.
type view struct {
	text   string
	parent *view   // nil: the source itself
	pieces []piece // ordered by at; empty: the same bytes as the parent from offset
	offset int
	edits  []span // where the text differs from the parent's, in its own bytes
}

// piece maps a run of a view's bytes to a run of its parent's.
type piece struct {
	at       int // where the run begins in the view
	from, to int // the parent's bytes
	same     bool
}

type span struct{ start, end int }

// source is the view of a text that others are derived from.
func source(text string) *view { return &view{text: plainMarks(text)} }

// slice is the part of v between two offsets, as a view of its own.
func (v *view) slice(start, end int) *view {
	return &view{text: v.text[start:end], parent: v, offset: start}
}

// origin maps a span of the view to the source.
func (v *view) origin(start, end int) (int, int) {
	for ; v.parent != nil; v = v.parent {
		start, end = v.up(start, end)
	}
	return start, end
}

// up maps a span of the view to its parent.
func (v *view) up(start, end int) (int, int) {
	if len(v.pieces) == 0 {
		return start + v.offset, end + v.offset
	}
	first := v.pieces[v.pieceAt(start)]
	from := first.from
	if first.same {
		from += start - first.at
	}
	if end <= start {
		return from, from
	}
	last := v.pieces[v.pieceAt(end-1)]
	to := last.to
	if last.same {
		to = last.from + end - last.at
	}
	return from, max(from, to)
}

// pieceAt is the index of the piece that produced the byte at an offset.
func (v *view) pieceAt(offset int) int {
	return max(0, sort.Search(len(v.pieces), func(i int) bool { return v.pieces[i].at > offset })-1)
}

// viewBuilder makes a view by copying and replacing runs of a parent.
type viewBuilder struct {
	parent *view
	out    strings.Builder
	pieces []piece
	edits  []span
	at     int // how far the parent has been used
}

func derive(parent *view) *viewBuilder { return &viewBuilder{parent: parent} }

// keep copies the parent up to an offset.
func (b *viewBuilder) keep(to int) {
	if to <= b.at {
		return
	}
	if b.out.Len() == 0 {
		b.out.Grow(len(b.parent.text) + 64)
	}
	b.pieces = append(b.pieces, piece{at: b.out.Len(), from: b.at, to: to, same: true})
	b.out.WriteString(b.parent.text[b.at:to])
	b.at = to
}

// replace puts with in the place of the parent's bytes from to to.
func (b *viewBuilder) replace(from, to int, with string) {
	b.keep(from)
	start := b.out.Len()
	if with != "" {
		b.pieces = append(b.pieces, piece{at: start, from: from, to: to})
		b.out.WriteString(with)
	}
	b.edits = append(b.edits, span{start, b.out.Len()})
	b.at = max(b.at, to)
}

// drop leaves the parent's bytes from to to out, where that brings nothing together
// that was apart.
func (b *viewBuilder) drop(from, to int) {
	b.keep(from)
	b.at = max(b.at, to)
}

// done is the finished view, or nil when nothing was replaced.
func (b *viewBuilder) done() *view {
	if len(b.edits) == 0 {
		return nil
	}
	b.keep(len(b.parent.text))
	if len(b.pieces) == 0 {
		b.pieces = []piece{{at: 0, from: 0, to: 0}}
	}
	return &view{text: b.out.String(), parent: b.parent, pieces: b.pieces, edits: b.edits}
}

// windows are the lines of the view that an edit touches, each with the one above it, where a
// sentence may begin, neighbours joined.
func (v *view) windows() []span {
	var out []span
	for _, e := range v.edits {
		if n := len(out); n > 0 && e.end <= out[n-1].end {
			continue
		}
		start := strings.LastIndexByte(v.text[:e.start], '\n') + 1
		if above := strings.LastIndexByte(v.text[:max(0, start-1)], '\n') + 1; start > 0 && start-above > 2 && start-above < 400 {
			start = above
		}
		stop := 0
		if n := len(out); n > 0 {
			stop = out[n-1].end
		}
		start = rowsAbove(v.text, start, stop)
		end := len(v.text)
		if i := strings.IndexByte(v.text[e.end:], '\n'); i >= 0 {
			end = e.end + i + 1
		}
		if n := len(out); n > 0 && start <= out[n-1].end {
			out[n-1].end = end
			continue
		}
		out = append(out, span{start, end})
	}
	return out
}

// rowsAbove is where the table begins of which the line at an offset is a row, no further back
// than stop.
func rowsAbove(t string, start, stop int) int {
	mark := rowMark(t[start:min(len(t), start+400)])
	if mark == 0 {
		return start
	}
	for rows := 0; rows < 64 && start > stop; rows++ {
		above := strings.LastIndexByte(t[:start-1], '\n') + 1
		if rowMark(t[above:start]) != mark {
			break
		}
		start = above
	}
	return start
}

// rowMark is what stands between the cells of a line that is a row, or 0.
func rowMark(line string) byte {
	line, _, _ = strings.Cut(line, "\n")
	if strings.HasPrefix(strings.TrimLeft(line, " "), "|") {
		return '|'
	}
	for _, mark := range []byte{';', '\t', ','} {
		if strings.Count(line, string(mark)) > 1 && (mark != ',' || !strings.Contains(line, ", ")) {
			return mark
		}
	}
	return 0
}

// root is the text that a view is derived from.
func root(v *view) string {
	for v.parent != nil {
		v = v.parent
	}
	return v.text
}
