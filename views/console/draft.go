package console

import (
	"strings"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/models/review/coach"
)

// DraftForm is the external summary as it is typed.
type DraftForm struct {
	Form
	Slug            string `form:"slug" label:"Address"`
	Heading         string `form:"title" label:"Title"`
	Apology         string `form:"apology" label:"Apology" long:"yes"`
	Summary         string `form:"summary" label:"Summary" long:"yes"`
	Services        string `form:"services" label:"Services impacted" long:"yes"`
	Duration        string `form:"duration" label:"Duration" long:"yes"`
	Severity        string `form:"severity" label:"Severity" long:"yes"`
	Impact          string `form:"customer_impact" label:"Customer impact" long:"yes"`
	Cause           string `form:"proximate_cause" label:"Proximate cause" long:"yes"`
	Resolution      string `form:"resolution" label:"Resolution" long:"yes"`
	Countermeasures string `form:"countermeasures" label:"Countermeasures" long:"yes"`
}

// Draft is the workbench: the review on the left, the external summary on the
// right.
var Draft = page[DraftPage]("draft")

// DraftPage is what Draft shows.
type DraftPage struct {
	Frame     Frame
	Review    review.Review
	Draft     review.Draft
	Form      DraftForm
	Findings  []review.Finding
	Unscanned int // finds that stop publication and are not among them yet; -1: not known
	Origins   []review.SectionOrigins
	Shared    []review.Shared
	Steps     []review.Step // what can be undone, the newest first
	Me        int64         // row id of the person who looks
	Into      string        // the section that sentences are brought into; empty: where they belong
	Text      models.Publishable
	Deeds     []DraftDeed
	Reach     Reach
	Wrote     string                    // who wrote and who submitted, in words
	Problem   Form                      // of a deed other than saving
	Typed     map[string]review.Jotting // what was typed beside finds, by the id of the find
	Notes     map[string]string         // path of a deed to the note that was typed for it
	Lacks     []coach.Mark              // what the coach misses in the whole text
	FullBy    string                    // day of the full report as it was typed; empty: this is the full report
}

// SettlingForm is how finds are settled, as it is typed: by the find's id.
type SettlingForm struct {
	Was         map[string]string `form:"was"` // "summary:web-prod-3": where it stood and what it was
	Replacement map[string]string `form:"replacement"`
	All         map[string]string `form:"all"`
	Reason      map[string]string `form:"reason"`
	Everywhere  map[string]string `form:"everywhere"`
}

// Lacking is what the coach says to the whole text, for those who can write in it.
func (p DraftPage) Lacking() Coaching {
	c := Coaching{Frame: p.Frame, About: p.Review.PublicID, Draft: p.Draft.PublicID, Of: "the summary as a whole"}
	if p.Frame.May.Review {
		c.Marks = p.Lacks
	}
	return c
}

// Title implements the layout's need for one.
func (p DraftPage) Title() string { return "External summary: " + p.Draft.Title }

// DraftDeed is a deed that moves the draft on, with why it cannot be done now.
type DraftDeed struct {
	Path, Name string
	Why        string // empty: it can be done
	Note       string // label of a note that goes with it; empty: none
	NeedNote   bool
	Mails      bool // it can be mailed
}

// Open counts the finds that stop publication.
func (p DraftPage) Open() int {
	n := 0
	for _, f := range p.Findings {
		if f.Stops() {
			n++
		}
	}
	return n
}

// Unsettled lists the finds that wait for a decision, the blocking ones first.
func (p DraftPage) Unsettled() []review.Finding {
	var block, warn []review.Finding
	for _, f := range p.Findings {
		switch {
		case f.Stops():
			block = append(block, f)
		case f.Action == "":
			warn = append(warn, f)
		}
	}
	return append(block, warn...)
}

// Settled lists the finds somebody decided about.
func (p DraftPage) Settled() []review.Finding {
	var list []review.Finding
	for _, f := range p.Findings {
		if f.Action != "" {
			list = append(list, f)
		}
	}
	return list
}

