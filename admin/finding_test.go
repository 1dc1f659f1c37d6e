package admin

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models/staff"
)

// isControl recognises a control by its element and its name.
func isControl(element, name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == element && attr(n, "name") == name }
}

// asked are the names under which the shown page asks about finds.
func asked(p page) (names []string) {
	walk(p.document, func(n *html.Node) {
		if name := attr(n, "name"); strings.HasPrefix(name, "because[") && attr(n, "type") != "hidden" {
			names = append(names, strings.TrimPrefix(name, "because"))
		}
	})
	return names
}

func TestFindsAreAcceptedOneAfterTheOther(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	finds := asked(b.submit("/incidents", "quiet", map[string]string{"title": "Sign-in fails", "body": "A process on web-prod-3 (10.20.30.40) is stuck; 10.20.30.40 does not answer."}))
	if len(finds) < 2 || len(slices.Compact(slices.Sorted(slices.Values(finds)))) != len(finds) {
		t.Fatalf("the page asks about %v, want every find once", finds)
	}
	rest := map[string]string{}
	for _, key := range finds[2:] {
		rest["accept"+key] = "It is public already"
	}
	rest["accept"+finds[0]], rest["because"+finds[0]] = "It is public already", "It stands in our manual"
	left := b.submit("/incidents", "quiet", rest)
	left.wants(t, 422, "Look at this before it goes out")
	if now := asked(left); len(now) != 1 || now[0] != finds[1] {
		t.Fatalf("the page asks about %v now", now)
	}
	b.submit("/incidents", "preview", nil).wants(t, 200, "Nothing has left yet")
	b.submit("/incidents", "edit", map[string]string{"because" + finds[1]: "Half a reason"})
	if form := fieldsOf(formFor(b, "/incidents")); form.Get("because"+finds[0]) != "It stands in our manual" || form.Get("because"+finds[1]) != "Half a reason" {
		t.Errorf("on the way back from the preview the reasons became %v", form)
	}
	b.submit("/incidents", "quiet", nil).wants(t, 200, "Published", "web-prod-3")
}

func TestAReasonIsStillThereWhenTheTextIsRefusedForAnother(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	finds := asked(b.submit("/incidents", "quiet", map[string]string{"title": "Sign-in fails", "body": "A process on web-prod-3 is stuck."}))
	b.submit("/incidents", "preview", map[string]string{"accept" + finds[0]: "It is public already"}).wants(t, 200, "web-prod-3")
	radio := find(b.page.document, func(n *html.Node) bool { return attr(n, "name") == "accept"+finds[0] && has(n, "checked") })
	if radio == nil || attr(radio, "value") != "It is public already" {
		t.Error("the preview forgot which reason was picked")
	}
}
