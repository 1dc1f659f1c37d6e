package edition_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"vitrine/models"
	"vitrine/models/modelstest"
)

// The rules of the three formats, as far as a program can check them: RFC 4287,
// RSS 2.0 with the RSS Best Practices Profile (rssboard.org), JSON Feed 1.1.

const (
	atomNS    = "http://www.w3.org/2005/Atom"
	contentNS = "http://purl.org/rss/1.0/modules/content/"
	creatorNS = "http://purl.org/dc/elements/1.1/"
)

// node is an XML element.
type node struct {
	name  xml.Name
	attrs []xml.Attr
	text  string // directly in it
	kids  []*node
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all are the children of a name.
func (n *node) all(space, local string) (list []*node) {
	for _, k := range n.kids {
		if k.name == (xml.Name{Space: space, Local: local}) {
			list = append(list, k)
		}
	}
	return list
}

// one is the text of the only child of a name.
func (n *node) one(space, local string) string {
	if list := n.all(space, local); len(list) == 1 {
		return strings.TrimSpace(list[0].text)
	}
	return ""
}

func readXML(text string) (*node, error) {
	d, top := xml.NewDecoder(strings.NewReader(text)), &node{}
	open := []*node{top}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && len(top.kids) == 1 {
			return top.kids[0], nil
		} else if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			k := &node{name: t.Name, attrs: slices.Clone(t.Attr)}
			last.kids = append(last.kids, k)
			open = append(open, k)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(t)
		}
	}
}

// breaches collects what is against the rules.
type breaches []string

func (b *breaches) unless(ok bool, format string, args ...any) {
	if !ok {
		*b = append(*b, fmt.Sprintf(format, args...))
	}
}

// counted checks how often each child of a namespace stands there: "?" at most
// once, "1" once, "*" any number; others are breaches.
func (b *breaches) counted(n *node, space string, times map[string]string) {
	for _, k := range n.kids {
		b.unless(k.name.Space != space || times[k.name.Local] != "", "<%s> may not hold <%s>", n.name.Local, k.name.Local)
	}
	for name, want := range times {
		found := len(n.all(space, name))
		b.unless(want == "*" || found == 1 || want == "?" && found == 0, "<%s> holds %d <%s>", n.name.Local, found, name)
	}
}

func absolute(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.IsAbs() && (u.Host != "" || u.Opaque != "")
}

func moment3339(text string) bool {
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}

func checkAtom(text string) (b breaches) {
	feed, err := readXML(text)
	if err != nil || feed.name != (xml.Name{Space: atomNS, Local: "feed"}) {
		return breaches{fmt.Sprintf("no Atom feed: %v", err)}
	}
	b.counted(feed, atomNS, map[string]string{"id": "1", "title": "1", "updated": "1", "author": "*", "category": "*", "contributor": "*", "generator": "?",
		"icon": "?", "link": "*", "logo": "?", "rights": "?", "subtitle": "?", "entry": "*"})
	b.common(feed)
	b.unless(strings.Contains(text, `rel="self"`), "the feed does not say where it is (section 4.1.1, SHOULD)")
	ids := map[string]bool{}
	for _, e := range feed.all(atomNS, "entry") {
		b.counted(e, atomNS, map[string]string{"id": "1", "title": "1", "updated": "1", "author": "*", "category": "*", "content": "?", "contributor": "*",
			"link": "*", "published": "?", "rights": "?", "source": "?", "summary": "?"})
		b.common(e)
		id := e.one(atomNS, "id")
		b.unless(!ids[id], "two entries are %s", id)
		ids[id] = true
		b.unless(len(e.all(atomNS, "author"))+len(feed.all(atomNS, "author")) > 0, "%s has no author (section 4.1.2)", id)
		for _, c := range e.all(atomNS, "content") {
			kind := c.attr("type")
			b.unless((kind == "html" || kind == "text") && len(c.kids) == 0 && strings.TrimSpace(c.text) != "", "the content of %s is %q with %d elements", id, kind, len(c.kids))
			b.links(c.text)
		}
	}
	return b
}

