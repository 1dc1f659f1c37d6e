package views

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrine/locale"
	"vitrine/models"
)

// tongue is a frame of a site in three languages, told in one of them.
func tongue(path string, l locale.Language) Frame {
	f := exampleFrame(path)
	f.Offered, f.Language = []locale.Language{locale.English, locale.Or("de", locale.English), locale.Or("ar", locale.English)}, l
	return f
}

// graph reads what a page tells search engines; nil for nothing.
func graph(t *testing.T, write func(io.Writer) error) (things []map[string]any) {
	t.Helper()
	var page strings.Builder
	if err := write(&page); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(page.String()))
	if err != nil {
		t.Fatal(err)
	}
	each(doc, func(n *html.Node) {
		if kind, _ := attr(n, "type"); kind != "application/ld+json" {
			return
		}
		var got struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(words(n)), &got); err != nil || got.Context != "https://schema.org" || things != nil {
			t.Fatalf("%v in %s", err, words(n))
		}
		things = got.Graph
	})
	return things
}

// of finds the thing of a type.
func of(things []map[string]any, kind string) map[string]any {
	for _, one := range things {
		if one["@type"] == kind {
			return one
		}
	}
	return nil
}

const awkward = `</script><script>alert(1)</script> & "quotes"`

// linkedPages are the pages that describe themselves, with an awkward title.
func linkedPages(l locale.Language) map[string]func(io.Writer) error {
	i, m, p := exampleResolved(), exampleUpgrade(), examplePostmortem()
	i.Title, m.Title, p.Revisions[0].Title = awkward, awkward, awkward
	m.State = models.Cancelled
	return map[string]func(io.Writer) error{
		"WebPage": func(w io.Writer) error {
			home := ExampleHome()
			home.Frame = tongue("/", l)
			return Home.Write(w, home)
		},
		"NewsArticle": func(w io.Writer) error {
			return Incident.Write(w, IncidentPage{Frame: tongue("/incidents/"+i.PublicID, l), Incident: i})
		},
		"Event": func(w io.Writer) error {
			return Maintenance.Write(w, MaintenancePage{Frame: tongue("/maintenance/"+m.PublicID, l), Maintenance: m})
		},
		"Article": func(w io.Writer) error {
			return Postmortem.Write(w, PostmortemPage{Frame: tongue("/postmortems/"+p.Slug, l), Postmortem: p, Incidents: []models.Incident{i}})
		},
	}
}

// TestSearchEnginesReadWhatAPageIs looks at each page that describes itself, in each
// language: what it says parses, its addresses are whole and in the language of the
// page, its words in the one they were written in, its times are those of the page,
// and what it refers to is there.
func TestSearchEnginesReadWhatAPageIs(t *testing.T) {
	t.Parallel()
	for _, l := range tongue("", locale.English).Offered {
		for kind, write := range linkedPages(l) {
			t.Run(l.Tag()+" "+kind, func(t *testing.T) {
				t.Parallel()
				things := graph(t, write)
				thing := of(things, kind)
				if thing == nil || of(things, "Organization") == nil || of(things, "WebSite") == nil {
					t.Fatalf("it tells of %v", things)
				}
				checkThings(t, things, l)
				for name, want := range linkedFacts(kind) {
					if got := fmt.Sprint(thing[name]); got != want {
						t.Errorf("%s is %q, want %q", name, got, want)
					}
				}
				if kind != "WebPage" {
					checkTrail(t, of(things, "BreadcrumbList"), thing)
				}
			})
		}
	}
}

// linkedFacts is what the things of linkedPages say beside their addresses.
func linkedFacts(kind string) map[string]string {
	i, m, p := exampleResolved(), exampleUpgrade(), examplePostmortem()
	at := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	return map[string]map[string]string{
		"WebPage":     {"dateModified": at(exampleNow)},
		"NewsArticle": {"headline": awkward, "datePublished": at(i.Updates[len(i.Updates)-1].DisplayAt), "dateModified": at(i.Updates[0].DisplayAt)},
		"Event":       {"name": awkward, "startDate": at(m.ScheduledFor), "endDate": at(m.ScheduledUntil), "eventStatus": "https://schema.org/EventCancelled"},
		"Article":     {"headline": awkward, "datePublished": at(p.PublishedAt), "dateModified": at(p.Current().PublishedAt)},
	}[kind]
}

// checkThings wants every address whole, every reference to lead somewhere, every
// time in UTC.
func checkThings(t *testing.T, things []map[string]any, l locale.Language) {
	t.Helper()
	const base = "https://status.northpole.example"
	own := base + "/"
	if l != locale.English {
		own = base + "/" + l.Tag()
	}
	known := map[string]bool{}
	for _, one := range things {
		if id, ok := one["@id"].(string); ok {
			known[id] = true
		}
		if url, ok := one["url"].(string); ok && one["@type"] != "Organization" && url != own && !strings.HasPrefix(url, strings.TrimSuffix(own, "/")+"/") {
			t.Errorf("%s is at %s", one["@type"], url)
		}
		want := l.Tag()
		if kind := one["@type"]; kind == "NewsArticle" || kind == "Article" || kind == "Event" {
			want = "en" // the words of the team, which nobody translated here
		}
		if said, ok := one["inLanguage"]; ok && said != want {
			t.Errorf("%s is in %s", one["@type"], said)
		}
	}
	for _, one := range things {
		for name, value := range one {
			switch v := value.(type) {
			case map[string]any:
				if id, is := v["@id"].(string); is && !known[id] {
					t.Errorf("%s refers to %s, which is not there", name, id)
				}
			case string:
				address := slices.Contains([]string{"@id", "url", "image", "logo"}, name)
				if address && !strings.HasPrefix(v, base) && v != "https://northpole.example" {
					t.Errorf("%s is %q", name, v)
				}
				if _, err := time.Parse("2006-01-02T15:04:05Z", v); strings.HasPrefix(name, "date") && err != nil {
					t.Errorf("%s is %q", name, v)
				}
			}
		}
	}
}

// checkTrail wants the way from the front page to the thing, step by step.
func checkTrail(t *testing.T, trail, thing map[string]any) {
	t.Helper()
	items, _ := trail["itemListElement"].([]any)
	if len(items) != 3 {
		t.Fatalf("the way has %d steps", len(items))
	}
	for n, item := range items {
		one := item.(map[string]any)
		if one["position"] != float64(n+1) || one["name"] == "" || !strings.HasPrefix(one["item"].(string), "https://status.northpole.example") {
			t.Errorf("step %d is %v", n+1, one)
		}
	}
	if last := items[2].(map[string]any); last["item"] != thing["url"] || last["name"] != awkward {
		t.Errorf("the way ends at %v", last)
	}
}

func TestAPageThatIsNotForSearchEnginesTellsThemNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Frame){
		"hidden": func(f *Frame) { f.NoIndex = true }, "a preview": func(f *Frame) { f.Preview = true }, "no address": func(f *Frame) { f.Path = "" },
	} {
		page := IncidentPage{Frame: exampleFrame("/incidents/x"), Incident: exampleOutage()}
		change(&page.Frame)
		if got := graph(t, func(w io.Writer) error { return Incident.Write(w, page) }); got != nil {
			t.Errorf("%s: it tells of %v", name, got)
		}
	}
}
