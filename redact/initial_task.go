package redact

import "strings"

// ownsTask reports whether capitals stand where a list of tasks has who does them: - [ ] IS: cost
// sheet; - rotate the key → TR; - [x] rotate the key (HE).
func (l *looking) ownsTask(start, end int) bool {
	t := l.text
	head := strings.TrimLeft(t[lineStart(t, start):start], " \t>")
	item := strings.TrimLeft(head, "-*+0123456789.) ")
	if item == head {
		return false
	}
	boxed := false
	for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
		if rest, ok := strings.CutPrefix(item, box); ok {
			item, boxed = rest, true
		}
	}
	item = strings.Trim(item, "*_`@ ")
	tail := strings.TrimLeft(t[end:min(len(t), end+4)], "*_`")
	if item == "" {
		return boxed && strings.HasPrefix(tail, ":")
	}
	if after := strings.TrimRight(tail, " \r"); after != "" && strings.IndexByte("\n.,;)", after[0]) < 0 {
		return false
	}
	before := t[lineStart(t, start):start]
	if strings.HasSuffix(before, "(") {
		return boxed && strings.HasPrefix(tail, ")")
	}
	before = strings.TrimRight(before, " *_")
	arrow := strings.HasSuffix(before, "->") || strings.HasSuffix(before, "→") || strings.HasSuffix(before, "=>")
	return (arrow || len(t[lineStart(t, start):start])-len(before) > 3) && (len(tail) == 0 || tail[0] == '\n' || tail[0] == '\r' || tail[0] == '.')
}

// addHyphened adds the initials of a first name with a hyphen: J-B of Jean-Baptiste.
func (d *dictionary) addHyphened(short string) {
	d.add(short, func(l *looking, start, end int) {
		t := l.text
		if s := t[start:end]; s == strings.ToUpper(s) && len(s) == 3 && !wordByte(t, end) && classAt(t, start-1)&(dash|under|dot) == 0 && classAt(t, end)&(dash|under) == 0 && (byteAt(t, end) != ' ' || !capitalised(t[min(len(t), end+1):]) && classAt(t, end+1)&digit == 0) {
			l.addWeight(start, end, personRule, Warn)
		}
	})
}