// common are the rules that hold for a feed and for an entry.
func (b *breaches) common(n *node) {
	b.unless(absolute(n.one(atomNS, "id")), "the id %q is no absolute IRI (section 4.2.6)", n.one(atomNS, "id"))
	b.unless(n.one(atomNS, "title") != "", "a title is empty")
	for _, name := range []string{"updated", "published"} {
		for _, at := range n.all(atomNS, name) {
			b.unless(moment3339(strings.TrimSpace(at.text)), "%s is %q (section 3.3)", name, at.text)
		}
	}
	alternates := map[string]bool{}
	for _, l := range n.all(atomNS, "link") {
		b.unless(absolute(l.attr("href")), "a link leads to %q", l.attr("href"))
		key := l.attr("type") + l.attr("hreflang")
		b.unless(l.attr("rel") != "alternate" || !alternates[key], "two alternates of one kind (section 4.1.1)")
		if l.attr("rel") == "alternate" {
			alternates[key] = true
		}
	}
	b.unless(len(alternates) > 0, "no alternate link")
	for _, a := range n.all(atomNS, "author") {
		b.unless(a.one(atomNS, "name") != "", "an author has no name (section 3.2.1)")
	}
	for _, c := range n.all(atomNS, "category") {
		b.unless(c.attr("term") != "", "a category has no term (section 4.2.2.1)")
	}
}

// links checks that HTML in a feed leads nowhere by a relative address, and holds
// nothing that runs.
func (b *breaches) links(text string) {
	for _, mark := range []string{` href="`, ` src="`} {
		for part := range strings.SplitSeq(text, mark) {
			if part = strings.SplitN(part, `"`, 2)[0]; strings.HasPrefix(text, part) {
				continue // what stands before the first
			}
			b.unless(absolute(part) || strings.HasPrefix(part, "mailto:"), "HTML leads to %q", part)
		}
	}
	b.unless(!strings.Contains(strings.ToLower(text), "<script"), "HTML holds a script")
}

func checkRSS(text string) (b breaches) {
	rss, err := readXML(text)
	if err != nil || rss.name != (xml.Name{Local: "rss"}) || rss.attr("version") != "2.0" || len(rss.all("", "channel")) != 1 || len(rss.kids) != 1 {
		return breaches{fmt.Sprintf("no RSS 2.0: %v", err)}
	}
	channel := rss.kids[0]
	b.counted(channel, "", map[string]string{"title": "1", "link": "1", "description": "1", "language": "?", "copyright": "?", "managingEditor": "?", "webMaster": "?",
		"pubDate": "?", "lastBuildDate": "?", "category": "*", "generator": "?", "docs": "?", "cloud": "?", "ttl": "?", "image": "?", "textInput": "?",
		"skipHours": "?", "skipDays": "?", "item": "*"})
	b.unless(channel.one("", "title") != "" && channel.one("", "description") != "" && absolute(channel.one("", "link")), "the channel lacks a title, a description or a link")
	b.dates(channel, "lastBuildDate", "pubDate")
	ttl, err := strconv.Atoi(channel.one("", "ttl"))
	b.unless(err == nil && ttl > 0, "ttl is %q", channel.one("", "ttl"))
	self := slices.DeleteFunc(channel.all(atomNS, "link"), func(l *node) bool { return l.attr("rel") != "self" })
	b.unless(len(self) == 1 && absolute(self[0].attr("href")) && self[0].attr("type") == "application/rss+xml", "the channel does not say where it is")
	ids := map[string]bool{}
	for _, i := range channel.all("", "item") {
		b.item(i)
		guid := i.one("", "guid")
		b.unless(guid != "" && !ids[guid], "the guid %q stands twice or is empty", guid)
		ids[guid] = true
	}
	return b
}

