package mail

import (
	"fmt"
	"strings"
	"time"

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
	Kind   string // "Incident", "Maintenance", "Postmortem", "Promises kept"
	Title  string
	Status string // where it stands: "Resolved"
	At     time.Time
	Words  string // the beginning of what was said, plain
	Path   string // of its page
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
	return DigestItem{Kind: "Incident", Title: i.Title, Status: views.StateWord(u.State), At: u.DisplayAt, Words: beginning(u.Body),
		Path: "/incidents/" + i.PublicID}
}

// DigestOfMaintenance tells a maintenance by one of its updates.
func DigestOfMaintenance(m models.Maintenance, u models.Update) DigestItem {
	return DigestItem{Kind: "Maintenance", Title: m.Title, Status: views.StateWord(u.State), At: u.DisplayAt, Words: beginning(u.Body),
		Path: "/maintenance/" + m.PublicID}
}

// DigestOfPostmortem tells a postmortem, or that its promises are kept.
func DigestOfPostmortem(p models.Postmortem, kept bool, at time.Time) DigestItem {
	text := p.Current()
	item := DigestItem{Kind: "Postmortem", Title: text.Title, Status: "Published", At: at, Words: beginning(text.Summary.Summary), Path: "/postmortems/" + p.Slug}
	if kept {
		item.Kind, item.Status, item.Words, item.Path = "Promises kept", "Settled", "", item.Path+"#countermeasures"
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
	span := "The day"
	if m.Days == 7 {
		span = "The week"
	}
	return m.subject(span + " until " + m.Until.In(m.location()).Format("2 January 2006"))
}

// Preheader implements about.
func (m DigestMail) Preheader() string { return m.Sentence() }

// Sentence counts what happened.
func (m DigestMail) Sentence() string {
	counts, noun := map[string]int{}, m.Noun()
	for _, i := range m.Items {
		counts[i.Kind]++
	}
	var parts []string
	for _, k := range []struct{ kind, one, many string }{
		{"Incident", "incident", "incidents"}, {"Maintenance", "maintenance", "maintenances"},
		{"Postmortem", noun.One(), noun.Many()}, {"Promises kept", noun.One() + " whose promises are kept", noun.Many() + " whose promises are kept"},
	} {
		switch n := counts[k.kind]; {
		case n == 1:
			parts = append(parts, "1 "+k.one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, k.many))
		}
	}
	span := "Since yesterday"
	if m.Days == 7 {
		span = "In the last seven days"
	}
	return span + ": " + views.Names(parts, 0) + "."
}

// Called is what a thing is called: "Incident".
func (m DigestMail) Called(i DigestItem) string {
	if i.Kind == "Postmortem" {
		return m.Noun().Title()
	}
	return i.Kind
}

// URL is the page of one thing.
func (m DigestMail) URL(i DigestItem) string { return m.BaseURL + i.Path }
