package review

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"vitrine/models"
)

// Lines are timeline entries as people write them down, one in each line:
// "16:12 @gary support notices | communication | none". After the time, and who
// behind an at sign, comes what happened; kind, effect and phase follow behind
// bars in any order, and a part that begins with "public:" or "thought:".
type Lines struct {
	Text string
	Day  string         // of the first line, "2026-11-19"; empty: that of the review
	Zone *time.Location // of times that name none; nil: UTC
}

// WrongLine is a line that could not be read.
type WrongLine struct {
	Number int // from 1
	Text   string
	Why    string // a whole sentence
}

// maxLines is how many lines one paste may have.
const maxLines = 2_000

var (
	bulletMark = regexp.MustCompile(`^\s*(?:[-*•–]\s+)?\[?`)
	speaker    = regexp.MustCompile(`^(\pL[\pL\pN._'-]*(?: \p{Lu}[\pL\pN.'-]*){0,3}): +`)
	handle     = regexp.MustCompile(`^<?@([\pL\pN][\pL\pN._-]*)>?[:,]?\s+`)
)

// notSpeakers begin a line before a colon and are nobody.
var notSpeakers = []string{"error", "warning", "note", "update", "alert", "info", "resolved", "identified", "monitoring", "investigating", "public", "thought",
	"http", "https", "cause", "fix", "action", "result", "status", "fyi", "todo", "incident", "summary", "caused", "critical", "firing"}

// ParseLines reads entries from lines. anchor is a moment near the first of them,
// zero where none is known.
func ParseLines(l Lines, anchor time.Time) (entries []NewEntry, wrong []WrongLine) {
	cal := calendar{zone: zoneOr(l.Zone), last: anchor}
	if day, err := time.Parse(time.DateOnly, strings.TrimSpace(l.Day)); err == nil {
		cal.begin(day)
	}
	for n, text := range strings.Split(strings.ReplaceAll(l.Text, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(text) == "" || cal.turn(text) {
			continue
		}
		e, err := cal.entry(text)
		if err != nil {
			wrong = append(wrong, WrongLine{Number: n + 1, Text: strings.TrimSpace(text), Why: models.MessageOf(err)})
			continue
		}
		entries = append(entries, e)
	}
	return entries, wrong
}

func zoneOr(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// turn takes a line that is a day and nothing else: what follows happened then.
func (c *calendar) turn(text string) bool {
	s := stamp{hour: -1}
	rest := strings.Trim(text, " \t-–—=#*_:")
	for range 2 {
		rest = strings.Trim(s.readDay(rest), " \t,-–—=#*_:")
	}
	if rest != "" || !s.dated() {
		return false
	}
	if s.slashed != [2]int{} {
		s.day, s.month = s.slashed[0], s.slashed[1]
		if c.monthFirst {
			s.day, s.month = s.month, s.day
		}
	}
	t, ok := c.given(s, c.zone)
	if ok {
		c.begin(t)
	}
	return ok
}

// entry reads one line.
func (c *calendar) entry(text string) (NewEntry, error) {
	at, rest, err := c.readTime(text)
	if err != nil {
		return NewEntry{}, err
	}
	parts := strings.Split(rest, "|")
	e := NewEntry{At: at}
	e.Who, e.What = whoAndWhat(strings.TrimSpace(parts[0]))
	if e.What == "" {
		return e, models.Fail(models.Invalid, "It does not say what happened. Write it behind the time.")
	}
	for _, part := range parts[1:] {
		if err := e.field(strings.TrimSpace(part)); err != nil {
			return e, err
		}
	}
	if e.Kind == "" {
		e.Kind = guessed(e.What).kind
	}
	return e, nil
}

// readTime reads the time a line begins with.
func (c *calendar) readTime(text string) (time.Time, string, error) {
	s, rest, ok := readStamp(bulletMark.ReplaceAllString(text, ""))
	if !ok {
		return time.Time{}, "", models.Fail(models.Invalid, "It does not begin with a time. Write it like 16:12, or 2026-11-19 16:12.")
	}
	if s.slashed != [2]int{} {
		return time.Time{}, "", models.Fail(models.Invalid, "The day can be read in two ways. Write it like 2026-11-19.")
	}
	at, ok := c.at(s)
	switch {
	case !ok && s.dated():
		return at, "", models.Fail(models.Invalid, "There is no such day.")
	case !ok:
		return at, "", models.Fail(models.Invalid, "Its day is not known. Write it before the time, like 2026-11-19 16:12.")
	}
	return at, strings.TrimLeft(strings.TrimPrefix(rest, "]"), " \t\u00a0,;-–—"), nil
}

// whoAndWhat takes the names at the beginning of a text from it.
func whoAndWhat(text string) (who, what string) {
	var names []string
	for {
		m := handle.FindStringSubmatch(text + " ")
		if m == nil {
			break
		}
		names, text = append(names, strings.TrimRight(m[1], ".")), strings.TrimSpace((text + " ")[len(m[0]):])
	}
	if len(names) > 0 {
		return strings.Join(names, ", "), text
	}
	if m := speaker.FindStringSubmatch(text); m != nil && isSpeaker(m[1]) {
		return m[1], strings.TrimSpace(text[len(m[0]):])
	}
	return "", text
}

func isSpeaker(name string) bool {
	for _, no := range notSpeakers {
		if strings.EqualFold(name, no) {
			return false
		}
	}
	return true
}

// field takes a part behind a bar for what it is.
func (e *NewEntry) field(part string) error {
	label, text, labelled := strings.Cut(part, ":")
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "public":
		e.PublicText = strings.TrimSpace(text)
		return nil
	case "thought", "thinking", "believed":
		e.Thought = strings.TrimSpace(text)
		return nil
	case "kind", "effect", "phase":
		if labelled {
			part = strings.TrimSpace(text)
		}
	}
	if part == "" {
		return nil
	}
	if effect, ok := lookUp(part, Effects, effectWords); ok && e.Effect == "" {
		e.Effect = effect
		return nil
	}
	if phase, ok := lookUp(part, Phases, phaseWords); ok && e.Phase == "" {
		e.Phase = phase
		return nil
	}
	if kind, ok := lookUp(part, EntryKinds, kindWords); ok && e.Kind == "" {
		e.Kind = kind
		return nil
	}
	return models.Fail(models.Invalid, "“%s” is no kind, effect or phase, or there are two of the same. Effects: + or positive, - or negative, 0 or none. Kinds: %s. Phases: %s.",
		cutTo(part, 40), join(EntryKinds), join(Phases))
}

// cutTo cuts a text for a sentence about it.
func cutTo(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return strings.TrimRightFunc(string(r[:most]), unicode.IsSpace) + "…"
	}
	return text
}

// refusedLines is the refusal of lines that could not be read.
func refusedLines(wrong []WrongLine) error {
	e := &models.Error{Kind: models.Invalid, Fields: map[string]string{}}
	var list []string
	for n, w := range wrong {
		if n == 5 && len(wrong) > 6 {
			list = append(list, fmt.Sprintf("And %d more lines.", len(wrong)-n))
			break
		}
		list = append(list, fmt.Sprintf("Line %d (“%s”): %s", w.Number, cutTo(w.Text, 60), w.Why))
	}
	e.Fields["text"] = strings.Join(list, " ")
	e.Message = "Nothing was added yet, and your text is kept. " + e.Fields["text"]
	return e
}
