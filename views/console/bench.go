package console

import (
	"cmp"
	"strings"
	"time"

	"vitrine/models/review"
)

// InsidePart is one headed part of the review beside the external summary, cut
// into sentences that can be brought over.
type InsidePart struct {
	Key, Heading string
	Lines        []Bringing
}

// Bringing is one sentence of the review with the button that brings it over.
type Bringing struct {
	review.Passage
	Draft string // public id; empty: this person may not
	Aside string // who did it, in the timeline; who owns it, of an action item
}

// Short is the beginning of the sentence, for the name of its button.
func (b Bringing) Short() string {
	words := strings.Fields(b.Text)
	if len(words) > 7 {
		return strings.Join(words[:7], " ") + " …"
	}
	return strings.Join(words, " ")
}

// insideHeadings name the parts of the review in their order.
var insideHeadings = []struct{ key, heading string }{
	{"overview", "Overview"}, {"description", "What happened"}, {"went_well", "What went well"}, {"luck", "Where we were lucky or unlucky"},
	{"know_sooner", "How do we know sooner?"}, {"recover_sooner", "How do we recover sooner?"}, {"sla_effect", "Service levels"}, {"worst_case", "The worst case"},
	{"factor", "Contributing factors"}, {"learning", "What we learned"}, {"entry", "Timeline"}, {"action", "Action items"},
}

// Inside lists what the review says, part by part.
func (p DraftPage) Inside() []InsidePart {
	draft, asides := "", p.asides()
	if p.Frame.May.Review {
		draft = p.Draft.PublicID
	}
	var list []InsidePart
	for _, h := range insideHeadings {
		part := InsidePart{Key: h.key, Heading: h.heading}
		for _, s := range p.Review.Passages() {
			if partOf(s.Source) == h.key {
				part.Lines = append(part.Lines, Bringing{s, draft, asides[s.Source]})
			}
		}
		if part.Lines != nil {
			list = append(list, part)
		}
	}
	return list
}

func partOf(source string) string {
	part, _, _ := strings.Cut(source, "/")
	return part
}

// asides say who stands behind entries and action items.
func (p DraftPage) asides() map[string]string {
	m := map[string]string{}
	for _, e := range p.Review.Timeline {
		m["entry/"+e.PublicID] = e.Who
		if e.PublicText != "" {
			m["entry/"+e.PublicID] = aside(e.Who, "in its public wording")
		}
	}
	for _, a := range p.Review.Actions {
		m["action/"+a.PublicID] = a.Owner
		if a.PublicText != "" {
			m["action/"+a.PublicID] = aside(a.Owner, "in its public wording")
		}
	}
	return m
}

func aside(who, more string) string {
	if who == "" {
		return more
	}
	return who + ", " + more
}

// Goals are the sections that a sentence can be brought into.
func (p DraftPage) Goals() []Choice {
	list := []Choice{{Name: "where they belong", Chosen: p.Into == ""}}
	for _, pair := range Pairs(p.Form, p.Form)[1:] {
		list = append(list, Choice{Value: pair.Name, Name: pair.Label, Chosen: pair.Name == p.Into})
	}
	return list
}

// LastStep is the newest step of the person who looks, nil for none.
func (p DraftPage) LastStep() *review.Step {
	for i, s := range p.Steps {
		if s.UserID == p.Me {
			return &p.Steps[i]
		}
	}
	return nil
}

// stepSaid says what a step did: “web-prod-3” replaced by “our servers”.
func stepSaid(s review.Step) string {
	places := ""
	if s.Places > 1 {
		places = " in " + count(int(s.Places), "place")
	}
	switch s.Deed {
	case review.Replaced:
		return "“" + cropped(s.Found, 40) + "” replaced by “" + cropped(s.Replacement, 40) + "”" + places
	case review.Removed:
		return "“" + cropped(s.Found, 40) + "” removed" + places
	case review.Let:
		return "“" + cropped(s.Found, 40) + "” accepted" + places
	}
	return "“" + cropped(s.Found, 40) + "” brought into " + fieldName(s.Replacement)
}

// cropped is the beginning of a text in one line.
func cropped(text string, most int) string {
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) <= most {
		return string(line)
	}
	return strings.TrimSpace(string(line[:most])) + "…"
}

