package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/redact"
)

// severityWords say what a severity means, for readers outside.
var severityWords = map[int64]string{
	1: "Sev1: complete outage",
	2: "Sev2: a major function was broken",
	3: "Sev3: a minor problem",
	4: "Sev4: a redundant part failed",
	5: "Sev5: false alarm",
}

// severityWords say what the severity means, for readers outside: in the words of
// the house where it has its own.
func (r Review) severityWords() string {
	n := r.severity()
	if r.severities.Own(n) {
		return r.severities.Label(n) + ": " + r.severities.Meaning(n)
	}
	return severityWords[n]
}

// impactWords say how much an incident took, for readers outside.
var impactWords = map[models.Impact]string{
	models.NoImpact:       "Customers were not affected.",
	models.MinorImpact:    "The impact was minor.",
	models.MajorImpact:    "The impact was major.",
	models.CriticalImpact: "The impact was critical.",
}

// summarise is the first wording of the external summary: each section from the
// fields that feed it. names are the component names by row id.
func summarise(r Review, names map[int64]string) models.Summary {
	s := models.Summary{
		Title: r.Title, Summary: r.Overview, Services: services(r.Incidents, names), Duration: duration(r),
		Severity: r.severityWords(), Impact: impact(r), Cause: cause(r), Resolution: resolution(r),
	}
	if len(r.Incidents) > 0 {
		s.Title = r.Incidents[0].Title
	}
	if slices.ContainsFunc(r.Actions, Action.promised) {
		s.Countermeasures = "This is what we change so that it does not happen again, or is over sooner. We keep the state of each promise up to date here."
	}
	return s
}

// severity is that of the review, or the worst of its incidents.
func (r Review) severity() int64 {
	worst := r.Severity
	for _, i := range r.Incidents {
		if r.Severity == 0 && i.Severity > 0 && (worst == 0 || i.Severity < worst) {
			worst = i.Severity
		}
	}
	return worst
}

func services(incidents []models.Incident, names map[int64]string) string {
	var list []string
	for _, i := range incidents {
		for _, id := range i.ComponentIDs() {
			if name := names[id]; name != "" && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return strings.Join(list, ", ")
}

// duration tells how long it lasted and from when to when: by the intervals that
// people gave, else once for each incident unless the review gives times of its
// own.
func duration(r Review) string {
	if len(r.counted()) > 0 {
		return r.intervalWords()
	}
	if r.StartedAt != nil && r.RecoveredAt != nil || len(r.Incidents) < 2 {
		t := r.Times()
		if t.Started == nil {
			return ""
		}
		return span(*t.Started, t.Recovered)
	}
	var lines []string
	for _, i := range r.Incidents {
		lines = append(lines, "- "+span(i.StartedAt, i.ResolvedAt))
	}
	return strings.Join(lines, "\n")
}

// span is an interval in words: "20 min, 16:00–16:20 UTC on 19 November 2026".
func span(from time.Time, until *time.Time) string {
	const clock, day = "15:04", "2 January 2006"
	from = from.UTC()
	if until == nil {
		return fmt.Sprintf("Since %s UTC on %s", from.Format(clock), from.Format(day))
	}
	to := until.UTC()
	length := lasting(models.Lasted(from, to))
	if from.Format(day) == to.Format(day) {
		return fmt.Sprintf("%s, %s–%s UTC on %s", length, from.Format(clock), to.Format(clock), from.Format(day))
	}
	return fmt.Sprintf("%s, %s UTC on %s – %s UTC on %s", length, from.Format(clock), from.Format(day), to.Format(clock), to.Format(day))
}

// lasting is a duration in words, as every page says it: "20 min", "1 h 12 min",
// "2 d 3 h".
func lasting(d time.Duration) string {
	if d < time.Minute {
		return "Less than a minute"
	}
	minutes := int64(d / time.Minute)
	parts := []struct {
		n    int64
		unit string
	}{{minutes / 1440, "d"}, {minutes / 60 % 24, "h"}, {minutes % 60, "min"}}
	var words []string
	for _, p := range parts {
		if p.n > 0 && len(words) < 2 {
			words = append(words, fmt.Sprintf("%d %s", p.n, p.unit))
		}
	}
	return strings.Join(words, " ")
}

// impact starts from what was felt in each interval, how bad each incident was,
// what the public was told of it first, and how many asked for help.
func impact(r Review) string {
	parts := []string{r.feltWords()}
	for _, i := range r.Incidents {
		parts = append(parts, impactWords[i.Impact])
		if n := len(i.Updates); n > 0 {
			parts = append(parts, i.Updates[n-1].Body)
		}
	}
	if r.SupportCases > 0 {
		parts = append(parts, fmt.Sprintf("We received %d support requests about it.", r.SupportCases))
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

// cause is the contributing factors that made the trouble, or the description
// where none was found.
func cause(r Review) string {
	if len(r.causes()) == 0 {
		return r.Description
	}
	var lines []string
	for _, f := range r.causes() {
		lines = append(lines, "- "+strings.ReplaceAll(f.Body, "\n", "\n  "))
	}
	return strings.Join(lines, "\n")
}

// resolution is what was done in remediation, by time. The words of an alert stay
// where they are: a person says what became of it.
func resolution(r Review) string {
	var lines []string
	for _, e := range own(r.Timeline, false) {
		if e.Phase == Remediation {
			text := cmp.Or(e.PublicText, e.What)
			lines = append(lines, "- "+e.At.UTC().Format("15:04")+" UTC: "+strings.ReplaceAll(text, "\n", "\n  "))
		}
	}
	return strings.Join(lines, "\n")
}

// glossary replaces the internal terms of a rulebook by their public wording.
type glossary struct{ ruleset }

// newGlossary takes the terms that have a public wording.
func newGlossary(house ruleset) (glossary, error) {
	var terms []redact.Term
	for _, t := range house.rules.Terms {
		if t.Replace != "" {
			terms = append(terms, t)
		}
	}
	scanner, err := redact.New(redact.Rules{Terms: terms, Allow: house.rules.Allow})
	if err != nil {
		return glossary{}, fmt.Errorf("glossary: %w", err)
	}
	return glossary{ruleset{names: house.names, scanner: scanner}}, nil
}

// translate returns a text in public words.
func (g glossary) translate(text string) string {
	var repl []redact.Replacement
	for _, f := range g.find(text) {
		if f.Rule == "glossary" && f.Suggestion != "" {
			repl = append(repl, redact.Fitting(text, f.Start, f.End, f.Suggestion))
		}
	}
	return redact.Apply(text, repl)
}

// summary returns every section in public words.
func (g glossary) summary(s models.Summary) models.Summary {
	d := Draft{Summary: s}
	for _, sec := range sections[1:] {
		*sec.at(&d) = g.translate(*sec.at(&d))
	}
	return d.Summary
}
