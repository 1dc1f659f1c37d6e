package review

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passage is one sentence of a review, to be brought over into its external
// summary.
type Passage struct {
	ID     string // 12 hex digits of its source and its words: the same while both are
	Source string // "overview", "factor/ID", "entry/ID", …: see Origin
	Text   string // Markdown, as the review says it
	Into   string // the section it belongs to by itself
	Item   bool   // it is an item of a list there
	Begins bool   // a paragraph of the review begins with it
}

// belongs says to which section of the external summary a part of the review
// belongs by itself.
var belongs = map[string]string{
	"overview": "summary", "description": "proximate_cause", "went_well": "resolution", "luck": "summary", "know_sooner": "countermeasures",
	"recover_sooner": "countermeasures", "improve": "countermeasures", "sla_effect": "customer_impact", "worst_case": "customer_impact", "factor": "proximate_cause", "learning": "countermeasures",
	"entry": "resolution", "action": "countermeasures",
}

// listed are the parts of a review that become items of a list.
var listed = map[string]bool{"factor": true, "entry": true, "action": true, "learning": true}

// Passages cuts what the review says into sentences, in the order of its page.
func (r Review) Passages() []Passage {
	var list []Passage
	for _, o := range r.origins() {
		part, _, _ := strings.Cut(o.Key, "/")
		into, ok := belongs[part]
		if !ok {
			continue
		}
		if listed[part] {
			list = append(list, passage(o.Key, o.Text, into, true, true))
			continue
		}
		for _, s := range sentences(o.Text) {
			list = append(list, passage(o.Key, s.text, into, s.item, s.begins))
		}
	}
	return list
}

func passage(source, text, into string, item, begins bool) Passage {
	return Passage{ID: digest(source + "\x00" + text)[:12], Source: source, Text: text, Into: into, Item: item, Begins: begins}
}

// origins are the parts of the review with what they say, in the order of its
// page; none is empty.
func (r Review) origins() []Origin {
	var list []Origin
	add := func(key, text string) {
		if text != "" {
			list = append(list, Origin{Key: key, Text: text})
		}
	}
	add("overview", r.Overview)
	add("description", r.Description)
	add("went_well", r.WentWell)
	add("luck", r.Luck)
	add("know_sooner", r.KnowSooner)
	add("recover_sooner", r.RecoverSooner)
	add("improve", r.Improve)
	add("sla_effect", r.SLAEffect)
	add("worst_case", r.Toll.WorstCase)
	for _, f := range r.Factors {
		add("factor/"+f.PublicID, f.Body)
	}
	for _, l := range r.Learnings {
		add("learning/"+l.PublicID, l.Body)
	}
	for _, e := range own(r.Timeline, false) {
		add("entry/"+e.PublicID, inOneLine(e))
	}
	for _, a := range r.Actions {
		add("action/"+a.PublicID, cmp.Or(a.PublicText, a.Body))
	}
	return list
}

// inOneLine is an entry in one line: "16:05 UTC: We restart it."
func inOneLine(e Entry) string {
	return e.At.UTC().Format("15:04") + " UTC: " + cmp.Or(e.PublicText, e.What)
}

// sentence is one sentence of a Markdown text.
type sentence struct {
	text         string
	item, begins bool
}

var (
	itemSign = regexp.MustCompile(`^\s*(?:[-*+]|\d{1,3}[.)])\s+`)
	headSign = regexp.MustCompile(`^\s{0,3}(?:#{1,6}\s|[-=*_]{3,}\s*$|\[[^\]]+\]:)`)
	quotes   = regexp.MustCompile(`^\s{0,3}>\s?`)
)

// sentences cuts a Markdown text: paragraphs into sentences, lists into items,
// code blocks stay whole. Headings, rules and link definitions are left out.
func sentences(text string) (list []sentence) {
	var block []string
	item, code := false, false
	flush := func() {
		for i, s := range cut(strings.Join(block, " ")) {
			list = append(list, sentence{s, item && i == 0, i == 0})
		}
		block, item = nil, false
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		switch fence := strings.HasPrefix(strings.TrimSpace(line), "```"); {
		case code:
			block = append(block, line)
			if fence {
				list, block, code = append(list, sentence{strings.Join(block, "\n"), false, true}), nil, false
			}
		case fence:
			flush()
			block, code = []string{line}, true
		case strings.TrimSpace(line) == "" || headSign.MatchString(line):
			flush()
		case itemSign.MatchString(line):
			flush()
			block, item = []string{itemSign.ReplaceAllString(line, "")}, true
		default:
			block = append(block, strings.TrimSpace(quotes.ReplaceAllString(line, "")))
		}
	}
	if code {
		return append(list, sentence{strings.Join(block, "\n"), false, true})
	}
	flush()
	return list
}

// short are words with a point that end no sentence.
var short = regexp.MustCompile(`(?i)(?:^|[\s("'])(?:e\.g|i\.e|etc|approx|vs|cf|no|dr|mr|mrs|ms|st|incl|resp|ca|[a-z])\.$`)

// cut divides a paragraph into its sentences.
func cut(paragraph string) (list []string) {
	from := 0
	add := func(to int) {
		if s := strings.TrimSpace(paragraph[from:to]); s != "" {
			list = append(list, s)
		}
		from = to
	}
	for i := 0; i < len(paragraph); i++ {
		if !strings.ContainsRune(".!?", rune(paragraph[i])) {
			continue
		}
		end := i + 1
		for end < len(paragraph) && strings.ContainsRune(`.!?"')]*_`+"`", rune(paragraph[end])) {
			end++
		}
		rest := strings.TrimLeft(paragraph[end:], " ")
		if rest == "" || len(rest) == len(paragraph)-end || short.MatchString(paragraph[from:i+1]) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"'([*_`“‘")); unicode.IsLower(next) {
			continue
		}
		add(end)
		i = end - 1
	}
	add(len(paragraph))
	return list
}
