package admin

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestMaintenanceFromPlanToCompletion(t *testing.T) {
	t.Parallel()
	h := build(t)
	modelstest.Component(t, h.Site, "Payments")
	b := h.as(staff.Responder)
	b.get("/maintenances/new").wants(t, 200, "Announce and email 0 people")
	form := map[string]string{"title": "Database upgrade", "body": "Payments may pause.", "scheduled_for": "2027-02-31T02:00", "scheduled_until": "2027-03-01T03:00"}
	b.submit("/maintenances", "mail", form).wants(t, 422, "no date and time that exists", "Payments may pause.")
	b.submit("/maintenances", "preview", map[string]string{"scheduled_for": "2027-03-01T02:00"}).wants(t, 200, "Nothing has left yet", "Database upgrade")
	b.submit("/maintenances", "mail", nil).wants(t, 200, "Published", "Scheduled")
	path := b.page.path
	b.get(path + "/edit")
	b.submit(path+"/edit", "quiet", map[string]string{"title": "Payments database upgrade"}).wants(t, 200, "Payments database upgrade")
	for _, state := range []string{"in_progress", "verifying", "completed"} {
		b.submit(path+"/updates", "quiet", map[string]string{"state": state, "body": "Now: " + state}).wants(t, 200, "Now: "+state)
	}
	m, err := h.Site.Maintenance(t.Context(), strings.TrimPrefix(path, "/maintenances/"))
	if err != nil || m.State != models.Completed {
		t.Errorf("the maintenance is %s (%v)", m.State, err)
	}
}

func TestComponentsGroupsAndTemplates(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	b.get("/groups/new")
	b.submit("/groups", "", map[string]string{"name": "Core"}).wants(t, 200, "Core")
	b.get("/components/new")
	b.submit("/components", "", map[string]string{"name": ""}).wants(t, 422)
	b.submit("/components", "", map[string]string{"name": "Sign-in"}).wants(t, 200, "Sign-in")
	c, err := h.Site.Component(t.Context(), "sign-in")
	if err != nil {
		t.Fatal(err)
	}
	b.submit("/components/"+c.PublicID+"/status", "", map[string]string{"status": "degraded_performance"}).wants(t, 200, "Degraded")
	b.get("/components/" + c.PublicID)
	b.submit("/components/"+c.PublicID, "", map[string]string{"name": "Signing in"}).wants(t, 200, "Signing in")
	b.get("/templates/new")
	b.submit("/templates", "", map[string]string{"name": "Full outage", "title": "[service] is down", "body": "We know and are looking."}).wants(t, 200, "Full outage")
	ts, err := h.Desk.Templates(t.Context())
	if err != nil || len(ts) != 1 {
		t.Fatal(ts, err)
	}
	b.get("/incidents/new")
	b.submit("/incidents", "template", map[string]string{"template": ts[0].PublicID}).wants(t, 200, "[service] is down", "We know and are looking.")
	b.submit("/incidents", "template", map[string]string{"body": "Mine."}).wants(t, 200, "Mine.", "We know and are looking.")
}

func TestSubscribersAndNotifications(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	b.get("/subscribers/new")
	b.submit("/subscribers", "", map[string]string{"email": "not an address", "consent": "asked"}).wants(t, 422, "not an address")
	b.submit("/subscribers", "", map[string]string{"email": "reader@example.com"}).wants(t, 200, "reader@example.com")
	b.upload("/subscribers/import", "file", []byte("email\n=cmd@example.com\nsecond@example.com\n"), nil).wants(t, 200, "added")
	export := b.get("/subscribers/export")
	if !strings.Contains(export.header.Get("Content-Type"), "text/csv") || !strings.Contains(export.body, "second@example.com") {
		t.Errorf("export: %v %s", export.header, export.body)
	}
	modelstest.Incident(t, h.Site, "Sign-in fails")
	list, err := h.Audience.Notifications(t.Context(), audience.NotificationQuery{})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	id := list[0].PublicID
	b.get("/").wants(t, 200, "Cancel the emails", "Send now")
	b.submit("/notifications/"+id+"/cancel", "", nil).wants(t, 200, "The emails were cancelled")
	b.get("/outbox").wants(t, 200, "No mail server is configured")
	b.get("/outbox/d1").wants(t, 200, "Sign-in fäils", "plain ä", "&lt;p&gt;rich")
}

func TestPeopleAndTokens(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	b.get("/users/new")
	b.submit("/users", "", map[string]string{"name": "Dana", "email": "dana@example.org", "role": "emperor"}).wants(t, 422, "Dana")
	b.submit("/users", "", map[string]string{"role": "approver", "password": password}).wants(t, 200, "dana@example.org")
	users, err := h.Staff.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := ""
	for _, u := range users {
		if u.Email == "dana@example.org" {
			path = "/users/" + text(u.ID)
		}
	}
	b.get(path)
	b.submit(path, "", map[string]string{"role": "viewer"}).wants(t, 200, "viewer")
	b.get(path)
	b.submit(path+"/disable", "", nil).wants(t, 200, "disabled")
	b.get("/tokens")
	made := b.submit("/tokens", "", map[string]string{"name": "alertmanager"})
	made.wants(t, 200, "shown this once", "vitrine_")
	b.submit("/tokens/1/revoke", "", nil).wants(t, 200, "revoked")
	b.get("/audit?check=1").wants(t, 200, "The chain holds", "token")
}

func TestSettingsLogoAndRulebook(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Admin)
	b.get("/settings")
	b.submit("/settings", "", map[string]string{"name": "Northpole Status", "accent": "red"}).wants(t, 422, "Northpole Status", "like #1f4fa3")
	b.submit("/settings", "", map[string]string{"accent": "#1f4fa3"}).wants(t, 200, "Saved.", "Northpole Status")
	b.submit("/settings/sender", "", map[string]string{"reply_to": "nobody"}).wants(t, 422)
	b.submit("/settings/sender", "", map[string]string{"reply_to": "help@example.org"}).wants(t, 200, "Saved.")
	b.upload("/settings/logo", "logo", []byte("<svg onload=alert(1)/>"), map[string]string{"step": "upload"}).wants(t, 422, "must be a PNG")
	b.upload("/settings/logo", "logo", laden(t), map[string]string{"step": "upload"}).wants(t, 200, "Saved.")
	if logo := b.get("/settings/logo"); strings.Contains(logo.body, "secret payload") || !strings.HasPrefix(logo.body, "\x89PNG") {
		t.Error("the logo still carries what hid in the file")
	}
	b.get("/rulebook")
	b.submit("/rulebook", "", map[string]string{"yaml": "customers: [\"Contoso\"\nterms: 3"}).wants(t, 422, "line", "Contoso")
	b.submit("/rulebook", "", map[string]string{"yaml": "customers: [\"Contoso Bank\"]"}).wants(t, 200, "Saved.")
	b.submit("/rulebook/try", "", map[string]string{"text": "It hit Contoso Bank."}).wants(t, 200, "customer")
}

// laden is a picture with a payload behind its end.
func laden(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), "secret payload"...)
}

// upload sends a file with the shown page's token.
func (b *browser) upload(path, name string, file []byte, fields map[string]string) page {
	b.t.Helper()
	if b.page.path != path {
		b.get(strings.TrimSuffix(path, "/logo"))
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("csrf", fieldsOf(formFor(b, path)).Get("csrf"))
	for k, v := range fields {
		form.WriteField(k, v)
	}
	part, err := form.CreateFormFile(name, name+".bin")
	if err != nil {
		b.t.Fatal(err)
	}
	part.Write(file)
	form.Close()
	req, err := http.NewRequest(http.MethodPost, b.url+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(req)
}

func TestAnOperatorShapesThePage(t *testing.T) {
	t.Parallel()
	b := build(t).as(staff.Admin)
	b.get("/settings/page")
	b.submit("/settings/page", "", map[string]string{"header": "Our office is closed.", "links": "Docs javascript:alert(1)", "partial_percent": "half"}).
		wants(t, 422, "Our office is closed.", "write a number such as 30")
	b.submit("/settings/page", "", map[string]string{"partial_percent": "50"}).wants(t, 422, "Link 1 needs a whole address")
	b.submit("/settings/page", "", map[string]string{"links": "Docs https://docs.example.org", "style": "@import 'x';"}).wants(t, 422, "@media")
	b.submit("/settings/page", "", map[string]string{"style": ".answer { color: black }"}).wants(t, 200, "Saved.", "https://docs.example.org", "50")
}
