package console

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models"
	"vitrine/redact"
)

// inside are the forms whose sending changes nothing in public, by the beginning
// of their address.
var inside = []string{"/sign-in", "/setup/", "/account/", "/users", "/tokens", "/reviews", "/review-template", "/rulebook", "/subscribers", "/templates", "/settings/deadlines", "/settings/tickets"}

// TestNoFormPublishesByEnterAlone looks at the button that the Enter key presses
// in a form: the first one (HTML, implicit submission). A disabled one stops it.
func TestNoFormPublishesByEnterAlone(t *testing.T) {
	t.Parallel()
	looked := 0
	for _, e := range Examples() {
		page, err := html.Parse(bytes.NewReader(rendered(t, e)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range page.Descendants() {
			action := attr(n, "action")
			if n.Data != "form" || attr(n, "method") != "post" || !typesInto(n) || slices.ContainsFunc(inside, func(p string) bool { return strings.HasPrefix(action, p) }) {
				continue
			}
			looked++
			first := firstButton(n)
			harmless := has(first, "disabled") || attr(first, "value") == "preview" || strings.HasPrefix(action, "/drafts/") && !strings.Contains(action[8:], "/")
			if !harmless {
				t.Errorf("%s: Enter in the form for %s presses %q", e.Name, action, first.FirstChild.Data)
			}
		}
	}
	if looked < 12 {
		t.Errorf("only %d forms were looked at", looked)
	}
}

// typesInto reports whether a form has a control in which Enter sends it.
func typesInto(form *html.Node) bool {
	for n := range form.Descendants() {
		if n.Data == "input" && !slices.Contains([]string{"hidden", "file"}, attr(n, "type")) {
			return true
		}
	}
	return false
}

func firstButton(form *html.Node) *html.Node {
	for n := range form.Descendants() {
		if n.Type == html.ElementNode && n.Data == "button" && attr(n, "type") != "button" {
			return n
		}
	}
	return &html.Node{FirstChild: &html.Node{Data: "no button"}}
}

func TestAFindIsAskedAboutOnce(t *testing.T) {
	t.Parallel()
	host := func(field string, line int) models.Held {
		return models.Held{Field: field, Key: "aa11", Finding: redact.Finding{Line: line, Kind: redact.Hostname, Text: "web-prod-3", Severity: redact.Block}}
	}
	f := Form{Problem: "2 finds stop this text.", Held: []models.Held{host("title", 1), host("body", 1), host("body", 2)},
		Accept: map[string]string{"aa11": "It is public already", "bb22": "It is not what it looks like"}, Because: map[string]string{"aa11": "Mine"}}
	list := f.Blocked()
	if len(list) != 1 || list[0].Where() != "the title and the text, 3 times" || list[0].Picked != "It is public already" || list[0].Because != "Mine" {
		t.Errorf("blocked: %+v", list)
	}
	if s := f.Settled(); len(s) != 1 || s[0] != (Carried{"accept[bb22]", "It is not what it looks like"}) {
		t.Errorf("settled: %v", s)
	}
	if !f.Stopped() {
		t.Error("the heading repeats what the finds say")
	}
}

func TestAComplaintIsNotRepeatedInItsList(t *testing.T) {
	t.Parallel()
	one := Form{Problem: "The title is missing.", Errors: map[string]string{"title": "The title is missing."}}
	two := Form{Problem: "2 fields need another look.", Errors: map[string]string{"title": "The title is missing.", "body": "The text is missing."}}
	if one.Repeated() != "title" || two.Repeated() != "" {
		t.Errorf("repeated: %q, %q", one.Repeated(), two.Repeated())
	}
}
