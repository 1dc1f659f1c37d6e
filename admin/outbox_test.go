package admin

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestMailsToStaffStandInTheOutbox(t *testing.T) {
	t.Parallel()
	db := modelstest.OpenDB(t)
	h := over(t, db)
	responder, admin := h.named("Mina Sorel", staff.Responder), h.named("Dana Whitfield", staff.Admin)
	users, err := h.Staff.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]int64{}
	for _, u := range users {
		ids[u.Name] = u.ID
	}
	queue := func(user string, n int) (last staff.Mail) {
		t.Helper()
		err := db.Tx(t.Context(), func(tx *models.Tx) (err error) {
			for i := 0; i < n && err == nil; i++ {
				last, _, err = h.Staff.QueueMail(t.Context(), tx, ids[user], staff.TextMail, fmt.Sprint("review-", i))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return last
	}
	claimed, _, err := h.Staff.ClaimMail(t.Context(), queue("Dana Whitfield", 1).ID)
	if err != nil || claimed == nil {
		t.Fatal(claimed, err)
	}
	if err := h.Staff.SettleMail(t.Context(), *claimed, staff.MailFailed, "552 5.2.2 <dana@northpole.example> over quota", nil); err != nil {
		t.Fatal(err)
	}
	seen := responder.get("/outbox")
	seen.wants(t, 200, "A whole text", "a colleague", "refused", "The mailbox is full.")
	if strings.Contains(seen.words(), "Dana Whitfield") || strings.Contains(seen.words(), "dana@northpole.example") {
		t.Error("a responder reads whom the mail is for")
	}
	admin.get("/outbox").wants(t, 200, "you", "552 5.2.2 <dana@northpole.example> over quota")
	queue("Mina Sorel", outboxPerPage+1)
	seen = admin.get("/outbox")
	seen.wants(t, 200, "Mina Sorel")
	if strings.Contains(seen.words(), "The mailbox is full.") {
		t.Error("more stands on one page than should")
	}
	next := seen.linkTo("/outbox?staff=")
	if next == "" {
		t.Fatal("the list does not go on")
	}
	admin.get(next).wants(t, 200, "The mailbox is full.")
}

func TestPastMaintenanceGoesOn(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := modelstest.Component(t, h.Site, "Login page")
	begin := time.Now().Add(48 * time.Hour)
	want := map[string]bool{}
	for n := range maintenancesPerPage + 3 {
		m, err := h.Site.PlanMaintenance(t.Context(), models.NewMaintenance{Title: fmt.Sprint("Work ", n), Body: "Soon.", ScheduledFor: begin, ScheduledUntil: begin.Add(time.Hour), ComponentIDs: []string{c.PublicID}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Site.PostMaintenanceUpdate(t.Context(), m.PublicID, models.NewMaintenanceUpdate{State: models.Cancelled, Body: "Not needed."}); err != nil {
			t.Fatal(err)
		}
		want[m.PublicID] = true
	}
	b := h.as(staff.Viewer)
	pages := 0
	for at := "/maintenances"; at != ""; pages++ {
		page := b.get(at)
		for id := range want {
			if strings.Contains(page.body, `href="/maintenances/`+id+`"`) {
				delete(want, id)
			}
		}
		at = page.linkTo("/maintenances?before=")
	}
	if len(want) > 0 || pages != 2 {
		t.Errorf("%d of them are on none of %d pages", len(want), pages)
	}
}
