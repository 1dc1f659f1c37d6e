package views

import (
	"cmp"
	"time"

	"vitrine/models"
)

// Linked is what a page tells search engines of itself: things of schema.org that
// refer to each other by address. It holds nothing that the page does not show.
type Linked struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

// ref names a thing that is described elsewhere in the graph, or on another page.
type ref struct {
	ID string `json:"@id"`
}

// linkedHouse is who stands for the site.
type linkedHouse struct {
	Type string `json:"@type"`
	ID   string `json:"@id"`
	Name string `json:"name"`
	URL  string `json:"url"`
	Logo string `json:"logo,omitempty"`
}

// linkedSite is the site as a whole.
type linkedSite struct {
	Type      string `json:"@type"`
	ID        string `json:"@id"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	Language  string `json:"inLanguage"`
	Publisher ref    `json:"publisher"`
}

// linkedPage is a page that is neither an article nor an event.
type linkedPage struct {
	Type     string    `json:"@type"`
	ID       string    `json:"@id"`
	Name     string    `json:"name"`
	About    string    `json:"description,omitempty"`
	URL      string    `json:"url"`
	Language string    `json:"inLanguage"`
	Modified time.Time `json:"dateModified"`
	Within   ref       `json:"isPartOf"`
}

// Article is a text of the site with its dates: an incident, a postmortem.
type Article struct {
	Type      string    `json:"@type"`
	ID        string    `json:"@id"`
	Headline  string    `json:"headline"`
	About     string    `json:"description,omitempty"`
	URL       string    `json:"url"`
	Language  string    `json:"inLanguage"`
	Published time.Time `json:"datePublished"`
	Modified  time.Time `json:"dateModified"`
	Image     string    `json:"image,omitempty"`
	Version   int64     `json:"version,omitempty"`   // of a text with revisions
	Based     []string  `json:"isBasedOn,omitempty"` // addresses of the incidents a postmortem explains
	Author    ref       `json:"author"`
	Publisher ref       `json:"publisher"`
	Within    ref       `json:"isPartOf"`
}

// linkedEvent is a planned maintenance.
type linkedEvent struct {
	Type       string    `json:"@type"`
	ID         string    `json:"@id"`
	Name       string    `json:"name"`
	About      string    `json:"description,omitempty"`
	URL        string    `json:"url"`
	Language   string    `json:"inLanguage"`
	Starts     time.Time `json:"startDate"`
	Ends       time.Time `json:"endDate"`
	Status     string    `json:"eventStatus"`
	Attendance string    `json:"eventAttendanceMode"`
	Place      place     `json:"location"`
	Image      string    `json:"image,omitempty"`
	Organizer  ref       `json:"organizer"`
}

// place is where an event is: on the network.
type place struct {
	Type string `json:"@type"`
	URL  string `json:"url"`
}

// linkedTrail is the way from the front page to a page.
type linkedTrail struct {
	Type  string `json:"@type"`
	Items []step `json:"itemListElement"`
}

// step is one page on that way.
type step struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// Linked describes a page to search engines; nil: it has nothing to add to its
// title and its description.
func (f Frame) Linked() *Linked { return nil }

// at is the frame of another page in the same language.
func (f Frame) at(path string) Frame {
	f.Path = path
	return f
}

func (f Frame) house() ref { return ref{f.BaseURL + "/#organization"} }
func (f Frame) whole() ref { return ref{f.at("/").URL() + "#website"} }

// linked puts things on record with the site they belong to; nil where search
// engines are asked to pass by, and where the page has no address.
func (f Frame) linked(things ...any) *Linked {
	if f.Hidden() || f.URL() == "" {
		return nil
	}
	house := linkedHouse{Type: "Organization", ID: f.house().ID, Name: f.SiteName(), URL: cmp.Or(f.Settings.HomeURL, f.BaseURL+"/")}
	if f.LogoPath != "" {
		house.Logo = f.BaseURL + f.LogoPath
	}
	site := linkedSite{Type: "WebSite", ID: f.whole().ID, Name: f.SiteName(), URL: f.at("/").URL(), Language: f.Language.Tag(), Publisher: f.house()}
	return &Linked{"https://schema.org", append([]any{house, site}, things...)}
}

// crumb is a page on the way to another.
type crumb struct{ name, path string }

// trail is the way from the front page over some others to this one.
func (f Frame) trail(title string, over ...crumb) linkedTrail {
	way := append([]crumb{{f.SiteName(), "/"}}, over...)
	t := linkedTrail{Type: "BreadcrumbList"}
	for n, c := range append(way, crumb{title, f.Path}) {
		t.Items = append(t.Items, step{"ListItem", n + 1, c.name, f.at(c.path).URL()})
	}
	return t
}

// history is the page over incidents and maintenances.
func (f Frame) history() crumb { return crumb{f.Speech().Say("History"), "/history"} }

// record is the way to an incident or a maintenance.
func (f Frame) record() []crumb {
	if f.PageShape().HideHistory {
		return nil
	}
	return []crumb{f.history()}
}

// article is a text at the address of the page.
func (f Frame) article(kind, headline, about string) Article {
	return Article{Type: kind, ID: f.URL(), Headline: headline, About: about, URL: f.URL(), Language: f.Language.Tag(),
		Author: f.house(), Publisher: f.house(), Within: f.whole()}
}

// Linked is the site and how it is.
func (p HomePage) Linked() *Linked {
	at := p.Now
	if p.Stale != nil { // the clock alone moved it since
		at = *p.Stale
	}
	return p.linked(linkedPage{Type: "WebPage", ID: p.URL(), Name: p.Title(), About: p.Description(), URL: p.URL(), Language: p.Language.Tag(),
		Modified: second(at), Within: p.whole()})
}

// Linked is a report with the time of its first word and of its last.
func (p IncidentPage) Linked() *Linked {
	a := p.article("NewsArticle", p.Incident.Title, p.Description())
	a.Published, a.Modified = said(p.Incident.Updates, p.Incident.CreatedAt)
	a.Image = p.CardURL()
	if len(p.Incident.Updates) > 0 {
		a.Language = p.toldIn(p.Incident.Updates[0].Translated, p.Incident.Updates[0].Language)
	}
	return p.linked(a, p.trail(p.Incident.Title, p.record()...))
}

// Linked is an event with its times, on the network.
func (p MaintenancePage) Linked() *Linked {
	m := p.Maintenance
	e := linkedEvent{Type: "Event", ID: p.URL(), Name: m.Title, About: excerpt(announcement(m)), URL: p.URL(), Language: p.toldIn(announced(m).Translated, announced(m).Language),
		Starts: second(m.ScheduledFor), Ends: second(m.ScheduledUntil), Status: "https://schema.org/EventScheduled",
		Attendance: "https://schema.org/OnlineEventAttendanceMode", Place: place{"VirtualLocation", p.URL()}, Image: p.CardURL(), Organizer: p.house()}
	if m.State == models.Cancelled {
		e.Status = "https://schema.org/EventCancelled"
	}
	return p.linked(e, p.trail(m.Title, p.record()...))
}

// Linked is an article that says which incidents it explains.
func (p PostmortemPage) Linked() *Linked {
	a := p.article("Article", p.Title(), p.Description())
	r := p.Postmortem.Current()
	a.Language = p.toldIn(nil, "")
	a.Published, a.Modified, a.Version, a.Image = second(p.Postmortem.PublishedAt), second(r.PublishedAt), r.Number, p.CardURL()
	for _, i := range p.Incidents {
		a.Based = append(a.Based, p.at("/incidents/"+i.PublicID).URL())
	}
	return p.linked(a, p.trail(p.Title(), crumb{p.Noun().Titles(), "/postmortems"}))
}

// Linked is the way to the page.
func (p ComponentPage) Linked() *Linked { return p.linked(p.trail(p.Component.Name)) }

// Linked is the way to the page.
func (p MonthPage) Linked() *Linked { return p.linked(p.trail(p.Title(), p.history())) }

// said is when the first of updates, newest first, was said and when the last word
// among them, corrections included; both are otherwise when there is none.
func said(updates []models.Update, otherwise time.Time) (first, last time.Time) {
	if len(updates) == 0 {
		return second(otherwise), second(otherwise)
	}
	first, last = updates[len(updates)-1].DisplayAt, updates[0].DisplayAt
	for _, u := range updates {
		if u.CorrectedAt != nil && u.CorrectedAt.After(last) {
			last = *u.CorrectedAt
		}
	}
	return second(first), second(last)
}

// second is a time as these descriptions tell it: in UTC, without fractions.
func second(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }
