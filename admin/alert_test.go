package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestAnIncidentIsOpenedFromWhatMonitoringSays(t *testing.T) {
	t.Parallel()
	h := build(t)
	login := modelstest.Component(t, h.Site, "Sign-in")
	_, _, err := h.Desk.TakeAlerts(t.Context(), []desk.NewAlert{
		{Source: "generic", Name: "HighErrorRate", Summary: "9 of 10 requests to web-prod-3 fail", Component: login.Slug, Status: models.PartialOutage, Firing: true},
		{Source: "generic", Name: "Disk is full", Firing: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	drafts, err := h.Desk.IncidentDrafts(t.Context())
	if err != nil || len(drafts) != 2 {
		t.Fatalf("%d drafts (%v)", len(drafts), err)
	}
	b := h.as(staff.Responder)
	b.get("/").wants(t, 200, "Monitoring proposes", "9 of 10 requests to web-prod-3 fail", "/incidents/new?draft="+drafts[1].PublicID)
	h.as(staff.Viewer).get("/alerts").wants(t, 200, "Disk is full", "firing")

	b.get("/incidents/new?draft="+drafts[1].PublicID).wants(t, 200, "What monitoring says (inside)", "9 of 10 requests to web-prod-3 fail")
	typed := map[string]string{"title": "Sign-in fails", "body": "Most sign-ins fail."}
	late := h.as(staff.Responder)
	late.get("/incidents/new?draft=" + drafts[1].PublicID)
	b.submit("/incidents", "preview", typed).wants(t, 200, "Nothing has left yet")
	shown := b.submit("/incidents", "quiet", nil)
	shown.wants(t, 200, "Published. It is on the public page now.")
	if strings.Contains(shown.body, "HighErrorRate") {
		t.Error("the words of monitoring went into the incident")
	}
	if c, err := h.Site.Component(t.Context(), login.PublicID); err != nil || c.Status != models.PartialOutage {
		t.Errorf("the component is %s (%v)", c.Status, err)
	}
	i, err := h.Site.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil || len(i) != 1 || i[0].DetectedAt == nil {
		t.Fatalf("%d incidents, %v", len(i), err)
	}
	if list, err := h.Desk.AlertsOf(t.Context(), i[0].ID); err != nil || len(list) != 1 {
		t.Errorf("the incident has %d alerts (%v)", len(list), err)
	}
	late.submit("/incidents", "quiet", map[string]string{"title": "Sign-in is slow", "body": "It takes a minute."}).wants(t, 409, "opened an incident from these alerts meanwhile", "It takes a minute.")
	late.get("/incidents/new?draft="+drafts[1].PublicID).wants(t, 409, "opened an incident from these alerts meanwhile")
	late.submit("/incidents", "quiet", map[string]string{"title": "Sign-in is slow", "body": "It takes a minute."}).wants(t, 200, "Published")
	if i, err = h.Site.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(i) != 2 {
		t.Errorf("%d incidents after one was sent again on purpose (%v)", len(i), err)
	}
	b.get("/alerts")
	b.submit("/alerts/"+drafts[0].PublicID+"/dismiss", "", nil).wants(t, 200, "Dismissed.", "Nothing is proposed.", "Disk is full")
	b.get("/incidents/new?draft=nobody").wants(t, 404)
}
