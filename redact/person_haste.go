package redact

import (
	"slices"
	"strings"
)

// Names that are words too in logs of the night, and initials in short lines.

// inHaste reports whether a name stands behind a time at the head of a line and a verb follows
// that tells what its bearer does now: 05:45 Joy relieves the desk.
func (l *looking) inHaste(start, end int) bool {
	t := l.text
	head := strings.TrimLeft(t[lineStart(t, start):start], " \t>*-[(|")
	if n := digitsFrom(head, 0); n > 0 && n < 3 && strings.HasPrefix(head[n:], ". ") {
		head = head[n+2:] // of a list
	}
	stop := clockAt(head, 0)
	if stop == 0 || strings.Trim(head[stop:], " \t])-:*|") != "" {
		return false
	}
	next := wordAfter(t, end)
	verb := next.in(t)
	return t[end:next.start] == " " && (liveVerb(verb) || hastyVerbs[verb]) && verb != "found" && verb != "closed" && verb != "opened"
}

// hastyVerbs are further verbs of such logs.
var hastyVerbs = wordSet("relieves cuts covers pauses resumes blocks unblocks writes updates informs wakes pulls raises lowers scales tests retries declines accepts approves rejects signs escalates fails-over promotes demotes isolates removes adds changes copies cancels edits")

// signsOff reports whether initials end a line behind a dash and the end of a sentence:
// Good luck. — DP
func (l *looking) signsOff(start, end int) bool {
	t := l.text
	if !l.ownInitials(t[start:end]) || strings.TrimRight(t[end:min(len(t), end+2)], "\r\n ") != "" && byteAt(t, end) != '\n' && byteAt(t, end) != '\r' {
		return false
	}
	head := strings.TrimRight(t[lineStart(t, start):start], " ")
	bare := strings.TrimRight(head, "-")
	if bare == head || len(head)-len(bare) > 3 {
		return false
	}
	bare = strings.TrimRight(bare, " ")
	return bare != "" && strings.IndexByte(".!?", bare[len(bare)-1]) >= 0
}

// ownerTold reports whether initials stand behind the word for who has to do it, in a sentence:
// It is compared before. Owner: MT, due in June.
func (l *looking) ownerTold(start, end int) bool {
	t := l.text
	head := t[max(lineStart(t, start), start-80):start]
	n := strings.LastIndexByte(head, ':')
	if n < 0 || !rollOf(head[n+1:]) {
		return false
	}
	label := strings.TrimRight(head[:n], " *_")
	if !l.ownInitials(t[start:end]) || strings.IndexByte(",.;)\n", byteAt(t, end)) < 0 && end < len(t) {
		return false
	}
	switch strings.ToLower(wordBefore(label, len(label)).in(label)) {
	case "owner", "owners", "assignee", "assigned", "responsible", "lead", "reviewer", "author", "contact", "on-call", "scribe", "chair", "minutes", "facilitator", "moderator", "notes", "deputy", "primary", "secondary", "backup", "approver", "ic", "comms", "present", "absent", "excused":
		return true
	}
	return false
}

// monthCells are cells of tables of months, of whose names nobody is called.
var monthCells = []string{"| Month |", "| month |", "| January |", "| February |", "| March |", "| July |", "| September |", "| October |", "| November |", "| December |"}

// monthsInCells reports whether a cell of the text is one of a table of months.
func (l *looking) monthsInCells() bool {
	if l.months == nil {
		has := slices.ContainsFunc(monthCells, func(cell string) bool { return strings.Contains(l.text, cell) })
		l.months = &has
	}
	return *l.months
}
