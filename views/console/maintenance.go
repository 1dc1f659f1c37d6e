package console

import "vitrine/models"

// Maintenances lists what is planned and what was.
var Maintenances = page[MaintenancesPage]("maintenances")

// MaintenancesPage is what Maintenances shows.
type MaintenancesPage struct {
	Frame  Frame
	Ahead  []models.Maintenance
	Past   []models.Maintenance
	Before string // public id of the last one of the page before; empty: this is the first
	Older  string // public id of the last one, when the list goes on
	Names  map[int64]string
}

// Title implements the layout's need for one.
func (p MaintenancesPage) Title() string { return "Maintenance" }

// Services names the components a maintenance touches.
func (p MaintenancesPage) Services(m models.Maintenance) string {
	return names(m.ComponentIDs, p.Names)
}

// MaintenanceForm is a maintenance as it is typed.
type MaintenanceForm struct {
	Form
	Template       string   `form:"template"`
	Heading        string   `form:"title" label:"Title"`
	Language       string   `form:"language" label:"Written in" of:"languages"` // it is written in; empty: as before
	Body           string   `form:"body" label:"Text" long:"yes"`               // of the announcement; not when editing
	ScheduledFor   string   `form:"scheduled_for" label:"Starts" kind:"datetime-local"`
	ScheduledUntil string   `form:"scheduled_until" label:"Ends" kind:"datetime-local"`
	Components     []string `form:"components"`
	AutoStart      bool     `form:"auto_start" label:"Start by itself"`
	AutoComplete   bool     `form:"auto_complete" label:"Complete by itself"`
	Remind         []string `form:"remind"`
	InLanguages
}

// PlanMaintenance is the form for a maintenance, new or not.
var PlanMaintenance = page[PlanMaintenancePage]("plan_maintenance")

// PlanMaintenancePage is what PlanMaintenance shows.
type PlanMaintenancePage struct {
	Frame     Frame
	ID        string // public id; empty for a new one
	Form      MaintenanceForm
	Templates []Choice
	Services  []Tick
	Reminders []Tick
	Reach     Reach
}

// Title implements the layout's need for one.
func (p PlanMaintenancePage) Title() string {
	if p.ID == "" {
		return "Plan maintenance"
	}
	return "Edit maintenance"
}

// Action is where the form goes.
func (p PlanMaintenancePage) Action() string {
	if p.ID == "" {
		return "/maintenances"
	}
	return "/maintenances/" + p.ID + "/edit"
}

// Tick is one box of a list of boxes.
type Tick struct {
	Value, Name, Group string
	Chosen             bool
}

// Maintenance is one maintenance with the form for its next update.
var Maintenance = page[MaintenancePage]("maintenance")

// MaintenancePage is what Maintenance shows.
type MaintenancePage struct {
	Frame         Frame
	Maintenance   models.Maintenance
	Names         map[int64]string
	Form          MaintenanceUpdateForm
	Steps         []Choice // the states it can go to from here
	Reach         Reach
	Notifications []Told
	In            []models.Translation // of its title and updates, of whatever wording
}

// Title implements the layout's need for one.
func (p MaintenancePage) Title() string { return p.Maintenance.Title }

// Services names the components it touches.
func (p MaintenancePage) Services() string { return names(p.Maintenance.ComponentIDs, p.Names) }

// MaintenanceUpdateForm is an update of a maintenance as it is typed.
type MaintenanceUpdateForm struct {
	Form
	State string `form:"state" label:"State"`
	Body  string `form:"body" label:"Text" long:"yes"`
	InLanguages
}
