package views

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models"
)

// each walks the elements of a document in their order.
func each(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(words(c))
	}
	return b.String()
}

// rules are what every page keeps; each reports what breaks it.
var rules = []struct {
	name  string
	check func(*html.Node) []string
}{
	{"no script but the site's own file and data blocks, no style but the whole sheet in the head, no handler", inlineCode},
	{"nothing is loaded from elsewhere", thirdParties},
	{"one h1 and no heading level skipped", headingOrder},
	{"ids are unique and references lead somewhere", references},
	{"every field has a label and every button a word", labels},
	{"every picture says what it shows or that it says nothing", pictures},
	{"lang, title and one main are there", skeleton},
	{"times carry a machine-readable value", times},
	{"links go to http, https, mailto or the site itself", links},
}

func TestEveryPageKeepsTheRules(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		doc, err := html.Parse(bytes.NewReader(rendered(t, e)))
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		for _, r := range rules {
			for _, complaint := range r.check(doc) {
				t.Errorf("%s: %s: %s", e.Name, r.name, complaint)
			}
		}
	}
}

func inlineCode(doc *html.Node) (bad []string) {
	each(doc, func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				bad = append(bad, n.Data+" has "+a.Key)
			}
		}
		kind, _ := attr(n, "type")
		if n.Data == "style" && n.Parent.Data == "head" && strings.HasPrefix(words(n), string(StyleElement(models.SiteSettings{}))) {
			return
		}
		if _, file := attr(n, "src"); n.Data == "style" || n.Data == "script" && !file && kind != "application/ld+json" {
			bad = append(bad, "inline "+n.Data)
		}
	})
	return bad
}

func thirdParties(doc *html.Node) (bad []string) {
	each(doc, func(n *html.Node) {
		for _, name := range []string{"src", "srcset", "action", "poster", "data"} {
			if v, ok := attr(n, name); ok && !strings.HasPrefix(v, "/") {
				bad = append(bad, n.Data+" "+name+"="+v)
			}
		}
		if v, _ := attr(n, "href"); n.Data == "link" && !strings.HasPrefix(v, "/") {
			if rel, _ := attr(n, "rel"); rel != "canonical" {
				bad = append(bad, "link to "+v)
			}
		}
	})
	return bad
}

func headingOrder(doc *html.Node) (bad []string) {
	last, first := 0, 0
	each(doc, func(n *html.Node) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		level := int(n.Data[1] - '0')
		if level == 1 {
			first++
		}
		if level > last+1 {
			bad = append(bad, fmt.Sprintf("h%d after h%d: %s", level, last, words(n)))
		}
		last = level
	})
	if first != 1 {
		bad = append(bad, fmt.Sprintf("%d h1", first))
	}
	return bad
}

func references(doc *html.Node) (bad []string) {
	ids := map[string]bool{}
	var wanted []string
	each(doc, func(n *html.Node) {
		if id, ok := attr(n, "id"); ok {
			if ids[id] {
				bad = append(bad, "id "+id+" twice")
			}
			ids[id] = true
		}
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby"} {
			if v, ok := attr(n, name); ok {
				wanted = append(wanted, v)
			}
		}
		if v, _ := attr(n, "href"); strings.HasPrefix(v, "#") {
			wanted = append(wanted, v[1:])
		}
	})
	for _, id := range wanted {
		if !ids[id] {
			bad = append(bad, "nothing is called "+id)
		}
	}
	return bad
}

func labels(doc *html.Node) (bad []string) {
	labelled := map[string]bool{}
	each(doc, func(n *html.Node) {
		if v, ok := attr(n, "for"); ok {
			labelled[v] = true
		}
	})
	each(doc, func(n *html.Node) {
		switch kind, _ := attr(n, "type"); {
		case n.Data == "button" && strings.TrimSpace(words(n)) == "":
			bad = append(bad, "button without a word")
		case n.Data == "input" && kind != "hidden":
			id, _ := attr(n, "id")
			if !labelled[id] && n.Parent.Data != "label" {
				bad = append(bad, "input "+id+" without a label")
			}
		}
	})
	return bad
}

func pictures(doc *html.Node) (bad []string) {
	each(doc, func(n *html.Node) {
		_, alt := attr(n, "alt")
		hidden, _ := attr(n, "aria-hidden")
		label, _ := attr(n, "aria-label")
		role, _ := attr(n, "role")
		if n.Data == "img" && !alt || n.Data == "svg" && hidden != "true" && (label == "" || role != "img") {
			bad = append(bad, n.Data)
		}
	})
	return bad
}

func skeleton(doc *html.Node) (bad []string) {
	count := map[string]int{}
	each(doc, func(n *html.Node) {
		count[n.Data]++
		if lang, _ := attr(n, "lang"); n.Data == "html" && lang == "" {
			bad = append(bad, "html without lang")
		}
		if n.Data == "title" && strings.TrimSpace(words(n)) == "" {
			bad = append(bad, "title without words")
		}
	})
	if count["main"] != 1 || count["title"] != 1 {
		bad = append(bad, fmt.Sprintf("%d main, %d title", count["main"], count["title"]))
	}
	return bad
}

func times(doc *html.Node) (bad []string) {
	each(doc, func(n *html.Node) {
		if v, _ := attr(n, "datetime"); n.Data == "time" && len(v) != len("2026-11-19") && !strings.HasSuffix(v, "Z") {
			bad = append(bad, "time "+v)
		}
	})
	return bad
}

func links(doc *html.Node) (bad []string) {
	each(doc, func(n *html.Node) {
		v, ok := attr(n, "href")
		if n.Data != "a" || !ok {
			return
		}
		u, err := url.Parse(v)
		if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
			bad = append(bad, v)
		}
	})
	return bad
}

func TestHostileWordsStayWords(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		if e.Name != "home/hostile" {
			continue
		}
		page := string(rendered(t, e))
		for _, bad := range []string{"<script>alert", "<b onclick", "onerror=alert(2)>", "javascript:", "evil.example", "data:text"} {
			if strings.Contains(page, bad) {
				t.Errorf("the page contains %q", bad)
			}
		}
	}
}
