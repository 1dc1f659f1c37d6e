package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/redact"
)

// Export is a whole review to take along. Unless names were asked for, people go
// by their roles: a review travels further than those who wrote it think.
type Export struct {
	ID           string             `json:"id"`
	Title        string             `json:"title"`
	State        State              `json:"state"`
	Severity     int64              `json:"severity"`      // 0: not said
	SeverityName string             `json:"severity_name"` // empty: not said
	Priority     Priority           `json:"priority"`
	Environment  string             `json:"environment"`
	NoticedBy    Source             `json:"noticed_by"`
	Vendor       string             `json:"vendor"`
	Numbers      string             `json:"outside_numbers"` // of the same thing in other systems
	SupportCases int64              `json:"support_cases"`
	SLAEffect    string             `json:"sla_effect"`
	Toll         ExportedToll       `json:"customer_impact"`
	Names        bool               `json:"names"` // people go by their names
	Incidents    []ExportedIncident `json:"incidents"`
	People       []ExportedPerson   `json:"people"`
	Times        ExportedTimes      `json:"times"`
	Lengths      ExportedLengths    `json:"lengths"`
	Intervals    []ExportedInterval `json:"impact_intervals"`
	Sections     []ExportedSection  `json:"sections"` // empty ones left out
	Timeline     []ExportedEntry    `json:"timeline"`
	Curve        []ExportedStep     `json:"recovery_curve"`
	Graphs       []ExportedGraph    `json:"graphs"`
	Factors      []ExportedFactor   `json:"factors"`
	Learnings    []string           `json:"learnings"`
	Actions      []ExportedAction   `json:"actions"`
	Questions    []ExportedAnswer   `json:"questions"` // answered or skipped ones
	Comments     []ExportedThread   `json:"comments"`
	Meetings     []ExportedMeeting  `json:"meetings"`
	Note         string             `json:"completion_note"`
	CompletedAt  *time.Time         `json:"completed_at"`
	ExportedAt   time.Time          `json:"exported_at"`

	told bool // pictures are told by their captions alone: a mail cannot show them
}

// ExportedIncident is an incident the review covers.
type ExportedIncident struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	StartedAt time.Time  `json:"started_at"`
	EndedAt   *time.Time `json:"resolved_at"`
}

// ExportedPerson is somebody who took part.
type ExportedPerson struct {
	Name      string     `json:"name"` // or what they go by
	Role      Role       `json:"role"`
	BroughtIn *time.Time `json:"brought_in_at"`
}

// ExportedTimes are the turning points.
type ExportedTimes struct {
	Started      *time.Time `json:"started_at"`
	Detected     *time.Time `json:"detected_at"`
	Acknowledged *time.Time `json:"acknowledged_at"`
	Informed     *time.Time `json:"informed_at"`
	Recovered    *time.Time `json:"recovered_at"`
}

// ExportedLengths are what is measured, in seconds; null where a time is missing.
type ExportedLengths struct {
	Detect       *int64          `json:"time_to_detect_seconds"`
	Acknowledge  *int64          `json:"time_to_acknowledge_seconds"`
	Inform       *int64          `json:"time_to_inform_seconds"`
	Known        *int64          `json:"time_to_inform_from_detection_seconds"`
	Recover      *int64          `json:"time_to_recover_seconds"`
	Phases       map[Phase]int64 `json:"phases_seconds"`
	Updates      int             `json:"public_updates"`
	LongestGap   *int64          `json:"longest_gap_seconds"`
	Promises     int             `json:"promises"`
	PromisesKept int             `json:"promises_kept"`
}

// ExportedInterval is a time in which something was felt.
type ExportedInterval struct {
	StartsAt time.Time  `json:"starts_at"`
	EndsAt   *time.Time `json:"ends_at"`
	Counted  bool       `json:"counted"`
	Note     string     `json:"note"`
}

// ExportedSection is a text with its heading.
type ExportedSection struct {
	Heading string `json:"heading"`
	Text    string `json:"text"` // Markdown
}

// ExportedEntry is one line of the timeline.
type ExportedEntry struct {
	At      time.Time `json:"at"`
	Kind    EntryKind `json:"kind"`
	Phase   Phase     `json:"phase"`
	Who     string    `json:"who"`
	What    string    `json:"what"`
	Effect  Effect    `json:"effect"`
	Thought string    `json:"thought"`
	Public  bool      `json:"public"` // it was a public update, or has a public wording
}

// ExportedFactor is one contributing factor.
type ExportedFactor struct {
	Body          string    `json:"body"`
	ContributedTo Part      `json:"contributed_to"` // empty: not said
	Influence     Influence `json:"influence"`      // empty: not said
	Unconfirmed   bool      `json:"unconfirmed"`
}

// Words says what a factor contributed to, how, and that it is not known; empty
// where nothing of it was said.
func (f ExportedFactor) Words() string {
	return Factor{ContributedTo: f.ContributedTo, Influence: f.Influence, Unconfirmed: f.Unconfirmed}.Words()
}

