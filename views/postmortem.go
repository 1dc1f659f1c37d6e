package views

import (
	"html/template"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"vitrine/locale"
	"vitrine/models"
)

// Postmortem is the page of one postmortem in its newest revision.
var Postmortem = page[PostmortemPage]("postmortem")

// PostmortemPage is a letter: what failed and for how long, an apology, short
// sections, one picture, promises with their state.
type PostmortemPage struct {
	Frame
	Postmortem models.Postmortem
	Incidents  []models.Incident  // those it covers
	Components []models.Component // every component of the site
}

// Title implements the layout's need for a title.
func (p PostmortemPage) Title() string { return p.Postmortem.Current().Title }

// Description is the beginning of its summary.
func (p PostmortemPage) Description() string { return excerpt(p.Postmortem.Current().Summary.Summary) }

// Kind is the Open Graph type.
func (p PostmortemPage) Kind() string { return "article" }

// Feeds begins with its own text for programs; those of the postmortems come
// before the site's.
func (p PostmortemPage) Feeds() []Feed {
	var twins []Feed
	if p.Path != "" && !p.Preview {
		twins = []Feed{{p.Path + ".md", "text/markdown", p.Speech().Say("This {0} ({1})", p.Noun().One(), "Markdown")}, {"/api" + p.Path + ".json", "application/json", p.Speech().Say("This {0} ({1})", p.Noun().One(), "JSON")}}
	}
	return slices.Concat(twins, feeds("/postmortems", p.SiteName()+": "+p.Noun().Many()), p.Frame.Feeds())
}

// CardURL is the address of its own card.
func (p PostmortemPage) CardURL() string { return p.cardAt(p.Path + ".png") }

// Card is the picture of it in link previews.
func (p PostmortemPage) Card() ShareCard {
	return ShareCard{Site: p.SiteName(), Title: p.Title(), Line: p.Noun().Title() + " · " + p.Speech().Date(p.Postmortem.PublishedAt), Accent: p.Settings.Accent}
}

// Letter is its newest text.
func (p PostmortemPage) Letter() Letter {
	return Letter{p.Postmortem.Current(), p.Incidents, p.Components, p.Settings.SeverityNames(), p.Speech()}
}

// FullReport is the day for which the full report is promised, while this one is
// preliminary; nil: this is the full one.
func (p PostmortemPage) FullReport() *PromiseDay {
	by := p.Postmortem.Current().FullBy
	switch {
	case by == nil:
		return nil
	case p.Now.Before(midnight(*by).AddDate(0, 0, 1)):
		return &PromiseDay{locale.Key("We will publish the full report by {0}."), *by, p.Now}
	default:
		return &PromiseDay{locale.Key("The full report is late. We had promised it by {0}."), *by, p.Now}
	}
}

// Promises are its countermeasures.
func (p PostmortemPage) Promises() []Promise {
	return promises(p.Postmortem.Countermeasures, p.Now, p.Speech())
}

// Kept says how many of them are done.
func (p PostmortemPage) Kept() string { return p.Speech().kept(p.Postmortem.Countermeasures) }

// Revised reports whether there is more than one revision.
func (p PostmortemPage) Revised() bool { return len(p.Postmortem.Revisions) > 1 }

// Before is the address of what changed from the revision before r to r; empty
// for the first.
func (p PostmortemPage) Before(r models.PostmortemRevision) string {
	if r.WithdrawnAt != nil {
		return ""
	}
	for _, older := range p.Postmortem.Revisions { // newest first
		if older.Number < r.Number && older.WithdrawnAt == nil {
			return ChangesPath(p.Postmortem.Slug, older.Number, r.Number)
		}
	}
	return ""
}

// Lines are the incidents it covers.
func (p PostmortemPage) Lines() []IncidentLine { return lines(p.Incidents, nil, p.Now, p.Frame) }

// Letter is one revision laid out for reading.
type Letter struct {
	Revision   models.PostmortemRevision
	Incidents  []models.Incident
	Components []models.Component
	Severities models.SeverityNames
	Speech     Speech
}

// Fact is one of the four facts at a glance.
type Fact struct{ Name, Value string }

// Part is a headed piece of the letter.
type Part struct {
	Key, Heading string
	Body         template.HTML
}

// factLength is how long a section may be to be told as a fact alone.
const factLength = 70

// glance are the sections that become facts when they are short.
var glance = []struct {
	key  string
	name locale.Key
}{
	{"customer_impact", locale.Key("Customer impact")}, {"duration", locale.Key("Duration")}, {"severity", locale.Key("Severity")}, {"services", locale.Key("Services impacted")},
}

