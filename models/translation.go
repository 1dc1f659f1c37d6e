package models

import (
	"slices"
	"strings"
	"time"

	"vitrine/locale"
)

// Origin says who translated a text.
type Origin string

// The origins of a translation, as whoever enters it says.
const (
	ByTeam    Origin = "team"    // a person wrote it
	ByMachine Origin = "machine" // a program wrote it
)

// Origins lists the origins, that of people first.
var Origins = []Origin{ByTeam, ByMachine}

// Translation is what one text says in another language of the site: an update,
// or the title of an incident or a maintenance. It holds for exactly the wording
// that it was made of: once that is corrected it is retired, and readers get the
// original again until somebody confirms the translation or writes it anew.
type Translation struct {
	ID            int64
	IncidentID    *int64
	MaintenanceID *int64
	UpdateID      *int64 // nil: it is the title
	Language      string // its tag: "de"
	Origin        Origin
	Body          string // Markdown, or one line of a title
	Wording       string // fingerprint of what it translates
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time

	Retired bool `gorm:"-" json:"-"` // it lives inside, and readers are not shown it
}

// Holds reports whether it is told for a text as that is worded now.
func (t Translation) Holds(text string) bool { return !t.Retired && t.Wording == WordingOf(text) }

// Translated says of a text that is told in another language what it is a
// translation of.
type Translated struct {
	Origin   Origin
	Original string
	Language string // the original is written in: "en"; empty: the site's own
}

// Tell is a text in a language that it has a translation in, with what it was
// translated from; the text itself, and nil, where it has none. own is the language it
// is written in.
func Tell(text, own string, list []Translation, language string) (string, *Translated) {
	for _, t := range list {
		if t.Language == language {
			return t.Body, &Translated{t.Origin, text, own}
		}
	}
	return text, nil
}

// In is the update in a language of the site, where it has it.
func (u Update) In(language string) Update {
	u.Body, u.Translated = Tell(u.Body, u.Language, u.Translations, language)
	return u
}

// In is the incident in a language of the site: each of its texts that has it, the
// others in their own.
func (i Incident) In(language string) Incident {
	i.Title, i.Translated = Tell(i.Title, i.Language, i.Translations, language)
	i.Updates = updatesIn(i.Updates, language)
	return i
}

// In is the maintenance in a language of the site: each of its texts that has it, the
// others in their own.
func (m Maintenance) In(language string) Maintenance {
	m.Title, m.Translated = Tell(m.Title, m.Language, m.Translations, language)
	m.Updates = updatesIn(m.Updates, language)
	return m
}

func updatesIn(us []Update, language string) []Update {
	if !slices.ContainsFunc(us, func(u Update) bool { return len(u.Translations) > 0 }) {
		return us
	}
	list := make([]Update, len(us))
	for n, u := range us {
		list[n] = u.In(language)
	}
	return list
}

// NewTranslation is what a person says in another language beside a text. What is
// left empty is not translated.
type NewTranslation struct {
	Language string
	Origin   Origin
	Title    string // of an incident or a maintenance, when it is new
	Body     string // of an update, Markdown
}

// Texts are its words on their way through the gate.
func (n NewTranslation) Texts() []Text {
	var list []Text
	if n.Title != "" {
		list = append(list, Text{"title_" + n.Language, n.Title})
	}
	if n.Body != "" {
		list = append(list, Text{"body_" + n.Language, n.Body})
	}
	return list
}

// OwnTongue says of a translation into the language of the text itself what to do.
func OwnTongue(l locale.Language) string {
	return "The text itself is in " + l.InEnglish() + " now. Empty the field for " + l.InEnglish() + "."
}

// translations checks what is said in languages other than own, that of the text, or
// complains. What says nothing is left out.
func (c Complaints) translations(list []NewTranslation, own string, into []locale.Language) []NewTranslation {
	var kept []NewTranslation
	seen := map[string]bool{}
	for _, n := range list {
		n.Title, n.Body = c.Line("title_"+n.Language, n.Title, 0, MaxTitle), c.Body("body_"+n.Language, n.Body, 0, MaxBody)
		if n.Title == "" && n.Body == "" {
			continue
		}
		if n.Language == own && own != "" {
			c.Add("translations", "%s", OwnTongue(locale.Or(own, locale.English)))
		} else {
			c.translatable("translations", n.Language, n.Origin, into)
		}
		if seen[n.Language] {
			c.Add("translations", "There are two translations into %q. Keep one of them.", shortened(n.Language))
		}
		seen[n.Language] = true
		kept = append(kept, n)
	}
	return kept
}

// translatable complains about a language that is none of those a text may be
// translated into, and about an origin that nobody knows.
func (c Complaints) translatable(field, language string, origin Origin, into []locale.Language) {
	tags := tagsOf(into)
	slices.Sort(tags)
	switch {
	case len(tags) == 0:
		c.Add(field, "The site is in one language alone. Choose others under Settings, Words first.")
	case !slices.Contains(tags, language):
		c.Add(field, "%q is no other language of the site. Choose among: %s.", shortened(language), strings.Join(tags, ", "))
	}
	if !slices.Contains(Origins, origin) {
		c.Add("origin", "%q is no origin of a translation. Say team for one that a person wrote, machine for one that a program wrote.", shortened(string(origin)))
	}
}

// NoTranslation is the version of a translation that is not there yet.
const NoTranslation = -1

// TranslationEdit is what one text says in one language.
type TranslationEdit struct {
	Wording
	Language string
	Origin   Origin
	Body     string
	Of       string // fingerprint of the wording that was translated; empty: that of now
	Version  int64  // of the translation that was read; 0: any, NoTranslation: there was none
	Accept   []Acceptance
}

// tellTranslations adds them to what the audit trail keeps of a deed, where there
// are any.
func tellTranslations(after map[string]any, list []NewTranslation) {
	var kept []map[string]any
	for _, n := range list {
		kept = append(kept, map[string]any{"language": n.Language, "origin": n.Origin, "title": n.Title, "body": n.Body})
	}
	if kept != nil {
		after["translations"] = kept
	}
}
