package views

import (
	"encoding/json"
	"fmt"
	"html/template"
	"time"

	"vitrine/locale"
	"vitrine/models"
)

// Speech is how pages say things in one language. The zero Speech is English, and
// what the functions of the same names say.
type Speech struct {
	locale.Language
	Rule models.UptimeRule // by which uptime is counted
	Own  locale.Language   // what staff say is in
}

// wrapper is what surrounds words of a message in HTML: a link, bold type.
type wrapper struct{ before, after string }

// filled is a message as HTML. Words of ours are trusted, and a test keeps markup
// out of them; what is put in is escaped unless it is HTML already.
func filled(text string, args []any) template.HTML {
	return template.HTML(locale.Fill(text, func(i int, words string) string {
		if i >= len(args) {
			return ""
		}
		switch a := args[i].(type) {
		case wrapper:
			return a.before + words + a.after
		case template.HTML:
			return string(a)
		default:
			return template.HTMLEscapeString(fmt.Sprint(a))
		}
	}))
}

// HTML is a message for a page, its places filled.
func (s Speech) HTML(key locale.Key, args ...any) template.HTML { return filled(s.Text(key), args) }

// ManyHTML is a message about n things for a page.
func (s Speech) ManyHTML(n int, key locale.Plural, args ...any) template.HTML {
	return filled(s.Form(n, key), append([]any{n}, args...))
}

// linkTo wraps words in a link to a path of ours, in the language of the page.
func (s spoken) linkTo(path string) wrapper {
	return wrapper{`<a href="` + template.HTMLEscapeString(s.to(path)) + `">`, `</a>`}
}

// away wraps words in a link to something that has no language.
func away(path string) wrapper {
	return wrapper{`<a href="` + template.HTMLEscapeString(path) + `">`, `</a>`}
}

// tagged wraps words in an element: "b".
func tagged(name string) wrapper { return wrapper{"<" + name + ">", "</" + name + ">"} }

// boldly is a text in bold type, auto one that finds its own direction.
func boldly(text any) template.HTML {
	return template.HTML("<b>" + template.HTMLEscapeString(fmt.Sprint(text)) + "</b>")
}

func auto(text any) template.HTML {
	return template.HTML(`<span dir="auto">` + template.HTMLEscapeString(fmt.Sprint(text)) + "</span>")
}

// spokenIn is how a page with that frame is told.
func spokenIn(f Frame) spoken { return spoken{f.Speech(), f.Prefix()} }

// spoken is the language of the page that is being written, and how its addresses
// begin.
type spoken struct {
	Speech
	prefix string // "/de"; empty where there is one language alone
}

// to is the address of a page of ours in the language of the page.
func (s spoken) to(path string) string {
	if path == "/" && s.prefix != "" {
		return s.prefix
	}
	return s.prefix + path
}

// funcs is what pages may call in their language.
func (s *spoken) funcs() template.FuncMap {
	return template.FuncMap{
		"t":               func(key locale.Key, args ...any) template.HTML { return s.HTML(key, args...) },
		"tn":              func(n int, key locale.Plural, args ...any) template.HTML { return s.ManyHTML(n, key, args...) },
		"said":            func(text string) string { return s.Finished(text) },
		"to":              func(path string) string { return s.to(path) },
		"at":              func() string { return s.prefix },
		"link":            func(path string) wrapper { return s.linkTo(path) },
		"rtl":             func() bool { return s.RightToLeft() },
		"bar":             func(days []DayRecord) template.HTML { return s.Bar(days) },
		"comma":           func() string { return s.Comma() },
		"mother":          func() string { return s.Own.Tag() },
		"origin":          func(t *models.Translated) string { return s.Origin(*t) },
		"from":            func(t *models.Translated) string { return s.Mother(t.Language).Tag() },
		"own":             func(t *models.Translated, tag string) template.HTMLAttr { return s.own(t, tag) },
		"state":           func(status models.Status) template.HTML { return s.status(status) },
		"entries":         func(list []Entry) template.HTML { return s.piece(func(m *markup) { m.entries(list) }) },
		"incidentLine":    func(l IncidentLine) template.HTML { return s.piece(func(m *markup) { m.incidentLine(&l) }) },
		"maintenanceLine": func(l MaintenanceLine) template.HTML { return s.piece(func(m *markup) { m.maintenanceLine(&l) }) },
		"original": func(t *models.Translated, id string) template.HTML {
			return s.piece(func(m *markup) { m.original(t, id) })
		},
		"clock":    func(t time.Time) template.HTML { return clockElement(t) },
		"date":     func(t time.Time) template.HTML { return s.dateElement(t) },
		"uptime":   func(days []DayRecord) string { return s.UptimeText(days) },
		"rule":     func() models.UptimeRule { return s.Rule },
		"day":      func(d DayRecord) string { return s.DaySentence(d) },
		"daylong":  func(d DayRecord) string { return s.Say("{0}: {1}", s.Language.Day(d.Date), s.DaySentence(d)) },
		"moment":   func(t time.Time) template.HTML { return s.momentElement(t) },
		"month":    func(t time.Time) string { return s.Month(t.UTC()) },
		"span":     func(from, to, ref time.Time) template.HTML { return s.spanElement(from, to, ref) },
		"took":     func(d time.Duration) string { return s.Took(d) },
		"weekday":  func(t, ref time.Time) template.HTML { return s.weekdayElement(t, ref) },
		"weekdays": func() []weekday { return s.weekdays() },
		"when":     func(t, ref time.Time) template.HTML { return s.whenElement(t, ref) },
		"word":     func(status models.Status) string { return s.Word(status) },
	}
}

// weekday is the head of a column of a calendar.
type weekday struct{ Name, Letter string }

// weekdays are the days of a week, Monday first.
func (s Speech) weekdays() []weekday {
	list := make([]weekday, 7)
	for n := range list {
		d := time.Weekday((n + 1) % 7)
		list[n] = weekday{s.Weekday(d), s.WeekdayLetter(d)}
	}
	return list
}

// Noun is what a postmortem is called: in the site's own language as its operator
// says, in others by the word of the language.
func (s Speech) Noun(set models.SiteSettings) models.Noun {
	own := set.Noun() != models.Noun{} && s.Language == set.OwnLanguage()
	switch {
	case s.IsEnglish() && own, s.IsEnglish() && set.Noun() == models.Noun{}:
		return set.Noun()
	case own:
		return set.Noun().Bare()
	case s.IsEnglish():
		return models.Noun{}
	}
	return models.NewNoun(s.Say("postmortem"), s.Say("postmortems")).Bare()
}

// scripts is what the scripts of a page say in its language, as JSON by their
// English words; empty in English.
func (s Speech) scripts() string {
	if s.IsEnglish() {
		return ""
	}
	words := map[string]string{}
	for _, key := range scriptWords {
		words[string(key)] = s.Text(key)
	}
	body, _ := json.Marshal(words) // texts always have a JSON form
	return string(body)
}
