package views

import (
	"io"
	"strings"
	"testing"
	"time"

	"vitrine/models"
)

func TestAnOperatorShapesEveryPage(t *testing.T) {
	t.Parallel()
	frame := Frame{Now: exampleNow, Path: "/", BaseURL: "https://status.example.org", Settings: models.SiteSettings{Shape: `{"header":"We are **closed** today.","footer":"Northpole Ltd",
		"links":[{"name":"Docs","url":"https://docs.example.org"}],"hide_history":true,"partial":50,"maintenance_counts":true,"style":".answer{color:red}"}`}}
	days := []DayRecord{{Good: 20 * time.Hour, Partial: 2 * time.Hour, Maint: 2 * time.Hour}}
	var home, component strings.Builder
	if err := Home.Write(&home, HomePage{Frame: frame, Groups: []ServiceGroup{{Services: []Service{{Component: models.Component{Name: "API", Slug: "api"}, Days: days}}}}}); err != nil {
		t.Fatal(err)
	}
	if err := Component.Write(&component, ComponentPage{Frame: frame, Component: models.Component{Name: "API", Slug: "api"}, Days: days}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"We are <strong>closed</strong> today.", "Northpole Ltd", `<a href="https://docs.example.org" dir="auto">Docs</a>`, "87.50 % up"} {
		if !strings.Contains(home.String(), want) {
			t.Errorf("the first page lacks %s", want)
		}
	}
	for _, gone := range []string{`href="/history"`, "Last days"} {
		if strings.Contains(home.String(), gone) {
			t.Errorf("the first page still has %s", gone)
		}
	}
	for name, write := range map[string]func(io.Writer) error{
		"an incident": func(w io.Writer) error {
			return Incident.Write(w, IncidentPage{Frame: frame, Incident: exampleOutage()})
		},
		"a maintenance": func(w io.Writer) error {
			return Maintenance.Write(w, MaintenancePage{Frame: frame, Maintenance: exampleUpgrade()})
		},
		"an error": func(w io.Writer) error { return Problem.Write(w, ProblemPage{Frame: frame, Status: 404}) },
	} {
		var page strings.Builder
		if err := write(&page); err != nil || strings.Contains(page.String(), "/history") || !strings.Contains(page.String(), `href="/postmortems"`) {
			t.Errorf("%s leads to the history, %v:\n%s", name, err, page.String())
		}
	}
	if !strings.Contains(component.String(), "Uptime counts a major outage and planned maintenance in full and a partial outage as 50 %.") {
		t.Error("the page of a component does not tell the rule")
	}
	if css := string(Stylesheet(frame.Settings)); !strings.HasSuffix(css, ".answer{color:red}") || StylesheetPath(frame.Settings) == StylesheetPath(models.SiteSettings{}) {
		t.Error("the operator's style is not behind ours, at an address of its own")
	}
}
