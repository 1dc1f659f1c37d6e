package console

import (
	"html/template"
	"slices"
	"time"

	"vitrine/models/review"
	"vitrine/views"
)

// TimelineBox is what stands around the timeline of a review.
type TimelineBox struct {
	Lines    LinesForm // one that came back
	Interval IntervalForm
	Bulk     Form // a refused change of several lines
	Last     *review.TimelineChange
	Chats    []review.ChatLog
}

// LinesForm is entries as people write them down, one in each line.
type LinesForm struct {
	Form
	Text string `form:"text"`
	Day  string `form:"day"`
}

// IntervalForm is a stretch of impact as it is typed.
type IntervalForm struct {
	Form
	StartsAt string `form:"starts_at" label:"From" kind:"datetime-local"`
	EndsAt   string `form:"ends_at" label:"Until" kind:"datetime-local"`
	Counted  bool   `form:"counted" label:"Part of the stated duration"`
	Note     string `form:"felt" label:"What was felt"`
}

// RemarkForm is what a person says of a line that comes by itself.
type RemarkForm struct {
	Form
	Kind    string `form:"kind" label:"Kind" of:"line_kinds"`
	Phase   string `form:"phase" label:"Phase" of:"phases"`
	Effect  string `form:"effect" label:"Effect on recovery" of:"effects"`
	Thought string `form:"thought" label:"What was thought at the time" long:"yes"`
	Hidden  bool   `form:"hidden" label:"Put aside"`
	Public  string `form:"public_text" label:"Public wording" long:"yes"`
}

// ChatForm is a chat log as it is pasted.
type ChatForm struct {
	Form
	Text string `form:"text"`
	Day  string `form:"day"`
	Zone string `form:"zone"`
}

// Remark is the form for a line that comes by itself.
var Remark = page[RemarkPage]("remark")

// RemarkPage is what Remark shows.
type RemarkPage struct {
	Frame         Frame
	Review, About string
	Line          review.Entry
	Form          RemarkForm
}

// Title implements the layout's need for one.
func (p RemarkPage) Title() string { return "A line of the timeline" }

// Told reports whether the line may have a public wording: mails and alerts stay
// inside.
func (p RemarkPage) Told() bool {
	return p.Line.Origin != review.OfMail && p.Line.Origin != review.OfAlert
}

// Interval is the form for a stretch of impact.
var Interval = page[IntervalPage]("interval")

// IntervalPage is what Interval shows.
type IntervalPage struct {
	Frame             Frame
	Review, ID, About string
	Form              IntervalForm
}

// Title implements the layout's need for one.
func (p IntervalPage) Title() string { return "A stretch of impact" }

// NewChat is the form to paste a chat log into.
var NewChat = page[NewChatPage]("new_chat")

// NewChatPage is what NewChat shows.
type NewChatPage struct {
	Frame         Frame
	Review, About string
	Form          ChatForm
}

// Title implements the layout's need for one.
func (p NewChatPage) Title() string { return "Paste a chat log" }

// TimelineFile is the form to bring entries in from CSV.
var TimelineFile = page[NewChatPage]("timeline_file")

// Chat is a pasted chat log, to keep messages of.
var Chat = page[ChatPage]("chat")

// ChatPage is what Chat shows.
type ChatPage struct {
	Frame         Frame
	Review, About string
	Log           review.ChatLog
	Form          Form
}

// Title implements the layout's need for one.
func (p ChatPage) Title() string { return "Keep messages of a chat" }

// Suggested counts the messages that look like they belong on the timeline and
// are not there.
func (p ChatPage) Suggested() int {
	n := 0
	for _, m := range p.Log.Messages {
		if m.Suggested && m.Entry == "" {
			n++
		}
	}
	return n
}

// Chosen counts the messages that are to be kept.
func (p ChatPage) Chosen() int {
	n := 0
	for _, m := range p.Log.Messages {
		if m.Effect != "" && m.Entry == "" {
			n++
		}
	}
	return n
}

// UTC is the time of a message, in UTC; nothing without one.
func (p ChatPage) UTC(m review.ChatLine) string {
	if m.At == nil {
		return ""
	}
	return clockUTC(*m.At)
}

// NewDay is the day of message n where it is another than that of the one before.
func (p ChatPage) NewDay(n int) string {
	at := p.Log.Messages[n].At
	for ; at != nil && n > 0; n-- {
		if before := p.Log.Messages[n-1].At; before != nil {
			if sameDate(*before, *at) {
				return ""
			}
			break
		}
	}
	return dayOf(at)
}

