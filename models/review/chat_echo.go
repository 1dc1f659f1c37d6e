package review

import (
	"cmp"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// Programs in a chat say the same thing again and again, and repeat what people
// did. Their first word counts; what is only an echo is not suggested.

// programName is what programs are called in chats.
var programName = regexp.MustCompile(`(?i)(?:bot|alerts?|alertmanager|pager|pagerduty|opsgenie|monitor|monitoring|nagios|grafana|jenkins|github|gitlab|statuspage|webhook| app)$`)

// personName is how names of people end that are no programs.
var personName = regexp.MustCompile(`(?i)(?:talbot|cabot|abbot|chabot|barbot|imbot)$`)

func isProgram(who string) bool { return programName.MatchString(who) && !personName.MatchString(who) }

// byWhom is who a program says did something.
var byWhom = regexp.MustCompile(`(?i)\bby @?([\pL][\pL\pN._-]*)`)

// How long an echo may come after what it repeats, and what belongs to one burst
// of alerts.
const (
	echoWithin  = 3 * time.Minute
	burstWithin = time.Minute
	sameShare   = 0.6 // of the words of two messages that say the same
)

// relayed is a message of a program and its words.
type relayed struct {
	*ChatLine
	words map[string]bool
}

// echoes remembers what was heard so far.
type echoes struct {
	programs []relayed
	spoke    map[string]time.Time // person to the last time
	alert    time.Time            // the last alert
}

// leaveEchoes takes the suggestion from messages of programs that only repeat.
func leaveEchoes(messages []ChatLine) {
	e := echoes{spoke: map[string]time.Time{}}
	for i := range messages {
		m := &messages[i]
		if m.At == nil {
			continue
		}
		if !isProgram(m.Who) {
			e.spoke[strings.ToLower(m.Who)] = *m.At
			continue
		}
		h := relayed{m, saidWords(m.What)}
		if e.repeats(h) {
			m.Suggested = false
		}
		if e.programs = append(e.programs, h); m.Kind == Detected {
			e.alert = *m.At
		}
	}
}

// repeats reports whether a program only says again what was said, by a program
// or by a person.
func (e echoes) repeats(h relayed) bool {
	if m := byWhom.FindStringSubmatch(h.What); m != nil && h.after(e.spoke[strings.ToLower(m[1])], echoWithin) {
		return true
	}
	switch {
	case h.Kind == Detected && h.after(e.alert, burstWithin):
		return true // alerts come in bursts
	case h.Kind == Escalated && h.after(e.alert, echoWithin):
		return true // an alert pages by itself
	case h.Kind == Restored:
		return e.ofNoAlertThatCounted(h)
	}
	before, known := e.last(h, h.Kind)
	if !known {
		return false
	}
	_, over := e.last(before, Restored)
	return !over // an alert that comes back after it was over is news
}

// ofNoAlertThatCounted reports whether what is over had only alerts that were
// echoes themselves.
func (e echoes) ofNoAlertThatCounted(over relayed) bool {
	known := false
	for _, p := range e.programs {
		if p.Kind == Detected && p.Who == over.Who && shared(p.words, over.words) >= sameShare {
			if p.Suggested {
				return false
			}
			known = true
		}
	}
	return known
}

// last is the last message of a kind that says the same as h.
func (e echoes) last(h relayed, kind EntryKind) (relayed, bool) {
	for n := len(e.programs) - 1; n >= 0; n-- {
		if p := e.programs[n]; p.Kind == kind && p.Who == h.Who && shared(p.words, h.words) >= sameShare && (kind != Restored || p.Number > h.Number) {
			return p, true
		}
	}
	return relayed{}, false
}

// after reports whether the message came within a time after another.
func (h relayed) after(at time.Time, within time.Duration) bool {
	return !at.IsZero() && h.At.Sub(at) <= within
}

// saidWords are the words of a message, all numbers alike.
func saidWords(text string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' && r != '-' }) {
		bare := strings.Map(func(r rune) rune {
			if unicode.IsNumber(r) {
				return -1
			}
			return r
		}, w)
		words[cmp.Or(bare, "0")] = true
	}
	for _, state := range []string{"firing", "resolved"} { // the same alert
		delete(words, state)
	}
	return words
}

// shared is how much of the words of two messages both have, from 0 to 1.
func shared(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if all := len(a) + len(b) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}
