// Package channel turns one piece of public news into the call that each channel
// wants: a signed webhook, a message to a chat, a short text. It knows nothing but
// what is public and makes no call itself.
package channel

import (
	"net/http"
	"time"
	"unicode/utf16"

	"vitrine/locale"
	"vitrine/models"
	"vitrine/views"
)

// News is one notification as every channel tells it. Texts are plain but for
// Body.
type News struct {
	Language locale.Language // of our own words
	Type     string          // "incident.updated", for programs
	Site     string          // name of the page
	Home     string          // its address
	Noun     models.Noun
	Title    string
	URL      string // page of what it is about
	Look     models.Status
	State    string // of the update: "identified"; empty: it has none
	Was      string // the state before where it was another, in words
	Impact   models.Impact
	Sentence string // first what the reader wants to know
	Body     string // Markdown; may be empty
	Next     string // promise of the next word, a sentence; may be empty
	Promise  string // promise of a postmortem, a sentence; may be empty
	Services []Service
	At       time.Time // when it was said
	Thread   string    // the same for one conversation
	Subject  Subject
}

// Service is a component with the status it has by this news.
type Service struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Status models.Status `json:"status"`
}

// Subject is what the news is about, for programs. What does not apply is left
// out.
type Subject struct {
	ID             string        `json:"id"`
	Kind           string        `json:"kind" doc:"incident, maintenance, postmortem"`
	Title          string        `json:"title"`
	URL            string        `json:"url"`
	State          string        `json:"state,omitempty"`
	Impact         models.Impact `json:"impact,omitempty"`
	StartedAt      *time.Time    `json:"started_at,omitempty"`
	ResolvedAt     *time.Time    `json:"resolved_at,omitempty"`
	NextUpdateAt   *time.Time    `json:"next_update_at,omitempty"`
	ScheduledFor   *time.Time    `json:"scheduled_for,omitempty"`
	ScheduledUntil *time.Time    `json:"scheduled_until,omitempty"`
}

// Links are a subscriber's own addresses, so that whoever reads a room can change
// or end what comes to it.
type Links struct {
	Manage, Leave string
	Confirm       string // of a message that asks whether a sign-up is meant; empty: it asks nothing
	Secret        string // that will sign the calls of a webhook ("whsec_…"), told once with Confirm
}

// Call is a request that is ready to be made.
type Call struct {
	Method  string
	Address string
	Header  http.Header
	Body    string
}

func post(address, mime, body string) Call {
	return Call{Method: http.MethodPost, Address: address, Body: body, Header: http.Header{"Content-Type": {mime}}}
}

// For makes the call that tells a chat; ok is false for a channel that is none.
func For(c models.Channel, address string, n News, l Links) (call Call, ok bool) {
	switch c {
	case models.BySlack:
		return slack(address, n, l), true
	case models.ByTeams:
		return teams(address, n, l), true
	case models.ByDiscord:
		return discord(address, n, l), true
	case models.ByGoogleChat:
		return googleChat(address, n, l), true
	case models.ByMattermost:
		return mattermost(address, n, l), true
	}
	return Call{}, false
}

// Test is what staff send to see whether a channel works.
func Test(l locale.Language, site, home string, noun models.Noun, now time.Time) News {
	title := l.Say("Test from {0}", site)
	return News{Language: l, Type: "test", Site: site, Noun: noun, Home: home, Title: title, URL: home, Look: models.UnknownStatus, At: now, Thread: "test",
		Sentence: l.Say("This is a test. Nothing has happened."), Body: l.Say("Updates about incidents, maintenance and {0} will arrive here.", noun.Many()),
		Subject: Subject{Kind: "test", Title: title, URL: home}}
}

// Confirmation asks whether a sign-up is meant. It holds nothing that a visitor
// typed, or the form would be a way to write to strangers.
func Confirmation(l locale.Language, site, home, link string, until, now time.Time) News {
	title := l.Say("Confirm status updates from {0}", site)
	return News{Language: l, Type: "subscription.confirm", Site: site, Home: home, Title: title, URL: link, Look: models.UnknownStatus, At: now, Thread: "subscription",
		Sentence: l.Say("Somebody, we hope one of you, asked for status updates here."),
		Body: l.Say("Open the link and press the button there, and they begin. Otherwise nothing more comes.") + " " +
			l.Say("The link works until {0}.", moment(l, until)),
		Subject: Subject{Kind: "subscription", Title: title, URL: link}}
}