func (b *breaches) item(i *node) {
	b.counted(i, "", map[string]string{"title": "?", "link": "?", "description": "?", "author": "?", "category": "*", "comments": "?", "enclosure": "?", "guid": "?",
		"pubDate": "?", "source": "?"})
	b.counted(i, contentNS, map[string]string{"encoded": "?"})
	b.counted(i, creatorNS, map[string]string{"creator": "*"})
	b.unless(i.one("", "title")+i.one("", "description") != "", "an item has neither title nor description")
	b.unless(absolute(i.one("", "link")), "an item leads to %q", i.one("", "link"))
	b.dates(i, "pubDate")
	for _, g := range i.all("", "guid") {
		b.unless(g.attr("isPermaLink") == "false" || absolute(g.text), "the guid %q is called a link", g.text)
	}
	for _, c := range i.all("", "category") {
		b.unless(strings.TrimSpace(c.text) != "", "a category is empty")
	}
	b.unless(len(i.all(contentNS, "encoded")) == 0 || len(i.all("", "description")) == 1, "content:encoded stands without a description")
	b.links(i.one("", "description"))
	b.links(i.one(contentNS, "encoded"))
}

// dates are of RFC 822 with a year of four digits.
func (b *breaches) dates(n *node, names ...string) {
	for _, name := range names {
		for _, at := range n.all("", name) {
			_, err := time.Parse(time.RFC1123Z, at.text)
			b.unless(err == nil, "%s is %q", name, at.text)
		}
	}
}

func checkJSONFeed(text string) (b breaches) {
	var feed map[string]any
	if err := json.Unmarshal([]byte(text), &feed); err != nil || feed["version"] != "https://jsonfeed.org/version/1.1" {
		return breaches{fmt.Sprintf("no JSON Feed 1.1: %v", err)}
	}
	title, _ := feed["title"].(string)
	b.unless(title != "", "the feed has no title")
	b.known(feed, "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors", "language", "expired", "hubs", "items")
	items, ok := feed["items"].([]any)
	b.unless(ok, "items is no list")
	ids := map[string]bool{}
	for _, one := range items {
		i, _ := one.(map[string]any)
		b.known(i, "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified", "authors",
			"tags", "language", "attachments")
		id, _ := i["id"].(string)
		b.unless(id != "" && !ids[id], "the id %q stands twice or is no text", id)
		ids[id] = true
		html, _ := i["content_html"].(string)
		plain, _ := i["content_text"].(string)
		b.unless(html+plain != "", "%s has no content", id)
		b.links(html)
		for _, name := range []string{"date_published", "date_modified"} {
			at, _ := i[name].(string)
			b.unless(moment3339(at), "%s of %s is %q", name, id, at)
		}
	}
	return b
}

// known checks the names and addresses of an object; extensions begin with "_".
func (b *breaches) known(o map[string]any, names ...string) {
	for name, value := range o {
		b.unless(slices.Contains(names, name) || strings.HasPrefix(name, "_"), "%q is no name of the format", name)
		address, isText := value.(string)
		b.unless(!strings.HasSuffix(name, "url") || isText && absolute(address), "%s is %v", name, value)
	}
	authors, _ := o["authors"].([]any)
	for _, a := range authors {
		one, _ := a.(map[string]any)
		b.unless(one["name"] != nil || one["url"] != nil || one["avatar"] != nil, "an author is empty")
	}
}

func checkFeed(path, text string) breaches {
	b := breaches{}
	for _, r := range text {
		b.unless(r != unicode.ReplacementChar || strings.Contains(path, "hostile"), "a letter was lost")
	}
	switch {
	case strings.HasSuffix(path, ".atom"):
		return append(b, checkAtom(text)...)
	case strings.HasSuffix(path, ".rss"):
		return append(b, checkRSS(text)...)
	}
	return append(b, checkJSONFeed(text)...)
}

