package console

import (
	"time"

	"vitrine/models"
	"vitrine/models/desk"
)

// Incidents lists incidents, newest first.
var Incidents = page[IncidentsPage]("incidents")

// IncidentsPage is what Incidents shows.
type IncidentsPage struct {
	Frame     Frame
	Open      []models.Incident
	Past      []models.Incident
	Older     string // cursor of the next page, empty on the last
	Names     map[int64]string
	Paginated bool // an older page: the open ones are not repeated
}

// Title implements the layout's need for one.
func (p IncidentsPage) Title() string { return "Incidents" }

// Services names the components an incident touched.
func (p IncidentsPage) Services(i models.Incident) string { return names(i.ComponentIDs(), p.Names) }

// Said is what every public word about an incident is made of.
type Said struct {
	State        string            `form:"state" label:"State" of:"states"`
	Body         string            `form:"body" label:"Text" long:"yes"`
	Impact       string            `form:"impact" label:"Impact" of:"impacts"` // empty: worked out
	NextIn       string            `form:"next_in"`                            // minutes, "at" or "none"
	NextAt       string            `form:"next_update_at" label:"Next update by" kind:"datetime-local"`
	PostmortemBy string            `form:"postmortem_expected_by" label:"Expected by" kind:"date"`
	Statuses     map[string]string `form:"status"` // public id of a component to its status
	InLanguages
}

// IncidentForm is a new incident as it is typed.
type IncidentForm struct {
	Form
	Said
	Template   string `form:"template"`
	Draft      string `form:"draft"` // what alerts propose and this is opened for
	Heading    string `form:"title" label:"Title"`
	Severity   string `form:"severity" label:"Severity" of:"severities"`
	StartedAt  string `form:"started_at" label:"Started" kind:"datetime-local"`
	DetectedAt string `form:"detected_at" label:"Noticed" kind:"datetime-local"`
	ResolvedAt string `form:"resolved_at" label:"Resolved" kind:"datetime-local"`
	Past       bool   `form:"past"` // it is over already and was never told
}

// NewIncident is the form for an incident.
var NewIncident = page[NewIncidentPage]("new_incident")

// NewIncidentPage is what NewIncident shows.
type NewIncidentPage struct {
	Frame     Frame
	Form      IncidentForm
	Proposal  *desk.IncidentDraft // what alerts propose; nil: nothing
	Templates []Choice
	Chooser   Chooser
	Reach     Reach
}

// Title implements the layout's need for one.
func (p NewIncidentPage) Title() string {
	if p.Form.Past {
		return "Add a past incident"
	}
	return "New incident"
}

// Reach is how many people a publishing button would tell.
type Reach struct {
	Count   int64
	UpTo    bool // the count is for every component, not only those chosen
	AtLeast bool // more may be chosen, or come to it, before the button is pressed
	Kind    string
	About   string // public id of the incident that is updated
	Outbox  bool   // no mail server is configured: mails wait in the outbox
}

// Audience says the count as a button does: "email 1,204 people".
func (r Reach) Audience() string {
	switch {
	case r.UpTo && r.Count > 0:
		return "email up to " + people(r.Count)
	case r.AtLeast:
		return "email at least " + people(r.Count)
	}
	return "email " + people(r.Count)
}

// Incident is one incident with the form for its next update.
var Incident = page[IncidentPage]("incident")

// IncidentPage is what Incident shows.
type IncidentPage struct {
	Frame         Frame
	Incident      models.Incident
	Names         map[int64]string
	Form          UpdateForm
	Chooser       Chooser
	Reach         Reach
	Notifications []Told
	Review        string // public id of the review that covers it
	Postmortem    string // slug of its postmortem
	Similar       Resembling
	After         Aftermath
	Waiving       WaiverForm
	In            []models.Translation // of its title and updates, of whatever wording
}

// Title implements the layout's need for one.
func (p IncidentPage) Title() string { return p.Incident.Title }

// Services names the components the incident touched.
func (p IncidentPage) Services() string { return names(p.Incident.ComponentIDs(), p.Names) }

// Told is one notification of the thing on the page.
type Told struct {
	ID, Title  string
	Recipients int64
	SendAt     time.Time
	State      string
}

// UpdateForm is a new update as it is typed.
type UpdateForm struct {
	Form
	Said
	Restore bool `form:"restore"` // resolving puts its components back to operational
}

// IncidentFactsForm is the facts of an incident as they are typed.
type IncidentFactsForm struct {
	Form
	Heading      string `form:"title" label:"Title"`
	Language     string `form:"language" label:"Written in" of:"languages"` // it is written in; empty: as before
	Impact       string `form:"impact" label:"Impact" of:"impacts"`
	Severity     string `form:"severity" label:"Severity" of:"severities"`
	StartedAt    string `form:"started_at" label:"Started" kind:"datetime-local"`
	DetectedAt   string `form:"detected_at" label:"Noticed" kind:"datetime-local"`
	NextAt       string `form:"next_update_at" label:"Next update by" kind:"datetime-local"`
	PostmortemBy string `form:"postmortem_expected_by" label:"Expected by" kind:"date"`
}

// IncidentFacts is the form for the facts of an incident.
var IncidentFacts = page[IncidentFactsPage]("incident_facts")

// IncidentFactsPage is what IncidentFacts shows.
type IncidentFactsPage struct {
	Frame    Frame
	Incident models.Incident
	Form     IncidentFactsForm
}

// Title implements the layout's need for one.
func (p IncidentFactsPage) Title() string { return "Facts of " + p.Incident.Title }

// nextUpdates are the promises one click makes.
func nextUpdates() []Choice {
	return []Choice{
		{Value: "15", Name: "in 15 min"}, {Value: "30", Name: "in 30 min"}, {Value: "60", Name: "in 1 h"},
		{Value: "at", Name: "at a time"}, {Value: "none", Name: "no promise"},
	}
}

// impacts are the impacts a person may set over the one worked out.
func impacts() []Choice {
	return append([]Choice{{Value: "", Name: "Worked out from the services"}}, choices(models.Impacts, word)...)
}

// names joins the names of components.
func names(ids []int64, by map[int64]string) string {
	list := ""
	for _, id := range ids {
		if list != "" {
			list += ", "
		}
		list += by[id]
	}
	return list
}