// ExportedAction is one action item.
type ExportedAction struct {
	Body      string      `json:"body"`
	Kind      ActionKind  `json:"kind"`
	Owner     string      `json:"owner"`
	Priority  Weight      `json:"priority"`
	Immediate bool        `json:"immediate"`
	Parked    bool        `json:"parked"`
	DueOn     string      `json:"due_on"` // a day; empty: none
	Condition string      `json:"only_if"`
	Ticket    string      `json:"ticket"`
	TicketURL string      `json:"ticket_url"`
	TicketSay string      `json:"ticket_state"` // what the tracker last said
	State     ActionState `json:"state"`
	Reason    string      `json:"reason"`
	Public    string      `json:"public_text"`
}

// ExportedMeeting is one meeting about the review.
type ExportedMeeting struct {
	HeldAt    time.Time `json:"held_at"`
	Minutes   int64     `json:"minutes"`
	Attendees string    `json:"attendees"`
	Notes     string    `json:"notes"`
}

// ExportReview returns a review to take along, with names or with what people
// were in their place.
func (s *Store) ExportReview(ctx context.Context, publicID string, names bool) (Export, error) {
	r, err := s.Review(ctx, publicID)
	if err != nil {
		return Export{}, err
	}
	meetings, err := s.Meetings(ctx, r)
	if err != nil {
		return Export{}, err
	}
	said, err := s.talk(ctx, r)
	if err != nil {
		return Export{}, err
	}
	call := func(text string) string { return text }
	who := call
	if !names {
		c, err := s.callings(ctx, r, meetings, said.names())
		if err != nil {
			return Export{}, err
		}
		call, who = c.within, c.person
	}
	e := r.export(s.Now(), call, who)
	e.Names = names
	e.talked(said, r.Curve(), call, who)
	for _, m := range meetings {
		e.Meetings = append(e.Meetings, ExportedMeeting{m.HeldAt, m.Minutes, who(m.Attendees), call(m.Notes)})
	}
	return e, nil
}

// export is the review with its texts as call says them and its people as who
// says them.
func (r Review) export(now time.Time, call, who func(string) string) Export {
	t, m, c := r.Times(), r.Metrics(), r.Cadence(now)
	e := Export{ID: r.PublicID, Title: call(r.Title), State: r.State, Severity: r.Severity, SeverityName: r.severities.Label(r.Severity), Priority: r.Priority, Environment: r.Environment,
		NoticedBy: r.DetectionSource, Vendor: r.Vendor, Numbers: r.OutsideNumbers, CompletedAt: r.CompletedAt, SupportCases: r.SupportCases, SLAEffect: call(r.SLAEffect), Toll: r.Toll.exported(call), Graphs: exportedGraphs(r, call), Note: call(r.CompletionNote), ExportedAt: now,
		Times: ExportedTimes(t),
		Lengths: ExportedLengths{Detect: whole(m.Detect), Acknowledge: whole(m.Acknowledge), Inform: whole(m.Inform), Known: whole(m.Known), Recover: whole(m.Recover),
			Phases: map[Phase]int64{}, Updates: len(c.Words), LongestGap: whole(c.Longest), Promises: c.Promises, PromisesKept: c.Kept},
		Incidents: []ExportedIncident{}, People: []ExportedPerson{}, Intervals: []ExportedInterval{}, Sections: []ExportedSection{}, Timeline: []ExportedEntry{}, Factors: []ExportedFactor{},
		Learnings: []string{}, Actions: []ExportedAction{}, Meetings: []ExportedMeeting{}}
	for _, p := range m.Phases {
		e.Lengths.Phases[p.Phase] = int64(p.Length / time.Second)
	}
	for _, i := range r.Incidents {
		e.Incidents = append(e.Incidents, ExportedIncident{i.PublicID, i.Title, i.StartedAt, i.ResolvedAt})
	}
	for _, i := range r.Intervals {
		e.Intervals = append(e.Intervals, ExportedInterval{i.StartsAt, i.EndsAt, i.Counted, call(i.Note)})
	}
	for _, p := range r.Participants {
		e.People = append(e.People, ExportedPerson{who(p.Name), p.Role, p.BroughtInAt})
	}
	for _, s := range r.all() {
		if *s.text != "" {
			e.Sections = append(e.Sections, ExportedSection{cmp.Or(call(s.heading), s.name.Heading()), call(*s.text)})
		}
	}
	for _, l := range r.Timeline {
		e.Timeline = append(e.Timeline, ExportedEntry{l.At, l.Kind, l.Phase, who(l.Who), call(l.What + l.statusWords()), l.Effect, call(l.Thought), l.wasPublic() || l.PublicText != ""})
	}
	e.points(r, call, who)
	return e
}

