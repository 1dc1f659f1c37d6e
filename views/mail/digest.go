package mail

import (
	"strconv"
	"strings"
	"time"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// Digest is the summary of a day or a week.
var Digest = mail[DigestMail]("digest")

// DigestMail is what a Digest says: the newest word about each thing, the newest
// thing first.
type DigestMail struct {
	Frame
	Days  int64 // 1 or 7
	Until time.Time
	Items []DigestItem
	More  int // things that found no room
}

// DigestItem is one thing of a summary.
type DigestItem struct {
	Kind  string // "Incident", "Maintenance", "Postmortem", "Promises kept"
	Title string
	State string // where it stands: "resolved", "published", "settled"
	At    time.Time
	Words string // the beginning of what was said, plain
	Path  string // of its page

	TitleOf, WordsOf *models.Translated // what they are translated from; nil: they are not
	TitleIn, WordsIn string             // the languages that those are written in: "en"; empty: the site's own
}

const (
	mostItems = 40
	mostWords = 400 // letters
)

// Add adds a thing unless a newer word about it is there; nil adds nothing.
func (m *DigestMail) Add(item *DigestItem) {
	if item == nil {
		return
	}
	for _, there := range m.Items {
		if there.Path == item.Path && there.Kind == item.Kind {
			return
		}
	}
	if len(m.Items) >= mostItems {
		m.More++
		return
	}
	m.Items = append(m.Items, *item)
}

// DigestOfIncident tells an incident by one of its updates.
func DigestOfIncident(i models.Incident, u models.Update) DigestItem {
	return DigestItem{Kind: "Incident", Title: i.Title, State: u.State, At: u.DisplayAt, Words: beginning(u.Body),
		Path: "/incidents/" + i.PublicID, TitleOf: i.Translated, WordsOf: u.Translated, TitleIn: i.Language, WordsIn: u.Language}
}

// DigestOfMaintenance tells a maintenance by one of its updates.
func DigestOfMaintenance(m models.Maintenance, u models.Update) DigestItem {
	return DigestItem{Kind: "Maintenance", Title: m.Title, State: u.State, At: u.DisplayAt, Words: beginning(u.Body),
		Path: "/maintenance/" + m.PublicID, TitleOf: m.Translated, WordsOf: u.Translated, TitleIn: m.Language, WordsIn: u.Language}
}

// DigestOfPostmortem tells a postmortem, or that its promises are kept.
func DigestOfPostmortem(p models.Postmortem, kept bool, at time.Time) DigestItem {
	text := p.Current()
	item := DigestItem{Kind: "Postmortem", Title: text.Title, State: "published", At: at, Words: beginning(text.Summary.Summary), Path: "/postmortems/" + p.Slug}
	if kept {
		item.Kind, item.State, item.Words, item.Path = "Promises kept", "settled", "", item.Path+"#countermeasures"
	}
	return item
}

// beginning is the first letters of a text, cut between words.
func beginning(markdown string) string {
	text := []rune(views.PlainLine(markdown))
	if len(text) <= mostWords {
		return string(text)
	}
	cut := string(text[:mostWords])
	if space := strings.LastIndexByte(cut, ' '); space > mostWords/2 {
		cut = cut[:space]
	}
	return cut + "…"
}

// Subject implements about.
func (m DigestMail) Subject() string {
	day := m.Language.Date(m.Until.In(m.location()))
	if m.Days == 7 {
		return m.subject(m.Say("The week until {0}", day))
	}
	return m.subject(m.Say("The day until {0}", day))
}

// Preheader implements about.
func (m DigestMail) Preheader() string { return m.Sentence() }

// Sentence counts what happened.
func (m DigestMail) Sentence() string {
	counts := map[string]int{}
	for _, i := range m.Items {
		counts[i.Kind]++
	}
	var parts []string
	for _, kind := range []string{"Incident", "Maintenance", "Postmortem", "Promises kept"} {
		if n := counts[kind]; n > 0 {
			parts = append(parts, m.count(n, kind))
		}
	}
	list := m.Speech().Names(parts, 0)
	if m.Days == 7 {
		return m.Say("In the last seven days: {0}.", list)
	}
	return m.Say("Since yesterday: {0}.", list)
}

// count says how many things of a kind there are: "2 incidents".
func (m DigestMail) count(n int, kind string) string {
	switch kind {
	case "Incident":
		return m.Many(n, "{0} incidents")
	case "Maintenance":
		return m.Many(n, "{0} maintenances")
	case "Promises kept":
		return m.Say("{0} whose promises are kept", m.postmortems(n))
	}
	return m.postmortems(n)
}

// postmortems counts them by the word that the operator has for them, and by ours
// in every form of the language.
func (m DigestMail) postmortems(n int) string {
	noun := m.Noun()
	switch {
	case noun.One() == m.Say("postmortem"):
		return m.Many(n, "{0} postmortems")
	case n == 1:
		return "1 " + noun.One()
	}
	return strconv.Itoa(n) + " " + noun.Many()
}

// kinds are what things of a summary are called.
var kinds = map[string]locale.Key{"Incident": "Incident", "Maintenance": "Maintenance", "Promises kept": "Promises kept"}

// Called is what a thing is called: "Incident".
func (m DigestMail) Called(i DigestItem) string {
	if i.Kind == "Postmortem" {
		return m.Noun().Title()
	}
	return m.Say(kinds[i.Kind])
}

// standings are where a postmortem of a summary stands; incidents and maintenances
// have states.
var standings = map[string]locale.Key{"published": "Published", "settled": "Settled"}

// Standing says where a thing stands: "Resolved".
func (m DigestMail) Standing(i DigestItem) string {
	if words, ok := standings[i.State]; ok {
		return m.Say(words)
	}
	return m.State(i.State)
}

// URL is the page of one thing.
func (m DigestMail) URL(i DigestItem) string { return m.to(i.Path) }

// History is the page with everything that happened.
func (m DigestMail) History() string { return m.to("/history") }
