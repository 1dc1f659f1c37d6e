package mail

import (
	"html/template"
	"strings"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// Speech is how the mail says things.
func (f Frame) Speech() views.Speech {
	return views.Speech{Language: f.Language, Own: f.Settings.OwnLanguage()}
}

// Say is a message of ours in the reader's language, its places filled.
func (f Frame) Say(key locale.Key, args ...any) string { return f.Language.Say(key, args...) }

// Many is a message about n things: {0} is n, args begin at {1}.
func (f Frame) Many(n int, key locale.Plural, args ...any) string {
	return f.Language.Many(n, key, args...)
}

// HTML is a message whose places hold text that is escaped, or HTML.
func (f Frame) HTML(key locale.Key, args ...any) template.HTML { return f.Speech().HTML(key, args...) }

// Lang is the tag of the language the mail is written in: "de".
func (f Frame) Lang() string { return f.Language.Tag() }

// Dir is the direction its text runs in: "ltr" or "rtl".
func (f Frame) Dir() string { return f.Language.Dir() }

// Start is the side at which lines begin: "left" or "right". Mail programs know no
// other word for it.
func (f Frame) Start() string { return side(f.Language) }

func side(l locale.Language) string {
	if l.RightToLeft() {
		return "right"
	}
	return "left"
}

// Quoted is a line that the team wrote, marked with its language where that is
// another than the mail's.
func (f Frame) Quoted(text string) template.HTML { return f.line(text, f.Settings.OwnLanguage()) }

// line is a line of text, marked with its language where that is not the mail's.
func (f Frame) line(text string, in locale.Language) template.HTML {
	escaped := template.HTMLEscapeString(text)
	if in == f.Language || text == "" {
		return template.HTML(escaped)
	}
	return template.HTML(`<span lang="` + in.Tag() + `" dir="` + in.Dir() + `">` + escaped + `</span>`)
}

// Strong is a line that the team wrote, in bold type.
func (f Frame) Strong(text string) template.HTML { return "<b>" + f.Quoted(text) + "</b>" }

// Written is Markdown of the team's, marked with its language where that is another
// than the mail's.
func (f Frame) Written(markdown string) template.HTML {
	return f.words(markdown, f.Settings.OwnLanguage())
}

// words are Markdown, marked with its language where that is not the mail's.
func (f Frame) words(markdown string, in locale.Language) template.HTML {
	body := views.Markdown(markdown)
	if in == f.Language || strings.TrimSpace(string(body)) == "" {
		return body
	}
	return template.HTML(`<div lang="`+in.Tag()+`" dir="`+in.Dir()+`" style="text-align:`+side(in)+`;">`) + body + "</div>"
}

// to is the address of a page of ours, in the language of the mail where the site
// is offered in it.
func (f Frame) to(path string) string { return f.BaseURL + f.Prefix() + path }

// Prefix begins every address that a reader of the mail's language is led to:
// "/de"; empty on a site in one language alone.
func (f Frame) Prefix() string {
	if f.Settings.Languages == "" || !f.Settings.OffersIn(f.Language) {
		return ""
	}
	return "/" + f.Language.Tag()
}

// Moment is a time in full: weekday, date, UTC, and the reader's zone where that is
// another.
func (f Frame) Moment(t time.Time) string {
	l, utc, local := f.Language, t.UTC(), t.In(f.location())
	day := l.DayOfYear(utc)
	zone, offset := local.Zone()
	switch {
	case offset == 0:
		return l.Instant(day, utc, "UTC")
	case local.YearDay() != utc.YearDay():
		return l.Instant(day, utc, "UTC") + " (" + l.Instant(l.Day(local), local, zone) + ")"
	}
	return l.Instant(day, utc, "UTC"+local.Format(" (15:04 ")+zone+")")
}

// Day is a whole date with its weekday.
func (f Frame) Day(t time.Time) string { return f.Language.DayOfYear(t.UTC()) }

// State says the state of an update: "In progress".
func (f Frame) State(state string) string { return f.Speech().State(state) }

// Word says a status: "Partial outage".
func (f Frame) Word(s models.Status) string { return f.Speech().Word(s) }

// within is a word of ours inside a sentence: German keeps the capitals of nouns.
func (f Frame) within(word string) string {
	if f.Lang() == "de" {
		return word
	}
	return strings.ToLower(word)
}