// Source names the parts of the review that a section came from, of one kind
// together.
type Source struct{ Key, Name string }

// sourceNames are the kinds of parts: one of them, and several.
var sourceNames = map[string][2]string{
	"title": {"the title"}, "overview": {"the overview"}, "description": {"what happened"}, "went_well": {"what went well"}, "luck": {"luck"},
	"know_sooner": {"how to know sooner"}, "recover_sooner": {"how to recover sooner"}, "sla_effect": {"the service levels"}, "worst_case": {"the worst case"},
	"components": {"the components of the incidents"}, "times": {"start and recovery"}, "severity": {"the severity"},
	"support_cases": {"the support cases"}, "incident": {"what the public was told first", "incident"}, "interval": {"what was felt"}, "factor": {"a contributing factor", "contributing factor"},
	"learning": {"a learning", "learning"}, "entry": {"an entry of the timeline", "entry of the timeline"}, "action": {"an action item", "action item"},
}

// sourceName says what one part of the review is called.
func sourceName(key string) string { return cmp.Or(sourceNames[partOf(key)][0], lower(key)) }

// Sources lists the parts of the review that a section came from.
func (s DraftSection) Sources() []Source {
	var list []Source
	times := map[string]int{}
	for _, t := range s.Traces {
		part := partOf(t.Key)
		if times[part]++; times[part] == 1 {
			list = append(list, Source{Key: part})
		}
	}
	for i, source := range list {
		names := sourceNames[source.Key]
		list[i].Name = cmp.Or(names[0], lower(source.Key))
		if n := times[source.Key]; n > 1 && names[1] != "" {
			list[i].Name = plural(n, names[1])
		}
	}
	return list
}

// plural counts things whose name may end in words of its own: "2 entries of the
// timeline".
func plural(n int, name string) string {
	if rest, ok := strings.CutPrefix(name, "entry"); ok {
		return text(int64(n)) + " entries" + rest
	}
	return count(n, name)
}

// Shown reports whether the source stands on the page, for a link to it.
func (s Source) Shown() bool {
	for _, h := range insideHeadings {
		if h.key == s.Key {
			return true
		}
	}
	return false
}

// Changes lists the parts of the review that say something else now.
func (s DraftSection) Changes() []Trace {
	var list []Trace
	for _, t := range s.Traces {
		if t.State != review.Unchanged {
			list = append(list, Trace{Name: sourceName(t.Key), State: string(t.State), Words: differing(t.Was, t.Is)})
		}
	}
	return list
}

// Trace is what changed in one part of the review.
type Trace struct {
	Name, State string
	Words       []Stretch // Mark is "ins" or "del", or empty where both say the same
}

// stepping is the data of one step that can be undone.
type stepping struct {
	Frame Frame
	Draft string
	Step  review.Step
}

func newStepping(f Frame, draft string, s review.Step) stepping { return stepping{f, draft, s} }

// tracing is the data of what changed in the review for a section.
type tracing struct {
	Frame   Frame
	Draft   string
	Section DraftSection
}

func newTracing(f Frame, draft string, s DraftSection) tracing { return tracing{f, draft, s} }

// exampleOrigins are sections of which one has an origin that changed.
func exampleOrigins() []review.SectionOrigins {
	return []review.SectionOrigins{
		{Field: "title", Traces: []review.Trace{{Key: "title", Was: "Sign-in failed", Is: "Sign-in failed", State: review.Unchanged}}},
		{Field: "summary", Traces: []review.Trace{{Key: "overview", Was: "A process was stuck.", Is: "A process on web-prod-3 was stuck.", State: review.Reworded},
			{Key: "factor/fac0fac0fac0", Is: "Nothing watched.", State: review.Added}}},
	}
}

func exampleSteps() []review.Step {
	return []review.Step{
		{PublicID: "ste1ste1ste1", UserID: 1, Actor: "Priya Raman", Deed: review.Replaced, Found: "Dana", Replacement: "an engineer", Places: 2, CreatedAt: before(time.Minute)},
		{PublicID: "ste0ste0ste0", UserID: 2, Actor: "Jonas Feldt", Deed: review.Brought, Found: "It was over after twenty minutes.", Replacement: "summary", Places: 1, CreatedAt: before(2 * time.Minute)},
	}
}
