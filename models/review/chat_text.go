package review

import (
	"regexp"
	"slices"
	"strings"
)

// The shapes in which messages begin, behind their time.
var (
	angled    = regexp.MustCompile(`^<[@+%&~ ]?([^<>\n]{1,60})>\s?(.*)$`)
	emote     = regexp.MustCompile(`^(?:\*|-!-|--|<--|-->|\*\*\*|===)\s+(\S+) +(.*)$`)
	tabbed    = regexp.MustCompile(`^([^\t\n]{1,60})\t(.*)$`)
	colonised = regexp.MustCompile(`^[@+~]?([^\s:<>][^:<>\n|]{0,50}?) ?: (.*)$`)
	leadWord  = regexp.MustCompile(`^@?([\pL\pN][\pL\pN._'-]*):? +(\S.*)$`)
	onlyName  = regexp.MustCompile(`^@?\pL[\pL\pN._'-]*(?: [\pL(][\pL\pN._')-]*){0,4}(?: ?(?:APP|\(bot\)))?$`)
	dashed    = regexp.MustCompile(`^[-–—] +`)
	atTheEnd  = regexp.MustCompile(`^(.{1,60}?)(?:\s*[—–|,·-]\s*|\s{1,}|\s*\[)((?i:(?:today|yesterday|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?)?(?:,? at |, | )?\d{1,2}:\d{2}(?::\d{2})?[ \x{00a0}\x{202f}]?(?:[ap]\.?m\.?)?))\]?(?:\s*\(edited\))?$`)
)

// copying reads copied text line by line.
type copying struct {
	cal   *calendar
	list  []ChatLine
	words bool // "16:12 gary text": the first word is who
	fence bool // inside a block of code
	blank bool // the line before was empty
}

// copied reads messages out of text that was copied from a chat window or a log.
func copied(text string, cal *calendar) []ChatLine {
	lines := strings.Split(text, "\n")
	cal.monthFirst = monthFirst(lines)
	c := &copying{cal: cal, words: firstWordsAreNames(lines)}
	for n, line := range lines {
		c.read(line, lines[n+1:])
	}
	for i := range c.list {
		c.list[i].What = strings.TrimSpace(c.list[i].What)
	}
	return slices.DeleteFunc(c.list, func(m ChatLine) bool { return m.What == "" })
}

// read takes one line for the beginning of a message or a part of the last.
func (c *copying) read(line string, rest []string) {
	bare := strings.TrimSpace(strings.ReplaceAll(line, "\u00a0", " "))
	if strings.HasPrefix(bare, "```") && strings.Count(bare, "```") == 1 && (c.fence || slices.ContainsFunc(rest[:min(len(rest), 200)], fenced)) {
		c.fence = !c.fence
	} else if !c.fence && (bare != "" && c.cal.turn(bare) || c.begins(bare) || c.ends(bare)) {
		c.blank = false
		return
	}
	c.goOn(line)
	c.blank = bare == ""
}

func fenced(line string) bool { return strings.Contains(line, "```") }

// goOn adds a line to the last message.
func (c *copying) goOn(line string) {
	if len(c.list) == 0 {
		if strings.TrimSpace(line) != "" {
			c.list = append(c.list, ChatLine{What: strings.TrimSpace(line)})
		}
		return
	}
	last := &c.list[len(c.list)-1]
	if last.What != "" || strings.TrimSpace(line) != "" {
		last.What += "\n" + strings.TrimRight(line, " \t")
	}
}

// begins reads a line that begins with a time.
func (c *copying) begins(bare string) bool {
	s, rest, ok := readStamp(strings.TrimPrefix(strings.TrimPrefix(bare, "["), "("))
	if !ok {
		return false
	}
	rest = strings.TrimLeft(rest, " \t")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "]"), ")")
	if rest == "" {
		return c.alone(s)
	}
	if len(rest) > 0 && !strings.ContainsAny(rest[:1], " \t<*@-–—:|") && !strings.HasSuffix(bare[:len(bare)-len(rest)], " ") && !strings.HasSuffix(bare[:len(bare)-len(rest)], "\t") && !strings.HasSuffix(bare[:len(bare)-len(rest)], "]") {
		return false // "16:12foo"
	}
	who, what := c.split(strings.TrimSpace(dashed.ReplaceAllString(strings.TrimLeft(rest, " "), "")), s, strings.Contains(bare[:len(bare)-len(rest)], "]"))
	return c.add(s, who, what)
}