// TimelineRow is one line of the timeline's table.
type TimelineRow struct {
	review.Entry
	Number   int    // on the curve; 0: it is not there
	Day      string // where it is another than that of the line before
	UTC      string
	Local    string        // in the site's zone, where that is another
	Up, Down bool          // it can change places with a neighbour
	Graph    *review.Graph // that the line shows
}

// Rows are the lines of the timeline that are not put aside.
func (p ReviewPage) Rows() []TimelineRow {
	var rows []TimelineRow
	n := 0
	for _, e := range p.Review.Timeline {
		if e.Hidden {
			continue
		}
		r := TimelineRow{Entry: e, UTC: clockUTC(e.At)}
		if g, ok := p.Review.Graph(e); ok {
			r.Graph = &g
		}
		if e.Counts() {
			n++
			r.Number = n
		}
		if len(rows) == 0 || !sameDate(rows[len(rows)-1].At, e.At) {
			r.Day = dayAt(e.At)
		}
		if p.Frame.zone().String() != "UTC" {
			r.Local = e.At.In(p.Frame.zone()).Format("15:04")
		}
		if last := len(rows) - 1; last >= 0 && !e.Merged && !rows[last].Merged && rows[last].At.Equal(e.At) {
			rows[last].Down, r.Up = true, true
		}
		rows = append(rows, r)
	}
	return rows
}

// Aside are the lines that were put aside.
func (p ReviewPage) Aside() []review.Entry {
	return slices.DeleteFunc(slices.Clone(p.Review.Timeline), func(e review.Entry) bool { return !e.Hidden })
}

func sameDate(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}

// clockUTC is the time of day in UTC, with its seconds where there are some.
func clockUTC(t time.Time) string {
	if t = t.UTC(); t.Second() != 0 {
		return t.Format("15:04:05")
	}
	return t.Format("15:04")
}

// markNames are the turning points in words.
var markNames = map[string]string{"started": "began", "detected": "noticed", "acknowledged": "taken", "informed": "first public word", "recovered": "recovered"}

// Curve draws how the service came back, from the entries of the timeline; its
// points lead to the rows of the table.
func (p ReviewPage) Curve() template.HTML {
	c := p.Review.Curve()
	f := views.Figure{Start: c.Start, End: c.End, Recovered: c.Recovered}
	rows := map[string]TimelineRow{}
	for _, r := range p.Rows() {
		rows[r.PublicID] = r
	}
	for _, point := range c.Points {
		r := rows[point.EntryID]
		f.Points = append(f.Points, views.FigurePoint{At: point.At, Y: point.Y, Effect: string(point.Effect), Number: r.Number, Href: "#e-" + point.EntryID, Text: r.What})
	}
	for _, s := range c.Phases {
		f.Phases = append(f.Phases, views.FigureSpan{Name: lower(string(s.Phase)), From: s.From, Until: s.Until})
	}
	for _, m := range c.Marks {
		f.Marks = append(f.Marks, views.FigureMark{Name: markNames[m.Name], At: m.At})
	}
	for _, i := range p.Review.Intervals {
		until := c.End
		if i.EndsAt != nil {
			until = *i.EndsAt
		}
		f.Impact = append(f.Impact, views.FigureSpan{Name: i.Note, From: i.StartsAt, Until: until, Aside: !i.Counted})
		if f.Start.IsZero() || i.StartsAt.Before(f.Start) {
			f.Start = i.StartsAt
		}
		if until.After(f.End) {
			f.End = until
		}
	}
	return views.DrawFigure(f)
}

// Besides reports whether a stretch of impact is not part of what is stated.
func (p ReviewPage) Besides() bool {
	return slices.ContainsFunc(p.Review.Intervals, func(i review.Interval) bool { return !i.Counted })
}

// Impact is for how long something was felt, in words.
func (p ReviewPage) Impact() string { return optionalSpan(p.Review.Impact()) }

// asItIs puts "as it is" before other choices.
func asItIs(list []Choice) []Choice { return append([]Choice{{Value: "", Name: "as it is"}}, list...) }

func lineKinds() []Choice { return choices(review.EntryKinds, word) }

// chosenOf marks the choice that is taken.
func chosenOf(choices []Choice, value any) []Choice {
	s, _ := value.(string)
	switch v := value.(type) {
	case review.EntryKind:
		s = string(v)
	case review.Phase:
		s = string(v)
	}
	return Field{Value: s}.Of(choices).Choices
}
