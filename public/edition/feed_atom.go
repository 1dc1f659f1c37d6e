package edition

import (
	"encoding/xml"
	"time"

	"github.com/gorilla/feeds"
)

// As for RSS: what RFC 4287 wants and gorilla/feeds lacks is a second link, a
// generator, and categories that are attributes.

type atomDocument struct {
	XMLName xml.Name `xml:"feed"`
	Lang    string   `xml:"xml:lang,attr"`
	*feeds.AtomFeed
	Link      []feeds.AtomLink
	Generator string       `xml:"generator"`
	Entries   []*atomEntry `xml:"entry"`
}

// FeedXml implements feeds.XmlFeed.
func (d *atomDocument) FeedXml() any { return d }

type atomEntry struct {
	XMLName xml.Name `xml:"entry"`
	*feeds.AtomEntry
	Category []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// atom writes the feed as Atom 1.0.
func (f feed) atom(p *Press) ([]byte, error) {
	doc := &atomDocument{Lang: "en", Generator: "Vitrine",
		AtomFeed: &feeds.AtomFeed{Xmlns: "http://www.w3.org/2005/Atom", Title: f.title, Subtitle: f.about, Id: p.tagURI("feed", f.stem[1:]),
			Updated: atomTime(f.updated), Author: &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: f.author, Uri: p.base() + "/"}}},
		Link: []feeds.AtomLink{{Href: p.base() + f.page, Rel: "alternate", Type: "text/html"},
			{Href: p.base() + f.self, Rel: "self", Type: "application/atom+xml"}},
	}
	if p.hub() != "" {
		doc.Link = append(doc.Link, feeds.AtomLink{Href: p.hub(), Rel: "hub"})
	}
	for _, e := range f.entries {
		doc.Entries = append(doc.Entries, e.atom())
	}
	return writeXML(doc)
}

func (e entry) atom() *atomEntry {
	a := &atomEntry{AtomEntry: &feeds.AtomEntry{Title: e.title, Id: e.id, Published: atomTime(e.published), Updated: atomTime(e.updated),
		Content: &feeds.AtomContent{Content: e.html, Type: "html"}, Summary: &feeds.AtomSummary{Content: e.summary, Type: "text"},
		Links: []feeds.AtomLink{{Href: e.url, Rel: "alternate", Type: "text/html"}}}}
	if e.summary == "" {
		a.Summary = nil
	}
	for _, c := range e.categories {
		a.Category = append(a.Category, atomCategory{Term: c})
	}
	return a
}

// atomTime keeps microseconds, so that two entries are rarely of the same time.
func atomTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z07:00") }
