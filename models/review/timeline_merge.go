package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// Remark is what a person says of a line of the timeline that comes by itself.
// What is empty stays as the line has it.
type Remark struct {
	ID       int64
	ReviewID int64
	Line     string // the PublicID of the merged entry
	Kind     EntryKind
	Phase    Phase
	Effect   Effect
	Thought  string
	Hidden   bool

	PublicText string     // its wording for the public timeline; empty: not public
	PublicBy   int64      // who wrote that wording
	At         *time.Time // when the line was; nil in remarks of an older program

	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName names the table of remarks.
func (Remark) TableName() string { return "timeline_remarks" }

// Mailing is a mail to subscribers, for the timeline.
type Mailing struct {
	PublicID   string // of the notification
	At         time.Time
	Title      string
	Recipients int64
	Accepted   int64 // by mail servers
	Correction bool
}

// merge puts what comes by itself among the entries, by time: that incidents
// were opened and resolved, what the public was told and mailed, what monitoring
// said. A merged update
// goes by the update's public id, the others by where they come from and the
// public id of that.
func merge(entries []Entry, incidents []models.Incident, mails []Mailing, alerts []Alert, remarks []Remark, names models.SeverityNames) []Entry {
	all := slices.Clone(entries)
	for _, i := range incidents {
		all = append(all, opening(i, names))
		for _, u := range i.Updates {
			all = append(all, told(u))
		}
		if i.ResolvedAt != nil {
			all = append(all, closing(i))
		}
	}
	for _, m := range mails {
		all = append(all, m.entry())
	}
	for _, a := range alerts {
		all = append(all, a.entries()...)
	}
	said := map[string]Remark{}
	for _, m := range remarks {
		said[m.Line] = m
	}
	for n := range all {
		if m, ok := said[all[n].PublicID]; ok && all[n].Merged {
			m.say(&all[n])
		}
	}
	slices.SortStableFunc(all, asTold)
	return all
}

// asTold orders entries by time; at one moment what comes by itself stands
// first, as it happened, and the others as people ordered them.
func asTold(a, b Entry) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
}

func (e Entry) rank() int {
	return slices.Index([]LineOrigin{OfAlert, OfGraph, OfOpening, OfUpdate, OfMail, OfResolution, ""}, e.Origin)
}

// told is a public update as an entry of the timeline.
func told(u models.Update) Entry {
	return merged(Entry{PublicID: u.PublicID, At: u.DisplayAt, Kind: StatusUpdate, Who: "Status page", Origin: OfUpdate,
		What: stateWord(u.State) + ": " + u.Body, Statuses: statuses(u), CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt})
}

// opening is that an incident was opened: with its first word. A signature is for
// it whatever severities are called in this house.
func opening(i models.Incident, names models.SeverityNames) Entry {
	at := i.CreatedAt
	for _, u := range i.Updates {
		if u.DisplayAt.Before(at) {
			at = u.DisplayAt
		}
	}
	what, begun := "Incident opened: "+i.Title, ""
	if !i.StartedAt.Truncate(time.Minute).Equal(at.Truncate(time.Minute)) {
		begun = ". It had begun at " + i.StartedAt.UTC().Format("15:04 UTC")
	}
	rated := func(names models.SeverityNames) string {
		if i.Severity == 0 {
			return what + begun
		}
		return what + " (" + names.Label(i.Severity) + ")" + begun
	}
	return merged(Entry{PublicID: "opened-" + i.PublicID, At: at, Kind: StatusUpdate, Who: "Vitrine", Origin: OfOpening, What: rated(names), signed: rated(models.SeverityNames{}),
		CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt})
}

// closing is that an incident was over.
func closing(i models.Incident) Entry {
	what := "Incident resolved: " + i.Title + " (" + strings.ToLower(lasting(models.Lasted(i.StartedAt, *i.ResolvedAt))) + ")"
	return merged(Entry{PublicID: "resolved-" + i.PublicID, At: *i.ResolvedAt, Kind: Restored, Who: "Vitrine", Origin: OfResolution, What: what,
		CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt})
}

// entry is a mail to subscribers as an entry of the timeline.
func (m Mailing) entry() Entry {
	what, people := "Mailed", fmt.Sprintf("%d people", m.Recipients)
	if m.Correction {
		what = "Mailed a correction"
	}
	if m.Recipients == 1 {
		people = "1 person"
	}
	what += " to " + people + ": " + m.Title
	if m.Accepted < m.Recipients {
		what += fmt.Sprintf(" (%d accepted so far)", m.Accepted)
	}
	return merged(Entry{PublicID: "mail-" + m.PublicID, At: m.At, Kind: Communication, Who: "Vitrine", Origin: OfMail, What: what,
		CreatedAt: m.At, UpdatedAt: m.At})
}

func merged(e Entry) Entry {
	e.Merged, e.Effect, e.At = true, NoEffect, e.At.UTC()
	return e
}

// say puts what a person said of a line on it.
func (m Remark) say(e *Entry) {
	e.Kind, e.Effect = cmp.Or(m.Kind, e.Kind), cmp.Or(m.Effect, e.Effect)
	e.Phase, e.Thought, e.Hidden, e.Version, e.Marked = m.Phase, m.Thought, m.Hidden, m.Version, true
	e.PublicText, e.PublicBy = m.PublicText, m.PublicBy
}

// unseen is a marked line of a mail or an alert, which a deed does not read: all
// that the figures of a review need of it.
func (m Remark) unseen() (e Entry, ok bool) {
	e.PublicID, e.Origin = m.Line, OfMail
	if strings.HasPrefix(m.Line, "alert-") {
		e.Origin, e.Kind = OfAlert, Detected
	} else if !strings.HasPrefix(m.Line, "mail-") {
		return e, false
	}
	if m.At == nil {
		return e, false
	}
	e.At = *m.At
	e = merged(e)
	m.say(&e)
	return e, true
}

// StatusChange is what a public update said of one component.
type StatusChange struct {
	ComponentID int64
	Name        string // empty when the component is gone
	From, To    models.Status
}

// statusWords is what a line says of components, to stand behind its words.
func (e Entry) statusWords() string {
	text := ""
	for _, c := range e.Statuses {
		text += "\n" + cmp.Or(c.Name, "A component") + ": " + spoken(string(c.To))
	}
	return text
}

// statuses are what an update said of components.
func statuses(u models.Update) []StatusChange {
	var list []StatusChange
	for _, c := range u.Components {
		list = append(list, StatusChange{ComponentID: c.ComponentID, From: c.OldStatus, To: c.NewStatus})
	}
	return list
}