// feedsOf lists the addresses of every feed of an edition.
func feedsOf(types map[string]string) (paths []string) {
	for path, kind := range types {
		for _, format := range []string{"application/rss+xml", "application/atom+xml", "application/feed+json"} {
			if strings.HasPrefix(kind, format) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// TestFeedsAreValidToTheLetter checks every feed of a site with every kind of entry
// against the rules of its format, empty feeds included.
func TestFeedsAreValidToTheLetter(t *testing.T) {
	t.Parallel()
	store, fix := open(t)
	pay := mustComponent(t, store, "payments")
	i := modelstest.Incident(t, store, `A & B <fail> "now" ]]> 💳`, pay)
	if _, err := store.PostUpdate(t.Context(), i.PublicID, models.NewUpdate{State: models.Identified, Body: "See [the docs](https://docs.example/a?b=1&c=2), [this](/relative) and ![a picture](x.png).\n\n<script>alert(1)</script>"}); err != nil {
		t.Fatal(err)
	}
	bare := modelstest.Incident(t, store, "Nothing is said")
	if err := store.RemoveUpdate(t.Context(), bare.Updates[0].PublicID, "It was wrong."); err != nil {
		t.Fatal(err)
	}
	from := store.Now().Add(time.Hour)
	if _, err := store.PlanMaintenance(t.Context(), models.NewMaintenance{Title: "Works", Body: "We work.", ScheduledFor: from, ScheduledUntil: from.Add(time.Hour), ComponentIDs: []string{"payments"}}); err != nil {
		t.Fatal(err)
	}
	postmortem(t, store, "cards", "Cards were refused", "What happened.", i.ID)
	gone := postmortem(t, store, "gone", "Something else", "What happened.", bare.ID)
	fix.Clock.Advance(time.Hour)
	if _, err := store.WithdrawPostmortem(t.Context(), gone.Slug, 0, "It named a customer."); err != nil {
		t.Fatal(err)
	}
	p, _ := press(t, store)
	catchUp(t, p)
	types := map[string]string{}
	for f := range p.Current().Files() {
		types[f.Path] = f.Type
	}
	paths := feedsOf(types)
	for _, want := range []string{"/feed.rss", "/feed.atom", "/feed.json", "/history.rss", "/history.atom", "/postmortems.rss", "/components/payments.json", "/updates/feed.rss", "/updates/components/sign-in.atom"} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is no feed", want)
		}
	}
	for _, path := range paths {
		for _, breach := range checkFeed(path, read(t, p, path)) {
			t.Errorf("%s: %s", path, breach)
		}
	}
}

// TestTheRulesOfFeedsFindWhatIsWrong breaks a feed in several ways.
func TestTheRulesOfFeedsFindWhatIsWrong(t *testing.T) {
	t.Parallel()
	store, _ := open(t)
	modelstest.Incident(t, store, "Cards are refused")
	p, _ := press(t, store)
	catchUp(t, p)
	for name, tc := range map[string]struct{ path, old, new string }{
		"an id that is no IRI":      {"/feed.atom", "<id>tag:", "<id>"},
		"a second title":            {"/feed.atom", "<updated>", "<title>x</title><updated>"},
		"a date in words":           {"/feed.atom", "<published>2026", "<published>in 2026"},
		"an element of nobody":      {"/feed.rss", "<guid", "<severity>high</severity><guid"},
		"a date without a zone":     {"/feed.rss", "+0000</pubDate>", "</pubDate>"},
		"an id that counts as link": {"/feed.rss", ` isPermaLink="false">tag:`, ">"},
		"no way to itself":          {"/feed.rss", `rel="self"`, `rel="via"`},
		"an older version":          {"/feed.json", "version/1.1", "version/1"},
		"a name of another format":  {"/feed.json", `"date_published"`, `"pubDate"`},
		"no items":                  {"/feed.json", `"items":[`, `"entries":[`},
	} {
		text := read(t, p, tc.path)
		broken := strings.Replace(text, tc.old, tc.new, 1)
		if broken == text || len(checkFeed(tc.path, broken)) == 0 {
			t.Errorf("%s was not found (or could not be put into %s)", name, tc.path)
		}
	}
}