// Stretch is a piece of a text, marked where something was found in it.
type Stretch struct{ Text, Mark, Title, Find string }

// Marked cuts a section into stretches, so that its unsettled finds show where
// they stand; nil when the section holds none.
func (p DraftPage) Marked(field, text string) []Stretch {
	var list []Stretch
	at := 0
	for _, f := range p.Findings {
		start, end := int(f.StartAt), int(f.EndAt)
		if f.Field != field || f.Action != "" || start < at || end > len(text) || start >= end || text[start:end] != f.Found {
			continue
		}
		list = append(list, Stretch{Text: text[at:start]}, Stretch{Text: f.Found, Mark: string(f.Severity), Title: f.Why, Find: f.PublicID})
		at = end
	}
	if len(list) == 0 {
		return nil
	}
	return append(list, Stretch{Text: text[at:]})
}

// DraftSection is one section of the workbench.
type DraftSection struct {
	Field  Field
	Marked []Stretch
	Traces []review.Trace // the parts of the review it came from
	Copied string         // what stands in the review in the same words, shortened; empty: nothing
	Rare   string         // rare words that stand in the review too; empty: none
}

// draftHelp says what readers look for in a section of the external summary.
var draftHelp = map[string]string{
	"title":           "What failed and for how long, as a customer would say it.",
	"apology":         "Say plainly that you are sorry, for what, and to whom. No “for any inconvenience”.",
	"summary":         "Show in a few sentences that you understand what happened and what it meant for those who rely on you.",
	"customer_impact": "What people could not do, since when, how many, and the worst of it.",
	"proximate_cause": "The nearest cause, without parts that only your own team knows.",
	"resolution":      "What brought the service back, and how you know that it holds.",
	"countermeasures": "Will it happen again? What you do so that it does not; and for what cannot be prevented, how you keep the harm small.",
}

// Sections lists the sections of the draft with their fields.
func (p DraftPage) Sections() []DraftSection {
	var list []DraftSection
	for _, pair := range Pairs(p.Form, p.Form)[1:] { // the slug stands apart
		f := field(pair.Name, pair.Label, pair.Yours, p.Form.Form)
		f.Lines = max(2, min(14, len(pair.Yours)/65+1+strings.Count(pair.Yours, "\n")))
		f.Help = draftHelp[pair.Name]
		s := DraftSection{Field: f, Marked: p.Marked(pair.Name, pair.Yours)}
		for _, sh := range p.Shared {
			if sh.Field == pair.Name {
				s.Copied, s.Rare = copied(sh.Copied), rare(sh.Rare)
			}
		}
		for _, o := range p.Origins {
			if o.Field == pair.Name {
				s.Traces = o.Traces
			}
		}
		list = append(list, s)
	}
	return list
}

// copied says which words a section shares with the review.
func copied(runs []string) string {
	if len(runs) == 0 {
		return ""
	}
	first, more := []rune(strings.Join(strings.Fields(runs[0]), " ")), ""
	if len(first) > 60 {
		first, more = first[:60], "…"
	}
	line := "“" + strings.TrimSpace(string(first)) + more + "”"
	if n := len(runs) - 1; n > 0 {
		line += " and " + count(n, "other passage")
	}
	return line
}

// mostRare is how many rare words of a section are shown.
const mostRare = 8

// rare lists rare words: “Kestrel”, “reaper” and 3 more.
func rare(list []string) string {
	more := max(0, len(list)-mostRare)
	quoted := make([]string, 0, mostRare)
	for _, w := range list[:len(list)-more] {
		quoted = append(quoted, "“"+w+"”")
	}
	if more > 0 {
		return strings.Join(quoted, ", ") + " and " + text(int64(more)) + " more"
	}
	return strings.Join(quoted, ", ")
}

// fieldWhere says in words where a find stands: "Proximate cause".
func fieldWhere(name string) string {
	head, _, _ := strings.Cut(name, "/")
	switch head {
	case "timeline":
		return "the public timeline"
	case "countermeasure":
		return "a countermeasure"
	case "reason":
		return "the reason for dropping a countermeasure"
	}
	return fieldName(head)
}
