package review

import (
	"fmt"
	"strings"
	"time"
)

// Markdown is the export as one text (CommonMark with tables).
func (e Export) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", line(e.Title))
	e.facts(&b)
	for _, s := range e.Sections {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", s.Heading, s.Text)
	}
	e.timeline(&b)
	e.curve(&b)
	e.graphs(&b)
	var factors []string
	for _, f := range e.Factors {
		text := f.Body
		if said := f.Words(); said != "" {
			text += " (" + said + ")"
		}
		factors = append(factors, text)
	}
	itemised(&b, "Contributing factors", factors)
	itemised(&b, "Learnings", e.Learnings)
	e.actions(&b)
	e.talk(&b)
	for _, m := range e.Meetings {
		fmt.Fprintf(&b, "## Meeting of %s\n\n%d minutes. Attendees: %s.\n\n%s\n\n", minute(m.HeldAt), m.Minutes, line(m.Attendees), m.Notes)
	}
	if e.Note != "" {
		fmt.Fprintf(&b, "Completed, with the note: %s\n\n", line(e.Note))
	}
	fmt.Fprintf(&b, "Exported %s UTC. Inside, not for publication.", minute(e.ExportedAt))
	if !e.Names {
		b.WriteString(" People go by their roles.")
		if len(e.Graphs) > 0 {
			b.WriteString(" What is to be read in pictures is as it was.")
		}
	}
	return b.String() + "\n"
}

// facts writes what is known in one list.
func (e Export) facts(b *strings.Builder) {
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "- %s: %s\n", name, line(value))
		}
	}
	put("State", spokenName(string(e.State)))
	put("Severity", e.SeverityName)
	put("Priority", string(e.Priority))
	put("Environment", e.Environment)
	put("Noticed by", spoken(string(e.NoticedBy)))
	put("Vendor", e.Vendor)
	put("Numbers elsewhere", e.Numbers)
	if e.SupportCases > 0 {
		put("Support cases", digits(e.SupportCases))
	}
	put("Service levels", e.SLAEffect)
	for _, l := range e.Toll.Lines() {
		put(l[0], l[1])
	}
	put("Worst case", e.Toll.WorstCase)
	for _, i := range e.Incidents {
		put("Incident", i.Title+", "+minute(i.StartedAt)+" UTC")
	}
	for _, i := range e.Intervals {
		until := "still going on"
		if i.EndsAt != nil {
			until = minute(*i.EndsAt)
		}
		put("Felt", minute(i.StartsAt)+" – "+until+" UTC "+i.Note)
	}
	for _, p := range e.People {
		put(spokenName(string(p.Role)), p.Name)
	}
	for _, l := range []struct {
		name    string
		seconds *int64
	}{{"Time to detect", e.Lengths.Detect}, {"Time to acknowledge", e.Lengths.Acknowledge}, {"Time to inform", e.Lengths.Inform}, {"From detection to the first public word", e.Lengths.Known}, {"Time to recover", e.Lengths.Recover}} {
		if l.seconds != nil {
			put(l.name, (time.Duration(*l.seconds) * time.Second).String())
		}
	}
	if e.CompletedAt != nil {
		put("Completed", minute(*e.CompletedAt)+" UTC")
	}
	if e.Lengths.Promises > 0 {
		put("Next updates in time", fmt.Sprintf("%d of %d", e.Lengths.PromisesKept, e.Lengths.Promises))
	}
	b.WriteString("\n")
}

func (e Export) timeline(b *strings.Builder) {
	if len(e.Timeline) == 0 {
		return
	}
	b.WriteString("## Timeline (UTC)\n\n| Time | Who | What | Kind | Phase | Effect |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, l := range e.Timeline {
		what := l.What
		if l.Thought != "" {
			what += " (thought at the time: " + l.Thought + ")"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", minute(l.At), cell(l.Who), cell(what), spoken(string(l.Kind)), string(l.Phase), string(l.Effect))
	}
	b.WriteString("\n")
}

func (e Export) actions(b *strings.Builder) {
	if len(e.Actions) == 0 {
		return
	}
	b.WriteString("## Action items\n\n| What | Kind | Owner | Priority | Due | Ticket | State |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, a := range e.Actions {
		state := spoken(string(a.State))
		if a.Parked {
			state = "parked"
		}
		if a.Reason != "" {
			state += ": " + a.Reason
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s |\n", cell(a.said()), spoken(string(a.Kind)), cell(a.Owner), a.weight(), a.DueOn, a.ticket(), cell(state))
	}
	b.WriteString("\n")
}

// said is what is to be done, with what it hangs on.
func (a ExportedAction) said() string {
	if a.Condition == "" {
		return a.Body
	}
	return a.Body + " (only if " + a.Condition + ")"
}

// weight is how pressing an action item is, in words.
func (a ExportedAction) weight() string {
	switch {
	case a.Immediate && a.Priority != "":
		return spoken(string(a.Priority)) + ", right away"
	case a.Immediate:
		return "right away"
	}
	return spoken(string(a.Priority))
}

// ticket is where an action item is tracked, as a link where there is one, with
// what the tracker last said.
func (a ExportedAction) ticket() string {
	text := cell(a.Ticket)
	if a.TicketURL != "" {
		text = "<" + strings.NewReplacer("|", "%7C", " ", "%20", "<", "%3C", ">", "%3E").Replace(a.TicketURL) + ">"
		if a.Ticket != "" {
			text = cell(a.Ticket) + " " + text
		}
	}
	if a.TicketSay != "" {
		text += " (" + cell(a.TicketSay) + ")"
	}
	return text
}

func itemised(b *strings.Builder, heading string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "## %s\n\n", heading)
	for _, i := range items {
		fmt.Fprintf(b, "- %s\n", strings.ReplaceAll(strings.TrimSpace(i), "\n", "\n  "))
	}
	b.WriteString("\n")
}

// line is a text on one line; cell is one inside a table.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
func cell(text string) string { return strings.ReplaceAll(line(text), "|", `\|`) }

func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
