package edition

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"time"

	"github.com/gorilla/feeds"
)

// The structs below add to those of gorilla/feeds what RSS 2.0 and its Best
// Practices Profile want and the library lacks: a link to the feed itself,
// creators by name, several categories, and an id that is no link.

type rssDocument struct {
	XMLName   xml.Name `xml:"rss"`
	Version   string   `xml:"version,attr"`
	NSContent string   `xml:"xmlns:content,attr"`
	NSAtom    string   `xml:"xmlns:atom,attr"`
	NSDC      string   `xml:"xmlns:dc,attr"`
	Channel   *rssChannel
}

// FeedXml implements feeds.XmlFeed.
func (d *rssDocument) FeedXml() any { return d }

type rssChannel struct {
	XMLName xml.Name `xml:"channel"`
	Links   []rssLink
	*feeds.RssFeed
	Items []*rssItem `xml:"item"`
}

type rssLink struct {
	XMLName xml.Name `xml:"atom:link"`
	Href    string   `xml:"href,attr"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr,omitempty"`
}

// rssEnds is an element of hosted status pages. RSS knows none of its name, and
// allows others in a namespace; programs that look for the bare name find it.
type rssEnds struct {
	XMLName xml.Name `xml:"maintenanceEndDate"`
	NS      string   `xml:"xmlns,attr"`
	At      string   `xml:",chardata"`
}

type rssItem struct {
	XMLName xml.Name `xml:"item"`
	*feeds.RssItem
	Categories []string `xml:"category"`
	Creator    string   `xml:"dc:creator"`
	Updated    string   `xml:"atom:updated"`
	Ends       *rssEnds
}

// rss writes the feed as RSS 2.0.
func (f feed) rss(p *Press) ([]byte, error) {
	channel := &rssChannel{
		Links: []rssLink{{Href: p.base() + f.self, Rel: "self", Type: "application/rss+xml"}},
		RssFeed: &feeds.RssFeed{Title: f.title, Link: p.base() + f.page, Description: f.about, Language: "en",
			LastBuildDate: rssTime(f.updated), Generator: "Vitrine", Ttl: 1},
	}
	if p.hub() != "" {
		channel.Links = append(channel.Links, rssLink{Href: p.hub(), Rel: "hub"})
	}
	for _, e := range f.entries {
		channel.Items = append(channel.Items, e.rss(f.author))
	}
	doc := &rssDocument{Version: "2.0", NSContent: "http://purl.org/rss/1.0/modules/content/", NSAtom: "http://www.w3.org/2005/Atom",
		NSDC: "http://purl.org/dc/elements/1.1/", Channel: channel}
	return writeXML(doc)
}

func (e entry) rss(author string) *rssItem {
	item := &rssItem{Categories: e.categories, Creator: author, Updated: e.updated.UTC().Format(time.RFC3339)}
	item.RssItem = &feeds.RssItem{Title: e.title, Link: e.url, Description: e.html, Content: &feeds.RssContent{Content: e.html},
		Guid: &feeds.RssGuid{Id: cmp.Or(e.guid, e.id), IsPermaLink: "false"}, PubDate: rssTime(e.published)}
	if e.ends != nil {
		item.Ends = &rssEnds{NS: "tag:vitrine,2026:maintenance", At: rssTime(*e.ends)}
	}
	return item
}

func rssTime(t time.Time) string { return t.UTC().Format(time.RFC1123Z) }

func writeXML(doc feeds.XmlFeed) ([]byte, error) {
	buf := scratch()
	defer drop(buf)
	if err := feeds.WriteXML(doc, buf); err != nil {
		return nil, err
	}
	buf.WriteByte('\n')
	return bytes.Clone(buf.Bytes()), nil
}