// wasPublic reports whether an entry tells what the world has read. What
// monitoring said and what responders saw was inside.
func (e Entry) wasPublic() bool { return e.Merged && e.Origin != OfAlert && e.Origin != OfGraph }

// points adds factors, learnings and action items.
func (e *Export) points(r Review, call, who func(string) string) {
	for _, f := range r.Factors {
		e.Factors = append(e.Factors, ExportedFactor{call(f.Body), f.ContributedTo, f.Influence, f.Unconfirmed})
	}
	for _, l := range r.Learnings {
		e.Learnings = append(e.Learnings, call(l.Body))
	}
	for _, a := range r.Actions {
		due := ""
		if a.DueOn != nil {
			due = a.DueOn.UTC().Format(time.DateOnly)
		}
		e.Actions = append(e.Actions, ExportedAction{call(a.Body), a.Kind, who(a.Owner), a.Priority, a.Immediate, a.Parked, due, call(a.OnlyIf), a.Ticket, a.TicketURL, a.TicketState, a.State, call(a.Reason), call(a.PublicText)})
	}
}

// callings say what people go by where their names are left out.
type callings struct {
	scanner *redact.Scanner
	known   []calling
}

// calling is what one person goes by.
type calling struct{ name, label string }

// callings gives everybody in a review a label: what they were in it, numbered
// where there are several, and "Person 1" for those who had no role. Names of
// others who work here become "a colleague". A term of the rulebook that stands
// where people do is a machine that did something: it keeps its name.
func (s *Store) callings(ctx context.Context, r Review, meetings []Meeting, others []string) (*callings, error) {
	c := &callings{}
	roles := map[Role]int{}
	for _, p := range r.Participants {
		roles[p.Role]++
	}
	taken := map[Role]int{}
	for _, p := range r.Participants {
		taken[p.Role]++
		label := spokenName(string(p.Role))
		if roles[p.Role] > 1 {
			label = fmt.Sprintf("%s %d", label, taken[p.Role])
		}
		c.add(p.Name, label)
	}
	set, err := directoryRules(s.query(ctx), nil)
	if err != nil {
		return nil, err
	}
	fields := append(peopleFields(r), others...)
	for _, m := range meetings {
		fields = append(fields, m.Attendees)
	}
	n := 0
	for _, field := range fields {
		for _, name := range namesIn(field) {
			if name = strings.TrimPrefix(name, "@"); c.of(name) == "" && !isTerm(set.rules.Terms, name) {
				n++
				c.add(name, fmt.Sprintf("Person %d", n))
			}
		}
	}
	people := set.rules.People
	for _, k := range c.known {
		people = append(people, redact.Person{Name: k.name})
	}
	c.scanner, err = redact.New(redact.Rules{People: people})
	for _, p := range set.rules.People {
		if p.Name != "" {
			c.add(p.Name, "a colleague")
		}
	}
	return c, err
}

// isTerm reports whether a name is a term that stands for no person.
func isTerm(terms []redact.Term, name string) bool {
	return slices.ContainsFunc(terms, func(t redact.Term) bool {
		return (t.Kind == "" || t.Kind == redact.TermUse) && strings.EqualFold(t.Match, name)
	})
}

// add gives a person a label, unless they have one.
func (c *callings) add(name, label string) {
	if c.of(name) == "" {
		c.known = append(c.known, calling{name, label})
	}
}

// of is what a name, or a part of one, goes by; empty for an unknown one.
func (c *callings) of(name string) string {
	said := nameWords(name)
	for _, k := range c.known {
		if slices.ContainsFunc(nameWords(k.name), func(w string) bool { return slices.Contains(said, w) }) {
			return k.label
		}
	}
	return ""
}

// nameWords are the words of a name that tell somebody.
func nameWords(name string) []string {
	var list []string
	for _, t := range tokens(strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")) {
		if !ordinary[t.word] {
			list = append(list, t.word)
		}
	}
	return list
}

// person says a field in which people stand; what is no name stays.
func (c *callings) person(field string) string {
	text := field
	for _, name := range namesIn(field) {
		if label := c.of(strings.TrimPrefix(name, "@")); label != "" {
			text = strings.ReplaceAll(text, name, label)
		}
	}
	return c.within(text)
}

// within says a text with everybody whom the house knows by their label.
func (c *callings) within(text string) string {
	found := c.scanner.Scan(text)
	slices.SortFunc(found, func(a, b redact.Finding) int { return b.Start - a.Start })
	before := len(text)
	for _, f := range found {
		if f.End > before || f.Kind != redact.PersonName && f.Kind != redact.EmailAddress {
			continue
		}
		label := c.of(redact.Owner(f.Text))
		if label == "" && f.Severity == redact.Block && f.Kind == redact.PersonName {
			label = "a colleague" // a handle
		}
		if label != "" {
			text, before = text[:f.Start]+label+strings.TrimPrefix(f.Text, redact.Owner(f.Text))+text[f.End:], f.Start
		}
	}
	return text
}
