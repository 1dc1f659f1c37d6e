package edition

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/gorilla/feeds"
)

// jsonDocument keeps the list of items where it is empty, as JSON Feed 1.1
// requires.
type jsonDocument struct {
	*feeds.JSONFeed
	Items []*feeds.JSONItem `json:"items"`
}

// json writes the feed as JSON Feed 1.1.
func (f feed) json(p *Press) ([]byte, error) {
	doc := jsonDocument{Items: []*feeds.JSONItem{}, JSONFeed: &feeds.JSONFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title,
		Language: "en", HomePageUrl: p.base() + f.page, FeedUrl: p.base() + f.self, Description: f.about,
		Authors: []*feeds.JSONAuthor{{Name: f.author, Url: p.base() + "/"}}}}
	if p.hub() != "" {
		doc.Hubs = []*feeds.JSONHub{{Type: "WebSub", Url: p.hub()}}
	}
	for _, e := range f.entries {
		published, updated := e.published.UTC().Truncate(time.Second), e.updated.UTC().Truncate(time.Second)
		doc.Items = append(doc.Items, &feeds.JSONItem{Id: e.id, Url: e.url, Title: e.title, ContentHTML: e.html, Summary: e.summary,
			PublishedDate: &published, ModifiedDate: &updated, Tags: e.categories})
	}
	return encodeJSON(doc)
}

// encodeJSON writes v as it is meant to be read: characters of HTML stay as they
// are, since nobody may take this for HTML (it is served with nosniff).
func encodeJSON(v any) ([]byte, error) {
	buf := scratch()
	defer drop(buf)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}