// Known brings who asks again to the subscription that is there.
func Known(l locale.Language, site, home, link string, now time.Time) News {
	title := l.Say("Your status updates from {0}", site)
	return News{Language: l, Type: "subscription.known", Site: site, Home: home, Title: title, URL: link, Look: models.UnknownStatus, At: now, Thread: "subscription",
		Sentence: l.Say("Status updates come here already."), Body: l.Say("Behind the link you can change what comes, or stop it."),
		Subject: Subject{Kind: "subscription", Title: title, URL: link}}
}

// moment is a time in full: "20 Nov 2026, 16:05 UTC".
func moment(l locale.Language, t time.Time) string { return l.Instant(l.Date(t.UTC()), t.UTC(), "UTC") }

// speech is how the message says things.
func (n News) speech() views.Speech { return views.Speech{Language: n.Language} }

// stateLine is "Identified (was: Investigating)".
func (n News) stateLine() string {
	word := n.speech().State(n.State)
	if word != "" && n.Was != "" {
		word += " " + n.Language.Say("(was: {0})", n.Was)
	}
	return word
}

// fact is a labelled line of a message.
type fact struct {
	Name, Value string
	Short       bool // it may stand beside another
}

// facts are what a message says beside its text.
func (n News) facts() []fact {
	var list []fact
	if n.Impact != "" {
		list = append(list, fact{n.Language.Say("Impact"), n.speech().ImpactWord(n.Impact), true})
	}
	if text := n.services(); text != "" {
		list = append(list, fact{n.Language.Say("Services"), text, false})
	}
	if n.Next != "" {
		list = append(list, fact{n.Language.Say("Next word"), n.Next, false})
	}
	if n.Promise != "" {
		list = append(list, fact{n.Noun.Title(), n.Promise, false})
	}
	return list
}

// mostServices is how many services a message names; the rest are counted.
const mostServices = 12

// services says the status of each, a line each.
func (n News) services() (text string) {
	for i, s := range n.Services {
		if i == mostServices && len(n.Services) > mostServices+1 {
			return text + "\n" + n.Language.Many(len(n.Services)-i, "and {0} more services")
		}
		if i > 0 {
			text += "\n"
		}
		text += Glyph(s.Status) + " " + s.Name + ": " + n.speech().Word(s.Status)
	}
	return text
}

// fallback is the message in one line, for what shows no more: a lock screen.
func (n News) fallback() string {
	text := "[" + n.Site + "] " + n.Title
	if state := n.speech().State(n.State); state != "" {
		text += " – " + state
	}
	return text + n.Language.Say(". // ends a sentence") + " " + n.Sentence
}

// cut shortens a text to at most n UTF-16 units, which is how the chats count, at
// a word where one is near.
func cut(text string, n int) string {
	count := 0
	for at, r := range text {
		size := utf16.RuneLen(r)
		if count+size > n-1 && count+units(text[at:]) > n {
			return atWord(text[:at]) + "…"
		}
		count += size
	}
	return text
}

// units counts as the chats do.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// atWord drops a last broken word of a text that was cut, unless it is long.
func atWord(text string) string {
	for at := len(text) - 1; at > 0 && at > len(text)-30; at-- {
		if text[at] == ' ' || text[at] == '\n' {
			return text[:at]
		}
	}
	return text
}

// colours of the statuses on a light ground, those of the page.
var colours = map[models.Status]int{
	models.Operational: 0x1a7445, models.UnderMaintenance: 0x1f5fae, models.Degraded: 0x875700,
	models.PartialOutage: 0xb3480a, models.MajorOutage: 0xb01f24,
}

func (n News) colour() int {
	if c, ok := colours[n.Look]; ok {
		return c
	}
	return 0x66645c
}

// glyphs are the shapes of the statuses; a word always stands beside them.
var glyphs = map[models.Status]string{
	models.Operational: "✓", models.UnderMaintenance: "■", models.Degraded: "◐", models.PartialOutage: "▲", models.MajorOutage: "⊗",
}

// Glyph is the shape of a status as a letter.
func Glyph(s models.Status) string {
	if g, ok := glyphs[s]; ok {
		return g
	}
	return "○"
}
