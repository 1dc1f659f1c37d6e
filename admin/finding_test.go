package admin

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/html"

	"vitrine/models"
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

// swaps are the words of the suggestion buttons on the shown page.
func swaps(p page) (steps []string) {
	walk(p.document, func(n *html.Node) {
		if n.Data == "button" && strings.HasPrefix(attr(n, "value"), "swap:") {
			steps = append(steps, attr(n, "value"))
		}
	})
	return steps
}

func TestOneButtonPutsASuggestionIntoAStoppedUpdate(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	stopped := b.submit("/incidents", "mail", map[string]string{"title": "Sign-in on web-prod-3 fails", "body": "web-prod-3 (10.20.30.40) is stuck; 10.20.30.40 does not answer.\nSorry."})
	stopped.wants(t, 422, "Write <q>")
	for turn := 0; len(swaps(b.page)) > 0; turn++ {
		if turn > 3 {
			t.Fatalf("after %d suggestions %v are left", turn, swaps(b.page))
		}
		b.submit("/incidents", swaps(b.page)[0], nil).wants(t, 200, "Nothing was published yet")
	}
	form := fieldsOf(formFor(b, "/incidents"))
	for _, word := range []string{"web-prod-3", "10.20.30.40"} {
		if strings.Contains(form.Get("title")+form.Get("body"), word) {
			t.Errorf("%s still stands in %q, %q", word, form.Get("title"), form.Get("body"))
		}
	}
	if !strings.HasPrefix(form.Get("title"), "Sign-in on ") || !strings.Contains(form.Get("body"), "does not answer.\nSorry.") {
		t.Errorf("the rest of the text became %q, %q", form.Get("title"), form.Get("body"))
	}
	if all, err := h.Site.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(all) != 0 {
		t.Fatalf("a suggestion published something: %v, %v", all, err)
	}
	b.submit("/incidents", "quiet", nil).wants(t, 200, "Published", "Sign-in on ")
}

func TestSuggestionsArePutInEveryFormThatPublishes(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	b.get("/components/new")
	b.submit("/components", "", map[string]string{"name": "Queue", "description": "Runs on web-prod-3."}).wants(t, 422, "Write <q>")
	b.submit("/components", swaps(b.page)[0], nil).wants(t, 200, "Nothing was published yet")
	if got := fieldsOf(formFor(b, "/components")).Get("description"); strings.Contains(got, "web-prod-3") || !strings.HasPrefix(got, "Runs on ") {
		t.Errorf("the description became %q", got)
	}
	if list, _ := h.Site.Components(t.Context()); slices.ContainsFunc(list, func(c models.Component) bool { return c.Name == "Queue" }) {
		t.Error("the suggestion saved the component")
	}
	b.submit("/components", "", nil).wants(t, 200, "Queue")
}

func TestAHintSaysInWhichPlacesASuggestionGoes(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	const text = "😀 web-prod-31 is well.\nweb-prod-3 and the web-prod-3 are not."
	csrf := fieldsOf(formFor(b, "/incidents")).Get("csrf")
	answer := b.post("/hints", url.Values{"csrf": {csrf}, "field": {"body"}, "text": {text}})
	var got struct{ Finds []hinted }
	if err := json.Unmarshal([]byte(answer.body), &got); err != nil {
		t.Fatalf("%d %s: %v", answer.status, answer.body, err)
	}
	units, told, article := utf16.Encode([]rune(text)), map[string]int{}, false
	for _, f := range got.Finds {
		for _, p := range f.Places {
			if said := string(utf16.Decode(units[p.From:p.To])); strings.TrimPrefix(said, "the ") != f.Text {
				t.Errorf("%q is said to stand where %q does", f.Text, said)
			} else {
				article = article || said != f.Text
			}
			if first := p.With[:1]; (first == strings.ToUpper(first)) != (p.From == 0 || strings.HasSuffix(string(utf16.Decode(units[:p.From])), "\n")) {
				t.Errorf("%q goes to %d", p.With, p.From)
			}
		}
		told[f.Text] += len(f.Places)
	}
	if !article {
		t.Error("no suggestion takes the article before it")
	}
	if want := map[string]int{"web-prod-31": 1, "web-prod-3": 2}; !maps.Equal(told, want) {
		t.Errorf("told of %v, want %v", told, want)
	}
	b.post("/hints", url.Values{"csrf": {csrf}, "text": {strings.Repeat("x", maxScanned+1)}}).wants(t, 413, "too long")
}