// split tells who from what, behind a time.
func (c *copying) split(rest string, s stamp, bracketed bool) (who, what string) {
	for _, shape := range []*regexp.Regexp{angled, emote, tabbed} {
		if m := shape.FindStringSubmatch(rest); m != nil {
			return strings.TrimSpace(strings.TrimLeft(m[1], "@+%&~")), m[2]
		}
	}
	if m := colonised.FindStringSubmatch(rest); m != nil && len(strings.Fields(m[1])) <= 5 && isSpeaker(m[1]) {
		return strings.TrimSpace(m[1]), m[2]
	}
	if bracketed && onlyName.MatchString(rest) && len(strings.Fields(rest)) <= 4 {
		return strings.TrimPrefix(rest, "@"), "" // the words follow in the next line
	}
	if m := leadWord.FindStringSubmatch(rest); m != nil && (c.words || strings.HasPrefix(rest, "@")) {
		return m[1], m[2]
	}
	return "", rest
}

// alone reads a time that stands in a line by itself: the line before it is a
// name, or the same person goes on.
func (c *copying) alone(s stamp) bool {
	if len(c.list) == 0 {
		return false
	}
	last := &c.list[len(c.list)-1]
	said, name := last.What, ""
	if at := strings.LastIndex(said, "\n"); at >= 0 {
		said, name = said[:at], strings.TrimSpace(said[at+1:])
	} else {
		said, name = "", strings.TrimSpace(said)
	}
	if !c.blank && c.named(name) && (said != "" || last.At == nil && last.Who == "") {
		last.What = said
		if said == "" {
			c.list = c.list[:len(c.list)-1]
		}
		return c.add(s, strings.TrimPrefix(name, "@"), "")
	}
	return c.add(s, last.Who, "")
}

// named reports whether a line is the name of somebody: who spoke before, or words
// that all begin with a capital.
func (c *copying) named(line string) bool {
	if !onlyName.MatchString(line) {
		return false
	}
	if slices.ContainsFunc(c.list, func(m ChatLine) bool { return m.Who == line }) || !strings.Contains(line, " ") && len(c.list) == 1 {
		return true
	}
	return !slices.ContainsFunc(strings.Fields(line), func(w string) bool { return strings.ToLower(w[:1]) == w[:1] && w[0] != '(' })
}

// ends reads a line that ends with a time: a name stands before it.
func (c *copying) ends(bare string) bool {
	m := atTheEnd.FindStringSubmatch(bare)
	if m == nil || !onlyName.MatchString(strings.TrimSpace(m[1])) {
		return false
	}
	s, rest, ok := readStamp(m[2])
	return ok && strings.TrimSpace(rest) == "" && c.add(s, strings.TrimPrefix(strings.TrimSpace(m[1]), "@"), "")
}

// add begins a message.
func (c *copying) add(s stamp, who, what string) bool {
	at, ok := c.cal.at(s)
	if !ok {
		return false
	}
	c.list = append(c.list, ChatLine{At: &at, Who: cutTo(who, 100), What: what})
	return true
}

// monthFirst reports whether days like 3/4 say the month first: a day above 12
// decides it for the whole text, else whether its times are of the twelve-hour
// clock.
func monthFirst(lines []string) bool {
	half := false
	for _, line := range lines {
		s, _, ok := readStamp(strings.TrimLeft(line, "[( "))
		if !ok || s.slashed == [2]int{} {
			if m := atTheEnd.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
				s, _, ok = readStamp(m[2])
			}
		}
		if !ok || s.slashed == [2]int{} {
			continue
		}
		if s.slashed[0] > 12 {
			return false
		}
		if s.slashed[1] > 12 {
			return true
		}
		low := strings.ToLower(line)
		half = half || strings.Contains(low, "am") || strings.Contains(low, "pm")
	}
	return half
}

// firstWordsAreNames reports whether the word behind the time is who speaks: few
// different ones, again and again.
func firstWordsAreNames(lines []string) bool {
	seen, all, common := map[string]int{}, 0, 0
	for _, line := range lines {
		_, rest, ok := readStamp(strings.TrimLeft(line, "[("))
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, "]) \t")
		if angled.MatchString(rest) || tabbed.MatchString(rest) {
			continue
		}
		if m := leadWord.FindStringSubmatch(rest); m != nil {
			seen[strings.ToLower(m[1])]++
			all++
			if commonWords[strings.ToLower(m[1])] {
				common++
			}
		}
	}
	return all > 1 && len(seen) < all && len(seen) <= max(2, all/2) && common*5 <= all
}

// commonWords begin sentences and are nobody.
var commonWords = words(`a all an and as at but can cpu disk do error errors for he i if in is it load looks memory no not now of ok on restarted seeing she so still that the
they this to users we what when who will yes you`)
