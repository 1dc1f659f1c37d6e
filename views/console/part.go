package console

import (
	"html/template"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/review"
	"vitrine/views"
)

// funcs are the words pages may use. Those that return a struct give a part of
// a page its data.
var funcs = template.FuncMap{
	"glyph": views.Glyph, "markdown": views.Markdown,
	"alarming": alarming, "word": anyWord, "status_class": statusClass, "impact_class": impactClass, "number": number, "people": people, "proposed": proposed, "count": count, "span": span, "span_of": optionalSpan,
	"day": dayOf, "iso": iso, "iso_at": isoAt, "yes": yes,
	"short": short, "field": field, "field_name": fieldName, "field_heading": fieldHeading, "reasons": reasons,
	"incident_states": incidentStates, "next_updates": nextUpdates, "impacts": impacts,
	"promised": newPromised, "publishing": newPublishing, "spoken_updates": newSpokenUpdates, "tongues": newTongues, "tongue_list": newTongueList, "origins": origins, "written_in": writtenIn,
	"entry_fields": newEntryFields, "interval_fields": newIntervalFields, "count_of": countOf, "settling": newSettling, "step_said": stepSaid, "stepping": newStepping, "tracing": newTracing, "search": search, "picking": picking, "filtering": filtering, "plain_area": plainArea,
	"entry_kinds": entryKinds, "line_kinds": lineKinds, "as_it_is": asItIs, "chosen_of": chosenOf, "effects": effects, "phases": phases, "priorities": priorities, "sources": sources, "effect_word": effectWord,
	"action_kinds": actionKinds, "action_states": actionStates, "weights": weights, "unsaid": unsaid, "all_or_some": allOrSome, "channel_name": channelName, "template_kinds": templateKinds,
	"notification_state": NotificationState, "outcomes": outcomes, "outcome_name": outcomeName, "retriable": retriable, "said": said, "said_plainly": saidPlainly, "field_where": fieldWhere,
	"linked": linked, "made_at": madeAt, "made_noun": madeNoun, "lower": lowerWord, "saying": newSaying, "shortly": brief, "role_name": roleName, "participant_roles": participantRoles, "section_name": sectionName[review.Place],
	"day_at": dayAt, "number_of": numberOf, "next": next, "sprite": sprite, "factor_parts": factorParts, "factor_influences": factorInfluences,
	"percent": percent, "cadence_of": newCadence, "took_of": tookOf, "seconds_of": secondsOf, "took": took, "longest_of": longestOf, "spread_of": newSpread, "periods": periods, "measures": measures, "groupings": groupings,
	"search_roles": searchRoles,
	"graph_fields": newGraphFields, "toll_fields": newTollFields, "verdicts": verdicts, "sums_of": newSums, "percent_of": percentOf,
	"ticks": newTicks, "undoing": newUndoing, "component_rows": newComponentRows,
}

// promised is the data of the part that promises the next update.
type promised struct {
	Said Said
	Form Form
	Zone string
}

func newPromised(f Frame, said Said, form Form) promised { return promised{said, form, f.ZoneName()} }

// publishing is the data of the bar with the publishing buttons.
type publishing struct {
	Reach Reach
	Verb  string
}

func newPublishing(r Reach, verb string) publishing { return publishing{r, verb} }

// spokenUpdates is the data of the list of updates.
type spokenUpdates struct {
	Frame   Frame
	Updates []models.Update
	Names   map[int64]string
	Path    string
	In      []models.Translation // of whatever wording
}

func newSpokenUpdates(f Frame, updates []models.Update, names map[int64]string, path string, in []models.Translation) spokenUpdates {
	return spokenUpdates{f, updates, names, path, in}
}

// Tongues is how one of them stands in other languages.
func (s spokenUpdates) Tongues(u models.Update) []Tongue {
	return newTongueList(s.Frame.For(u.Language), s.In, u.ID, u.Body, s.Path+"/updates/"+u.PublicID)
}

// tickList is the data of a list of boxes.
type tickList struct {
	Name, Label, Error string
	Ticks              []Tick
}

func newTicks(name, label string, ticks []Tick, form Form) tickList {
	return tickList{name, label, form.Error(name), ticks}
}

// undoing is the data of the notice with the undo buttons.
type undoing struct {
	Frame Frame
	Undo  Undo
}

func newUndoing(f Frame, u Undo) undoing { return undoing{f, u} }

// componentRows is the data of a list of components.
type componentRows struct {
	Frame Frame
	Page  ComponentsPage
	Rows  []models.Component
}

func newComponentRows(p ComponentsPage, rows []models.Component) componentRows {
	return componentRows{p.Frame, p, rows}
}

func incidentStates() []Choice { return choices(models.IncidentStates, word) }

// yes is the value of a ticked box.
func yes(ticked bool) string {
	if ticked {
		return "yes"
	}
	return ""
}

func iso(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func isoAt(t *time.Time) string {
	if t == nil {
		return ""
	}
	return iso(*t)
}

func dayOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format("Mon 2 Jan 2006")
}

func lower(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }

// entryFields is the data of the fields of a timeline entry.
type entryFields struct {
	Form EntryForm
	Zone string
}

func newEntryFields(f Frame, form EntryForm) entryFields { return entryFields{form, f.ZoneName()} }

// intervalFields is the data of the fields of a stretch of impact.
type intervalFields struct {
	Form IntervalForm
	Zone string
}

func newIntervalFields(f Frame, form IntervalForm) intervalFields {
	return intervalFields{form, f.ZoneName()}
}

func countOf(n int64, thing string) string { return count(int(n), thing) }

// settling is the data of one find that waits for a decision.
type settling struct {
	Frame               Frame
	Path                string
	Find                review.Finding
	Replacement, Reason string
	All, Everywhere     bool
}

func newSettling(f Frame, draft string, typed map[string]review.Jotting, find review.Finding) settling {
	id := find.PublicID
	s := settling{Frame: f, Path: "/drafts/" + draft + "/findings/" + id, Find: find, Replacement: find.Suggestion, All: true}
	if j, ok := typed[id]; ok {
		s.Replacement, s.Reason, s.All, s.Everywhere = j.Replacement, j.Reason, j.All, j.Everywhere
	}
	return s
}

// Fields of forms that are never refused.
func search(value string) Field                 { return filtering("q", "Search", value) }
func filtering(name, label, value string) Field { return field(name, label, value, Form{}) }
func plainArea(name, label, value string) Field { return field(name, label, value, Form{}) }

func picking(name, label, value string, choices []Choice) Field {
	return field(name, label, value, Form{}).Of(choices)
}

// effectWord says what an entry did for recovery.
func effectWord(e review.Effect) string {
	for _, c := range effects() {
		if c.Value == string(e) {
			return c.Name
		}
	}
	return ""
}

func dayAt(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006") }

// next numbers a list from 1.
func next(n int) int { return n + 1 }

func numberOf(n int) string { return number(int64(n)) }

func sprite() template.HTML { return views.Sprite }
