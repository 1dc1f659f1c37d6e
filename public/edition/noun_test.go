package edition_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// spokenIn are the words of a page that a reader sees or hears: its text, and what
// stands in attributes for them.
func spokenIn(t *testing.T, path, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var said []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			said = append(said, n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "title" || a.Key == "alt" || a.Key == "aria-label" || a.Key == "content" {
				said = append(said, a.Val)
			}
		}
	}
	return strings.Join(said, " ")
}

// addresses are what keeps the word whatever the operator says: links, tag URIs.
var addresses = regexp.MustCompile(`(?i)(https?://[^\s"<>]*|tag:[^\s"<>]*|/postmortems?[-./\w]*)`)

func TestReadersSeeTheOperatorsWordAndAddressesStay(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	i := modelstest.Incident(t, store, "Sign-in fails")
	postmortem(t, store, "sign-in", "Sign-in failed", "At 16:00 the sign-in page failed.", i.ID)
	postmortem(t, store, "cards", "Cards were refused", "For an hour.")
	if _, err := store.WithdrawPostmortem(t.Context(), "cards", 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	soon := fix.Clock.Now().AddDate(0, 0, 3)
	if _, err := store.OpenIncident(t.Context(), models.NewIncident{Title: "Exports wait", State: models.Investigating, Body: "Exports wait.", PostmortemExpectedBy: &soon}); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	if text := read(t, p, "/postmortems.atom"); !strings.Contains(text, "Postmortem: ") {
		t.Fatalf("our own word is not in the feed: %s", text)
	}
	one, many := "incident review", "incident reviews"
	if _, err := store.EditSettings(t.Context(), models.SettingsEdit{NounSingular: &one, NounPlural: &many}); err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	looked := 0
	for f := range p.Current().Files() {
		text := ""
		switch {
		case strings.HasPrefix(f.Type, "text/html"):
			text = spokenIn(t, f.Path, read(t, p, f.Path))
		case strings.HasSuffix(f.Path, ".rss"), strings.HasSuffix(f.Path, ".atom"), strings.HasSuffix(f.Path, ".md"), strings.HasPrefix(f.Path, "/feed"):
			text = read(t, p, f.Path)
		default:
			continue
		}
		looked++
		if at := strings.Index(strings.ToLower(addresses.ReplaceAllString(text, "")), "postmortem"); at >= 0 {
			t.Errorf("%s says the word that was replaced: %q", f.Path, text)
		}
	}
	if looked < 12 {
		t.Errorf("only %d files were looked at", looked)
	}
	feed := parse(t, p, "/postmortems.atom")
	if len(feed.Items) != 2 {
		t.Fatalf("the feed has %+v", feed.Items)
	}
	for _, item := range feed.Items {
		if !strings.HasPrefix(item.Title, "Incident review") || !strings.Contains(item.GUID, ":postmortem/") || !strings.Contains(item.Link, "/postmortems/") {
			t.Errorf("an entry is %q, %q, %q", item.Title, item.GUID, item.Link)
		}
	}
	if !strings.HasSuffix(feed.Title, ": incident reviews") {
		t.Errorf("the feed is called %q", feed.Title)
	}
	for path, wants := range map[string]string{"/postmortems": "<h1>Incident reviews</h1>", "/": ">Incident reviews</a>", "/subscribe": "Incident reviews, with their full text"} {
		if !strings.Contains(read(t, p, path), wants) {
			t.Errorf("%s lacks %q", path, wants)
		}
	}
}
