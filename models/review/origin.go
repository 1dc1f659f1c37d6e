package review

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vitrine/models"
)

// Origin is one part of the review that a section of the external summary was
// made from.
type Origin struct {
	Key  string `json:"key"` // "overview", "factor/ID", "entry/ID", "incident/ID", "interval/ID", "times", …
	Text string `json:"text"`
}

// OriginState says what became of an origin since it was taken or last seen.
type OriginState string

// The states of an origin.
const (
	Unchanged OriginState = "unchanged"
	Reworded  OriginState = "changed"
	Added     OriginState = "new"
	Dropped   OriginState = "gone"
)

// Trace is one origin of a section: what it said when it was taken or last seen,
// and what it says now.
type Trace struct {
	Key     string
	Was, Is string
	State   OriginState
}

// SectionOrigins are the origins of one section of a draft.
type SectionOrigins struct {
	Field  string
	Traces []Trace
}

// Changed reports whether the review says something else now.
func (s SectionOrigins) Changed() bool {
	return slices.ContainsFunc(s.Traces, func(t Trace) bool { return t.State != Unchanged })
}

// feeding are the parts of a review that the first wording of each section is
// made from. names are the component names by row id.
func feeding(r Review, names map[int64]string) map[string][]Origin {
	s := summarise(r, names)
	m := map[string][]Origin{}
	add := func(field, key, text string) {
		if text != "" {
			m[field] = append(m[field], Origin{key, text})
		}
	}
	add("title", "title", s.Title)
	add("services", "components", s.Services)
	add("duration", "times", s.Duration)
	add("severity", "severity", s.Severity)
	for _, i := range r.Incidents {
		add("customer_impact", "incident/"+i.PublicID, strings.TrimSpace(impactWords[i.Impact]+"\n\n"+firstWord(i)))
	}
	for _, i := range r.Intervals {
		add("customer_impact", "interval/"+i.PublicID, i.felt(true, true))
	}
	if r.SupportCases > 0 {
		add("customer_impact", "support_cases", fmt.Sprint(r.SupportCases))
	}
	for _, o := range r.origins() {
		part, id, _ := strings.Cut(o.Key, "/")
		if field := feeds(r, part, id); field != "" {
			add(field, o.Key, o.Text)
		}
	}
	return m
}

// feeds is the section that a part of a review feeds by itself, empty for none.
func feeds(r Review, part, id string) string {
	switch part {
	case "overview":
		return "summary"
	case "description":
		if len(r.causes()) == 0 {
			return "proximate_cause"
		}
	case "factor":
		if slices.ContainsFunc(r.Factors, func(f Factor) bool { return f.PublicID == id && !f.causes() }) {
			return ""
		}
		return "proximate_cause"
	case "entry":
		if slices.ContainsFunc(r.Timeline, func(e Entry) bool { return e.PublicID == id && e.Phase == Remediation }) {
			return "resolution"
		}
	case "action":
		if slices.ContainsFunc(r.Actions, func(a Action) bool { return a.PublicID == id && a.promised() }) {
			return "countermeasures"
		}
	}
	return ""
}

// firstWord is what the public was told first of an incident.
func firstWord(i models.Incident) string {
	if n := len(i.Updates); n > 0 {
		return i.Updates[n-1].Body
	}
	return ""
}

// sourcesOf reads what a draft keeps about its origins, by section.
func (d Draft) sourcesOf() map[string][]Origin {
	m := map[string][]Origin{}
	if json.Unmarshal([]byte(d.Sources), &m) != nil {
		return map[string][]Origin{}
	}
	return m
}

// sources writes the origins of the sections as a draft keeps them.
func sources(m map[string][]Origin) string {
	text, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return string(text)
}

// traced lays what a draft keeps about its origins beside what the review says
// now, section by section.
func traced(kept map[string][]Origin, r Review, names map[int64]string) []SectionOrigins {
	fed, all, older := feeding(r, names), map[string]string{}, r.olderWords()
	for _, o := range r.origins() {
		all[o.Key] = o.Text
	}
	for _, os := range fed {
		for _, o := range os {
			all[o.Key] = o.Text
		}
	}
	var list []SectionOrigins
	for _, sec := range sections[1:] {
		s := SectionOrigins{Field: sec.field}
		for _, was := range kept[sec.field] {
			s.Traces = append(s.Traces, trace(was, all, older))
		}
		for _, is := range fed[sec.field] {
			if !slices.ContainsFunc(kept[sec.field], func(o Origin) bool { return o.Key == is.Key }) {
				s.Traces = append(s.Traces, Trace{Key: is.Key, Is: is.Text, State: Added})
			}
		}
		list = append(list, s)
	}
	return list
}

// olderWords are the wordings that earlier versions of the program gave to what
// is told in other words now, by the key of the origin.
func (r Review) olderWords() map[string][]string {
	m := map[string][]string{}
	for _, i := range r.Intervals {
		m["interval/"+i.PublicID] = []string{i.felt(false, false), i.felt(true, false)}
	}
	return m
}

// trace lays what an origin said beside what it says now, and what an earlier
// version of the program would say for the same.
func trace(was Origin, all map[string]string, older map[string][]string) Trace {
	is, ok := all[was.Key]
	t := Trace{Key: was.Key, Was: was.Text, Is: is, State: Unchanged}
	switch {
	case !ok:
		t.State = Dropped
	case is != was.Text && !slices.Contains(older[was.Key], was.Text):
		t.State = Reworded
	}
	return t
}

// seen are the origins of a section as the review has them now.
func (s SectionOrigins) seen() []Origin {
	var list []Origin
	for _, t := range s.Traces {
		if t.State != Dropped {
			list = append(list, Origin{t.Key, t.Is})
		}
	}
	return list
}
