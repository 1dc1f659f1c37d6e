package redact

import "strings"

// machineBefore puts the word for a machine before a run of figures that counts it: bastion
// zero three.
func (r *spelled) machineBefore(t string, start, at int) {
	w := wordAt(t, start)
	if n := len(r.items); n > 1 && r.figures == n && r.items[0].says == "0" && (insideWords[strings.ToLower(w.in(t))] || tailedWord(strings.ToLower(w.in(t)))) && w.end+1 == at {
		r.items = append([]item{{span: w, says: w.in(t)}}, r.items...)
		r.marks++
	}
}