// Facts are at most four: a short section as it stands; for a long one, which is
// told below, its first paragraph where that is short, else what the incidents'
// data say.
func (l Letter) Facts() []Fact {
	var facts []Fact
	for _, g := range glance {
		value := l.fromData(g.key)
		if said := fact(lead(l.section(g.key))); said != "" {
			value = said
		}
		if value != "" {
			facts = append(facts, Fact{l.Speech.Say(g.name), value})
		}
	}
	return facts
}

// fact is a section as one line where it fits on one label; empty: it does not.
func fact(md string) string {
	return factLines.of(0, md, func() string {
		line := PlainLine(md)
		if utf8.RuneCountInString(line) > factLength || PlainText(md) != line {
			return ""
		}
		return line
	})
}

var factLines remembered

// lead is the first paragraph of a section, unless it only leads to the next.
func lead(md string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(md, "\r\n", "\n")), "\n\n")
	if rest != "" && strings.HasSuffix(first, ":") {
		return ""
	}
	return first
}

func (l Letter) section(key string) string {
	for _, s := range l.Revision.Sections() {
		if s.Key == key {
			return s.Body
		}
	}
	return ""
}

// fromData says a fact from the incidents the postmortem covers.
func (l Letter) fromData(key string) string {
	if len(l.Incidents) == 0 {
		return ""
	}
	first := l.Incidents[0]
	switch key {
	case "customer_impact":
		return l.Speech.impactFact(first.Impact)
	case "severity":
		return l.Severities.Label(first.Severity)
	case "services":
		return l.Speech.Names(names(pick(l.Components, first.ComponentIDs())), 4)
	case "duration":
		if first.ResolvedAt != nil && len(l.Incidents) == 1 {
			return l.Speech.Took(first.Duration(first.StartedAt)) + ", " + l.Speech.SpanText(first.StartedAt, *first.ResolvedAt, first.StartedAt)
		}
	}
	return ""
}

// headings are those of the sections.
var headings = map[string]locale.Key{
	"apology":         "Apology",
	"summary":         "Summary",
	"services":        "Services impacted",
	"duration":        "Duration",
	"severity":        "Severity",
	"customer_impact": "Customer impact",
	"proximate_cause": "Proximate cause",
	"resolution":      "Resolution",
	"countermeasures": "Countermeasures",
}

// Heading is the heading of a section; one that is not ours stays as it is.
func (s Speech) Heading(section models.Section) string {
	if own, ok := headings[section.Key]; ok && string(own) == section.Heading {
		return s.Say(own)
	}
	return section.Heading
}

// sections are those of a revision with their headings.
func (s Speech) sections(r models.PostmortemRevision) []models.Section {
	list := r.Sections()
	for n := range list {
		list[n].Heading = s.Heading(list[n])
	}
	return list
}

// Apology opens the letter, without a heading.
func (l Letter) Apology() template.HTML { return Markdown(l.Revision.Apology) }

// Before are the parts that come before the figure, After those behind it: the
// figure stands with the resolution it shows.
func (l Letter) Before() []Part {
	return l.parts("summary", "services", "duration", "severity", "customer_impact", "proximate_cause")
}

// After are the parts behind the figure.
func (l Letter) After() []Part { return l.parts("resolution") }

// Measures is the text over the list of countermeasures.
func (l Letter) Measures() template.HTML { return Markdown(l.Revision.Summary.Countermeasures) }

// parts are the sections that have something to say and are no fact already.
func (l Letter) parts(keys ...string) []Part {
	var parts []Part
	for _, s := range l.Revision.Sections() {
		for _, key := range keys {
			if s.Key == key && s.Body != "" && !(isGlance(key) && fact(s.Body) != "") {
				parts = append(parts, Part{s.Key, l.Speech.Heading(s), Markdown(s.Body)})
			}
		}
	}
	return parts
}

func isGlance(key string) bool {
	for _, g := range glance {
		if g.key == key {
			return true
		}
	}
	return false
}

// Figure draws how the service came back; empty when the timeline is too short.
func (l Letter) Figure() template.HTML { return l.Speech.Curve(l.Revision.Entries()) }

// Moments are the public timeline.
func (l Letter) Moments() []Moment {
	es := l.Revision.Entries()
	list := make([]Moment, len(es))
	for i, e := range es {
		list[i] = Moment{e, es[0].At, l.Speech}
	}
	return list
}

// Moment is one line of the public timeline, told as on the day it begins.
type Moment struct {
	models.PublicEntry
	Ref    time.Time
	Speech Speech
}

// Mark says what it did for the recovery; empty for nothing.
func (m Moment) Mark() string {
	switch m.PublicEntry.Effect {
	case "positive":
		return m.Speech.Say("moved us closer")
	case "negative":
		return m.Speech.Say("set us back")
	default:
		return ""
	}
}

// Body is its text.
func (m Moment) Body() template.HTML { return MarkdownAt(4, m.Text) }
